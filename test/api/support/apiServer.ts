import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDispatch } from '../../../bot/api/dispatch';
import { createLinkSessions } from '../../../bot/api/partnerPage/linkSession';
import { createOwnWork } from '../../../bot/api/partnerPage/ownWork';
import type { Route } from '../../../bot/api/route';
import { createRoutes } from '../../../bot/api/routes';
import { createSigningKeys } from '../../../bot/api/signingKeys';
import { createTabTokens } from '../../../bot/api/tabTokens';
import { createServer } from '../../../bot/server';
import type { MintToken } from '../../../infra/local/control/mintToken';
import type { UseCases } from '../../../src/useCases/useCases';
import { startTenant, type TestTenant } from '../../support/tenant';

export interface ApiServer {
  readonly url: string;
  readonly tenant: TestTenant;
  readonly routes: readonly Route[];
  readonly pages: { readonly tab: string; readonly partner: string };
  /** Names of the use cases that were called, in order. */
  readonly calls: string[];
  readonly logged: object[];
  isReady: boolean;
  /** Milliseconds added to the clock of the service's own limits and sessions. */
  clockOffset: number;
  call(method: string, route: string, options?: CallOptions): Promise<Reply>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly token?: MintToken | string;
  readonly json?: unknown;
  readonly bytes?: Buffer | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // Tests read replies of many shapes; what is not there fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the reply, or its text
  readonly body: any;
}

export const LINK_KEYS = [
  { version: 1, key: Buffer.alloc(32, 7) },
  { version: 2, key: Buffer.alloc(32, 9) },
];

/**
 * The HTTP service on a free port with use cases that only note that they were called, beside a local tenant that
 * issues the tokens. What reaches a use case could have reached SharePoint; what does not, cannot.
 */
export async function startApi(useCases: Partial<UseCases> = {}): Promise<ApiServer> {
  const tenant = await startTenant();
  const calls: string[] = [];
  const logged: object[] = [];
  const noted = new Proxy({} as UseCases, {
    get: (_target, name: string) => {
      const given = useCases[name as keyof UseCases] as ((...input: unknown[]) => unknown) | undefined;
      return (...input: unknown[]) => {
        calls.push(name);
        return given?.(...input);
      };
    },
  });
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-pages-'));
  const pages = { tab: path.join(dir, 'tab'), partner: path.join(dir, 'partner') };
  const { service } = tenant.environment;
  const publicUrl = 'http://localhost:4999';
  const clock = { now: () => new Date(Date.now() + api.clockOffset) };
  const log = {
    info: (fields: object, message: string) => void logged.push({ ...fields, message }),
    warn: (fields: object, message: string) => void logged.push({ ...fields, message }),
    error: (fields: object, message: string) => void logged.push({ ...fields, message }),
  };
  const sessions = createLinkSessions({ linkKeys: LINK_KEYS, clock });
  const ownWork = createOwnWork();
  const routes = createRoutes({
    useCases: noted,
    sessions,
    ownWork,
    clock,
    countries: [{ code: 'MX', name: 'Mexico' }],
    customerName: 'Northgate Trading Ltd',
    pictures: new Map(),
  });
  const keys = createSigningKeys({ loginBaseUrl: tenant.origin, tenantId: service.TENANT_ID ?? '', clock });
  const dispatch = createDispatch({
    useCases: noted,
    changes: { touch: () => undefined },
    clock,
    tokens: createTabTokens({ keys, tenantId: service.TENANT_ID ?? '', clientId: service.CLIENT_ID ?? '', publicUrl }),
    sessions,
    ownWork,
    isReady: () => api.isReady,
    publicUrl,
    onTrouble: (request, error) => void logged.push({ requestId: request.id, trouble: error }),
    checkReplies: false,
  });
  const server = createServer({
    routes,
    dispatch,
    isBotReady: () => api.isReady,
    bot: async (_request, response) => void response.end('{}'),
    health: () => ({ status: api.isReady ? 'ok' : 'starting', sharePoint: 'read', bot: 'ready' }),
    tabSettings: { clientId: 'c', tenantId: 't', teamsOrigins: [] },
    pages,
    publicUrl,
    teamsOrigins: [tenant.origin],
    proxyHops: 0,
    log,
    clock,
  });
  const port = await server.listen(0);
  const url = `http://localhost:${port}`;

  const api: ApiServer = {
    url,
    tenant,
    routes,
    pages,
    calls,
    logged,
    isReady: true,
    clockOffset: 0,
    async call(method, route, { token, json, bytes, headers = {} } = {}) {
      const bearer = typeof token === 'string' ? token : token && (await tenant.token(token));
      const response = await fetch(`${url}${route}`, {
        method,
        headers: {
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: json === undefined ? (bytes as BodyInit | undefined) : JSON.stringify(json),
        redirect: 'manual',
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
    async close() {
      await server.close();
      await tenant.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return api;
}
