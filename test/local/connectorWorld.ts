import { startTenant, type TestTenant } from '../support/tenant';
import { type FakeProduct, startFakeProduct } from './shellProduct';

export const LUPE = '22222222-0000-4000-8000-000000000011';
export const MINH = '22222222-0000-4000-8000-000000000012';

export const card = (text: string, more: object = {}) => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }], ...more },
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the answer; what is not there fails the test
  readonly body: any;
}

/** A tenant and a messaging endpoint that notes what it is told. */
export interface ConnectorWorld {
  readonly tenant: TestTenant;
  readonly product: FakeProduct;
  readonly botId: string;
  /** Calls the connector as the bot; `path` begins after `/connector`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  create(member?: string, more?: object): Promise<Answer>;
  /** By Graph, as the service does. */
  install(user?: string): Promise<{ status: number }>;
  /** Installs the app and answers the path of the chat, `/v3/conversations/{id}`. */
  openChat(member?: string): Promise<string>;
  say(chat: string, text?: string): Promise<Answer>;
  membership(state: object): Promise<unknown>;
  connector(wish: object): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the chat
  chatOf(person: string): Promise<{ activities: any[] }>;
  /** Forgets everything but the directory's first people. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

export async function startConnectorWorld(): Promise<ConnectorWorld> {
  let tenant: TestTenant | undefined;
  const product = await startFakeProduct(() => tenant?.origin ?? '');
  const started = await startTenant({ productUrl: product.url });
  tenant = started;
  await started.withoutQuirks();
  const { BOT_APP_ID: botId = '', TENANT_ID, TEAMS_APP_CATALOG_ID } = started.environment.service;

  const world: ConnectorWorld = {
    tenant: started,
    product,
    botId,
    async call(method, path, body, headers = {}) {
      const token = await started.token({ app: 'bot', audience: 'connector' });
      const response = await fetch(`${started.origin}/connector${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
    },
    create: (member = LUPE, more = {}) =>
      world.call('POST', '/v3/conversations', {
        members: [{ id: member }],
        bot: { id: `28:${botId}` },
        tenantId: TENANT_ID,
        ...more,
      }),
    install: (user = LUPE) =>
      started.graph(`/users/${user}/teamwork/installedApps`, {
        method: 'POST',
        body: { 'teamsApp@odata.bind': `${started.origin}/v1.0/appCatalogs/teamsApps/${TEAMS_APP_CATALOG_ID}` },
      }),
    async openChat(member = LUPE) {
      await world.install(member);
      return `/v3/conversations/${encodeURIComponent((await world.create(member)).body.id)}`;
    },
    say: (chat, text = 'Hello') => world.call('POST', `${chat}/activities`, { type: 'message', text }),
    membership: (state) => started.control('POST', 'membership', state),
    connector: (wish) => started.control('POST', 'connector', wish),
    chatOf: (person) => started.control('GET', `chat?person=${person}`),
    async renew() {
      await started.reset();
      product.received.length = 0;
      product.onActivity = () => ({ status: 200 });
    },
    async close() {
      await started.close();
      await product.close();
    },
  };
  return world;
}
