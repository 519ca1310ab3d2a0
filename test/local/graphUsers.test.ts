import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
beforeAll(async () => {
  t = await startTenant();
});
afterAll(() => t.close());

const find = (filter: string) =>
  t.graph(`/users?$select=id,displayName,userType&$filter=${encodeURIComponent(filter)}`);

it('a person is found by id and by user principal name', async () => {
  const byId = await t.graph('/users/22222222-0000-4000-8000-000000000001');
  expect(byId.body).toMatchObject({ displayName: 'Maya Okafor', mail: 'maya@northgate.example' });
  expect(byId.body).not.toHaveProperty('userType');
  expect(
    (
      await t.graph(
        `/users/${encodeURIComponent('lupe_acerosdelnorte.example#EXT#@northgate.example')}?$select=userType,displayName`,
      )
    ).body,
  ).toMatchObject({
    userType: 'Guest',
    displayName: 'Guadalupe Hernández',
  });
  expect((await t.graph('/users/maya')).status).toBe(404);
});

it('a guest is found by mail, without regard to case', async () => {
  expect(
    (await find("mail eq 'MINH@nguyenseafoods.example' or userPrincipalName eq 'minh@nguyenseafoods.example'")).body
      .value,
  ).toMatchObject([{ id: '22222222-0000-4000-8000-000000000012', displayName: 'Nguyễn Văn Minh', userType: 'Guest' }]);
  expect((await find("mail eq 'nobody@nowhere.example'")).body.value).toEqual([]);
});

it('other filters and properties are refused', async () => {
  expect((await find("startswith(displayName,'M')")).status).toBe(400);
  expect((await t.graph('/users?$select=photo')).status).toBe(400);
});

it.each(['0', '1000', 'x', '-1'])('a page of %s is refused rather than cut', async (top) => {
  expect((await t.graph(`/users?$top=${top}`)).status).toBe(400);
});

it.each([
  ['half a comparison', "mail eq 'a"],
  ['two properties with and', "mail eq 'a' and userType eq 'Guest'"],
  ['a property that is no filter', "displayName eq 'Maya Okafor'"],
  ['a name from the language’s own objects', "constructor eq 'x'"],
])('a filter with %s is refused and recorded', async (_what, filter) => {
  expect(await find(filter)).toMatchObject({ status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } });
  expect((await t.refused())[0]?.path).toMatch(/^\/v1\.0\/users/);
});

it('a person is not found by mail address or short name alone', async () => {
  for (const name of ['lupe@acerosdelnorte.example', 'lupe'])
    expect((await t.graph(`/users/${name}`)).status).toBe(404);
  for (const name of ['%00', 'a%2Fb', '..%2Fusers'])
    expect([400, 404]).toContain((await t.graph(`/users/${name}`)).status);
});

it('a page token that was changed, or belongs to nobody, is refused', async () => {
  expect(await t.graph('/users?$skiptoken=abc.def')).toMatchObject({
    status: 400,
    body: { error: { code: 'Directory_ExpiredPageToken' } },
  });
});

it('calls to the directory cost no resource units of SharePoint', async () => {
  await t.resetUsage();
  await t.graph('/users?$top=6');
  expect((await t.usage()).resourceUnits).toBe(0);
});

it('a long list comes by pages', async () => {
  const first = (await t.graph('/users?$top=6')).body;
  expect(first.value).toHaveLength(6);
  const second = (await t.graph(first['@odata.nextLink'].replace(`${t.origin}/v1.0`, ''))).body;
  expect(second.value).toHaveLength(4);
});
