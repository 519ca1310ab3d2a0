import { setTimeout as sleep } from 'node:timers/promises';
import { type ConformanceCase, documented, observed, remembered, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { control } from './control';
import { type EchoBot, startEchoBot } from './echoBot';

const NEEDS = ['bot', 'botPerson', 'echoBot', 'control', 'httpsBase'] as const;

/** A plain botbuilder bot at the connector. Somebody has to type; here the local tenant's control plays the person. */
export const botbuilderCases: readonly ConformanceCase[] = [
  {
    id: 'client-botbuilder/echo',
    area: 'client-botbuilder',
    rule: "A person's message passes the bot's own check of the connector's token, and the answer reaches the person.",
    basis: documented('Bot Framework docs: authentication with the Bot Connector API'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const text = target.name('hello');
      await say(target, { text });
      const heard = bot.heard.find((one) => one.text === text);
      target.see('who wrote', heard?.from, target.options.bot?.personId);
      target.see('channel', heard?.reference.channelId, 'msteams');
      const answer = await shown(target, (one) => textAt(one, 'text') === `Echo: ${text}`);
      target.see('messages that echo', answer.length, 1);
      target.see('failures in the bot', bot.failures.join(), '');
    },
  },
  {
    id: 'client-botbuilder/unsigned',
    area: 'client-botbuilder',
    rule: 'An activity without a token, or with a token for another bot, is refused by botbuilder with 401.',
    basis: documented('Bot Framework docs: authentication (requests from the connector to the bot)'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const endpoint = `http://localhost:${bot.port}/api/messages`;
      const signed = await control(target, 'POST', 'botToken', { person: target.options.bot?.personId });
      const body = at(signed.body, 'activity') as object;
      const post = async (token: string | null) =>
        (await target.call(endpoint, { method: 'POST', body, token })).status;
      const stranger = await control(target, 'POST', 'botToken', { audience: '9d1c3a52-6f0b-4f0e-8f6b-0d5c0f0e1a2b' });
      const before = bot.heard.length;
      // botbuilder prints what it refuses with its stack; here that is no news.
      const { error } = console;
      target.cleanUp(async () => Object.assign(console, { error }));
      console.error = () => undefined;
      target.see('status without a token', await post(null), 401);
      target.see("status with another bot's token", await post(textAt(stranger.body, 'token')), 401);
      target.see('activities that got through', bot.heard.length - before, 0);
      target.see('status with the right token', await post(textAt(signed.body, 'token')), 200);
    },
  },
  {
    id: 'client-botbuilder/update',
    area: 'client-botbuilder',
    rule: 'updateActivity changes the message by the id that sendActivity gave.',
    basis: documented('Teams docs: update and delete messages sent from your bot'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const before = await ids(target);
      await say(target, { text: 'edit' });
      const after = (await shown(target, () => true)).filter((one) => !before.has(textAt(one, 'id')));
      const texts = after.map((one) => textAt(one, 'text'));
      target.see('the changed message', texts.filter((text) => text === 'Echo: changed').length, 1);
      target.see('the first version', texts.filter((text) => text === 'Echo: to be changed').length, 0);
      target.see('failures in the bot', bot.failures.join(), '');
    },
  },
  {
    id: 'client-botbuilder/delete',
    area: 'client-botbuilder',
    rule: 'deleteActivity removes the message by the id that sendActivity gave.',
    basis: documented('Teams docs: update and delete messages sent from your bot'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      await say(target, { text: 'delete' });
      const left = await shown(target, (one) => textAt(one, 'text') === 'Echo: to be removed');
      target.see('messages left', left.length, 0);
      target.see('failures in the bot', bot.failures.join(), '');
    },
  },
  {
    id: 'client-botbuilder/action-execute',
    area: 'client-botbuilder',
    rule: 'A press on Action.Execute comes as the invoke adaptiveCard/action; the card in the answer takes the place of the old one.',
    basis: documented('Teams docs: universal actions for Adaptive Cards'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const before = await ids(target);
      await say(target, { text: 'card' });
      const [sent] = (await shown(target, hasCard)).filter((one) => !before.has(textAt(one, 'id')));
      const replyToId = textAt(sent, 'id');
      await say(target, { action: { verb: 'first', data: { pressed: 'first' } }, replyToId });
      const invokes = bot.heard.filter(({ name }) => name === 'adaptiveCard/action');
      // A client may send an invoke again; never not at all.
      target.see(
        'invokes',
        invokes.length,
        that('1 or more', (seen) => seen >= 1),
      );
      const [now] = await shown(target, (one) => textAt(one, 'id') === replyToId);
      const text = textAt(now, 'attachments', 0, 'content', 'body', 0, 'text');
      target.see(
        'text of the card',
        text,
        that('says who pressed', (seen) => seen.endsWith('pressed first')),
      );
      target.see('failures in the bot', bot.failures.join(), '');
    },
  },
  {
    id: 'client-botbuilder/proactive',
    area: 'client-botbuilder',
    rule: 'createConversationAsync by object id opens the one chat with a person; continueConversationAsync goes on there later.',
    basis: documented('Teams docs: send proactive messages'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const [first, second] = [target.name('created'), target.name('continued')];
      const reference = await create(target, bot, first);
      const again = await create(target, bot, target.name('created again'));
      target.see('the same chat', again?.conversation?.id === reference?.conversation?.id, true);
      let sentId = '';
      await bot.say(reference ?? {}, async (context) => {
        sentId = (await context.sendActivity(second))?.id ?? '';
      });
      target.see(
        'id of the later message',
        sentId,
        that('is not empty', (seen) => seen !== ''),
      );
      const texts = (await shown(target, () => true)).map((one) => textAt(one, 'text'));
      target.see('both messages', texts.includes(first) && texts.includes(second), true);
      target.see('failures in the bot', bot.failures.join(), '');
    },
  },
  {
    id: 'client-botbuilder/not-installed',
    area: 'client-botbuilder',
    rule: 'Where the app is not installed, createConversationAsync is refused with 403.',
    basis: documented('Teams docs: send proactive messages (error codes)'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const person = target.options.bot?.personId;
      await control(target, 'POST', 'membership', { person, installed: false });
      target.cleanUp(() => control(target, 'POST', 'membership', { person, installed: true }));
      target.see('status', await refusalOf(create(target, bot, 'never seen')), 403);
    },
  },
  {
    id: 'client-botbuilder/blocked',
    area: 'client-botbuilder',
    rule: 'While a person blocks the bot, its messages are refused with 403.',
    basis: documented('Teams docs: send proactive messages (MessageWritesBlocked)'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const reference = await create(target, bot, target.name('before'));
      const person = target.options.bot?.personId;
      await control(target, 'POST', 'membership', { person, blocked: true });
      target.cleanUp(() => control(target, 'POST', 'membership', { person, blocked: false }));
      await bot.say(reference ?? {}, async (context) => {
        const refused = context.sendActivity('never seen').then(() => 200, statusOf);
        target.see('status', await refused, 403);
      });
    },
  },
  {
    id: 'client-botbuilder/throttled',
    area: 'client-botbuilder',
    rule: "botbuilder's client waits as long as Retry-After says and sends the message once.",
    basis: observed('botbuilder 4.23: default retry policy of the Azure core client'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const reference = await create(target, bot, target.name('before'));
      await connectorFault(target, { kind: 'status', status: 429, retryAfter: 1 });
      const text = target.name('after the wait');
      const started = performance.now();
      await bot.say(reference ?? {}, async (context) => void (await context.sendActivity(text)));
      target.see(
        'wait in ms',
        Math.round(performance.now() - started),
        that('at least 1,000', (ms) => ms >= 995),
      );
      target.see('messages', (await shown(target, (one) => textAt(one, 'text') === text)).length, 1);
    },
  },
  {
    id: 'client-botbuilder/lost-answer',
    area: 'client-botbuilder',
    rule: 'When the answer is lost after the message was stored, botbuilder sends it again and the person sees it twice.',
    basis: remembered('no client key makes sending idempotent; the retry policy repeats the POST'),
    needs: NEEDS,
    async run(target) {
      const bot = await start(target);
      const reference = await create(target, bot, target.name('before'));
      await connectorFault(target, { kind: 'dropAfter' });
      const text = target.name('lost');
      await bot.say(reference ?? {}, async (context) => void (await context.sendActivity(text)));
      target.see('messages', (await shown(target, (one) => textAt(one, 'text') === text)).length, 2);
    },
  },
];

/**
 * The bot at the port where the tenant delivers, and the app installed for the person. Teams takes about 7 messages a
 * second in one chat, so the cases leave it some rest.
 */
async function start(target: Target): Promise<EchoBot> {
  await sleep(700);
  const bot = await startEchoBot(target, target.options.echoBotPort ?? 0, target.options.bot);
  target.cleanUp(() => bot.close());
  await target.installBot();
  await control(target, 'POST', 'membership', {
    person: target.options.bot?.personId,
    installed: true,
    blocked: false,
  });
  return bot;
}

/** The person types or presses; resolves when the bot has answered. */
const say = (target: Target, act: object) =>
  control(target, 'POST', 'chat', { person: target.options.bot?.personId, ...act });

/** The activities of the person's chat, oldest first, that are as described. Waits a little for what is under way. */
async function shown(target: Target, holds: (activity: unknown) => boolean): Promise<readonly unknown[]> {
  await sleep(100);
  const answer = await control(target, 'GET', `chat?person=${target.options.bot?.personId}`);
  return listAt(answer.body, 'activities').filter((one) => textAt(one, 'sender') === 'bot' && holds(one));
}

const ids = async (target: Target): Promise<ReadonlySet<string>> =>
  new Set((await shown(target, () => true)).map((one) => textAt(one, 'id')));

const hasCard = (activity: unknown): boolean =>
  textAt(activity, 'attachments', 0, 'contentType') === 'application/vnd.microsoft.card.adaptive';

/** Opens the chat with the person and says something in it; gives the reference that is kept for later. */
async function create(target: Target, { adapter }: EchoBot, text: string) {
  const { bot, tenantId = '' } = target.options;
  const { TurnContext } = await import('botbuilder');
  let reference: ReturnType<typeof TurnContext.getConversationReference> | undefined;
  await adapter.createConversationAsync(
    bot?.appId ?? '',
    'msteams',
    bot?.serviceUrl ?? '',
    'https://api.botframework.com',
    {
      isGroup: false,
      bot: { id: bot?.appId ?? '', name: 'Echo' },
      members: [{ id: bot?.personId ?? '', name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    } as never,
    async (context) => {
      reference = TurnContext.getConversationReference(context.activity);
      await context.sendActivity(text);
    },
  );
  return reference;
}

/** The next message that is sent meets this, once. */
async function connectorFault(target: Target, fault: object): Promise<void> {
  const { pathname } = new URL(target.options.bot?.serviceUrl ?? '');
  target.cleanUp(() => control(target, 'DELETE', 'faults'));
  const match = { method: 'POST', pathPattern: `^${pathname}v3/conversations/.+/activities` };
  await control(target, 'POST', 'faults', [{ match, times: 1, ...fault }]);
}

const statusOf = (error: unknown): number => {
  const status = at(error, 'statusCode');
  return typeof status === 'number' ? status : -1;
};

const refusalOf = (work: Promise<unknown>): Promise<number> => work.then(() => 200, statusOf);
