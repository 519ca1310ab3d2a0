import { readFileSync } from 'node:fs';
import path from 'node:path';
import { conformanceFlags } from '../../infra/local/conformanceFlags';

/** Calls the control API of a running local tenant. Throws when the answer is not 2xx. */
export async function control<T>(
  tenantUrl: string,
  route: string,
  body: unknown = {},
  method: 'POST' | 'DELETE' = 'POST',
): Promise<T> {
  const response = await fetch(`${tenantUrl}/_control/${route}`, {
    method,
    headers: { 'x-local-control': '1', ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
    body: method === 'POST' ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} /_control/${route}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/**
 * All flags of the conformance suite for a tenant that belongs to a test, as its environment: CONFORMANCE_BASE and so on.
 * `--load` is left to the caller. Changes the tenant: the service's grant on the system site is taken away, so that there
 * is a second site, and Maya gets the bot.
 */
export async function conformanceEnvironment(tenantUrl: string, dir: string): Promise<Record<string, string>> {
  const { service } = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as {
    service: Readonly<Record<string, string>>;
  };
  await control(tenantUrl, 'grant', { name: 'service', site: 'system', role: null });
  await control(tenantUrl, 'membership', { person: 'maya', installed: true });
  return { ...(await conformanceFlags(tenantUrl, dir)), CONFORMANCE_SECOND_SITE: service.SYSTEM_SITE_ID ?? '' };
}
