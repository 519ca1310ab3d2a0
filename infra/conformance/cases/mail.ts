import { type Answer, type ConformanceCase, documented, remembered, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { mustBe } from '../target';
import { seeRefused, within } from './support';

const SEND = 'Graph docs: user: sendMail';

/** Sends to the mailbox itself unless `message` says otherwise. */
function send(
  target: Target,
  subject: string,
  message: object = {},
  init: { readonly keepThrottled?: boolean } = {},
): Promise<Answer> {
  const address = target.options.mailbox ?? '';
  return target.graph(`/users/${address}/sendMail`, {
    method: 'POST',
    body: {
      message: {
        subject,
        body: { contentType: 'Text', content: 'From the conformance suite. It may be thrown away.' },
        toRecipients: [{ emailAddress: { address } }],
        ...message,
      },
    },
    token: target.options.peopleToken,
    ...init,
  });
}

async function received(target: Target, subject: string): Promise<unknown> {
  const filter = encodeURIComponent(`subject eq '${subject}'`);
  const path = `/users/${target.options.mailbox}/mailFolders/inbox/messages?$filter=${filter}&$top=1`;
  return within(target, async () => {
    const answer = await mustBe(
      await target.graph(path, { token: target.options.peopleToken }),
      'reading the mailbox',
      200,
    );
    return listAt(answer.body, 'value')[0];
  });
}

export const mailCases: readonly ConformanceCase[] = [
  {
    id: 'mail/send',
    area: 'mail',
    rule: 'sendMail answers 202 with nothing in it: no id, no promise of delivery',
    basis: documented(SEND),
    needs: ['mailbox'],
    async run(target) {
      const answer = await send(target, target.name('mail'));
      target.see('status', answer.status, 202);
      target.see('length of the body', answer.text.length, 0);
    },
  },
  {
    id: 'mail/arrives',
    area: 'mail',
    rule: 'A message to a mailbox of the tenant arrives there with subject, sender and text, and is found by $filter',
    basis: documented('Graph docs: List messages; message resource type'),
    needs: ['mailbox'],
    async run(target) {
      const subject = target.name('mail');
      await mustBe(await send(target, subject), 'sending', 202);
      const message = await received(target, subject);
      target.see('subject', textAt(message, 'subject'), subject);
      target.see(
        'sender',
        textAt(message, 'from', 'emailAddress', 'address').toLowerCase(),
        (target.options.mailbox ?? '').toLowerCase(),
      );
      target.see(
        'time',
        textAt(message, 'receivedDateTime'),
        that('UTC', (seen: string) => seen.endsWith('Z')),
      );
    },
  },
  {
    id: 'mail/attachment',
    area: 'mail',
    rule: 'A small file attached in the message arrives with name and bytes',
    basis: documented('Graph docs: user: sendMail with attachment; List attachments'),
    needs: ['mailbox'],
    async run(target) {
      const subject = target.name('mail');
      const contentBytes = Buffer.from('attached bytes').toString('base64');
      const attachments = [
        { '@odata.type': '#microsoft.graph.fileAttachment', name: 'a.txt', contentType: 'text/plain', contentBytes },
      ];
      await mustBe(await send(target, subject, { attachments }), 'sending', 202);
      const message = await received(target, subject);
      target.see('hasAttachments', at(message, 'hasAttachments'), true);
      const answer = await target.graph(
        `/users/${target.options.mailbox}/messages/${textAt(message, 'id')}/attachments`,
        {
          token: target.options.peopleToken,
        },
      );
      target.see('name', textAt(answer.body, 'value', 0, 'name'), 'a.txt');
      target.see('bytes', textAt(answer.body, 'value', 0, 'contentBytes'), contentBytes);
    },
  },
  {
    id: 'mail/no-recipient',
    area: 'mail',
    rule: 'A message to nobody, or to what is no address, is refused with ErrorInvalidRecipients',
    basis: remembered(),
    needs: ['mailbox'],
    async run(target) {
      const subject = target.name('mail');
      seeRefused(target, 'nobody', await send(target, subject, { toRecipients: [] }), 400, {
        code: 'ErrorInvalidRecipients',
      });
      const toRecipients = [{ emailAddress: { address: 'no address' } }];
      seeRefused(target, 'no address', await send(target, subject, { toRecipients }), 400, {
        code: 'ErrorInvalidRecipients',
      });
    },
  },
  {
    id: 'mail/header-names',
    area: 'mail',
    rule: "Internet headers of one's own begin with x-; others are refused with InvalidInternetMessageHeader",
    basis: documented('Graph docs: internetMessageHeader resource type'),
    needs: ['mailbox'],
    async run(target) {
      const subject = target.name('mail');
      const good = await send(target, subject, { internetMessageHeaders: [{ name: 'x-conformance', value: '1' }] });
      target.see('with x-', good.status, 202);
      const bad = await send(target, subject, { internetMessageHeaders: [{ name: 'Conformance', value: '1' }] });
      seeRefused(target, 'without', bad, 400, { code: 'InvalidInternetMessageHeader' });
    },
  },
  {
    id: 'mail/unknown-property',
    area: 'mail',
    rule: 'A property that a message does not have is refused with 400',
    basis: remembered(),
    needs: ['mailbox'],
    async run(target) {
      seeRefused(target, 'the property', await send(target, target.name('mail'), { colour: 'green' }), 400);
    },
  },
  {
    id: 'mail/unknown-mailbox',
    area: 'mail',
    rule: 'A mailbox that does not exist is 404, or 403 where mailboxes are limited',
    basis: remembered(),
    needs: ['mailbox'],
    async run(target) {
      const [, domain = ''] = (target.options.mailbox ?? '').split('@');
      const answer = await target.graph(`/users/nobody-of-the-conformance-suite@${domain}/messages?$top=1`, {
        token: target.options.peopleToken,
      });
      seeRefused(target, 'the mailbox', answer, [404, 403]);
    },
  },
  {
    id: 'mail/order-and-select',
    area: 'mail',
    rule: 'Messages, unlike rows of lists, are sorted by $orderby and take $select and $top',
    basis: documented('Graph docs: List messages'),
    needs: ['mailbox'],
    async run(target) {
      for (const n of [1, 2]) await mustBe(await send(target, target.name(`mail${n}`)), 'sending', 202);
      const path = `/users/${target.options.mailbox}/messages?$select=id,receivedDateTime&$orderby=receivedDateTime%20desc&$top=2`;
      const answer = await target.graph(path, { token: target.options.peopleToken });
      target.see('status', answer.status, 200);
      const times = listAt(answer.body, 'value').map((message) => textAt(message, 'receivedDateTime'));
      target.see('newest first', times.join(), [...times].sort().reverse().join());
      target.see('no more than two', times.length <= 2, true);
      target.see('a property that was not selected', at(answer.body, 'value', 0, 'body'), undefined);
    },
  },
  {
    id: 'mail/thirty-a-minute',
    area: 'mail',
    rule: 'A mailbox that sends more than 30 messages in a minute is held back: 429 with Retry-After',
    basis: remembered('Exchange Online limits: the number is documented, how it shows is not'),
    needs: ['mailbox'],
    load: true,
    async run(target) {
      const statuses: number[] = [];
      let wait: string | undefined;
      for (let n = 0; n < 40 && wait === undefined; n += 1) {
        const answer = await send(target, target.name('mail'), {}, { keepThrottled: true });
        statuses.push(answer.status);
        if (answer.status === 429) wait = answer.headers['retry-after'] ?? '';
      }
      target.see('held back within 40', statuses.includes(429), true);
      target.see(
        'Retry-After',
        wait ?? '',
        that('seconds', (seen: string) => /^\d+$/.test(seen)),
      );
    },
  },
];
