import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { botEndpoint } from '../../infra/local/connector/botEndpoint';
import { startTenant, type TestTenant } from '../support/tenant';
import { asBot, type FakeProduct, startFakeProduct } from './shellProduct';

const LUPE = '22222222-0000-4000-8000-000000000011';
const MINH = '22222222-0000-4000-8000-000000000012';
const card = (text: string, version = '1.5') => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: { type: 'AdaptiveCard', version, body: [{ type: 'TextBlock', text }] },
});

let product: FakeProduct;
let tenant: TestTenant;
let botId: string;

beforeAll(async () => {
  product = await startFakeProduct(() => tenant.origin);
  tenant = await startTenant({ productUrl: product.url });
  await tenant.withoutQuirks();
  botId = tenant.environment.service.BOT_APP_ID ?? '';
});
afterAll(async () => {
  await tenant?.close();
  await product?.close();
});
beforeEach(async () => {
  await tenant.reset();
  product.received.length = 0;
  product.onActivity = () => ({ status: 200 });
});

const install = (user: string) =>
  tenant.graph(`/users/${user}/teamwork/installedApps`, {
    method: 'POST',
    body: {
      'teamsApp@odata.bind': `${tenant.origin}/v1.0/appCatalogs/teamsApps/${tenant.environment.service.TEAMS_APP_CATALOG_ID}`,
    },
  });
const create = (member: string, more: object = {}) =>
  asBot(tenant, 'POST', '/v3/conversations', {
    members: [{ id: member }],
    bot: { id: botId },
    tenantId: tenant.environment.service.TENANT_ID,
    ...more,
  });
const openChat = async (member = LUPE): Promise<string> => {
  await install(member);
  const { body } = await create(member);
  return (body as { id: string }).id;
};
const chatOf = (person: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the chat
  tenant.control<{ activities: any[] }>('GET', `chat?person=${person}`);

describe('conversations', () => {
  it('a chat with somebody without the app is refused in the words of Teams', async () => {
    expect(await create(LUPE)).toMatchObject({
      status: 403,
      body: {
        error: { code: 'ForbiddenOperationException', message: "Bot is not installed in user's personal scope" },
      },
    });
  });

  it('a second creation answers the same chat, by object id and by the bot’s own id of the person', async () => {
    const id = await openChat();
    const members = await asBot(tenant, 'GET', `/v3/conversations/${encodeURIComponent(id)}/members`);
    expect(members.body).toMatchObject([{ aadObjectId: LUPE, userPrincipalName: expect.stringContaining('#EXT#') }]);
    const [member] = members.body as { id: string }[];
    expect(member?.id).toMatch(/^29:/);
    expect((await create(member?.id ?? '')).body).toEqual({ id });
  });

  it.each([
    ['a mail address for a member', { members: [{ id: 'lupe@acerosdelnorte.example' }] }],
    ['no tenant', { tenantId: undefined }],
    ['another tenant', { tenantId: '99999999-0000-4000-8000-000000000000' }],
    ['a group', { isGroup: true }],
    ['two members', { members: [{ id: LUPE }, { id: MINH }] }],
    ['another bot', { bot: { id: '28:99999999-0000-4000-8000-000000000000' } }],
    ['a property that nobody knows', { color: 'red' }],
  ])('creation with %s is a bad request', async (_name, change) => {
    await install(LUPE);
    expect((await create(LUPE, change)).status).toBe(400);
  });

  it('an unknown conversation is 404 and an unknown path is recorded', async () => {
    expect(
      await asBot(tenant, 'POST', '/v3/conversations/a:1/activities', { type: 'message', text: 'x' }),
    ).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    });
    expect((await asBot(tenant, 'GET', '/v3/attachments/1')).status).toBe(404);
    expect(await tenant.refused()).toContainEqual(expect.objectContaining({ path: '/connector/v3/attachments/1' }));
  });
});

describe('activities', () => {
  it('a message gets an id, can be replaced and withdrawn, and reading shows the newest form', async () => {
    const id = encodeURIComponent(await openChat());
    const sent = await asBot(tenant, 'POST', `/v3/conversations/${id}/activities`, {
      type: 'message',
      attachments: [card('one')],
    });
    const activityId = (sent.body as { id: string }).id;
    expect(sent.status).toBe(201);
    const path = `/v3/conversations/${id}/activities/${activityId}`;
    expect((await asBot(tenant, 'PUT', path, { type: 'message', attachments: [card('two')] })).status).toBe(200);
    const { activities } = await chatOf('lupe');
    expect(activities).toHaveLength(1);
    expect(activities[0]).toMatchObject({
      id: activityId,
      sender: 'bot',
      attachments: [card('two')],
      editedAt: expect.any(String),
    });
    expect((await asBot(tenant, 'DELETE', path)).status).toBe(200);
    expect((await chatOf('lupe')).activities).toEqual([]);
    expect((await asBot(tenant, 'PUT', path, { type: 'message', text: 'x' })).status).toBe(404);
  });

  it('text and card in one message arrive as two, and no id comes back', async () => {
    const id = encodeURIComponent(await openChat());
    const sent = await asBot(tenant, 'POST', `/v3/conversations/${id}/activities`, {
      type: 'message',
      text: 'Hello',
      attachments: [card('one')],
    });
    expect(sent).toEqual({ status: 201, body: {} });
    expect((await chatOf('lupe')).activities).toMatchObject([{ text: 'Hello' }, { attachments: [card('one')] }]);
  });

  it.each([
    ['nothing in it', { type: 'message' }, 400],
    ['a type that Teams does not take', { type: 'endOfConversation' }, 400],
    ['a card newer than Teams', { type: 'message', attachments: [card('x', '1.6')] }, 400],
    ['an unknown kind of attachment', { type: 'message', attachments: [{ contentType: 'text/calendar' }] }, 400],
    ['more than 100 KB', { type: 'message', text: 'x'.repeat(52_000) }, 413],
  ])('a message with %s is refused', async (_name, activity, status) => {
    const id = encodeURIComponent(await openChat());
    expect((await asBot(tenant, 'POST', `/v3/conversations/${id}/activities`, activity)).status).toBe(status);
    expect((await chatOf('lupe')).activities).toEqual([]);
  });

  it.each([{ blocked: true }, { installed: false }])('a person who set %j cannot be written to', async (change) => {
    const id = encodeURIComponent(await openChat());
    await tenant.control('POST', 'membership', { person: 'lupe', ...change });
    const refused = await asBot(tenant, 'POST', `/v3/conversations/${id}/activities`, { type: 'message', text: 'x' });
    expect(refused).toMatchObject({
      status: 403,
      body: { errorCode: 209, message: expect.stringContaining('MessageWritesBlocked') },
    });
  });

  it.each([
    ['no token', ''],
    ['a token for Graph', 'graph'],
    ['a token of another application', 'service'],
  ])('%s is refused', async (_name, kind) => {
    const token =
      kind === 'graph'
        ? await tenant.token({ app: 'bot' })
        : kind === 'service'
          ? await tenant.token({ app: 'service', audience: 'connector' })
          : '';
    const response = await fetch(`${tenant.origin}/connector/v3/conversations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: '{}',
    });
    expect(response.status).toBe(401);
  });
});

describe('what the bot is told', () => {
  it('an installation is announced with a signature that the published keys confirm', async () => {
    expect((await install(LUPE)).status).toBe(201);
    expect((await install(LUPE)).status).toBe(409);
    const [update] = await product.waitFor('installationUpdate', 1);
    expect(update?.activity).toMatchObject({
      action: 'add',
      channelId: 'msteams',
      serviceUrl: `${tenant.origin}/connector/`,
      from: { aadObjectId: LUPE },
      recipient: { id: `28:${botId}` },
      conversation: { conversationType: 'personal', tenantId: tenant.environment.service.TENANT_ID },
      channelData: { tenant: { id: tenant.environment.service.TENANT_ID } },
    });
    const metadata = await (await fetch(tenant.environment.service.BOT_OPENID_METADATA_URL ?? '')).json();
    const keys = (await (await fetch(metadata.jwks_uri)).json()) as JSONWebKeySet;
    const token = update?.authorization.replace('Bearer ', '') ?? '';
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { issuer: metadata.issuer, audience: botId });
    expect(payload.serviceurl).toBe(`${tenant.origin}/connector/`);
    const { kid } = decodeProtectedHeader(token);
    expect(keys.keys.find((key) => key.kid === kid)).toMatchObject({ endorsements: ['msteams'] });
  });

  it('text arrives as Teams sends it, and a bot that fails leaves a mark at the message', async () => {
    await openChat();
    product.onActivity = ({ activity }) => ({ status: activity.text === 'bad' ? 500 : 200 });
    await tenant.control('POST', 'chat', { person: 'lupe', text: 'help' });
    expect(await tenant.control('POST', 'chat', { person: 'lupe', text: 'bad' })).toMatchObject({ status: 500 });
    const [help] = await product.waitFor('message', 2);
    expect(help?.activity).toMatchObject({ text: 'help', textFormat: 'plain', locale: 'en-US' });
    const { activities } = await chatOf('lupe');
    expect(activities[0]?.failure).toBeUndefined();
    expect(activities[1]?.failure).toContain('500');
  });

  it('an Action.Execute merges the inputs as text, and the returned card takes the old one’s place', async () => {
    const id = encodeURIComponent(await openChat());
    await asBot(tenant, 'POST', `/v3/conversations/${id}/activities`, { type: 'message', attachments: [card('one')] });
    product.onActivity = () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('two').content },
    });
    const outcome = await tenant.control('POST', 'chat', {
      person: 'lupe',
      action: { verb: 'save', data: { group: 3 }, inputs: { q1: true, q2: 12, q3: ['a', 'b'], q4: '' } },
    });
    expect(outcome).toMatchObject({ status: 200, body: { statusCode: 200 } });
    const [invoke] = await product.waitFor('invoke', 1);
    expect(invoke?.activity).toMatchObject({
      name: 'adaptiveCard/action',
      replyToId: expect.any(String),
      value: {
        action: { type: 'Action.Execute', verb: 'save', data: { group: 3, q1: 'true', q2: '12', q3: 'a,b' } },
        trigger: 'manual',
      },
    });
    expect(invoke?.activity.value.action.data).not.toHaveProperty('q4');
    expect((await chatOf('lupe')).activities).toMatchObject([{ attachments: [card('two')] }]);
  });

  it.each([
    [
      'a message',
      { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thank you.' },
      'Thank you.',
    ],
    [
      'an error',
      { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'x', message: 'Ask again.' } },
      'Ask again.',
    ],
    ['nothing that Teams knows', { hello: 'world' }, 'Unable to reach app. Please try again.'],
    [
      'a card that Teams cannot show',
      { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('x', '1.6').content },
      'Unable to reach app. Please try again.',
    ],
  ])('an answer with %s leaves the card and shows a sentence', async (_name, body, notice) => {
    const id = encodeURIComponent(await openChat());
    await asBot(tenant, 'POST', `/v3/conversations/${id}/activities`, { type: 'message', attachments: [card('one')] });
    product.onActivity = () => ({ status: 200, body });
    expect(await tenant.control('POST', 'chat', { person: 'lupe', action: { verb: 'save' } })).toMatchObject({
      notice,
    });
    expect((await chatOf('lupe')).activities).toMatchObject([{ attachments: [card('one')] }]);
  });

  it('a bot that does not answer in time is given up', async () => {
    product.onActivity = () => new Promise(() => {});
    const endpoint = botEndpoint(
      `${product.url}/api/messages`,
      async () => 'token',
      new AbortController().signal,
      () => 50,
    );
    expect(await endpoint.post({ type: 'message' })).toMatchObject({
      status: 0,
      failure: expect.stringContaining('did not answer'),
    });
  });

  it('tokens with chosen defects carry them', async () => {
    const keys = (await (await fetch(`${tenant.origin}/botframework/v1/keys`)).json()) as JSONWebKeySet;
    const mint = (wish: object) => tenant.control<{ token: string }>('POST', 'botToken', wish);
    const verify = (token: string) => jwtVerify(token, createLocalJWKSet(keys), { algorithms: ['RS256'] });
    const sound = await tenant.control<{ token: string; activity: object }>('POST', 'botToken', { person: 'lupe' });
    expect(sound.activity).toMatchObject({ type: 'message', from: { aadObjectId: LUPE } });
    await verify(sound.token);
    const unendorsed = (await mint({ endorsed: false })).token;
    await verify(unendorsed);
    expect(keys.keys.find(({ kid }) => kid === decodeProtectedHeader(unendorsed).kid)).not.toHaveProperty(
      'endorsements',
    );
    expect((await verify((await mint({ serviceUrl: null })).token)).payload).not.toHaveProperty('serviceurl');
    await expect(verify((await mint({ expiresIn: -600 })).token)).rejects.toThrow('exp');
    for (const wish of [{ alg: 'none' }, { alg: 'HS256' }, { key: 'stranger' }]) {
      await expect(verify((await mint(wish)).token)).rejects.toThrow();
    }
  });
});
