/** After the page is there and the line is free, in milliseconds. */
const QUIET_MS = 4_000;

/**
 * Lets the browser keep the page's own files, so that it opens again without a line; see infra/shellWorker.js. What
 * somebody answers is never kept by it. Where the browser refuses, the page works as before, with a line.
 */
export function keepShell(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = (): void => {
    navigator.serviceWorker.register('/answer/sw.js', { scope: '/answer/' }).catch(() => undefined);
  };
  window.addEventListener('load', () => setTimeout(register, QUIET_MS));
}
