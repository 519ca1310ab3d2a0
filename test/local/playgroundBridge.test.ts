import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bridge, startBridge } from '../../infra/local/playground/bridge';
import { type PlaygroundPerson, playgroundSettings } from '../../infra/local/playground/playgroundSettings';
import { tenantControl } from '../../infra/local/playground/tenantControl';
import { type ConnectorWorld, LUPE, startConnectorWorld } from './connectorWorld';

/** What the Playground's own connector was asked, newest last. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

let world: ConnectorWorld;
let bridge: Bridge;
let asked: Asked[];
let people: readonly PlaygroundPerson[];
const said: string[] = [];
/** Like the Playground's connector: it knows no deleting. */
const playground = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  asked.push({ method: request.method ?? '', url: request.url ?? '', body });
  response.writeHead(request.method === 'DELETE' ? 501 : 201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: '1' }));
});

beforeAll(async () => {
  world = await startConnectorWorld();
  await new Promise<void>((resolve) => playground.listen(0, '127.0.0.1', resolve));
  const tenant = tenantControl(world.tenant.origin);
  people = await tenant.people();
  const person = people.find(({ shortName }) => shortName === 'lupe');
  if (!person) throw new Error('Lupe is not in the directory.');
  const { TENANT_ID: tenantId = '' } = world.tenant.environment.service;
  bridge = await startBridge({
    productUrl: world.product.url,
    tenant,
    person,
    botAppId: world.botId,
    tenantId,
    say: (text) => said.push(text),
  });
  await bridge.connect((playground.address() as AddressInfo).port);
});
afterAll(async () => {
  await bridge?.close();
  playground.closeAllConnections();
  playground.close();
  await world?.close();
});
beforeEach(() => {
  asked = [];
  world.product.received.length = 0;
  world.product.onActivity = () => ({ status: 200 });
});

const CHAT = '/playground/v3/conversations/playground-lupe/activities';
const activity = {
  type: 'message',
  text: 'hi',
  from: { id: 'user-lupe', aadObjectId: LUPE },
  conversation: { id: 'c' },
};
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(bridge.endpoint, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

it('what the Playground posts reaches the bot signed, with a service address that it allows', async () => {
  world.product.onActivity = () => ({ status: 200, body: { statusCode: 200 } });
  const answer = await post(JSON.stringify(activity));
  expect([answer.status, await answer.json()]).toEqual([200, { statusCode: 200 }]);
  const [call] = world.product.received;
  const serviceUrl = `${world.tenant.origin}/connector/playground/`;
  expect(call?.activity).toMatchObject({
    channelId: 'msteams',
    serviceUrl,
    from: { aadObjectId: LUPE, name: 'Guadalupe Hernández' },
    conversation: { id: 'c', tenantId: world.tenant.environment.service.TENANT_ID },
  });
  const claims = JSON.parse(Buffer.from(call?.authorization.split('.')[1] ?? '', 'base64url').toString()) as object;
  expect(claims).toMatchObject({ aud: world.botId, serviceurl: serviceUrl });
  expect(new URL(serviceUrl).host).toBe(world.tenant.environment.service.BOT_SERVICE_HOSTS);
});

it.each([
  ['a web page', JSON.stringify(activity), { origin: 'https://evil.example' }, 403],
  ['no JSON', 'hello', {}, 400],
  ['no activity', '{}', {}, 400],
  ['another media type', JSON.stringify(activity), { 'content-type': 'text/plain' }, 415],
  ['too much', JSON.stringify({ ...activity, text: 'x'.repeat(1_100_000) }), {}, 400],
])('%s is not signed', async (_name, body, headers, status) => {
  expect((await post(body, headers as Record<string, string>)).status).toBe(status);
  expect(world.product.received).toEqual([]);
});

it('a refusal of the bot goes back as it is, and the console says so', async () => {
  world.product.onActivity = () => ({ status: 503 });
  expect((await post(JSON.stringify(activity))).status).toBe(503);
  expect(said.join()).toContain('The bot answered 503');
});

it('the bot’s answers go on to the Playground, checked as Teams would', async () => {
  const sent = await world.call('POST', CHAT, { type: 'message', text: 'Hello' });
  expect([sent.status, sent.body]).toEqual([201, { id: '1' }]);
  expect(asked).toMatchObject([{ method: 'POST', url: '/_connector/v3/conversations/playground-lupe/activities' }]);
  expect((await world.call('POST', CHAT, { type: 'message' })).status).toBe(400);
  expect(asked).toHaveLength(1);
});

it('a message that the bot withdraws says so, because the Playground deletes nothing', async () => {
  expect((await world.call('DELETE', `${CHAT}/7`)).status).toBe(200);
  expect(asked.map(({ method }) => method)).toEqual(['DELETE', 'PUT']);
  expect(asked[1]?.body).toContain('withdrawn');
});

it('a chat that no Playground has is 404, as is one whose Playground does not answer', async () => {
  const elsewhere = CHAT.replace('lupe', 'minh');
  expect((await world.call('POST', elsewhere, { type: 'message', text: 'x' })).status).toBe(404);
  await world.tenant.control('POST', 'playground', { conversations: ['playground-minh'], url: 'http://127.0.0.1:9/' });
  expect((await world.call('POST', elsewhere, { type: 'message', text: 'x' })).status).toBe(404);
});

it('the bot’s calls are passed on to this machine only', async () => {
  const wish = { conversations: ['playground-minh'], url: 'http://192.0.2.1/' };
  await expect(world.tenant.control('POST', 'playground', wish)).rejects.toThrow('400');
});

it('the settings name exactly five other people, whoever one is', () => {
  for (const me of people) {
    const settings = JSON.parse(playgroundSettings(me, people, { id: 'b', name: 'Bot', tenantId: 't' }));
    expect(settings.users).toHaveLength(5);
    expect(settings.users.map(({ aadObjectId }: { aadObjectId: string }) => aadObjectId)).not.toContain(me.id);
    expect(settings.currentUser.aadObjectId).toBe(me.id);
  }
  expect(() =>
    playgroundSettings(people[0] as PlaygroundPerson, people.slice(0, 5), { id: 'b', name: 'B', tenantId: 't' }),
  ).toThrow('needs 6 people');
});
