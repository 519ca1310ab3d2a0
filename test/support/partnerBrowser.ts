import type { CompactQuestionnaire } from '../../src/contracts/compactQuestionnaire';
import { wholeQuestionnaire } from '../../src/contracts/wholeQuestionnaire';

/** A contact's browser without a screen: keeps the cookie and sends what the page sends. */
export class PartnerBrowser {
  cookie = '';
  constructor(
    private readonly productUrl: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** Any call under `/partner`; resolves with status and body, whatever the status. A questionnaire is put together. */
  async send<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T; headers: Headers }> {
    const isFile = body instanceof Uint8Array;
    const response = await fetch(`${this.productUrl}/partner${path}`, {
      method,
      headers: {
        origin: this.productUrl,
        'x-trustlane': '1',
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
        ...this.headers,
      },
      body: body === undefined ? undefined : isFile ? Buffer.from(body) : JSON.stringify(body),
    });
    const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (cookies.length > 0) this.cookie = cookies.join('; ');
    const text = await response.text();
    const json = text === '' ? undefined : JSON.parse(text);
    return {
      status: response.status,
      body: (response.ok && path.startsWith('/questionnaire?')
        ? wholeQuestionnaire(json as CompactQuestionnaire)
        : json) as T,
      headers: response.headers,
    };
  }

  /** As `send`, but a refusal throws with its words. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, body: answer } = await this.send<T>(method, path, body);
    if (status >= 400) throw new Error(`${method} /partner${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }
}
