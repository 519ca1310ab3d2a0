import { type Answer, type CallInit, type ConformanceCase, documented, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { mustBe } from '../target';

const MESSAGES = 'Teams docs: Messages in bot conversations, status codes';
const PROACTIVE = 'Teams docs: Send proactive messages';
const refused = that('refused with 4xx', (seen: number) => seen >= 400 && seen < 500);

/** The connector as one bot sees it. */
interface Connector {
  readonly token: string;
  call(path: string, init?: CallInit): Promise<Answer>;
}

async function connector(target: Target): Promise<Connector> {
  const { bot } = target.options;
  if (!bot) throw new Error('No bot was given.');
  await target.installBot();
  const answer = await mustBe(
    await target.call(bot.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: bot.appId,
        client_secret: bot.password,
        scope: 'https://api.botframework.com/.default',
      }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
    'a token of the bot',
    200,
  );
  const token = textAt(answer.body, 'access_token');
  return { token, call: (path, init = {}) => target.call(`${bot.serviceUrl}v3/${path}`, { token, ...init }) };
}

const creation = (target: Target, more: object = {}): object => ({
  bot: { id: `28:${target.options.bot?.appId}` },
  members: [{ id: target.options.bot?.personId }],
  tenantId: target.options.tenantId,
  channelData: { tenant: { id: target.options.tenantId } },
  isGroup: false,
  ...more,
});

async function conversation(target: Target, { call }: Connector): Promise<string> {
  const made = await mustBe(
    await call('conversations', { method: 'POST', body: creation(target) }),
    'a conversation',
    200,
    201,
  );
  return `conversations/${encodeURIComponent(textAt(made.body, 'id'))}`;
}

const message = (text: string): object => ({ type: 'message', text });
const codeOf = (answer: Answer): string => textAt(answer.body, 'error', 'code');

export const connectorCases: readonly ConformanceCase[] = [
  {
    id: 'connector/metadata',
    area: 'connector',
    rule: 'The connector publishes its issuer and keys; keys say which channels they are endorsed for',
    basis: documented('Azure Bot Service docs: Authenticate requests from the connector to your bot'),
    needs: ['bot'],
    async run(target) {
      const metadata = await target.call(target.options.bot?.metadataUrl ?? '');
      target.see('status', metadata.status, 200);
      target.see('issuer', textAt(metadata.body, 'issuer'), 'https://api.botframework.com');
      const keys = await target.call(textAt(metadata.body, 'jwks_uri'));
      const endorsed = listAt(keys.body, 'keys').filter((key) => listAt(key, 'endorsements').includes('msteams'));
      target.see('keys endorsed for Teams', endorsed.length > 0, true);
    },
  },
  {
    id: 'connector/no-bearer',
    area: 'connector',
    rule: 'A call without a token, or with one for Graph, is refused',
    basis: documented(MESSAGES),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const url = `${target.options.bot?.serviceUrl}v3/conversations`;
      const body = creation(target);
      target.see('none', (await target.call(url, { method: 'POST', body })).status, [401, 403]);
      const graphs = await target.call(url, { method: 'POST', body, token: target.options.token });
      target.see('a token for Graph', graphs.status, [401, 403]);
    },
  },
  {
    id: 'connector/create-conversation',
    area: 'connector',
    rule: 'A conversation with a person is made by the object id: 201 and id; the same again for the same person',
    basis: documented(PROACTIVE),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const { call } = await connector(target);
      const first = await call('conversations', { method: 'POST', body: creation(target) });
      target.see('status', first.status, [201, 200]);
      const id = textAt(first.body, 'id');
      target.see('id', id !== '', true);
      const second = await call('conversations', { method: 'POST', body: creation(target) });
      target.see('the second id', textAt(second.body, 'id'), id);
    },
  },
  {
    id: 'connector/member-by-address',
    area: 'connector',
    rule: 'A conversation is not made by e-mail address or user principal name',
    basis: documented(PROACTIVE),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const { call } = await connector(target);
      const body = creation(target, { members: [{ id: 'somebody@example.com' }] });
      target.see('status', (await call('conversations', { method: 'POST', body })).status, refused);
    },
  },
  {
    id: 'connector/no-groups',
    area: 'connector',
    rule: 'A bot makes no group chats',
    basis: documented(PROACTIVE),
    needs: ['bot', 'botPerson', 'person'],
    async run(target) {
      const { call } = await connector(target);
      const members = [{ id: target.options.bot?.personId }, { id: target.options.person }];
      const answer = await call('conversations', {
        method: 'POST',
        body: creation(target, { isGroup: true, members }),
      });
      target.see('status', answer.status, refused);
    },
  },
  {
    id: 'connector/send',
    area: 'connector',
    rule: 'A message answers 201 and its id',
    basis: documented(MESSAGES),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities`;
      const sent = await connected.call(path, { method: 'POST', body: message(target.name('message')) });
      target.see('status', sent.status, [201, 200]);
      target.see('id', textAt(sent.body, 'id') !== '', true);
    },
  },
  {
    id: 'connector/update-and-delete',
    area: 'connector',
    rule: 'A message is changed and removed by its id; then it is 404 ActivityNotFoundInConversation',
    basis: documented(MESSAGES),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities`;
      const sent = await mustBe(
        await connected.call(path, { method: 'POST', body: message('a') }),
        'sending',
        200,
        201,
      );
      const own = `${path}/${encodeURIComponent(textAt(sent.body, 'id'))}`;
      target.see('changing', (await connected.call(own, { method: 'PUT', body: message('b') })).status, 200);
      target.see('removing', (await connected.call(own, { method: 'DELETE' })).status, [200, 202, 204]);
      const after = await connected.call(own, { method: 'PUT', body: message('c') });
      target.see('changing what is gone', after.status, [404, 403]);
      target.see(
        'code',
        codeOf(after),
        that('names the activity or the conversation', (seen: string) => /NotFound|NotIn/i.test(seen)),
      );
    },
  },
  {
    id: 'connector/unknown-activity',
    area: 'connector',
    rule: 'A message that never was is 404 ActivityNotFoundInConversation',
    basis: documented(MESSAGES),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities/1234567890123`;
      const answer = await connected.call(path, { method: 'PUT', body: message('a') });
      target.see('status', answer.status, 404);
      target.see('code', codeOf(answer), 'ActivityNotFoundInConversation');
    },
  },
  {
    id: 'connector/unknown-conversation',
    area: 'connector',
    rule: 'A conversation that never was is 404 ConversationNotFound',
    basis: documented(MESSAGES),
    needs: ['bot'],
    async run(target) {
      const { call } = await connector(target);
      const path = `conversations/${encodeURIComponent('a:1nobodyMadeThisConversation')}/activities`;
      const answer = await call(path, { method: 'POST', body: message('a') });
      target.see('status', answer.status, 404);
      target.see('code', codeOf(answer), 'ConversationNotFound');
    },
  },
  {
    id: 'connector/too-large',
    area: 'connector',
    rule: 'A message far above 100 KB is 413 MessageSizeTooBig',
    basis: documented('Teams docs: Format your bot messages; status codes'),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities`;
      const answer = await connected.call(path, { method: 'POST', body: message('x'.repeat(400_000)) });
      target.see('status', answer.status, 413);
      target.see('code', codeOf(answer), 'MessageSizeTooBig');
    },
  },
  {
    id: 'connector/malformed',
    area: 'connector',
    rule: 'What is no activity is 400',
    basis: documented(MESSAGES),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities`;
      const headers = { 'content-type': 'application/json' };
      for (const body of ['{"type":"message"', '[]', '{"type":"nonsense"}']) {
        target.see(body, (await connected.call(path, { method: 'POST', body, headers })).status, 400);
      }
    },
  },
  {
    id: 'connector/split',
    area: 'connector',
    rule: 'A text with a card is split in two, and no id comes back',
    basis: documented('Teams docs: Messages in bot conversations'),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities`;
      const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'a' }] };
      const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
      const answer = await connected.call(path, { method: 'POST', body: { type: 'message', text: 'b', attachments } });
      target.see('status', answer.status, [200, 201]);
      target.see('id', textAt(answer.body, 'id'), '');
    },
  },
  {
    id: 'connector/members',
    area: 'connector',
    rule: 'The members of a conversation are told in pages, with their object ids',
    basis: documented('Teams docs: Get Teams specific context for your bot, paged members'),
    needs: ['bot', 'botPerson'],
    async run(target) {
      const connected = await connector(target);
      const answer = await connected.call(`${await conversation(target, connected)}/pagedmembers`);
      target.see('status', answer.status, 200);
      const ids = listAt(answer.body, 'members').map((one) => textAt(one, 'aadObjectId') || textAt(one, 'objectId'));
      target.see('object ids', ids.join(), target.options.bot?.personId ?? '');
      target.see('an id of the channel', textAt(at(answer.body, 'members'), 0, 'id').startsWith('29:'), true);
    },
  },
  {
    id: 'connector/rate',
    area: 'connector',
    rule: 'A bot that sends more than 7 messages a second to one conversation is held back with 429',
    basis: documented('Teams docs: Optimize your bot with rate limiting'),
    needs: ['bot', 'botPerson'],
    load: true,
    async run(target) {
      const connected = await connector(target);
      const path = `${await conversation(target, connected)}/activities`;
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          connected.call(path, { method: 'POST', body: message(`${n}`), keepThrottled: true }),
        ),
      );
      target.see(
        'some held back',
        answers.some(({ status }) => status === 429),
        true,
      );
      target.see(
        'some sent',
        answers.some(({ status }) => status === 201 || status === 200),
        true,
      );
    },
  },
];
