const OWN = ['/_control', '/_shell', '/assets', '/favicon', '/healthz'];

/** True for what belongs to this machine rather than to Microsoft 365: the shell and the control routes. */
export const isOwnAffair = (path: string): boolean => path === '/' || OWN.some((prefix) => path.startsWith(prefix));
