import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTenant, type TestTenant } from '../support/tenant';

let dir: string;
let tenant: TestTenant;
let mailbox: string;

const start = async (): Promise<void> => {
  tenant = await startTenant({ dir, tier: '50k+' });
  mailbox = `/users/${tenant.environment.service.MAIL_SENDER}`;
};
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'tenant-exchange-'));
  await start();
});
afterAll(async () => {
  await tenant.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => tenant.reset());

const recipients = (count: number, name = 'r') =>
  Array.from({ length: count }, (_, index) => ({ emailAddress: { address: `${name}${index}@supplier.example` } }));
const send = (change: object = {}) =>
  tenant.graph(`${mailbox}/sendMail`, {
    method: 'POST',
    body: {
      message: {
        subject: 'Hello',
        body: { contentType: 'Text', content: 'x' },
        toRecipients: recipients(1),
        ...change,
      },
      saveToSentItems: false,
    },
  });
const inbox = async () =>
  (await tenant.graph(`${mailbox}/mailFolders/inbox/messages?$top=1000&$select=subject,body`)).body.value;

it('30 messages a minute, also after a restart in between; then a minute’s wait', async () => {
  for (let count = 0; count < 20; count += 1) expect((await send()).status).toBe(202);
  await tenant.close();
  await start();
  for (let count = 0; count < 10; count += 1) expect((await send()).status).toBe(202);
  const refused = await send();
  expect(refused).toMatchObject({ status: 429, body: { error: { code: 'ApplicationThrottled' } } });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
  await tenant.advanceClock(60_000);
  expect((await send()).status).toBe(202);
});

it('above 10,000 recipients a day mails are taken and all come back', async () => {
  await tenant.control('POST', 'mail', { limitPerMinute: null });
  for (let count = 0; count < 20; count += 1)
    expect((await send({ bccRecipients: recipients(499, `b${count}x`) })).status).toBe(202);
  expect(await inbox()).toEqual([]);
  expect((await send()).status).toBe(202);
  const [report, ...others] = await inbox();
  expect(others).toEqual([]);
  expect(report.subject).toBe('Undeliverable: Hello');
  expect(report.body.content).toContain('5.1.90');
  await tenant.advanceClock(86_400_000);
  await send({ subject: 'Next day' });
  expect(await inbox()).toHaveLength(1);
});

it('at most 500 recipients in one message', async () => {
  expect((await send({ toRecipients: recipients(500) })).status).toBe(202);
  expect(await send({ toRecipients: recipients(500), ccRecipients: recipients(1, 'c') })).toMatchObject({
    status: 400,
    body: { error: { code: 'ErrorInvalidRecipients' } },
  });
});

it('four calls at once of one application to one mailbox; the fifth is told to wait', async () => {
  // On a busy machine some have ended before the last begin, so a few more than four may be served of so many.
  const answers = await Promise.all(Array.from({ length: 40 }, () => tenant.graph(`${mailbox}/messages?$top=1`)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.length).toBe(refused.length + answers.filter(({ status }) => status === 200).length);
  expect(refused[0]?.body.error).toMatchObject({
    code: 'ApplicationThrottled',
    message: 'Application is over its MailboxConcurrency limit.',
  });
  expect((await tenant.graph(`${mailbox}/messages?$top=1`)).status).toBe(200);
});

it('a mail that cannot be delivered comes back after a while, not at once', async () => {
  await tenant.setQuirks({ bounceDelayMs: 5_000 });
  await tenant.control('POST', 'mail', { bounce: ['r0@supplier.example'] });
  await send();
  expect(await inbox()).toEqual([]);
  await tenant.advanceClock(5_000);
  expect(await inbox()).toHaveLength(1);
});

it('addresses that bounce are still known after a restart', async () => {
  await tenant.control('POST', 'mail', { bounce: ['r0@supplier.example'] });
  await tenant.close();
  await start();
  await send();
  expect(await inbox()).toHaveLength(1);
});

it('a fault lets the mail of one person come back', async () => {
  await tenant.setFaults({ kind: 'bounce', match: { person: 'lupe' } });
  await send({ toRecipients: [{ emailAddress: { address: 'lupe@acerosdelnorte.example' } }] });
  await send();
  expect(await inbox()).toHaveLength(1);
  await tenant.clearFaults();
});

it.each([
  ['a line break in a header', { internetMessageHeaders: [{ name: 'x-a', value: 'b\r\nBcc: c@d.example' }] }],
  ['six headers', { internetMessageHeaders: Array.from({ length: 6 }, (_, n) => ({ name: `x-${n}`, value: 'v' })) }],
  ['a header name with a space', { internetMessageHeaders: [{ name: 'x-a b', value: 'v' }] }],
  ['two addresses in one', { toRecipients: [{ emailAddress: { address: 'a@b.example,c@d.example' } }] }],
  ['a control character in an address', { toRecipients: [{ emailAddress: { address: 'a\u0000@b.example' } }] }],
  ['an unknown body type', { body: { contentType: 'Markdown', content: 'x' } }],
  ['a reference in place of a file', { attachments: [{ '@odata.type': '#microsoft.graph.referenceAttachment' }] }],
])('%s is refused, and nothing is sent', async (_what, change) => {
  expect((await send(change)).status).toBe(400);
  expect(await tenant.control('GET', 'mailboxes')).toMatchObject({ mailboxes: [] });
});
