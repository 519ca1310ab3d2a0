/** What stands where a secret stood. */
export const MASKED = '***';

/** Takes secrets out of what the log shows and writes. */
export interface Masks {
  text(text: string): string;
  /** Only the headers worth knowing. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
  body(body: unknown, call: { readonly area: string; readonly path: string }): unknown;
}

const SECRET_NAMES = new Set([
  'authorization',
  'client_secret',
  'client_assertion',
  'assertion',
  'access_token',
  'refresh_token',
  'id_token',
  'password',
  'code',
  'tempauth',
]);
const SHOWN_HEADERS = new Set([
  'authorization',
  'content-type',
  'content-length',
  'content-range',
  'range',
  'accept-ranges',
  'prefer',
  'preference-applied',
  'if-match',
  'if-none-match',
  'etag',
  'location',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'request-id',
  'client-request-id',
  'user-agent',
  'www-authenticate',
  'odata-version',
]);
/** Mail and chat carry people's personal links and codes; elsewhere such texts are ids. */
const MAIL_PATH = /\/(sendmail|messages|mailfolders|reply|forward)\b/i;

const JWT = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g;
const PRE_AUTHENTICATED = /(\/(?:upload|download)\/)[^\s"'<>?#]+/g;
const TEMPAUTH = /((?:tempauth|access_token|client_secret|assertion)=)[^&\s"'<>]+/gi;
const ADDRESS = /\bhttps?:\/\/[^\s"'<>]+/g;
const TOKEN = /[A-Za-z0-9_-]{32,}/g;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Six digits that stand alone; those of a colour have a `#` before them. */
const ONE_TIME_CODE = /(?<![\w#.-])\d{6}(?![\w.-])/g;

/**
 * @param secrets every secret that the tenant knows; they are taken out wherever they stand
 * @param own origins of the tenant itself: ids in its addresses are no secrets
 */
export function createMasks(secrets: () => readonly string[], own: () => readonly string[]): Masks {
  const text = (from: string): string => {
    if (from.length < 6) return from;
    let to = from.replace(PRE_AUTHENTICATED, `$1${MASKED}`).replace(TEMPAUTH, `$1${MASKED}`);
    if (to.includes('eyJ')) to = to.replace(JWT, MASKED);
    if (to.includes('://')) to = to.replace(ADDRESS, (address) => (isOwn(address) ? address : withoutTokens(address)));
    for (const secret of secrets()) if (to.includes(secret)) to = to.split(secret).join(MASKED);
    return to;
  };
  const isOwn = (address: string): boolean =>
    own().some((origin) => address === origin || address.startsWith(`${origin}/`));
  const strict = (from: string): string => withoutTokens(text(from)).replace(ONE_TIME_CODE, MASKED);
  const chat = (from: string): string => text(from).replace(ONE_TIME_CODE, MASKED);

  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers)
          .map(([name, value]) => [name.toLowerCase(), value] as const)
          .filter(([name]) => SHOWN_HEADERS.has(name))
          .map(([name, value]) => [name, name === 'authorization' ? scheme(value) : text(value)]),
      ),
    body(body, { area, path }) {
      const isBatch = /\/\$batch\b/i.test(path);
      const isMail = area === 'graph' && (MAIL_PATH.test(path) || (isBatch && MAIL_PATH.test(urlsOf(body))));
      const maskText = isMail ? strict : area === 'connector' || area === 'bot' ? chat : text;
      return masked(body, maskText, area === 'entra');
    },
  };
}

/** The path with its query, without what must not be read. */
export const maskPath = (path: string, masks: Masks): string => masks.text(path);

const scheme = (authorization: string): string => `${authorization.split(' ', 1)[0] ?? ''} ${MASKED}`;

const withoutTokens = (text: string): string => text.replace(TOKEN, (token) => (GUID.test(token) ? token : MASKED));

function urlsOf(batch: unknown): string {
  const requests = typeof batch === 'object' && batch !== null && 'requests' in batch ? batch.requests : undefined;
  return Array.isArray(requests)
    ? requests.map((request: { url?: unknown }) => String(request.url ?? '')).join(' ')
    : '';
}

function masked(value: unknown, maskText: (text: string) => string, isForm: boolean): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, maskText, isForm));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      // "code" is a secret in a form of Entra's; in JSON it names an error.
      SECRET_NAMES.has(name.toLowerCase()) && typeof one === 'string' && (isForm || name !== 'code')
        ? MASKED
        : masked(one, maskText, isForm),
    ]),
  );
}
