import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chatsOf, type PlaygroundPerson } from './playgroundSettings';
import type { TenantControl } from './tenantControl';

export interface BridgeOptions {
  /** Such as `http://localhost:3978`. */
  readonly productUrl: string;
  readonly tenant: TenantControl;
  readonly person: PlaygroundPerson;
  readonly botAppId: string;
  readonly tenantId: string;
  /** Tells the person at the console what went wrong. */
  readonly say: (text: string) => void;
}

export interface Bridge {
  /** Where the Playground posts what a person does: its BOT_ENDPOINT. */
  readonly endpoint: string;
  /** Lets the bot's answers through to the Playground on this port. */
  connect(playgroundPort: number): Promise<void>;
  close(): Promise<void>;
}

const MOST_BYTES = 1024 * 1024;
const TIMEOUT_MS = 20_000;

/**
 * Stands between an Agents Playground, which signs nothing, and the bot, which takes nothing that is not signed. What the
 * Playground posts gets a connector token of the local tenant and a service address of the tenant, and goes on to the
 * bot; the bot's own calls go to the tenant, which checks them and passes them on to the Playground.
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { tenant, say } = options;
  const conversations = Object.values(chatsOf(options.person));
  const server = createServer((request, response) => {
    void answer(options, request, response).catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      reply(response, 502, { error: { code: 'bridge', message: 'The bot could not be asked.' } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}/api/messages`;

  return {
    endpoint,
    connect: (playgroundPort) =>
      tenant.relay(conversations, `http://127.0.0.1:${playgroundPort}/_connector`).then(() => undefined),
    async close() {
      // From now on the bot hears that these chats are gone, and writes to the person's own chat again.
      await tenant.relay(conversations, null).catch(() => undefined);
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(options: BridgeOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The Playground's server posts here, never a web page: a page would name its origin, or could not send JSON.
  if (request.headers.origin !== undefined) return reply(response, 403, problem('Pages may not speak to the bridge.'));
  // It looks first whether something is there.
  if (request.method === 'HEAD') return reply(response, 200);
  if (request.method !== 'POST' || request.url !== '/api/messages') return reply(response, 404, problem('Not here.'));
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return reply(response, 415, problem('Send JSON.'));
  const activity = parseActivity(await textOf(request));
  if (!activity) return reply(response, 400, problem('This is not an activity.'));

  const serviceUrl = await options.tenant.serviceUrl();
  const said = await fetch(`${options.productUrl}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${await options.tenant.botToken(serviceUrl)}`,
    },
    body: JSON.stringify(asTeamsSendsIt(activity, serviceUrl, options)),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Error(`The product does not answer at ${options.productUrl}.`, { cause });
  });
  if (said.status >= 400) options.say(`The bot answered ${said.status} to "${String(activity.type)}".`);
  response.writeHead(said.status, { 'content-type': said.headers.get('content-type') ?? 'application/json' });
  response.end(await said.text());
}

/** The Playground leaves out what Teams always says. Who acts stays as it came: its current user. */
function asTeamsSendsIt(
  activity: Readonly<Record<string, unknown>>,
  serviceUrl: string,
  { person, botAppId, tenantId }: BridgeOptions,
): Record<string, unknown> {
  const from = record(activity.from);
  const isMe = String(from.aadObjectId ?? '').toLowerCase() === person.id;
  return {
    ...activity,
    serviceUrl,
    channelId: 'msteams',
    from: { ...from, ...(isMe && !from.name && { name: person.displayName }) },
    recipient: { ...record(activity.recipient), id: `28:${botAppId}` },
    conversation: { ...record(activity.conversation), tenantId },
    channelData: { ...record(activity.channelData), tenant: { id: tenantId } },
  };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const problem = (message: string) => ({ error: { code: 'bridge', message } });

function parseActivity(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const parsed = record(JSON.parse(text ?? ''));
    return typeof parsed.type === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined when it is too long. */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  return bytes <= MOST_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function reply(response: ServerResponse, status: number, body?: object): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
