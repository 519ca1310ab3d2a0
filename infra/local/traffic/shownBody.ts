/** A body as it passed: bytes, text, a form, parsed JSON, or only the number of its bytes. */
export type Body = Buffer | string | URLSearchParams | { readonly bytes: number } | object;

/** Bytes of a body that the log keeps; of a longer one it keeps the size. */
export const LONGEST_BODY = 65_536;

/** What the log holds on to: the body itself, or `{bytes}` when it is long or not text. */
export function keptBody(body: unknown, contentType = '', contentLength?: number): Body | undefined {
  if (body === undefined || body === null || body === '') return undefined;
  if (Buffer.isBuffer(body)) {
    if (body.length === 0) return undefined;
    return body.length > LONGEST_BODY || !isText(contentType) ? { bytes: body.length } : body;
  }
  if (typeof body === 'string') return body.length > LONGEST_BODY ? { bytes: Buffer.byteLength(body) } : body;
  if (isStream(body)) return { bytes: contentLength ?? 0 };
  if (contentLength !== undefined && contentLength > LONGEST_BODY) return { bytes: contentLength };
  return typeof body === 'object' ? body : String(body);
}

/** The body as JSON where it is JSON, as an object where it is a form, as text otherwise; `{bytes}` when it is long. */
export function shownBody(body: Body): unknown {
  if (body instanceof URLSearchParams) return Object.fromEntries(body);
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : body;
  if (typeof text === 'string') {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  const json = JSON.stringify(text);
  return json.length > LONGEST_BODY ? { bytes: Buffer.byteLength(json) } : (JSON.parse(json) as unknown);
}

const isText = (contentType: string): boolean => /json|text|xml|urlencoded|^$/i.test(contentType);

const isStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function';
