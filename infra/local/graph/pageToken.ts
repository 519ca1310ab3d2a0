import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** An opaque token that carries a value and cannot be made by anybody else. */
export function sealToken(key: Buffer, value: unknown): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${macOf(key, body)}`;
}

/** The value of a token that `sealToken` made with this key; undefined for any other text. */
export function openToken(key: Buffer, token: string): unknown {
  const [body = '', mac = '', ...more] = token.split('.');
  const expected = Buffer.from(macOf(key, body));
  const given = Buffer.from(mac);
  if (more.length > 0 || expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

const macOf = (key: Buffer, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url').slice(0, 22);

/** Stands for query options, so that a page can tell whether they are those of the page before. */
export const optionsMark = (query: ReadonlyMap<string, string>, without: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([...query].filter(([name]) => !without.includes(name)).sort()))
    .digest('base64url')
    .slice(0, 12);

/** A URL with the same query options and one more (or one replaced). */
export function withOption(url: string, query: ReadonlyMap<string, string>, name: string, value: string): string {
  const options = new Map(query).set(name, value);
  const text = [...options].map(([key, option]) => `${key}=${encodeURIComponent(option)}`).join('&');
  return `${url}?${text}`;
}
