import { startTenant, type TestTenant } from '../support/tenant';

let tenant: TestTenant;
let sender: string;

beforeAll(async () => {
  tenant = await startTenant();
  sender = tenant.environment.service.MAIL_SENDER ?? '';
});
afterAll(() => tenant?.close());
beforeEach(() => tenant.reset());

const ANA = 'ana@supplier.example';
const message = (change: object = {}) => ({
  subject: 'Security questions',
  body: { contentType: 'HTML', content: '<p>Hello <b>Ana</b></p><p><a href="https://x.example/a#b">Open it</a></p>' },
  toRecipients: [{ emailAddress: { address: ANA, name: 'Ana' } }],
  ...change,
});
const send = (change: object = {}, from = sender, as: 'service' | 'provision' = 'service') =>
  tenant.graph(`/users/${from}/sendMail`, { method: 'POST', body: { message: message(change) }, as });
const mailTo = async (address: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the mails
  (await tenant.control<{ messages: any[] }>('GET', `mail?to=${encodeURIComponent(address)}`)).messages;

describe('sendMail', () => {
  it('answers 202 without a body, and the recipient reads both parts', async () => {
    const answer = await send({ internetMessageHeaders: [{ name: 'x-delivery', value: '7' }] });
    expect(answer).toMatchObject({ status: 202, body: undefined });
    expect(await mailTo('ANA@supplier.example')).toMatchObject([
      {
        from: sender,
        to: [ANA],
        subject: 'Security questions',
        text: 'Hello Ana\n\nOpen it <https://x.example/a#b>',
        html: expect.stringContaining('<b>Ana</b>'),
        headers: { 'x-delivery': '7' },
      },
    ]);
  });

  it.each([
    ['without the permission', {}, 'sender', 'provision', 403],
    ['from a person’s own mailbox', {}, 'maya@northgate.example', 'service', 403],
    ['from a guest', {}, '22222222-0000-4000-8000-000000000011', 'service', 404],
    ['from nobody', {}, 'nobody@northgate.example', 'service', 404],
    ['to an address that is none', { toRecipients: [{ emailAddress: { address: 'ana' } }] }, 'sender', 'service', 400],
    ['to nobody', { toRecipients: [] }, 'sender', 'service', 400],
    [
      'with a header of its own choice',
      { internetMessageHeaders: [{ name: 'Reply-By', value: 'x' }] },
      'sender',
      'service',
      400,
    ],
    ['with a property that is not known', { mood: 'good' }, 'sender', 'service', 400],
    ['with a line break in the subject', { subject: 'a\r\nBcc: eve@evil.example' }, 'sender', 'service', 400],
    [
      'with a line break in a name',
      { toRecipients: [{ emailAddress: { address: ANA, name: 'Ana\nBcc: eve@evil.example' } }] },
      'sender',
      'service',
      400,
    ],
  ] as const)('%s it is refused, and nothing is delivered', async (_name, change, from, as, status) => {
    expect((await send(change, from === 'sender' ? sender : from, as)).status).toBe(status);
    expect(await mailTo(ANA)).toEqual([]);
  });

  it('above the limit it answers 429 and says for how long', async () => {
    await tenant.control('POST', 'mail', { limitPerMinute: 2 });
    expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await tenant.advanceClock(61_000);
    expect((await send()).status).toBe(202);
    await tenant.control('POST', 'mail', { limitPerMinute: null });
  });
});

describe('bounces', () => {
  it('an address that refuses mail sends a report with the original’s id and headers to the sender', async () => {
    await tenant.control('POST', 'mail', { bounce: [ANA] });
    await send({ internetMessageHeaders: [{ name: 'x-delivery', value: '7' }] });
    expect(await mailTo(ANA)).toEqual([]);
    const path = `/users/${sender}/mailFolders/inbox/messages`;
    const inbox = await tenant.graph(`${path}?$select=subject,body,from,receivedDateTime,internetMessageHeaders`);
    const [report] = inbox.body.value;
    expect(report).toMatchObject({
      subject: 'Undeliverable: Security questions',
      from: { emailAddress: { address: 'postmaster@northgate.example' } },
    });
    expect(report.body.content).toContain('Diagnostic-Code: smtp;550 5.1.1');
    expect(report.body.content).toContain('x-delivery: 7');
    const sent = await tenant.graph(`/users/${sender}/mailFolders/sentitems/messages?$select=internetMessageId`);
    expect(report.internetMessageHeaders).toContainEqual({
      name: 'In-Reply-To',
      value: sent.body.value[0].internetMessageId,
    });
    expect(report.internetMessageHeaders).toContainEqual({ name: 'X-Failed-Recipients', value: ANA });
  });

  it('an unknown address of the own organization bounces by itself', async () => {
    await send({ toRecipients: [{ emailAddress: { address: 'gone@northgate.example' } }] });
    expect((await mailTo(sender))[0].text).toContain('550 5.1.10');
  });
});

describe('the inbox', () => {
  it('pages newest first, filters by time, and refuses what it does not know', async () => {
    const path = `/users/${sender}/mailFolders/inbox/messages`;
    for (const day of [1, 2, 3]) {
      await send({ subject: `Day ${day}`, toRecipients: [{ emailAddress: { address: sender } }] });
      await tenant.advanceClock(86_400_000);
    }
    const first = await tenant.graph(`${path}?$top=2&$select=subject,receivedDateTime`);
    expect(first.body.value.map(({ subject }: { subject: string }) => subject)).toEqual(['Day 3', 'Day 2']);
    expect(Object.keys(first.body.value[0]).sort()).toEqual(['@odata.etag', 'id', 'receivedDateTime', 'subject']);
    const next = await tenant.graph(first.body['@odata.nextLink'].replace(`${tenant.origin}/v1.0`, ''));
    expect(next.body.value).toMatchObject([{ subject: 'Day 1' }]);
    expect(next.body).not.toHaveProperty('@odata.nextLink');
    const since = first.body.value[0].receivedDateTime;
    const late = await tenant.graph(`${path}?$filter=receivedDateTime ge ${since}`);
    expect(late.body.value).toHaveLength(1);
    for (const query of [
      '$search="x"',
      "$filter=mood eq 'x'",
      '$select=mood',
      '$top=1001',
      '$top=0',
      '$orderby=mood',
    ]) {
      expect((await tenant.graph(`${path}?${query}`)).status).toBe(400);
    }
    expect((await tenant.graph(`/users/maya@northgate.example/mailFolders/inbox/messages`)).status).toBe(403);
  });
});

describe('invitations', () => {
  const invite = (mail: string, change: object = {}) =>
    tenant.graph('/invitations', {
      method: 'POST',
      body: { invitedUserEmailAddress: mail, inviteRedirectUrl: 'http://localhost:3979', ...change },
    });

  it('makes a pending guest, who accepts by hand', async () => {
    const answer = await invite(ANA, { sendInvitationMessage: true, invitedUserDisplayName: 'Ana Ruiz' });
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'PendingAcceptance', invitedUserDisplayName: 'Ana Ruiz' },
    });
    expect((await mailTo(ANA))[0].html).toContain(answer.body.inviteRedeemUrl);
    const { id } = answer.body.invitedUser;
    const redeemed = await fetch(`${tenant.origin}/_shell/people/${id}/redeem`, {
      method: 'POST',
      headers: { 'x-local-control': '1' },
    });
    expect(await redeemed.json()).toMatchObject({ id, externalUserState: 'Accepted' });
    expect((await invite(ANA)).body).toMatchObject({ status: 'Completed', invitedUser: { id } });
  });

  it.each([
    ['a colleague', 'maya@northgate.example', {}],
    ['an unknown address of the own domain', 'new@northgate.example', {}],
    ['an address that is none', 'ana', {}],
    ['an unknown property', ANA, { mood: 'good' }],
    ['no address to go to afterwards', ANA, { inviteRedirectUrl: undefined }],
    ['an address to go to that is a script', ANA, { inviteRedirectUrl: 'javascript:alert(1)' }],
    ['membership instead of a guest’s place', ANA, { invitedUserType: 'Member' }],
  ])('refuses %s, and invites nobody', async (_what, mail, change) => {
    const before = tenant.tenant.directory.list().length;
    expect((await invite(mail, change)).status).toBe(400);
    expect(tenant.tenant.directory.list()).toHaveLength(before);
  });

  it('needs its own permission', async () => {
    const answer = await tenant.graph('/invitations', { method: 'POST', body: {}, as: 'provision' });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } });
  });

  it('sends no mail unless asked, carries the words of the inviter, and is accepted through control', async () => {
    await invite(ANA);
    expect(await mailTo(ANA)).toEqual([]);
    const words = 'We need you <b>now</b>';
    const message = { sendInvitationMessage: true, invitedUserMessageInfo: { customizedMessageBody: words } };
    const { invitedUser } = (await invite('bo@supplier.example', message)).body;
    expect((await mailTo('bo@supplier.example'))[0].html).toContain('We need you &lt;b&gt;now&lt;/b&gt;');
    const redeemed = await tenant.control('POST', 'redeem', { person: 'bo' });
    expect(redeemed).toMatchObject({ id: invitedUser.id, externalUserState: 'Accepted' });
  });

  it('a guest has no mailbox here, and one who was removed is not found any more', async () => {
    const { id } = (await invite(ANA)).body.invitedUser;
    expect(await tenant.graph(`/users/${id}/messages`)).toMatchObject({
      status: 404,
      body: { error: { code: 'MailboxNotEnabledForRESTAPI' } },
    });
    tenant.tenant.directory.remove(id);
    expect(await tenant.graph(`/users/${id}`)).toMatchObject({
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound' } },
    });
    expect((await invite(ANA)).body.invitedUser.id).not.toBe(id);
  });
});
