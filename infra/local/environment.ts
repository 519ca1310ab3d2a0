import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ApplicationName, TEAMS_APP_CATALOG_ID } from './applications';
import { certificateFilesOf, thumbprintOf } from './certificates';
import type { TenantContext } from './context';
import { metaOf } from './database';
import type { Directory } from './directory';
import { sites } from './graph/siteNames';
import { tiers } from './graph/tiers';
import { DOMAIN } from './people';

/** The environment of the product's service and of its provisioning command, as names and values. */
export interface Environment {
  readonly service: Readonly<Record<string, string>>;
  readonly provision: Readonly<Record<string, string>>;
  /** Where the tenant listens with TLS, and the authority that clients have to trust; absent without TLS. */
  readonly https?: { readonly origin: string; readonly caFile: string };
}

/** What the product needs to know of this tenant. Secrets are made once and kept in the tenant's database. */
export function environmentOf({ settings, db }: TenantContext, directory: Directory): Environment {
  const meta = metaOf(db);
  const id = (name: string): string => directory.application(name)?.id ?? '';
  /** The first certificate that the tenant made for an application, where it made one. */
  const certificateOf = (prefix: string, name: ApplicationName): Record<string, string> => {
    const [certificate] = directory.stateOf(name).certificates;
    if (!certificate) return {};
    const { certificateFile, privateKeyFile } = certificateFilesOf(settings.dir, name);
    return {
      [`LOCAL_${prefix}_CERTIFICATE_FILE`]: certificateFile,
      [`LOCAL_${prefix}_CERTIFICATE_KEY_FILE`]: privateKeyFile,
      [`${prefix}_CERTIFICATE_THUMBPRINT`]: thumbprintOf(certificate),
    };
  };
  const shared = {
    TENANT_ID: settings.tenantId,
    LOGIN_BASE_URL: settings.origin,
    GRAPH_BASE_URL: settings.origin,
    RECORDS_SITE_ID: sites.records.id,
    SYSTEM_SITE_ID: sites.system.id,
  };
  const { httpsOrigin, httpsCaFile } = settings;
  return {
    ...(httpsOrigin && httpsCaFile && { https: { origin: httpsOrigin, caFile: httpsCaFile } }),
    service: {
      ...shared,
      PORT: new URL(settings.productUrl).port || '80',
      PUBLIC_URL: settings.productUrl,
      CLIENT_ID: id('service'),
      CLIENT_SECRET: directory.secretOf('service'),
      ...certificateOf('CLIENT', 'service'),
      BOT_APP_ID: id('bot'),
      BOT_APP_PASSWORD: directory.secretOf('bot'),
      ...certificateOf('BOT_APP', 'bot'),
      BOT_OPENID_METADATA_URL: `${settings.origin}/botframework/v1/.well-known/openidconfiguration`,
      BOT_SERVICE_URL: `${settings.origin}/connector/`,
      BOT_SERVICE_HOSTS: new URL(settings.origin).host,
      MAIL_SENDER: `supplychain@${DOMAIN}`,
      TEAMS_APP_CATALOG_ID,
      LINK_KEYS: `1:${meta.getOrMake('linkKey', () => randomBytes(32).toString('base64'))}`,
      CUSTOMER_NAME: 'Northgate Trading Ltd',
      TIME_ZONE: 'America/Toronto',
      STATE_DIR: path.join(settings.dir, 'service'),
      TEAMS_ORIGINS: settings.origin,
      // What the tenant allows one application; where it sets no limit, that of the largest tier.
      RESOURCE_UNITS_PER_MINUTE: String(tiers[settings.tier ?? '50k+'].perMinute),
    },
    provision: {
      ...shared,
      PROVISION_CLIENT_ID: id('provision'),
      PROVISION_CLIENT_SECRET: directory.secretOf('provision'),
      ...certificateOf('PROVISION_CLIENT', 'provision'),
    },
  };
}

/** Writes `<dir>/environment.json`, readable by its owner only, in one step. */
export function writeEnvironment(context: TenantContext, directory: Directory): void {
  const file = path.join(context.settings.dir, 'environment.json');
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify(environmentOf(context, directory), null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
