import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CLIENT = 'aaaaaaaa-1111-4222-8333-444444444444';

let t: TestTenant;
let list: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  list = await makeList(t, 'Partners');
});
afterAll(() => t.close());
afterEach(() => t.clearFaults());

const rows = async (): Promise<number> => (await t.graph(`${list}/items?$top=5000`)).body.value.length;
const create = () => ({
  method: 'POST',
  url: `${list}/items`,
  headers: { 'Content-Type': 'application/json' },
  body: { fields: { Title: 'a' } },
});
const look = { method: 'GET', url: '/users' };
const batch = (requests: readonly object[], headers = {}) =>
  t.graph('/$batch', {
    method: 'POST',
    body: { requests: requests.map((request, index) => ({ id: String(index), ...request })) },
    headers,
  });

it('a connection that breaks for one request of a batch breaks for all of it, and nothing was carried out', async () => {
  const before = await rows();
  await t.setFaults({ match: { method: 'POST', pathPattern: '/items$' }, kind: 'drop', times: 1 });
  await expect(batch([look, create()])).rejects.toThrow();
  expect(await rows()).toBe(before);
  const { body } = await batch([look, create()]);
  expect(body.responses.map(({ status }: { status: number }) => status)).toEqual([200, 201]);
});

it('the answer to a batch gets lost with that to one of its requests, after all were carried out', async () => {
  const before = await rows();
  await t.setFaults({ match: { pathPattern: '/items$' }, kind: 'dropAfter', times: 1 });
  await expect(batch([create(), look])).rejects.toThrow();
  expect(await rows()).toBe(before + 1);
});

it('a token that expires for one path refuses the whole batch that asks for it', async () => {
  const old = { authorization: `Bearer ${await t.token({ app: 'service' })}` };
  await t.advanceClock(2_000);
  await t.setFaults({ match: { pathPattern: '^/v1.0/users$' }, kind: 'expireTokens' });
  expect((await batch([create()], old)).status).toBe(200);
  expect(await batch([create(), look], old)).toMatchObject({
    status: 401,
    body: { error: { code: 'InvalidAuthenticationToken' } },
  });
  const fresh = { authorization: `Bearer ${await t.token({ app: 'service' })}` };
  expect((await batch([create(), look], fresh)).status).toBe(200);
});

it.each([
  ['throttled', { kind: 'throttle' } as const],
  ['a status before', { kind: 'status', status: 503 } as const],
  ['a status after', { kind: 'statusAfter', status: 504 } as const],
])('%s: the answer has ids in its headers and the same in its body, and echoes the caller’s', async (_what, fault) => {
  await t.setFaults({ ...fault, times: 2 });
  const named = await t.graph('/users', { headers: { 'client-request-id': CLIENT } });
  expect(named.headers).toMatchObject({ 'request-id': expect.stringMatching(GUID), 'client-request-id': CLIENT });
  expect(named.body.error.innerError).toMatchObject({
    'request-id': named.headers['request-id'],
    'client-request-id': CLIENT,
  });
  const unnamed = await t.graph('/users');
  expect(unnamed.headers['client-request-id']).toBe(unnamed.headers['request-id']);
});

it('a faulted request of a batch has ids too', async () => {
  await t.setFaults({ match: { pathPattern: '^/v1.0/users$' }, kind: 'status', status: 503 });
  const { body } = await batch([{ ...look, headers: { 'client-request-id': CLIENT } }]);
  expect(body.responses[0].headers).toMatchObject({
    'request-id': expect.stringMatching(GUID),
    'client-request-id': CLIENT,
  });
});

it.each([
  ['GET', '/upload/nothing'],
  ['PUT', '/upload/nothing'],
  ['GET', '/download/nothing'],
  ['GET', '/beta/users'],
  ['GET', '/v1.0/nothing'],
  ['PROPFIND', '/v1.0/users'],
])('%s %s is refused with ids', async (method, path) => {
  const answer = await fetch(`${t.origin}${path}`, { method, headers: { 'client-request-id': CLIENT } });
  expect(answer.headers.get('request-id')).toMatch(GUID);
  expect(answer.headers.get('client-request-id')).toBe(CLIENT);
  const { error } = (await answer.json()) as { error: { innerError: unknown } };
  expect(error.innerError).toMatchObject({
    'request-id': answer.headers.get('request-id'),
    'client-request-id': CLIENT,
  });
});

it('an upload is answered with ids', async () => {
  const drive = await t.graph(`/sites/${t.environment.service.RECORDS_SITE_ID}/drive`);
  const { body } = await t.graph(`/drives/${drive.body.id}/root:/a.bin:/createUploadSession`, {
    method: 'POST',
    body: {},
  });
  const answer = await fetch(body.uploadUrl, { headers: { 'client-request-id': CLIENT } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('request-id')).toMatch(GUID);
  expect(answer.headers.get('client-request-id')).toBe(CLIENT);
});

it('a faulted token request is answered in Entra’s words, with ids', async () => {
  await t.setFaults({ match: { pathPattern: '/token$' }, kind: 'status', status: 503 });
  const answer = await fetch(`${t.origin}/${t.environment.service.TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'client-request-id': CLIENT },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    error: 'temporarily_unavailable',
    error_codes: [90033],
    correlation_id: CLIENT,
    trace_id: expect.stringMatching(GUID),
  });
});
