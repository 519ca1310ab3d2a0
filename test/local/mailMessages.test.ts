import { startTenant, type TestTenant } from '../support/tenant';

let tenant: TestTenant;
let mailbox: string;
let writer: string;

beforeAll(async () => {
  tenant = await startTenant();
  mailbox = `/users/${tenant.environment.service.MAIL_SENDER}`;
  writer = await tenant.token({ app: 'service', claims: { roles: ['Mail.ReadWrite', 'Mail.Send'] } });
});
afterAll(() => tenant?.close());
beforeEach(() => tenant.reset());

const PDF = Buffer.from('%PDF-1.7 evidence');
const deliver = (change: object = {}) =>
  tenant.control('POST', 'deliver', {
    from: 'ana@supplier.example',
    to: tenant.environment.service.MAIL_SENDER,
    subject: 'Our answers',
    text: 'See the file.',
    ...change,
  });
const withFile = { files: [{ name: 'evidence.pdf', contentType: 'application/pdf', base64: PDF.toString('base64') }] };
const list = (query = '') => tenant.graph(`${mailbox}/messages${query}`);
const subjects = async (query: string) =>
  (await list(query)).body.value.map(({ subject }: { subject: string }) => subject);
const asWriter = (path: string, method: string, body?: unknown) =>
  tenant.graph(path, { method, body, headers: { authorization: `Bearer ${writer}` } });

describe('attachments', () => {
  it('of an incoming mail are listed and read, with and without their bytes', async () => {
    await deliver(withFile);
    const [mail] = (await list()).body.value;
    expect(mail).toMatchObject({ hasAttachments: true, subject: 'Our answers' });
    const [file] = (await tenant.graph(`${mailbox}/messages/${mail.id}/attachments`)).body.value;
    expect(file).toMatchObject({
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'evidence.pdf',
      contentType: 'application/pdf',
      size: PDF.length,
      contentBytes: PDF.toString('base64'),
    });
    const slim = await tenant.graph(`${mailbox}/messages/${mail.id}/attachments/${file.id}?$select=name,size`);
    expect(slim.body).toEqual({
      '@odata.type': '#microsoft.graph.fileAttachment',
      id: file.id,
      name: 'evidence.pdf',
      size: PDF.length,
    });
    expect((await tenant.graph(`${mailbox}/messages/${mail.id}/attachments/none`)).status).toBe(404);
  });

  it('the shell gets the bytes, but never as a page', async () => {
    await deliver(withFile);
    const { messages } = await tenant.control<{ messages: { id: string; files: { id: string }[] }[] }>(
      'GET',
      `mail?to=${tenant.environment.service.MAIL_SENDER}`,
    );
    const url = `${tenant.origin}/_control/mail/${messages[0]?.id}/files/${messages[0]?.files[0]?.id}`;
    const answer = await fetch(url, { headers: { 'x-local-control': '1' } });
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
  });

  it('are sent with a mail up to 3 MB each', async () => {
    const send = (bytes: Buffer | string) =>
      tenant.graph(`${mailbox}/sendMail`, {
        method: 'POST',
        body: {
          message: {
            subject: 'With a file',
            body: { contentType: 'Text', content: 'x' },
            toRecipients: [{ emailAddress: { address: 'ana@supplier.example' } }],
            attachments: [
              {
                '@odata.type': '#microsoft.graph.fileAttachment',
                name: 'a.bin',
                contentBytes: typeof bytes === 'string' ? bytes : bytes.toString('base64'),
              },
            ],
          },
        },
      });
    expect((await send(Buffer.alloc(1_000, 1))).status).toBe(202);
    expect((await send(Buffer.alloc(3 * 1024 * 1024, 1))).status).toBe(413);
    expect((await send('not base64!')).status).toBe(400);
    const { messages } = await tenant.control<{ messages: { files: { size: number }[] }[] }>(
      'GET',
      'mail?to=ana@supplier.example',
    );
    expect(messages.map(({ files }) => files.map(({ size }) => size))).toEqual([[1_000]]);
  });
});

describe('what a mailbox filters and orders, unlike a list', () => {
  beforeEach(async () => {
    for (const subject of ['Alpha', "Bo's answers and more", 'Gamma']) {
      await deliver({ subject, ...(subject === 'Alpha' ? withFile : {}) });
      await tenant.advanceClock(60_000);
    }
  });

  it.each([
    ["$filter=subject eq 'alpha'", ['Alpha']],
    ["$filter=subject eq 'Bo''s answers and more'", ["Bo's answers and more"]],
    ["$filter=contains(subject,'answers and')", ["Bo's answers and more"]],
    ["$filter=startswith(subject,'ga')", ['Gamma']],
    ['$filter=hasAttachments eq true', ['Alpha']],
    ["$filter=isRead eq false and subject ne 'Gamma'", ["Bo's answers and more", 'Alpha']],
    ["$filter=from/emailAddress/address eq 'ANA@supplier.example'&$top=1", ['Gamma']],
    ['$orderby=subject', ['Alpha', "Bo's answers and more", 'Gamma']],
    ['$orderby=receivedDateTime asc&$skip=1&$top=1', ["Bo's answers and more"]],
    [
      '$filter=receivedDateTime ge 2020-01-01T00:00:00Z&$orderby=receivedDateTime',
      ['Alpha', "Bo's answers and more", 'Gamma'],
    ],
  ])('%s', async (query, expected) => {
    expect(await subjects(`?${query}`)).toEqual(expected);
  });

  it('what is ordered by has to come first in the filter', async () => {
    for (const query of [
      "$filter=subject eq 'Alpha'&$orderby=receivedDateTime",
      '$filter=isRead eq false and receivedDateTime ge 2020-01-01T00:00:00Z&$orderby=receivedDateTime',
    ])
      expect(await list(`?${query}`)).toMatchObject({ status: 400, body: { error: { code: 'InefficientFilter' } } });
    const good = '$filter=receivedDateTime ge 2020-01-01T00:00:00Z and isRead eq false&$orderby=receivedDateTime';
    expect((await list(`?${good}`)).status).toBe(200);
  });

  it.each([
    '$filter=mood eq 1',
    '$filter=subject eq 3',
    '$filter=isRead gt true',
    "$filter=receivedDateTime ge 'yesterday'",
    '$filter=(isRead eq true)',
    "$filter=constructor eq 'x'",
    '$filter=',
    '$count=maybe',
    '$skip=-1',
    '$expand=attachments',
  ])('%s is refused', async (query) => {
    expect((await list(`?${query}`)).status).toBe(400);
  });

  it('a count comes when asked for', async () => {
    expect((await list('?$count=true&$top=1')).body['@odata.count']).toBe(3);
  });
});

describe('changing a message', () => {
  it('needs Mail.ReadWrite, which the service has not', async () => {
    await deliver();
    const [{ id }] = (await list()).body.value;
    for (const [method, body] of [
      ['PATCH', { isRead: true }],
      ['DELETE', undefined],
    ] as const)
      expect(await tenant.graph(`${mailbox}/messages/${id}`, { method, body })).toMatchObject({
        status: 403,
        body: { error: { code: 'ErrorAccessDenied' } },
      });
  });

  it('marks it read; nothing else can be changed', async () => {
    await deliver();
    const [{ id }] = (await list()).body.value;
    expect((await asWriter(`${mailbox}/messages/${id}`, 'PATCH', { isRead: true })).body.isRead).toBe(true);
    expect((await tenant.graph(`${mailbox}/messages/${id}`)).body.isRead).toBe(true);
    expect((await asWriter(`${mailbox}/messages/${id}`, 'PATCH', { subject: 'Mine' })).status).toBe(400);
  });

  it('deleting moves it to the deleted items, under another id', async () => {
    await deliver();
    const [{ id }] = (await list()).body.value;
    expect((await asWriter(`${mailbox}/messages/${id}`, 'DELETE')).status).toBe(204);
    expect((await tenant.graph(`${mailbox}/messages/${id}`)).status).toBe(404);
    expect((await tenant.graph(`${mailbox}/mailFolders/inbox/messages`)).body.value).toEqual([]);
    const [gone] = (await tenant.graph(`${mailbox}/mailFolders/deleteditems/messages`)).body.value;
    expect(gone.subject).toBe('Our answers');
    expect(gone.id).not.toBe(id);
  });

  it('an id that is none, of nobody, or of another mailbox leads nowhere', async () => {
    await deliver({ to: 'lupe@acerosdelnorte.example' });
    const { messages } = await tenant.control<{ messages: { id: string }[] }>(
      'GET',
      'mail?to=lupe@acerosdelnorte.example',
    );
    expect(await tenant.graph(`${mailbox}/messages/1`)).toMatchObject({
      status: 400,
      body: { error: { code: 'ErrorInvalidIdMalformed' } },
    });
    expect((await tenant.graph(`${mailbox}/messages/AAMkNothing`)).status).toBe(404);
    expect((await tenant.graph(`${mailbox}/messages/${messages[0]?.id}`)).status).toBe(404);
  });
});
