/** XML knows no way to write these two, and a file that holds one does not open. */
export const XML_HAS_NO = /[\ufffe\uffff]/g;
