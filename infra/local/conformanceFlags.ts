import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { controlApi } from './controlApi';
import type { Environment } from './environment';

/**
 * What the conformance suite wants to know of this tenant, as the suite's environment (CONFORMANCE_BASE and so on), with
 * fresh tokens. Nothing in the tenant is changed, and a second site is left out: here both sites are granted to the service.
 * @param tenantUrl where the tenant runs
 * @param dir the folder with its environment.json
 * @throws Error with a sentence when there is no such tenant; TypeError when it does not run
 */
export async function conformanceFlags(tenantUrl: string, dir: string): Promise<Record<string, string>> {
  const file = path.join(dir, 'environment.json');
  if (!existsSync(file)) throw new Error('There is no local tenant yet: start it with "npm start".');
  const { service, provision, https } = JSON.parse(readFileSync(file, 'utf8')) as Environment & {
    https?: { origin: string; caFile: string };
  };
  const control = controlApi(tenantUrl);
  const [provisioning, serving, undeclared, assertion] = await Promise.all([
    control.token({ app: 'provision' }),
    control.token({ app: 'runtime' }),
    control.token({ app: 'bot' }),
    control.token({ person: 'maya' }),
  ]);
  const flags: Record<string, string | undefined> = {
    BASE: tenantUrl,
    TENANT: service.TENANT_ID,
    SITE: provision.RECORDS_SITE_ID,
    TOKEN: provisioning,
    PEOPLE_TOKEN: serving,
    LIMITED_TOKEN: serving,
    UNDECLARED_TOKEN: undeclared,
    ASSERTION: assertion,
    PERSON: '22222222-0000-4000-8000-000000000002',
    MAILBOX: service.MAIL_SENDER,
    INVITE_ADDRESS: 'conformance@elsewhere.example',
    CATALOGUE: service.TEAMS_APP_CATALOG_ID,
    CLIENT_ID: service.CLIENT_ID,
    CLIENT_SECRET: service.CLIENT_SECRET,
    CLIENT_CERTIFICATE: service.CLIENT_CERTIFICATE_FILE,
    CLIENT_KEY: service.CLIENT_CERTIFICATE_KEY_FILE,
    BOT_ID: service.BOT_APP_ID,
    BOT_SECRET: service.BOT_APP_PASSWORD,
    BOT_SERVICE_URL: service.BOT_SERVICE_URL,
    BOT_METADATA_URL: service.BOT_OPENID_METADATA_URL,
    BOT_PERSON: '22222222-0000-4000-8000-000000000001',
    CONTROL: tenantUrl,
    HTTPS_BASE: https?.origin,
  };
  const named: Record<string, string> = https ? { NODE_EXTRA_CA_CERTS: https.caFile } : {};
  for (const [name, value] of Object.entries(flags)) if (value !== undefined) named[`CONFORMANCE_${name}`] = value;
  return named;
}
