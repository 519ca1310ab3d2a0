import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { controlApi } from './controlApi';
import type { Environment } from './environment';

/**
 * Two employees whom no partner knows and who have no part in the sample customer: Omar gets the app and loses it again,
 * Priya keeps it for the length of a run.
 */
const PERSON = '22222222-0000-4000-8000-000000000005';
const BOT_PERSON = '22222222-0000-4000-8000-000000000004';

/**
 * What the conformance suite wants to know of this tenant, as the suite's environment (CONFORMANCE_BASE and so on), with
 * fresh tokens. Nothing in the tenant is changed, and a product may run beside it: what would disturb that is left out,
 * namely the tenant's control (clock, faults, keys), its https address, and a site that the service may not use.
 * @param tenantUrl where the tenant runs
 * @param dir the folder with its environment.json
 * @throws Error with a sentence when there is no such tenant; TypeError when it does not run
 */
export async function conformanceFlags(tenantUrl: string, dir: string): Promise<Record<string, string>> {
  const { service, provision } = readEnvironment(dir);
  const control = controlApi(tenantUrl);
  const [provisioning, serving, undeclared, assertion] = await Promise.all([
    control.token({ app: 'provision' }),
    control.token({ app: 'runtime' }),
    control.token({ app: 'bot' }),
    control.token({ person: 'maya' }),
  ]);
  return named({
    BASE: tenantUrl,
    TENANT: service.TENANT_ID,
    SITE: provision.RECORDS_SITE_ID,
    TOKEN: provisioning,
    PEOPLE_TOKEN: serving,
    LIMITED_TOKEN: serving,
    UNDECLARED_TOKEN: undeclared,
    ASSERTION: assertion,
    PERSON,
    MAILBOX: service.MAIL_SENDER,
    INVITE_ADDRESS: 'conformance@elsewhere.example',
    CATALOGUE: service.TEAMS_APP_CATALOG_ID,
    CLIENT_ID: service.CLIENT_ID,
    CLIENT_SECRET: service.CLIENT_SECRET,
    CLIENT_CERTIFICATE: service.LOCAL_CLIENT_CERTIFICATE_FILE,
    CLIENT_KEY: service.LOCAL_CLIENT_CERTIFICATE_KEY_FILE,
    BOT_ID: service.BOT_APP_ID,
    BOT_SECRET: service.BOT_APP_PASSWORD,
    BOT_SERVICE_URL: service.BOT_SERVICE_URL,
    BOT_METADATA_URL: service.BOT_OPENID_METADATA_URL,
    BOT_PERSON,
    BOT_CATALOGUE: service.TEAMS_APP_CATALOG_ID,
  });
}

/**
 * The same for a tenant that nobody else uses, with everything that the suite can ask: the tenant's control, https with
 * the authority to trust, a second site, a port for a bot and a browser. Changes the tenant: the service loses its grant
 * on the system site, and resource units have no limit until a case sets one.
 */
export async function throwAwayFlags(
  tenantUrl: string,
  dir: string,
  { echoBotPort, browser }: { readonly echoBotPort: number; readonly browser: string | undefined },
): Promise<Record<string, string>> {
  const { service, https } = readEnvironment(dir);
  const control = controlApi(tenantUrl);
  await control.takeGrant('service', 'system');
  await control.setTier(null);
  return {
    ...(await conformanceFlags(tenantUrl, dir)),
    ...named({
      CONTROL: tenantUrl,
      HTTPS_BASE: https?.origin,
      SECOND_SITE: service.SYSTEM_SITE_ID,
      ECHO_BOT_PORT: String(echoBotPort),
      BROWSER: browser,
    }),
    ...(https && { NODE_EXTRA_CA_CERTS: https.caFile }),
  };
}

function readEnvironment(dir: string): Environment {
  const file = path.join(dir, 'environment.json');
  if (!existsSync(file)) throw new Error('There is no local tenant yet: start it with "npm start".');
  return JSON.parse(readFileSync(file, 'utf8')) as Environment;
}

const named = (flags: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [[`CONFORMANCE_${name}`, value]])),
  );
