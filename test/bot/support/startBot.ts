import { createServer as createNodeServer } from 'node:http';
import { createTeamsBot, type TeamsBot, type TeamsBotParts } from '../../../bot/teams/createTeamsBot';
import { createServer } from '../../../bot/server';
import { readConfig } from '../../../src/config';
import type { Clock, Log } from '../../../src/useCases/ports';
import type { UseCases } from '../../../src/useCases/useCases';
import { isStrict } from '../../support/strict';
import { ulid } from 'ulid';
import { startTenant, type TestTenant } from '../../support/tenant';
import { type FakeUseCases, fakeUseCases } from './fakeUseCases';

export interface StartedBot {
  readonly url: string;
  readonly tenant: TestTenant;
  readonly bot: TeamsBot;
  /** Where the customer is. */
  readonly timeZone: string;
  readonly fake: FakeUseCases;
  /** Begins anew with unanswered questionnaires; the chats stay. */
  renew(): void;
  readonly logged: { level: string; fields: Record<string, unknown>; message: string }[];
  /** Milliseconds that were waited for, without waiting. */
  readonly slept: number[];
  /** A person does something in the chat; what the bot answered and what is shown. */
  act(person: string, act: object): Promise<ChatOutcome>;
  press(person: string, verb: string, data?: object, inputs?: object, replyToId?: string): Promise<ChatOutcome>;
  chat(person: string): Promise<Chat>;
  membership(person: string, state: { installed?: boolean; blocked?: boolean }): Promise<void>;
  /** A connector token and a sound activity of a person, with wishes for defects. */
  token(wish?: object): Promise<{ token: string; activity: Record<string, unknown> }>;
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown; text: string }>;
  close(): Promise<void>;
}

export interface ChatOutcome {
  readonly status: number;
  readonly body?: { statusCode?: number; type?: string; value?: unknown };
  readonly notice?: string;
}
export interface Chat {
  readonly conversationId?: string;
  readonly messages: readonly { id: string; from: 'bot' | 'person'; text?: string; card?: Card }[];
}
interface ChatAnswer {
  readonly conversationId?: string;
  readonly activities: readonly {
    id: string;
    sender: 'bot' | 'person';
    text?: string;
    attachments?: readonly { contentType: string; content?: Card }[];
  }[];
}
export interface Card {
  readonly body: readonly Record<string, unknown>[];
  readonly actions?: readonly { title: string; verb?: string; url?: string; data?: Record<string, unknown> }[];
  readonly [property: string]: unknown;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createNodeServer().listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** What a test puts in the place of the fake use cases. The bot comes first, because use cases send through it. */
export interface Behind {
  readonly getUseCases: () => UseCases;
  readonly conversationOf: TeamsBotParts['conversationOf'];
}

/** The bot behind the product's own server, beside a local tenant whose connector and login it uses. */
export async function startBot(
  behind?: (tenant: TestTenant, url: string) => Promise<Behind>,
  /** Settings that take the place of the tenant's own; an empty one counts as absent. */
  settings: (tenant: TestTenant) => Promise<Readonly<Record<string, string>>> = async () => ({}),
): Promise<StartedBot> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const tenant = await startTenant({ productUrl: url });
  const real = await behind?.(tenant, url);
  let fake = fakeUseCases();
  const logged: StartedBot['logged'] = [];
  const note = (level: string) => (fields: object, message: string) =>
    void logged.push({ level, fields: fields as Record<string, unknown>, message });
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') };
  const slept: number[] = [];
  let ahead = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + ahead + tenant.skipped()),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      // Limits are a matter of the tenant's clock; an installation takes its short while in earnest.
      tenant.skip(milliseconds);
      if (isStrict) await new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 50)));
    },
  };
  const config = readConfig({
    ...tenant.environment.service,
    ...(await settings(tenant)),
    PORT: String(port),
    PUBLIC_URL: url,
    STATE_DIR: tenant.dir,
  });
  const bot = createTeamsBot({
    config,
    clock,
    log,
    getUseCases: real?.getUseCases ?? (() => fake.useCases),
    conversationOf: real?.conversationOf ?? (({ oid, tid }) => fake.conversations.get(`${tid}|${oid}`)),
    graphRequest: (method, path, body) => tenant.graph(path, { method, body }),
    newKey: () => ulid().toLowerCase(),
    customerName: 'Northgate Trading Ltd',
  });
  const server = createServer({
    routes: [],
    dispatch: async () => ({ status: 404 }),
    bot: bot.handle,
    isBotReady: () => true,
    health: () => ({ status: 'ok' }) as never,
    tabSettings: {},
    pages: { tab: tenant.dir, partner: tenant.dir },
    publicUrl: url,
    teamsOrigins: [],
    clock,
    proxyHops: 0,
    log,
  });
  await server.listen(port);

  return {
    url,
    tenant,
    bot,
    timeZone: config.timeZone,
    get fake() {
      return fake;
    },
    renew() {
      fake = fakeUseCases();
      // Past the window of the bound on how fast one person may press.
      ahead += 11_000;
      logged.length = 0;
      slept.length = 0;
    },
    logged,
    slept,
    act: (person, act) => tenant.control('POST', 'chat', { person, ...act }),
    press: (person, verb, data = {}, inputs = {}, replyToId) =>
      tenant.control('POST', 'chat', { person, action: { verb, data, inputs }, ...(replyToId && { replyToId }) }),
    async chat(person) {
      const { activities, conversationId } = await tenant.control<ChatAnswer>('GET', `chat?person=${person}`);
      const messages = activities.map(({ id, sender, text, attachments }) => ({
        id,
        from: sender,
        text,
        card: attachments?.find(({ contentType }) => contentType === 'application/vnd.microsoft.card.adaptive')
          ?.content,
      }));
      return { conversationId, messages };
    },
    async membership(person, state) {
      await tenant.control('POST', 'membership', { person, ...state });
    },
    token: (wish = {}) => tenant.control('POST', 'botToken', { person: 'lupe', ...wish }),
    async post(body, headers = {}) {
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, text, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : undefined };
    },
    async close() {
      await server.close();
      await tenant.close();
    },
  };
}
