import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestTenant } from '../support/tenant';

/** A call that the bot's endpoint received. */
export interface ReceivedActivity {
  readonly authorization: string;
  // Activities have many shapes; what is not there fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of an activity
  readonly activity: any;
}

/** A product that is no more than a messaging endpoint and a tab page, for tests of the tenant around it. */
export interface FakeProduct {
  readonly url: string;
  readonly received: ReceivedActivity[];
  /** Decides what the endpoint answers; default 200 and no body. */
  onActivity: (
    received: ReceivedActivity,
  ) => Promise<{ status: number; body?: unknown }> | { status: number; body?: unknown };
  /** The activities received of this type, after waiting up to two seconds for `count` of them. */
  waitFor(type: string, count: number): Promise<ReceivedActivity[]>;
  close(): Promise<void>;
}

const TAB = `<!doctype html><html lang="en"><title>Tab</title><h1>A tab</h1><pre id="out">waiting</pre><pre id="theme"></pre>
<script src="/tab/teams.js"></script><script>
const { app, authentication } = microsoftTeams;
const show = (id, value) => { document.getElementById(id).textContent = JSON.stringify(value); };
(async () => {
  await app.initialize([new URLSearchParams(location.search).get('host') ?? 'HOST']);
  app.registerOnThemeChangeHandler((theme) => show('theme', theme));
  const context = await app.getContext();
  const token = await authentication.getAuthToken();
  show('out', { context, token });
  app.notifySuccess();
})().catch((error) => show('out', { error: String(error) }));
</script></html>`;

/** Starts it on a free port. `hostOrigin` is asked when the tab page is read: who may frame it. */
export async function startFakeProduct(hostOrigin: () => string): Promise<FakeProduct> {
  const received: ReceivedActivity[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;

  const product: FakeProduct = {
    url: `http://localhost:${port}`,
    received,
    onActivity: () => ({ status: 200 }),
    async waitFor(type, count) {
      const found = () => received.filter(({ activity }) => activity.type === type);
      for (let tries = 0; tries < 100 && found().length < count; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return found();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST' && request.url === '/api/messages') {
      const call = { authorization: request.headers.authorization ?? '', activity: JSON.parse(await textOf(request)) };
      received.push(call);
      const { status, body } = await product.onActivity(call);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(body === undefined ? '' : JSON.stringify(body));
    } else if (request.url?.startsWith('/tab/teams.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(readFileSync(require.resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js')));
    } else if (request.url?.startsWith('/tab/')) {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(TAB.replace('HOST', hostOrigin()));
    } else {
      response.writeHead(404);
      response.end();
    }
  }
  return product;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** Calls the connector as the bot. */
export async function asBot(
  tenant: TestTenant,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const token = await tenant.token({ app: 'bot', audience: 'connector' });
  const response = await fetch(`${tenant.origin}/connector${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}
