import { secretCredential } from '../../src/entra/credential';
import { createMailer } from '../../src/mail/mailer';
import { createGraph, type Graph } from '../../src/sharepoint/client/graph';
import { NotReached } from '../../src/useCases/ports';
import { leapingClock } from '../sharepoint/site';
import { startTenant, type TestTenant } from '../support/tenant';

let tenant: TestTenant;
let graph: Graph;
let mailer: ReturnType<typeof createMailer>;

beforeAll(async () => {
  tenant = await startTenant();
  const env = tenant.environment.service;
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  graph = createGraph({
    tenantId: env.TENANT_ID ?? '',
    loginBaseUrl: env.LOGIN_BASE_URL ?? '',
    graphBaseUrl: env.GRAPH_BASE_URL ?? '',
    clientId: env.CLIENT_ID ?? '',
    credential: secretCredential(env.CLIENT_SECRET ?? ''),
    clock: leapingClock(tenant),
    log: quiet,
    ruPerMinute: 10_000,
  });
  mailer = createMailer({ graph, sender: env.MAIL_SENDER ?? '' });
});
afterAll(async () => {
  await graph.close();
  await tenant.close();
});
beforeEach(async () => {
  await tenant.clearFaults();
  tenant.skip(60_000);
});

const message = (to: string, reference = 'c1|p1|k1|invitation') => ({
  to,
  toName: 'Guadalupe "Lupe" Hernández',
  subject: 'Northgate asks about security at Aceros del Norte',
  html: '<p>Hello</p>',
  text: 'Hello',
  reference,
});
const mailsTo = async (address: string) =>
  (
    await tenant.control<{ messages: { subject: string; html?: string }[] }>(
      'GET',
      `mail?to=${encodeURIComponent(address)}`,
    )
  ).messages;

it('a mail arrives with its subject and text', async () => {
  await mailer.send(message('lupe@acerosdelnorte.example'));
  const [mail, ...others] = await mailsTo('lupe@acerosdelnorte.example');
  expect(others).toEqual([]);
  expect(mail?.subject).toBe('Northgate asks about security at Aceros del Norte');
});

it('a bounce is told with the address, our reference and the reason in words', async () => {
  const since = new Date(Date.now() - 60_000);
  await tenant.control('POST', 'mail', { bounce: ['gone@partner.example'] });
  await mailer.send(message('gone@partner.example', 'c2|p2|k2|before3'));
  expect(await mailer.bounces(since)).toEqual([
    {
      address: 'gone@partner.example',
      reference: 'c2|p2|k2|before3',
      reason: 'Mail refused by the receiving server: it knows no such address.',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  ]);
  expect(await mailer.bounces(new Date(tenant.tenant.context.clock.now() + 60_000))).toEqual([]);
});

it('many bounces are read page by page', async () => {
  const since = new Date(Date.now() - 60_000);
  const addresses = Array.from({ length: 60 }, (_, count) => `gone${count}@partner.example`);
  await tenant.control('POST', 'mail', { bounce: addresses });
  for (const [count, address] of addresses.entries()) {
    // A mailbox may send 30 in a minute; pacing them is for who sends.
    if (count % 20 === 0) tenant.skip(60_000);
    await mailer.send(message(address));
  }
  const found = new Set((await mailer.bounces(since)).map(({ address }) => address));
  for (const address of addresses) expect(found).toContain(address);
});

it('a mail that may have gone out already is not sent twice', async () => {
  await tenant.setFaults({ match: { method: 'POST', pathPattern: 'sendMail' }, kind: 'dropAfter', times: 1 });
  const failure = await mailer.send(message('once@partner.example')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NotReached);
  expect(failure).toMatchObject({ isFinal: false, reason: 'The mail server did not say whether it took the mail.' });
  expect(await mailsTo('once@partner.example')).toHaveLength(1);
});

it('a mailbox that asks to wait is waited for, and then takes the mail once', async () => {
  await tenant.setFaults({
    match: { method: 'POST', pathPattern: 'sendMail' },
    kind: 'status',
    status: 429,
    retryAfter: 2,
    times: 1,
  });
  await mailer.send(message('later@partner.example'));
  expect(await mailsTo('later@partner.example')).toHaveLength(1);
});

it('an address that mail cannot go to is final, and says so', async () => {
  await expect(mailer.send(message('not an address'))).rejects.toMatchObject({ isFinal: true });
});
