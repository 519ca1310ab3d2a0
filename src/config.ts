import { IANAZone } from 'luxon';
import { z } from 'zod';
import { BOT_CREDENTIAL, PROVISION_CREDENTIAL, readCredential, SERVICE_CREDENTIAL } from './configCredentials';
import type { Credential } from './entra/credential';
import { AppError } from './errors';

/** Addresses and credentials: all that differs between one machine and Microsoft's cloud. */
export interface Config {
  readonly port: number;
  /** Where partners and the tab reach the service, without a slash at the end. */
  readonly publicUrl: string;
  readonly tenantId: string;
  readonly loginBaseUrl: string;
  readonly graphBaseUrl: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly botAppId: string;
  readonly botCredential: Credential;
  readonly botOpenIdMetadataUrl: string;
  readonly botServiceUrl: string;
  /** `host` or `host:port`, lower case: the only places the bot's token is ever sent to. */
  readonly botServiceHosts: readonly string[];
  readonly recordsSiteId: string;
  readonly systemSiteId: string;
  readonly mailSender: string;
  readonly teamsAppCatalogId: string;
  /** Newest last; the newest signs, all verify. */
  readonly linkKeys: readonly { readonly version: number; readonly key: Buffer }[];
  readonly stateDir: string;
  /** Folder of the questions, programs, policies, texts and figures. Absent: those that came with the product. */
  readonly contentDir?: string;
  /** Origins besides Microsoft's that may frame the tab. Empty in Microsoft's cloud. */
  readonly teamsOrigins: readonly string[];
  readonly resourceUnitsPerMinute: number;
  /** The customer as partners read it. */
  readonly customerName: string;
  /** IANA name of the zone whose calendar day decides what is due. */
  readonly timeZone: string;
  /** How long the customer keeps answers, as partners are told. Absent: the sentence names nobody's period. */
  readonly keepAnswersYears?: number;
  /** How many proxies stand in front and add to X-Forwarded-For; 0 when callers connect directly. */
  readonly proxyHops: number;
  readonly logLevel: string;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const address = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname)))) {
    context.addIssue('must be an https address (http is for this machine only)');
    return z.NEVER;
  }
  return text.replace(/\/+$/, '');
});
const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a GUID');
const words = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
    );
const linkKeys = z.string().transform((text, context) => {
  const keys = text.split(',').map((part) => {
    const [version, key] = part.trim().split(':');
    return { version: Number(version), key: Buffer.from(key ?? '', 'base64') };
  });
  if (keys.some(({ version, key }) => !Number.isInteger(version) || version < 1 || key.length < 32)) {
    context.addIssue('must be like 1:<32 bytes in base64>, newest last');
    return z.NEVER;
  }
  return keys;
});

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3978),
  PUBLIC_URL: address,
  TENANT_ID: guid,
  LOGIN_BASE_URL: address.default('https://login.microsoftonline.com'),
  GRAPH_BASE_URL: address.default('https://graph.microsoft.com'),
  CLIENT_ID: guid,
  BOT_APP_ID: guid,
  BOT_OPENID_METADATA_URL: address.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_SERVICE_URL: address.default('https://smba.trafficmanager.net/teams'),
  BOT_SERVICE_HOSTS: words('smba.trafficmanager.net'),
  RECORDS_SITE_ID: z.string().min(1, 'is missing'),
  SYSTEM_SITE_ID: z.string().min(1, 'is missing'),
  MAIL_SENDER: z.string().includes('@', { message: 'must be a mail address' }),
  TEAMS_APP_CATALOG_ID: z.string().min(1, 'is missing'),
  LINK_KEYS: linkKeys,
  STATE_DIR: z.string().min(1, 'is missing'),
  CONTENT_DIR: z.string().min(1, 'is empty').optional(),
  // They go into a header as they are, so nothing but plain origins may pass.
  TEAMS_ORIGINS: words('').refine(
    (origins) => origins.every((each) => URL.canParse(each) && new URL(each).origin === each),
    'must be origins such as https://teams.example, divided by commas',
  ),
  RESOURCE_UNITS_PER_MINUTE: z.coerce.number().int().min(60).default(1250),
  CUSTOMER_NAME: z.string().trim().min(1, 'is empty').max(120).optional(),
  TIME_ZONE: z
    .string()
    .default('UTC')
    .refine((zone) => IANAZone.isValidZone(zone), 'must be a time zone such as America/Toronto'),
  KEEP_ANSWERS_YEARS: z.coerce.number().int().min(1).max(50).optional(),
  PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What is missing or wrong, by the names of the settings; values may be secrets and stay out. */
const problemsIn = (error: z.ZodError, env: Readonly<Record<string, string | undefined>>): string[] =>
  error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return env[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
  });

/**
 * Reads the environment whole, before anything listens.
 * Throws one `invalid` error that names everything missing or wrong, without values, because values may be secrets.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environment.safeParse(env);
  const wrong = parsed.success ? [] : problemsIn(parsed.error, env);
  const credential = readCredential(env, SERVICE_CREDENTIAL, wrong);
  const botCredential = readCredential(env, BOT_CREDENTIAL, wrong);
  if (!parsed.success || !credential || !botCredential)
    throw new AppError('invalid', `The service cannot start. Set these in its environment: ${wrong.join('; ')}.`);
  const e = parsed.data;
  const services = [
    ...[e.LOGIN_BASE_URL, e.GRAPH_BASE_URL, e.BOT_OPENID_METADATA_URL, e.BOT_SERVICE_URL, ...e.TEAMS_ORIGINS],
    ...e.BOT_SERVICE_HOSTS.map((host) => `https://${host}`),
  ];
  const local = services.filter((url) => URL.canParse(url) && LOOPBACK.has(new URL(url).hostname)).length;
  if (local !== 0 && local !== services.length) {
    throw new AppError(
      'invalid',
      'The service cannot start. Its addresses mix this machine and Microsoft; use one or the other.',
    );
  }
  return {
    port: e.PORT,
    publicUrl: e.PUBLIC_URL,
    tenantId: e.TENANT_ID,
    loginBaseUrl: e.LOGIN_BASE_URL,
    graphBaseUrl: e.GRAPH_BASE_URL,
    clientId: e.CLIENT_ID,
    credential,
    botAppId: e.BOT_APP_ID,
    botCredential,
    botOpenIdMetadataUrl: e.BOT_OPENID_METADATA_URL,
    botServiceUrl: e.BOT_SERVICE_URL,
    botServiceHosts: e.BOT_SERVICE_HOSTS.map((host) => host.toLowerCase()),
    recordsSiteId: e.RECORDS_SITE_ID,
    systemSiteId: e.SYSTEM_SITE_ID,
    mailSender: e.MAIL_SENDER,
    teamsAppCatalogId: e.TEAMS_APP_CATALOG_ID,
    linkKeys: e.LINK_KEYS,
    stateDir: e.STATE_DIR,
    contentDir: e.CONTENT_DIR,
    teamsOrigins: e.TEAMS_ORIGINS,
    resourceUnitsPerMinute: e.RESOURCE_UNITS_PER_MINUTE,
    // Better the domain that partners see in the mail's sender than no name at all.
    customerName: e.CUSTOMER_NAME ?? e.MAIL_SENDER.slice(e.MAIL_SENDER.indexOf('@') + 1),
    timeZone: e.TIME_ZONE,
    keepAnswersYears: e.KEEP_ANSWERS_YEARS,
    proxyHops: e.PROXY_HOPS,
    logLevel: e.LOG_LEVEL,
  };
}

/** What provisioning needs: the two sites, and an identity of its own that may create lists there. */
export interface ProvisionConfig {
  readonly tenantId: string;
  readonly loginBaseUrl: string;
  readonly graphBaseUrl: string;
  readonly clientId: string;
  readonly credential: Credential;
  readonly recordsSiteId: string;
  readonly systemSiteId: string;
}

const provisionEnvironment = z.object({
  TENANT_ID: guid,
  LOGIN_BASE_URL: address.default('https://login.microsoftonline.com'),
  GRAPH_BASE_URL: address.default('https://graph.microsoft.com'),
  PROVISION_CLIENT_ID: guid,
  RECORDS_SITE_ID: z.string().min(1, 'is missing'),
  SYSTEM_SITE_ID: z.string().min(1, 'is missing'),
});

/** Reads the environment of the provisioning command. Throws one `invalid` error that names everything wrong. */
export function readProvisionConfig(env: Readonly<Record<string, string | undefined>>): ProvisionConfig {
  const parsed = provisionEnvironment.safeParse(env);
  const wrong = parsed.success ? [] : problemsIn(parsed.error, env);
  const credential = readCredential(env, PROVISION_CREDENTIAL, wrong);
  if (!parsed.success || !credential)
    throw new AppError('invalid', `Provisioning cannot start. Set these in its environment: ${wrong.join('; ')}.`);
  const e = parsed.data;
  return {
    tenantId: e.TENANT_ID,
    loginBaseUrl: e.LOGIN_BASE_URL,
    graphBaseUrl: e.GRAPH_BASE_URL,
    clientId: e.PROVISION_CLIENT_ID,
    credential,
    recordsSiteId: e.RECORDS_SITE_ID,
    systemSiteId: e.SYSTEM_SITE_ID,
  };
}
