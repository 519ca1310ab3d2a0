import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMasks } from '../../infra/local/traffic/masks';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

interface Line {
  readonly area: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly resourceUnits: number;
  readonly request: { headers: Record<string, string>; body?: unknown };
  readonly response: { headers: Record<string, string>; body?: unknown };
}

const LINK_TOKEN = '0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk';
let dir: string;
let t: TestTenant;
let isClosed = false;

beforeEach(async () => {
  isClosed = false;
  dir = mkdtempSync(path.join(tmpdir(), 'trustlane-record-'));
  t = await startTenant({ recordFile: path.join(dir, 'traffic.ndjson') });
});
afterEach(async () => {
  await closed();
  rmSync(dir, { recursive: true, force: true });
});

async function closed(): Promise<void> {
  if (!isClosed) await t.close();
  isClosed = true;
}

/** Ends the tenant, which completes the file, and reads it. */
async function recorded(): Promise<{ text: string; lines: Line[] }> {
  await closed();
  const text = readFileSync(path.join(dir, 'traffic.ndjson'), 'utf8');
  return {
    text,
    lines: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  };
}

async function tokenRequest(secret: string): Promise<string> {
  const { service } = t.environment;
  const answer = await fetch(`${t.origin}/${service.TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: service.CLIENT_ID ?? '',
      client_secret: secret,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

it('every call is one line of JSON, with what it cost', async () => {
  const list = await makeList(t, 'Partners');
  await t.graph(`${list}/items?$top=3`);
  const requests = [{ id: '1', method: 'GET', url: '/users/nobody' }];
  await t.graph('/$batch', { method: 'POST', body: { requests } });
  const { lines } = await recorded();
  expect(lines).toMatchObject([
    { area: 'graph', method: 'POST', status: 201, request: { body: { displayName: 'Partners' } } },
    { method: 'GET', path: `/v1.0${list}/items`, query: '$top=3', resourceUnits: 2, response: { body: { value: [] } } },
    { method: 'POST', path: '/v1.0/$batch', status: 200 },
    { method: 'GET', path: '/v1.0/users/nobody', status: 404 },
  ]);
});

it('no secret, token, pre-authenticated address, personal link or one-time code gets into the file', async () => {
  const { service, provision } = t.environment;
  const token = await tokenRequest(service.CLIENT_SECRET ?? '');
  await tokenRequest('a-wrong-secret-that-somebody-typed');
  const drive = (await t.graph(`/sites/${service.RECORDS_SITE_ID}/lists/Documents/drive`)).body.id;
  const file = `/drives/${drive}/root:/a.txt:`;
  await t.graph(`${file}/content`, { method: 'PUT', body: Buffer.from('abc') });
  const { location = '' } = (await t.graph(`${file}/content`)).headers;
  await fetch(location);
  await t.graph(`/users/${service.MAIL_SENDER}/sendMail`, {
    method: 'POST',
    body: {
      message: {
        subject: 'Questions',
        body: {
          contentType: 'HTML',
          content: `<p style="color:#242424">Open <a href="https://trustlane.example/answer/#${LINK_TOKEN}">it</a>, or type ${LINK_TOKEN.toUpperCase()}. Code <b>482913</b>.</p>`,
        },
        toRecipients: [{ emailAddress: { address: 'lupe@acerosdelnorte.example' } }],
      },
    },
  });
  const { text } = await recorded();
  for (const secret of [service.CLIENT_SECRET, service.BOT_APP_PASSWORD, provision.PROVISION_CLIENT_SECRET])
    expect(text).not.toContain(secret);
  expect(text).not.toContain(token);
  expect(text).not.toContain('a-wrong-secret');
  expect(text).not.toMatch(/eyJ[\w-]{10}/);
  expect(text).not.toContain(location.split('/').at(-1));
  expect(text.toLowerCase()).not.toContain(LINK_TOKEN);
  expect(text).not.toContain('482913');
  expect(text).toContain('#242424');
});

it('with a file that cannot be written the tenant does not start, since nobody would notice what is missing', async () => {
  const file = path.join(dir, 'no', 'such', 'folder.ndjson');
  await expect(startTenant({ recordFile: file })).rejects.toThrow(`Traffic cannot be recorded to ${file} (ENOENT)`);
  await expect(startTenant({ recordFile: dir })).rejects.toThrow(`Traffic cannot be recorded to ${dir} (EISDIR)`);
});

it('a record is added to, so that a restart loses nothing', async () => {
  writeFileSync(path.join(dir, 'traffic.ndjson'), '{"earlier":true}\n');
  await t.graph('/users/nobody');
  const { lines } = await recorded();
  expect(lines).toHaveLength(2);
});

it.each([
  ['a link in a chat', 'connector', `See https://a.example/x#${LINK_TOKEN}.`, 'See https://a.example/x#***.'],
  ['a code in a card', 'connector', 'Your code: 123456', 'Your code: ***'],
  ['ids stay', 'graph', '56555555-0000-4000-8000-000000000001', '56555555-0000-4000-8000-000000000001'],
  [
    'a delta link of the tenant',
    'graph',
    `http://localhost:1/v1.0/x?token=${LINK_TOKEN}`,
    `http://localhost:1/v1.0/x?token=${LINK_TOKEN}`,
  ],
  ['an upload address', 'graph', 'http://localhost:1/upload/abcdefgh', 'http://localhost:1/upload/***'],
  [
    'tempauth',
    'graph',
    'https://n.sharepoint.com/a?tempauth=v1.abc&b=1',
    'https://n.sharepoint.com/a?tempauth=***&b=1',
  ],
])('%s is masked as it should be', (_what, area, from, to) => {
  const masks = createMasks(
    () => [],
    () => ['http://localhost:1'],
  );
  expect(masks.body({ text: from }, { area, path: '/' })).toEqual({ text: to });
});
