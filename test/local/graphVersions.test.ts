import { graphStateOf } from '../../infra/local/graph/state';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
});
afterAll(() => t.close());
beforeEach(async () => {
  list = await makeList(t, `List ${Math.random()}`.replace('.', ''));
});

const site = () => t.environment.service.RECORDS_SITE_ID ?? '';
const listId = () => list.split('/').at(-1) ?? '';
const create = async (fields: unknown) =>
  (await t.graph(`${list}/items`, { method: 'POST', body: { fields } })).body as { id: string; eTag: string };
const patch = (id: string, fields: unknown) => t.graph(`${list}/items/${id}/fields`, { method: 'PATCH', body: fields });
const row = (act: 'remove' | 'restore', person: string, itemId: string) =>
  t.control('POST', `rows/${act}`, { person, siteId: site(), list: listId(), itemId });

it('every change makes a version that can be read again, with who made it', async () => {
  const { id } = await create({ Title: 'a' });
  await patch(id, { Title: 'b' });
  await t.edit('jonas', site(), listId(), id, { Title: 'c' });
  const { value } = (await t.graph(`${list}/items/${id}/versions?$expand=fields($select=Title)`)).body;
  expect(value.map((version: { id: string; fields: { Title: string } }) => [version.id, version.fields.Title])).toEqual(
    [
      ['3.0', 'c'],
      ['2.0', 'b'],
      ['1.0', 'a'],
    ],
  );
  expect(value[0].lastModifiedBy.user).toMatchObject({
    displayName: 'Jonas Berg',
    id: '22222222-0000-4000-8000-000000000002',
  });
});

it('fields of a version come only when they are expanded', async () => {
  const { id } = await create({ Title: 'a', Country: 'CA' });
  const [plain] = (await t.graph(`${list}/items/${id}/versions`)).body.value;
  expect(plain).not.toHaveProperty('fields');
  const one = (await t.graph(`${list}/items/${id}/versions/1.0?$expand=fields($select=Country)`)).body;
  expect(one).toMatchObject({ id: '1.0', fields: { Country: 'CA' } });
  expect(one.fields).not.toHaveProperty('Title');
  expect((await t.graph(`${list}/items/${id}/versions?$expand=fields($select=Colour)`)).status).toBe(400);
  expect((await t.graph(`${list}/items/${id}/versions/2.0`)).status).toBe(404);
  expect((await t.graph(`${list}/items/${id}/versions/1`)).status).toBe(404);
});

it('a change that changes nothing makes a version too', async () => {
  const { id, eTag } = await create({ Title: 'a' });
  const { body } = await patch(id, { Title: 'a' });
  expect(body['@odata.etag']).not.toBe(eTag);
  expect(body['@odata.etag'].split(',')[0]).toBe(eTag.split(',')[0]);
  expect((await t.graph(`${list}/items/${id}/versions`)).body.value).toHaveLength(2);
});

it('500 earlier versions are kept, the oldest goes first', async () => {
  const { state, found } = internal();
  const by = { application: { id: 'a', displayName: 'a' } };
  const { id } = state.items.create(found, { Title: '0' }, by);
  for (let number = 1; number <= 510; number += 1) state.items.update(found, String(id), { Title: String(number) }, by);
  const { value } = (await t.graph(`${list}/items/${id}/versions?$expand=fields($select=Title)`)).body;
  expect(value).toHaveLength(501);
  expect(value[0]).toMatchObject({ id: '511.0', fields: { Title: '510' } });
  expect(value.at(-1)).toMatchObject({ id: '11.0', fields: { Title: '10' } });
});

it('an earlier version is restored as a new one, keys included', async () => {
  const { id } = await create({ Title: 'a', Key: 'k1', Country: 'CA' });
  await patch(id, { Title: 'b', Key: 'k2', Country: null });
  const wrong = { method: 'POST', body: { comment: 'x' } };
  expect((await t.graph(`${list}/items/${id}/versions/1.0/restoreVersion`, wrong)).status).toBe(400);
  expect((await t.graph(`${list}/items/${id}/versions/1.0/restoreVersion`, { method: 'POST' })).status).toBe(204);
  const { body } = await t.graph(`${list}/items/${id}?$expand=fields`);
  expect(body.fields).toMatchObject({ Title: 'a', Key: 'k1', Country: 'CA', _UIVersionString: '3.0' });
  expect((await t.graph(`${list}/items?$filter=fields/Key eq 'k1'`)).body.value).toHaveLength(1);
  expect((await t.graph(`${list}/items?$filter=fields/Key eq 'k2'`)).body.value).toHaveLength(0);
  await create({ Key: 'k2' });
  expect((await t.graph(`${list}/items/${id}/versions/2.0/restoreVersion`, { method: 'POST' })).status).toBe(409);
  expect((await t.graph(`${list}/items/${id}/versions/3.0/restoreVersion`, { method: 'POST' })).status).toBe(400);
});

it('a removed row comes back from the recycle bin with its id, values and history, unless its key is taken', async () => {
  const { id, eTag } = await create({ Title: 'a', Key: 'k' });
  await patch(id, { Title: 'b' });
  await row('remove', 'maya', id);
  expect((await t.graph(`${list}/items/${id}`)).status).toBe(404);
  const second = await create({ Key: 'K' });
  await expect(row('restore', 'maya', id)).rejects.toThrow('unique constraints');
  await t.graph(`${list}/items/${second.id}`, { method: 'DELETE' });
  await row('restore', 'maya', id);
  const { body } = await t.graph(`${list}/items/${id}?$expand=fields`);
  expect(body).toMatchObject({
    fields: { Title: 'b', Key: 'k' },
    lastModifiedBy: { user: { displayName: 'Maya Okafor' } },
  });
  expect(body.eTag.split(',')[0]).toBe(eTag.split(',')[0]);
  expect((await t.graph(`${list}/items/${id}/versions`)).body.value).toHaveLength(3);
  expect((await t.graph(`${list}/items?$filter=fields/Key eq 'k'`)).body.value).toHaveLength(1);
  await expect(row('restore', 'maya', id)).rejects.toThrow('404');
});

it('who may not edit rows may neither remove nor restore them', async () => {
  const { id } = await create({ Title: 'a' });
  await expect(row('remove', 'lupe', id)).rejects.toThrow('403');
  await row('remove', 'luis', id);
  await expect(row('restore', 'priya', id)).rejects.toThrow('403');
  await expect(row('restore', 'nobody', id)).rejects.toThrow('404');
});

function internal() {
  const state = graphStateOf(t.tenant.context);
  const found = state.lists.find(site(), listId());
  if (!found) throw new Error('The list is missing.');
  return { state, found };
}
