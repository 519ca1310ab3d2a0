import { type ConnectorWorld, card, LUPE, startConnectorWorld } from './connectorWorld';

let world: ConnectorWorld;
beforeAll(async () => {
  world = await startConnectorWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.renew());

const error = (code: string, message?: string) => ({ error: { code, ...(message && { message }) } });

describe('who may be written to', () => {
  it.each([
    ['notInRoster', 403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
    ['blocked', 403, 'MessageWritesBlocked', undefined],
  ])('a person in the state %s: %d %s', async (state, status, code, message) => {
    const chat = await world.openChat();
    await world.membership({ person: 'lupe', [state]: true });
    expect(await world.say(chat)).toMatchObject({ status, body: error(code, message) });
    expect((await world.chatOf('lupe')).activities).toEqual([]);
    await world.membership({ person: 'lupe', [state]: false });
    expect((await world.say(chat)).status).toBe(201);
  });

  it('a guest whose chat is refused: 403 ServiceError, AclCheckFailed, though the app is there', async () => {
    await world.install();
    await world.membership({ person: 'lupe', aclRefused: true });
    expect(await world.create()).toMatchObject({
      status: 403,
      body: error('ServiceError', 'Failure due to: AclCheckFailed.'),
    });
  });

  it('a bot that the administrator switched off may not create, write, change or look', async () => {
    const chat = await world.openChat();
    const { id } = (await world.say(chat)).body;
    await world.connector({ disabledByAdmin: true });
    const answers = [
      await world.create(),
      await world.say(chat),
      await world.call('PUT', `${chat}/activities/${id}`, { type: 'message', text: 'x' }),
      await world.call('DELETE', `${chat}/activities/${id}`),
      await world.call('GET', `${chat}/members`),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 403,
        body: error('BotDisabledByAdmin', 'The tenant admin disabled this bot'),
      });
    }
  });

  it('after a removal the chat is closed, and a new installation opens the same one', async () => {
    const chat = await world.openChat();
    await world.membership({ person: 'lupe', installed: false });
    expect(await world.say(chat)).toMatchObject({ status: 403, body: { errorCode: 209 } });
    expect((await world.create()).status).toBe(403);
    expect(await world.openChat()).toBe(chat);
    expect((await world.say(chat)).status).toBe(201);
  });

  it('a person’s message is not the bot’s to change or withdraw', async () => {
    const chat = await world.openChat();
    await world.tenant.control('POST', 'chat', { person: 'lupe', text: 'mine' });
    const [{ id }] = (await world.chatOf('lupe')).activities;
    const path = `${chat}/activities/${id}`;
    for (const answer of [
      await world.call('PUT', path, { type: 'message', text: 'x' }),
      await world.call('DELETE', path),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: error('NotEnoughPermissions') });
    }
    expect((await world.chatOf('lupe')).activities[0].text).toBe('mine');
  });

  it.each([['PUT'], ['DELETE']])(
    '%s of a message that is not there: 404 ActivityNotFoundInConversation',
    async (method) => {
      const chat = await world.openChat();
      const body = method === 'PUT' ? { type: 'message', text: 'x' } : undefined;
      expect(await world.call(method, `${chat}/activities/1`, body)).toMatchObject({
        status: 404,
        body: error('ActivityNotFoundInConversation'),
      });
    },
  );

  it('the 29: id of another bot is not known', async () => {
    await world.install();
    const other = `29:1${'x'.repeat(43)}`;
    expect(await world.create(other)).toMatchObject({ status: 400, body: error('BadArgument') });
  });

  it('the service address is good with and without a slash at its end, and says so to the bot', async () => {
    const chat = await world.openChat();
    expect((await world.call('POST', `/${chat}/activities`, { type: 'message', text: 'two slashes' })).status).toBe(
      201,
    );
    await world.connector({ finalSlash: false });
    await world.tenant.control('POST', 'chat', { person: 'lupe', text: 'hi' });
    const [said] = await world.product.waitFor('message', 1);
    expect(said?.activity.serviceUrl).toBe(`${world.tenant.origin}/connector`);
  });
});

describe('what may be written', () => {
  const send = async (activity: object) => world.call('POST', `${await world.openChat()}/activities`, activity);

  it('a picture inside the message does not count as its size, text does', async () => {
    const picture = `data:image/png;base64,${'A'.repeat(80_000)}`;
    const body = [{ type: 'Image', url: picture }];
    expect((await send({ type: 'message', attachments: [card('x', { body })] })).status).toBe(201);
    const text = [{ type: 'TextBlock', text: 'ü'.repeat(51_300) }];
    expect(await send({ type: 'message', attachments: [card('x', { body: text })] })).toMatchObject({
      status: 413,
      body: error('MessageSizeTooBig'),
    });
  });

  it('more than the server reads at all is 413 as well', async () => {
    expect(await send({ type: 'message', text: 'x'.repeat(5_000_000) })).toMatchObject({
      status: 413,
      body: error('MessageSizeTooBig'),
    });
  });

  it.each([
    ['an unknown property', { type: 'message', text: 'x', colour: 'red' }],
    ['a type of event', { type: 'event', name: 'x' }],
    ['text that is no text', { type: 'message', text: 1 }],
    ['attachments that are no list', { type: 'message', text: 'x', attachments: {} }],
    ['four suggested actions', { type: 'message', text: 'x', suggestedActions: { actions: actions(4) } }],
    ['a suggested link', { type: 'message', text: 'x', suggestedActions: { actions: actions(1, 'openUrl') } }],
    ['a card refreshed for 61 people', { type: 'message', attachments: [refreshed(61)] }],
    ['a card refreshed by a submit', { type: 'message', attachments: [refreshed(1, 'Action.Submit')] }],
    ['a card without a version', { type: 'message', attachments: [card('x', { version: undefined })] }],
  ])('%s is 400 BadArgument and is listed among the refused calls', async (_name, activity) => {
    expect(await send(activity)).toMatchObject({ status: 400, body: error('BadArgument') });
    expect((await world.tenant.refused())[0]?.path).toMatch(/^\/connector\/v3\/conversations\/.*\/activities$/);
    expect((await world.chatOf('lupe')).activities).toEqual([]);
  });

  it.each([
    ['three suggested answers', { type: 'message', text: 'x', suggestedActions: { actions: actions(3) } }],
    ['a card refreshed for 60 people', { type: 'message', attachments: [refreshed(60)] }],
  ])('%s are taken', async (_name, activity) => {
    expect((await send(activity)).status).toBe(201);
  });

  it.each([
    ['malformed JSON', '{"type":', {}, 400],
    ['another media type', 'type=message', { 'content-type': 'text/plain' }, 415],
    ['a list', '[]', {}, 400],
    ['nothing', undefined, {}, 400],
  ])('%s is refused in the connector’s shape and changes nothing', async (_name, body, headers, status) => {
    const chat = await world.openChat();
    const answer = await world.call('POST', `${chat}/activities`, body, headers as Record<string, string>);
    expect(answer).toMatchObject({ status, body: { error: { code: 'BadSyntax', message: expect.any(String) } } });
    expect((await world.chatOf('lupe')).activities).toEqual([]);
  });

  it('an unknown query option is refused and listed', async () => {
    const chat = await world.openChat();
    expect((await world.call('GET', `${chat}/pagedmembers?pageSize=50`)).status).toBe(200);
    expect(await world.call('GET', `${chat}/members?$top=1`)).toMatchObject({
      status: 400,
      body: error('BadArgument'),
    });
    expect((await world.tenant.refused())[0]?.reason).toContain('$top');
  });
});

describe('tokens', () => {
  it('a token that has expired is refused on every call', async () => {
    const chat = await world.openChat();
    const token = await world.tenant.token({ app: 'bot', audience: 'connector', expiresIn: -600 });
    for (const [method, path] of [
      ['POST', '/v3/conversations'],
      ['POST', `${chat}/activities`],
      ['PUT', `${chat}/activities/1`],
      ['DELETE', `${chat}/activities/1`],
      ['GET', `${chat}/members`],
      ['GET', `${chat}/pagedmembers`],
      ['GET', `${chat}/members/${LUPE}`],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      const answer = await world.call(method, path, body, { authorization: `Bearer ${token}` });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });
});

function actions(count: number, type = 'imBack') {
  return Array.from({ length: count }, (_, index) => ({ type, title: String(index), value: String(index) }));
}

function refreshed(people: number, type = 'Action.Execute') {
  const userIds = Array.from({ length: people }, (_, index) => `29:${index}`);
  return card('x', { refresh: { action: { type, verb: 'refresh' }, userIds } });
}
