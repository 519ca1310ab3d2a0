import { createRoutes } from '../../../bot/api/routes';
import type { RunningProduct } from '../../support/product';

/** The addresses of the API with the schemas by which it is described. */
export const routes = createRoutes({} as never);

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the reply, or its text; what is not there fails the test
  readonly body: any;
}

export interface AskOptions {
  /** What stands in the place of each name in the address. */
  readonly at?: Readonly<Record<string, string>>;
  /** With its question mark. */
  readonly query?: string;
  readonly json?: unknown;
}

/** The address of a route such as `GET /api/partners/{key}`. */
function addressOf(pattern: string, { at, query = '' }: AskOptions): { method: string; path: string } {
  const [method = '', template = ''] = pattern.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(at?.[name] ?? ''));
  return { method, path: `${path}${query}` };
}

async function checked(pattern: string, response: Response): Promise<Reply> {
  const route = routes.find((each) => `${each.method} ${each.path}` === pattern);
  if (!route) throw new Error(`${pattern} is no address of the API.`);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : text;
  if (response.ok && isJson) route.schemas.response?.parse(body);
  return { status: response.status, headers: response.headers, body };
}

/** Hands for the API of the product that runs by then. Every good reply is held against the schema by which the API is described. */
export function describedApi(running: () => RunningProduct) {
  return {
    /** A call of the tab as a person of the directory. */
    async ask(pattern: string, person: string, options: AskOptions = {}): Promise<Reply> {
      const { method, path } = addressOf(pattern, options);
      const { json } = options;
      const response = await fetch(`${running().productUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await running().token(person)}`,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: json === undefined ? undefined : JSON.stringify(json),
      });
      return checked(pattern, response);
    },
    /** A browser on the partner's page, with a cookie of its own. */
    browser() {
      let cookie = '';
      return async (pattern: string, options: AskOptions & { file?: Buffer } = {}): Promise<Reply> => {
        const { method, path } = addressOf(pattern, options);
        const { json, file } = options;
        const response = await fetch(`${running().productUrl}${path}`, {
          method,
          headers: {
            ...(method === 'GET' ? {} : { origin: running().productUrl, 'x-trustlane': '1' }),
            ...(cookie ? { cookie } : {}),
            ...(json === undefined ? {} : { 'content-type': 'application/json' }),
            ...(file ? { 'content-type': 'application/octet-stream', 'x-file-name': 'proof.pdf' } : {}),
          },
          body: file ? new Uint8Array(file) : json === undefined ? undefined : JSON.stringify(json),
        });
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
        return checked(pattern, response);
      };
    },
  };
}
