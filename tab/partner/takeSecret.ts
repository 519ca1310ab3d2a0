/**
 * What stands in the address after `#`, taken out of it at once: the secret of a link, whole or cut on its way.
 * `undefined` when there is nothing. Whether it is right is the server's to say.
 */
export function takeSecret(): string | undefined {
  const { hash, pathname } = window.location;
  if (hash.length <= 1) {
    if (window.location.href.includes('#')) window.history.replaceState(window.history.state, '', pathname);
    return undefined;
  }
  window.history.replaceState(null, '', pathname);
  return hash.slice(1, 300);
}
