import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { type ConnectorWorld, card, LUPE, startConnectorWorld } from './connectorWorld';

let world: ConnectorWorld;
beforeAll(async () => {
  world = await startConnectorWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.renew());

const withButton = (fallback?: object) =>
  card('Answer', { actions: [{ type: 'Action.Execute', title: 'Save', verb: 'save', data: { a: 1 }, fallback }] });
const sendCard = async (attachment: object): Promise<string> => {
  const chat = await world.openChat();
  return (await world.call('POST', `${chat}/activities`, { type: 'message', attachments: [attachment] })).body.id;
};
const press = (more: object = {}) =>
  world.tenant.control<{ status: number; notice?: string }>('POST', 'chat', {
    person: 'lupe',
    action: { verb: 'save', inputs: { q: true } },
    ...more,
  });

describe('the client', () => {
  it('an old client presses the fallback, which comes as a message with the inputs as text', async () => {
    const id = await sendCard(withButton({ type: 'Action.Submit', data: { act: 'save' } }));
    await press({ client: 'old' });
    const [message] = await world.product.waitFor('message', 1);
    expect(message?.activity).toMatchObject({ value: { act: 'save', q: 'true' }, replyToId: id });
    expect(message?.activity).not.toHaveProperty('name');
    expect(message?.activity).not.toHaveProperty('text');
  });

  it.each([
    ['no fallback', undefined],
    ['a fallback that drops the button', 'drop'],
  ])('an old client shows no button with %s', async (_name, fallback) => {
    await sendCard(withButton(fallback as object | undefined));
    expect(await press({ client: 'old' })).toMatchObject({ status: 0, notice: expect.stringContaining('button') });
    expect(world.product.received.filter(({ activity }) => activity.type === 'message')).toEqual([]);
  });

  it('an old card stays clickable after the bot has sent others', async () => {
    const first = await sendCard(withButton());
    await sendCard(card('newer'));
    await press({ replyToId: first });
    const [invoke] = await world.product.waitFor('invoke', 1);
    expect(invoke?.activity.replyToId).toBe(first);
  });

  it('the client sends some invokes twice with the same id, when that quirk is on', async () => {
    await sendCard(withButton());
    await world.connector({ quirks: { invokesRepeat: true } });
    for (let index = 0; index < 25; index += 1) await press();
    const ids = (await world.product.waitFor('invoke', 25)).map(({ activity }) => activity.id as string);
    expect(new Set(ids).size).toBe(25);
    expect(ids.length).toBeGreaterThan(25);
  });
});

describe('installation', () => {
  it('the conversationUpdate is missing, single or double, when that quirk is on; installationUpdate always comes', async () => {
    await world.connector({ quirks: { updatesVary: true } });
    const counts = new Set<number>();
    for (let index = 0; index < 25; index += 1) {
      world.product.received.length = 0;
      await world.membership({ person: 'lupe', installed: true });
      const types = world.product.received.map(({ activity }) => activity.type as string);
      expect(types.filter((type) => type === 'installationUpdate')).toHaveLength(1);
      counts.add(types.filter((type) => type === 'conversationUpdate').length);
      await world.membership({ person: 'lupe', installed: false });
    }
    expect([...counts].sort()).toEqual([0, 1, 2]);
  });

  it('after an installation by Graph the chat takes a while to be there, and the bot hears of it then', async () => {
    await world.connector({ quirks: { installLagMs: 800 } });
    let isEarly = false;
    // The lag is drawn; one that is long enough to be seen comes soon.
    for (let tries = 0; tries < 12 && !isEarly; tries += 1) {
      await world.renew();
      await world.connector({ quirks: { installLagMs: 800 } });
      expect((await world.install()).status).toBe(201);
      const early = await world.create();
      if (early.status === 201) continue;
      isEarly = true;
      expect(early).toMatchObject({ status: 403, body: { error: { code: 'ForbiddenOperationException' } } });
      const path = `/users/${LUPE}/teamwork/installedApps`;
      const [installation] = (await world.tenant.graph(path)).body.value;
      expect((await world.tenant.graph(`${path}/${installation.id}/chat`)).status).toBe(404);
      await world.product.waitFor('installationUpdate', 1);
      expect((await world.create()).status).toBe(201);
      expect((await world.tenant.graph(`${path}/${installation.id}/chat`)).status).toBe(200);
    }
    expect(isEarly).toBe(true);
  });

  it('nothing can be installed for somebody who has never opened Teams', async () => {
    await world.membership({ person: 'lupe', neverOpened: true });
    expect(await world.install()).toMatchObject({ status: 404, body: { error: { code: 'NotFound' } } });
    await world.membership({ person: 'lupe', neverOpened: false });
    expect((await world.install()).status).toBe(201);
  });

  it('an installation that is not there can be neither read nor removed', async () => {
    const path = `/users/${LUPE}/teamwork/installedApps/abc`;
    expect((await world.tenant.graph(path)).status).toBe(404);
    expect((await world.tenant.graph(`${path}/chat`)).status).toBe(404);
    expect((await world.tenant.graph(path, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('the connector’s keys', () => {
  const keysNow = async () =>
    (await (await fetch(`${world.tenant.origin}/botframework/v1/keys`)).json()) as JSONWebKeySet;
  const mint = async () => (await world.tenant.control<{ token: string }>('POST', 'botToken', {})).token;

  it('roll over: new tokens carry a new key, old ones stay good until the old key is dropped', async () => {
    const before = await mint();
    await world.tenant.control('POST', 'rollBotKeys', {});
    const after = await mint();
    const both = await keysNow();
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    for (const token of [before, after]) await jwtVerify(token, createLocalJWKSet(both));
    expect(both.keys.filter((key) => 'endorsements' in key)).toHaveLength(2);
    await world.tenant.control('POST', 'rollBotKeys', { dropOld: true });
    const left = await keysNow();
    expect(left.keys.filter((key) => 'endorsements' in key)).toHaveLength(1);
    for (const token of [before, after]) await expect(jwtVerify(token, createLocalJWKSet(left))).rejects.toThrow();
    await jwtVerify(await mint(), createLocalJWKSet(left));
  });
});
