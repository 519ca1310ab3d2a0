import type { ChatReply } from '../../bot/teams/actions/chat';
import type { InboundActivity } from '../../bot/teams/inboundActivity';
import { createOncePerInvoke, type OncePerInvoke } from '../../bot/teams/repeatedInvokes';

let now: number;
let once: OncePerInvoke;
beforeEach(() => {
  now = 0;
  once = createOncePerInvoke({ now: () => new Date(now) });
});

const invoke = (more: Partial<InboundActivity> = {}): InboundActivity => ({
  type: 'invoke',
  id: 'f:1',
  value: { action: { verb: 'submit' } },
  serviceUrl: 'https://smba.example/',
  conversationId: 'a:1',
  isPersonal: true,
  person: { oid: 'lupe', tid: 't', name: 'Lupe' },
  memberId: '29:lupe',
  ...more,
});
/** An act that says how often it was done. */
const counted = () => {
  let count = 0;
  return async (): Promise<ChatReply> => {
    count += 1;
    return { kind: 'card', card: { card: { count }, summary: '' } };
  };
};
const countIn = (reply: ChatReply): unknown => (reply.kind === 'card' ? reply.card.card : reply);

it('an invoke that comes twice is carried out once and answered alike, also while the first is at work', async () => {
  const act = counted();
  const both = await Promise.all([once(invoke(), act), once(invoke(), act)]);
  expect(both.map(countIn)).toEqual([{ count: 1 }, { count: 1 }]);
  expect(countIn(await once(invoke(), act))).toEqual({ count: 1 });
});

it.each<[string, Partial<InboundActivity>]>([
  ['another id', { id: 'f:2' }],
  ['another person', { person: { oid: 'minh', tid: 't', name: 'Minh' } }],
  ['another chat', { conversationId: 'a:2' }],
  ['other inputs', { value: { action: { verb: 'submit', data: { name: 'x' } } } }],
])('%s is another act', async (_name, more) => {
  const act = counted();
  await once(invoke(), act);
  expect(countIn(await once(invoke(more), act))).toEqual({ count: 2 });
});

it('without an id nothing is taken for a repeat', async () => {
  const act = counted();
  await once(invoke({ id: undefined }), act);
  expect(countIn(await once(invoke({ id: undefined }), act))).toEqual({ count: 2 });
});

it('an act that failed is done again', async () => {
  const replies: ChatReply[] = [
    { kind: 'failed', status: 503, message: 'Not now.' },
    { kind: 'card', card: { card: {}, summary: '' } },
  ];
  const act = async (): Promise<ChatReply> => replies.shift() as ChatReply;
  expect((await once(invoke(), act)).kind).toBe('failed');
  expect((await once(invoke(), act)).kind).toBe('card');
  await expect(once(invoke({ id: 'f:9' }), () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  expect((await once(invoke({ id: 'f:9' }), counted())).kind).toBe('card');
});

it('after a minute, or two hundred others, it is forgotten', async () => {
  const act = counted();
  await once(invoke(), act);
  now = 60_000;
  expect(countIn(await once(invoke(), act))).toEqual({ count: 2 });
  for (let other = 0; other <= 200; other += 1) await once(invoke({ id: `o:${other}` }), counted());
  expect(countIn(await once(invoke(), act))).toEqual({ count: 3 });
});
