export const NO_BROWSER: string;
/** The first browser found on this machine, or undefined. */
export function browserPath(): string | undefined;
