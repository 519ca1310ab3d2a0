import { type ConnectorWorld, card, LUPE, startConnectorWorld } from './connectorWorld';

let world: ConnectorWorld;
let chat: string;

beforeAll(async () => {
  world = await startConnectorWorld();
  chat = await world.openChat();
});
afterAll(() => world.close());

const send = (more: object) => world.call('POST', `${chat}/activities`, { type: 'message', ...more });
const withCard = (content: object) => send({ attachments: [card('x', content)] });
const expectRefused = async (answer: { status: number; body: unknown }): Promise<void> => {
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
  const [latest] = await world.tenant.refused();
  expect(latest?.reason).toBe((answer.body as { error: { message: string } }).error.message);
};

it.each([
  ['an attachment', () => send({ attachments: [{ ...card('x'), bogus: 1 }] })],
  ['a card', () => withCard({ bogus: 1 })],
  ['the member of a new chat', () => world.create(LUPE, { members: [{ id: LUPE, bogus: 1 }] })],
  ['the bot of a new chat', () => world.create(LUPE, { bot: { id: `28:${world.botId}`, bogus: 1 } })],
])('an unknown property of %s is refused and listed', async (_what, call) => expectRefused(await call()));

it.each([
  ['element', { body: [{ type: 'Bogus' }] }],
  ['element without a type', { body: [{ text: 'x' }] }],
  ['element inside another', { body: [{ type: 'Container', items: [{ type: 'CodeBlock' }] }] }],
  ['element in a column', { body: [{ type: 'ColumnSet', columns: [{ type: 'Column', items: [{ type: 'Icon' }] }] }] }],
  ['action', { actions: [{ type: 'Action.Bogus' }] }],
  ['action of an element', { body: [{ type: 'TextBlock', text: 'x' }], selectAction: { type: 'Action.Popover' } }],
  ['fallback', { actions: [{ type: 'Action.Execute', fallback: { type: 'Action.Http' } }] }],
  ['body that is no list', { body: 'x' }],
])('a card with an %s that Adaptive Cards 1.5 does not have is refused and listed', async (_what, content) =>
  expectRefused(await withCard(content)),
);

it('a card with everything that an app may put into one passes', async () => {
  const answer = await withCard({
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    fallbackText: 'x',
    speak: 'x',
    lang: 'en',
    rtl: false,
    msteams: { width: 'Full', entities: [{ type: 'mention', text: '<at>x</at>' }] },
    body: [
      { type: 'RichTextBlock', inlines: ['a', { type: 'TextRun', text: 'b' }] },
      { type: 'ColumnSet', columns: [{ width: 'auto', items: [{ type: 'Image', url: 'https://x.example/a.png' }] }] },
      { type: 'FactSet', facts: [{ title: 'a', value: 'b' }] },
      { type: 'Table', rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [] }] }] },
      { type: 'Input.ChoiceSet', id: 'c', choices: [{ title: 'a', value: 'b' }] },
    ],
    actions: [
      { type: 'Action.Execute', verb: 'v', data: { type: 'anything' }, fallback: { type: 'Action.Submit', data: {} } },
      { type: 'Action.ShowCard', card: { type: 'AdaptiveCard', body: [] }, fallback: 'drop' },
    ],
  });
  expect(answer.status).toBe(201);
});

it.each([
  ['textFormat', { textFormat: 'bogus' }],
  ['attachmentLayout', { attachmentLayout: 'bogus' }],
  ['importance', { importance: 'bogus' }],
  ['inputHint', { inputHint: 'bogus' }],
  ['deliveryMode', { deliveryMode: 'bogus' }],
  ['from', { from: { id: '29:somebody' } }],
  ['from without an id', { from: {} }],
])('a wrong %s is refused and listed', async (_what, more) => expectRefused(await send({ text: 'x', ...more })));

it('right ones pass, and any channelData', async () => {
  const right = { textFormat: 'markdown', inputHint: 'acceptingInput', from: { id: `28:${world.botId}`, name: 'x' } };
  expect((await send({ text: 'x', ...right })).status).toBe(201);
  expect((await send({ text: 'x', channelData: { bogus: { deep: [1] } } })).status).toBe(201);
});

it('a message is replaced with one message of one part only', async () => {
  const { body } = await world.say(chat, 'first');
  const put = (activity: object) => world.call('PUT', `${chat}/activities/${body.id}`, activity);
  await expectRefused(await put({ type: 'typing' }));
  await expectRefused(await put({ type: 'message', text: 'x', attachments: [card('y')] }));
  const { activities } = await world.chatOf('lupe');
  expect(activities.find(({ id }) => id === body.id)).toMatchObject({ text: 'first' });
  expect((await put({ type: 'message', attachments: [card('y')] })).status).toBe(200);
});
