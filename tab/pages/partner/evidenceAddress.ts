/** The address that opens one file over this page. */
export const evidenceAddress = (key: string): string => `?${new URLSearchParams({ evidence: key }).toString()}`;
