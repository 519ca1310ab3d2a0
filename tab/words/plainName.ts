const DIRECTION_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** A name from outside without the marks that turn reading around, with which "exe.pdf" can be made of "fdp.exe". */
export const plainName = (name: string): string => name.replace(DIRECTION_MARKS, '');

/** Whether a name reads from the right, at least in part; such a name cannot be cut in its middle. */
export const isRightToLeft = (name: string): boolean => RIGHT_TO_LEFT.test(name);
