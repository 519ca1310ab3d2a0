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

it('a long list comes by pages', async () => {
  const first = (await t.graph('/users?$top=6')).body;
  expect(first.value).toHaveLength(6);
  const second = (await t.graph(first['@odata.nextLink'].replace(`${t.origin}/v1.0`, ''))).body;
  expect(second.value).toHaveLength(4);
});
