const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether the bot's token may be sent to this address: https (http on this machine only), no user or password in it,
 * and its host, with the port where there is one, named in the allow-list.
 */
export function isAllowedService(serviceUrl: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, host, hostname, username, password } = new URL(serviceUrl);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname))) return false;
  return username === '' && password === '' && hosts.includes(host.toLowerCase());
}
