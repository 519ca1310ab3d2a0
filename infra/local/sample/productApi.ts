import { setTimeout as sleep } from 'node:timers/promises';

/** The product's API as one signed-in person, and its partner page as one link's browser. */
export interface ProductApi {
  get<T>(path: string): Promise<T>;
  /** @param isConflictFinal a version that has moved on is not tried again */
  post<T>(path: string, body: unknown, options?: { isConflictFinal?: boolean }): Promise<T>;
}

/** @param token asked for before every call, so that a moved clock finds a fresh one */
export const productApi = (productUrl: string, token: () => Promise<string>): ProductApi => {
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    { isConflictFinal = false } = {},
  ): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${productUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
      // A moved clock ends tokens in flight, and a version may have moved on: both are worth another try.
      if (attempt >= 5 || ![401, 429, 503, ...(isConflictFinal ? [] : [409])].includes(response.status)) {
        throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
      }
      await sleep(500);
    }
  };
  return { get: (path) => call('GET', path), post: (path, body, options) => call('POST', path, body, options) };
};

/** A partner's browser: keeps the cookie that the link's secret was exchanged for. */
export class PartnerBrowser {
  private cookie = '';
  constructor(private readonly productUrl: string) {}

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    file?: { name: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<T> {
    const response = await fetch(`${this.productUrl}/partner${path}`, {
      method,
      headers: {
        origin: this.productUrl,
        'x-trustlane': '1',
        cookie: this.cookie,
        ...(file
          ? { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }
          : body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
      },
      body: file ? file.bytes : body === undefined ? undefined : JSON.stringify(body),
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /partner${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
