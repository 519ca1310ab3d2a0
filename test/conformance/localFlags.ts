import { readFileSync } from 'node:fs';
import path from 'node:path';

type Names = Readonly<Record<string, string>>;

/** Calls the control API of a running local tenant. Throws when the answer is not 2xx. */
export async function control<T>(tenantUrl: string, route: string, body?: unknown): Promise<T> {
  const response = await fetch(`${tenantUrl}/_control/${route}`, {
    method: 'POST',
    headers: { 'x-local-control': '1', 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST /_control/${route}: ${response.status} ${text}`);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/**
 * All flags of the conformance suite for a running local tenant, as its environment: CONFORMANCE_BASE and so on.
 * `--load` is left to the caller. The service's grant on the system site is taken away, so that there is a second site.
 */
export async function conformanceEnvironment(tenantUrl: string, dir: string): Promise<Record<string, string>> {
  const { service, provision } = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as {
    service: Names;
    provision: Names;
  };
  const of = (names: Names, name: string): string => {
    const value = names[name];
    if (!value) throw new Error(`environment.json names no ${name}.`);
    return value;
  };
  const token = async (whom: object): Promise<string> =>
    (await control<{ token: string }>(tenantUrl, 'token', whom)).token;
  const [provisioning, serving, undeclared, assertion] = await Promise.all([
    token({ app: 'provision' }),
    token({ app: 'service' }),
    token({ app: 'bot' }),
    token({ person: 'maya' }),
  ]);
  await control(tenantUrl, 'grant', { name: 'service', site: 'system', role: null });
  await control(tenantUrl, 'membership', { person: 'maya', installed: true });
  return {
    CONFORMANCE_BASE: tenantUrl,
    CONFORMANCE_TENANT: of(service, 'TENANT_ID'),
    CONFORMANCE_SITE: of(provision, 'RECORDS_SITE_ID'),
    CONFORMANCE_SECOND_SITE: of(provision, 'SYSTEM_SITE_ID'),
    CONFORMANCE_TOKEN: provisioning,
    CONFORMANCE_PEOPLE_TOKEN: serving,
    CONFORMANCE_LIMITED_TOKEN: serving,
    CONFORMANCE_UNDECLARED_TOKEN: undeclared,
    CONFORMANCE_ASSERTION: assertion,
    CONFORMANCE_PERSON: '22222222-0000-4000-8000-000000000002',
    CONFORMANCE_MAILBOX: of(service, 'MAIL_SENDER'),
    CONFORMANCE_INVITE_ADDRESS: 'conformance@elsewhere.example',
    CONFORMANCE_CATALOGUE: of(service, 'TEAMS_APP_CATALOG_ID'),
    CONFORMANCE_CLIENT_ID: of(service, 'CLIENT_ID'),
    CONFORMANCE_CLIENT_SECRET: of(service, 'CLIENT_SECRET'),
    CONFORMANCE_CLIENT_CERTIFICATE: of(service, 'CLIENT_CERTIFICATE_FILE'),
    CONFORMANCE_CLIENT_KEY: of(service, 'CLIENT_CERTIFICATE_KEY_FILE'),
    CONFORMANCE_BOT_ID: of(service, 'BOT_APP_ID'),
    CONFORMANCE_BOT_SECRET: of(service, 'BOT_APP_PASSWORD'),
    CONFORMANCE_BOT_SERVICE_URL: of(service, 'BOT_SERVICE_URL'),
    CONFORMANCE_BOT_METADATA_URL: of(service, 'BOT_OPENID_METADATA_URL'),
    CONFORMANCE_BOT_PERSON: '22222222-0000-4000-8000-000000000001',
    CONFORMANCE_CONTROL: tenantUrl,
  };
}
