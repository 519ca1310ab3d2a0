import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KnownFault } from '../../infra/local/control/faults';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;
let bot: Server;
const heard: { type: string }[] = [];

beforeAll(async () => {
  bot = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      heard.push(JSON.parse(text) as { type: string });
      // Two statements: a library loaded by another test file may have replaced `writeHead` by one that answers nothing.
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => bot.listen(0, 'localhost', resolve));
  t = await startTenant({ productUrl: `http://localhost:${(bot.address() as AddressInfo).port}` });
  await t.withoutQuirks();
  list = await makeList(t, 'Partners');
});
afterAll(async () => {
  await t.close();
  bot.close();
});
afterEach(() => t.clearFaults());
beforeEach(() => {
  heard.length = 0;
});

const create = (Title = 'a') => t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title } } });
const rows = async (): Promise<number> => (await t.graph(`${list}/items?$top=5000`)).body.value.length;
const faults = async () => (await t.control<{ faults: KnownFault[] }>('GET', 'faults')).faults;

it('throttled: 429 with Retry-After, and nothing is carried out', async () => {
  const before = await rows();
  await t.setFaults({ match: { method: 'post' }, kind: 'throttle', retryAfter: 33, times: 1 });
  expect(await create()).toMatchObject({
    status: 429,
    headers: { 'retry-after': '33' },
    body: { error: { code: 'activityLimitReached' } },
  });
  expect(await rows()).toBe(before);
});

it('a status after the effect: the row is there although the answer says otherwise', async () => {
  const before = await rows();
  await t.setFaults({ match: { pathPattern: '/items$', method: 'POST' }, kind: 'statusAfter', status: 504, times: 1 });
  const answer = await create();
  expect(answer).toMatchObject({ status: 504, body: { error: { code: 'UnknownError' } } });
  expect(answer.headers).not.toHaveProperty('location');
  expect(await rows()).toBe(before + 1);
});

it('in a batch too, for one request of it', async () => {
  const before = await rows();
  await t.setFaults({ match: { pathPattern: '/items$', method: 'POST' }, kind: 'statusAfter', status: 502, times: 1 });
  const headers = { 'Content-Type': 'application/json' };
  const post = { method: 'POST', url: `${list}/items`, headers, body: { fields: { Title: 'b' } } };
  const requests = ['1', '2'].map((id) => ({ id, ...post }));
  const { body } = await t.graph('/$batch', { method: 'POST', body: { requests } });
  expect(body.responses.map(({ status }: { status: number }) => status)).toEqual([502, 201]);
  expect(await rows()).toBe(before + 2);
});

it('a fault can be for one application', async () => {
  await t.setFaults({ match: { application: 'provision' }, kind: 'status', status: 500 });
  expect((await t.graph(list)).status).toBe(200);
  expect((await t.graph(list, { as: 'provision' })).status).toBe(500);
});

it('a fault can be for mail to one person', async () => {
  await t.setFaults({ match: { person: 'lupe', pathPattern: '/sendMail$' }, kind: 'status', status: 503 });
  const sender = encodeURIComponent(t.environment.service.MAIL_SENDER ?? '');
  const mailTo = (address: string) =>
    t.graph(`/users/${sender}/sendMail`, {
      method: 'POST',
      body: {
        message: {
          subject: 'Hello',
          body: { contentType: 'Text', content: 'Hello' },
          toRecipients: [{ emailAddress: { address } }],
        },
      },
    });
  expect((await mailTo('sara@nordfrakt.example')).status).toBe(202);
  expect((await mailTo('lupe@acerosdelnorte.example')).status).toBe(503);
});

it('a fault can be for one person’s chat, in the words of the connector', async () => {
  const token = await t.token({ app: 'bot', audience: 'connector' });
  await t.control('POST', 'membership', { person: 'jonas', installed: true });
  await t.control('POST', 'membership', { person: 'priya', installed: true });
  const call = (path: string, body: unknown) =>
    fetch(`${t.origin}/connector/v3/conversations${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const open = async (person: string): Promise<string> => {
    const members = [{ id: t.tenant.directory.find(person)?.id }];
    const bot = { id: `28:${t.environment.service.BOT_APP_ID}` };
    const answer = await call('', { members, bot, isGroup: false, tenantId: t.environment.service.TENANT_ID });
    return ((await answer.json()) as { id: string }).id;
  };
  const [jonas, priya] = [await open('jonas'), await open('priya')];
  await t.setFaults({ match: { person: 'jonas' }, kind: 'statusAfter', status: 502, times: 1 });
  const say = (chat: string) => call(`/${encodeURIComponent(chat)}/activities`, { type: 'message', text: 'Hello' });
  expect((await say(priya)).status).toBe(201);
  const failed = await say(jonas);
  expect(failed.status).toBe(502);
  expect(await failed.json()).toEqual({ error: { code: 'ServiceError', message: expect.any(String) } });
  const { activities } = await t.control<{ activities: { text?: string }[] }>('GET', 'chat?person=jonas');
  expect(JSON.stringify(activities)).toContain('Hello');
});

it('tokens issued before now expire; new ones are good', async () => {
  const old = await t.token({ app: 'service' });
  await t.advanceClock(2_000);
  await t.setFaults({ kind: 'expireTokens' });
  const call = async (token: string) => (await t.graph(list, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await call(old)).toBe(401);
  expect(await call(await t.token({ app: 'service' }))).toBe(200);
});

it('what the bot should be told can get lost', async () => {
  await t.control('POST', 'membership', { person: 'maya', installed: true });
  await t.setFaults({ match: { person: 'maya' }, kind: 'loseNotification', times: 1 });
  await t.control('POST', 'chat', { person: 'maya', text: 'one' });
  await t.control('POST', 'chat', { person: 'maya', text: 'two' });
  expect(heard.filter(({ type }) => type === 'message')).toMatchObject([{ text: 'two' }]);
});

it('the bot can be heard while its answer is lost', async () => {
  await t.setFaults({ match: { pathPattern: '^/api/messages$' }, kind: 'dropAfter', times: 1 });
  await t.control('POST', 'chat', { person: 'maya', text: 'three' });
  expect(heard).toMatchObject([{ text: 'three' }]);
});

it('each fault has an id and can be ended by it', async () => {
  await t.setFaults({ kind: 'throttle', match: { application: 'provision' } }, { kind: 'slow', delayMs: 1 });
  const [first, second] = await faults();
  expect(first).toMatchObject({ kind: 'throttle', hits: 0, id: expect.any(Number) });
  await t.control('DELETE', `faults/${first?.id}`);
  expect(await faults()).toEqual([expect.objectContaining({ id: second?.id })]);
  await expect(t.control('DELETE', `faults/${first?.id}`)).rejects.toThrow('404');
});

it('a rate is the same chances again for the same seed', async () => {
  const run = async (seed: number): Promise<string> => {
    await t.setFaults({ match: { pathPattern: '/items/1$' }, kind: 'status', status: 503, rate: 0.5, seed });
    let hits = '';
    for (let calls = 0; calls < 30; calls += 1) hits += (await t.graph(`${list}/items/1`)).status === 503 ? 'x' : '.';
    await t.clearFaults();
    return hits;
  };
  const first = await run(7);
  expect(first).toMatch(/x/);
  expect(first).toMatch(/\./);
  expect(await run(7)).toBe(first);
  expect(await run(8)).not.toBe(first);
});

it('the seed and the settings of the quirks can be read', async () => {
  const other = await startTenant({ seed: 42 });
  try {
    expect(await other.control('GET', 'quirks')).toMatchObject({ seed: 42, varyingPages: true });
    await expect(other.control('POST', 'quirks', { nonsense: true })).rejects.toThrow('400');
  } finally {
    await other.close();
  }
});
