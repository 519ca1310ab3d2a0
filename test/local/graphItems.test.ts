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

const create = (fields: unknown) => t.graph(`${list}/items`, { method: 'POST', body: { fields } });
const patch = (id: string, fields: unknown, headers = {}) =>
  t.graph(`${list}/items/${id}/fields`, { method: 'PATCH', body: fields, headers });
const fieldsOf = async (id: string) => (await t.graph(`${list}/items/${id}?$expand=fields`)).body.fields;

it('a row keeps a value of each type; what has none is absent', async () => {
  const fields = {
    Title: 'Nguyễn',
    Key: 'k',
    Body: 'a\nb',
    Size: 2.5,
    IsActive: false,
    DueAt: '2026-12-01T10:00:00.987Z',
    State: 'accepted',
  };
  const { body } = await create(fields);
  expect(body.eTag).toBe(body['@odata.etag']);
  expect(body.createdBy.application.displayName).toBe('Trustlane');
  const read = await fieldsOf(body.id);
  expect(read).toMatchObject({ ...fields, DueAt: '2026-12-01T10:00:00Z' });
  expect(read).not.toHaveProperty('Country');
});

it('null and empty text empty a column', async () => {
  const { body } = await create({ Title: 'a', Country: 'CA', Note: 'n' });
  await patch(body.id, { Country: null, Note: '' });
  const read = await fieldsOf(body.id);
  expect(read).not.toHaveProperty('Country');
  expect(read).not.toHaveProperty('Note');
});

it.each([
  ['an unknown column', { Colour: 'red' }],
  ['a column in another case', { title: 'a' }],
  ['a read-only column', { Created: '2026-01-01T00:00:00Z' }],
  ['a number in a text column', { Title: 5 }],
  ['a string in a number column', { Size: '5' }],
  ['a string in a boolean column', { IsActive: 'true' }],
  ['a date that is none', { DueAt: 'tomorrow' }],
  ['a choice that is not offered', { State: 'perhaps' }],
  ['256 characters in a line', { Title: 'x'.repeat(256) }],
  ['64,000 characters in a text', { Body: 'x'.repeat(64_000) }],
  ['a control character', { Title: 'a\u0007' }],
  ['half a character', { Title: 'a\ud83d' }],
])('%s is refused and changes nothing', async (_what, fields) => {
  expect((await create(fields)).status).toBe(400);
  const { body } = await create({ Title: 'before' });
  expect((await patch(body.id, { ...fields })).status).toBe(400);
  expect((await t.graph(`${list}/items/${body.id}`)).body.eTag).toBe(body.eTag);
});

it('the longest values are kept whole', async () => {
  const { body } = await create({ Title: 'x'.repeat(255), Body: 'y'.repeat(63_999) });
  expect(await fieldsOf(body.id)).toMatchObject({ Title: 'x'.repeat(255), Body: 'y'.repeat(63_999) });
});

it('only fields can be sent', async () => {
  expect((await t.graph(`${list}/items`, { method: 'POST', body: { fields: {}, name: 'a' } })).status).toBe(400);
  expect((await t.graph(`${list}/items`, { method: 'POST', body: { Title: 'a' } })).status).toBe(400);
});

it('If-Match with an old eTag is answered 412 and changes nothing', async () => {
  const { body } = await create({ Title: 'a' });
  const first = await patch(body.id, { Title: 'b' }, { 'if-match': body.eTag });
  expect(first.status).toBe(200);
  expect((await patch(body.id, { Title: 'c' }, { 'if-match': body.eTag })).status).toBe(412);
  expect(
    (await t.graph(`${list}/items/${body.id}`, { method: 'DELETE', headers: { 'if-match': body.eTag } })).status,
  ).toBe(412);
  expect((await fieldsOf(body.id)).Title).toBe('b');
  expect((await patch(body.id, { Title: 'd' }, { 'if-match': first.body['@odata.etag'] })).status).toBe(200);
  expect((await patch(body.id, { Title: 'e' })).status).toBe(200);
});

it('a unique key is kept without regard to case, on create and on change', async () => {
  await create({ Key: 'Abc' });
  const clash = await create({ Key: 'aBC' });
  expect(clash.status).toBe(409);
  expect(clash.body.error.message).toContain(
    'One or more fields with unique constraints already has the provided value',
  );
  const { body } = await create({ Key: 'other' });
  expect((await patch(body.id, { Key: 'ABC' })).status).toBe(409);
  expect((await t.graph(`${list}/items?$expand=fields`)).body.value).toHaveLength(2);
});

it('rows without the key do not clash, and a removed row gives its key back', async () => {
  expect((await create({ Title: 'a' })).status).toBe(201);
  expect((await create({ Title: 'b' })).status).toBe(201);
  const { body } = await create({ Key: 'k' });
  await t.graph(`${list}/items/${body.id}`, { method: 'DELETE' });
  expect((await create({ Key: 'K' })).status).toBe(201);
});

it('the status of a clash varies, the message does not', async () => {
  await t.setQuirks({ uniqueClashVaries: true });
  await create({ Key: 'k' });
  const seen = new Set<number>();
  for (let tries = 0; tries < 40; tries += 1) {
    const { status, body } = await create({ Key: 'k' });
    seen.add(status);
    expect(body.error.message).toContain('unique constraints');
  }
  await t.setQuirks({ uniqueClashVaries: false });
  expect([...seen].sort()).toEqual([400, 409, 500]);
});

it('a page leads on with a nextLink that is followed as it is', async () => {
  for (let number = 0; number < 5; number += 1) await create({ Title: `t${number}` });
  const first = (await t.graph(`${list}/items?$top=2&$expand=fields($select=Title)`)).body;
  expect(first.value).toHaveLength(2);
  const next = first['@odata.nextLink'].replace(`${t.origin}/v1.0`, '');
  const second = (await t.graph(next)).body;
  expect(second.value.map((item: { fields: { Title: string } }) => item.fields.Title)).toEqual(['t2', 't3']);
  expect((await t.graph(`${next}&$select=id`)).status).toBe(400);
  const third = (await t.graph(second['@odata.nextLink'].replace(`${t.origin}/v1.0`, ''))).body;
  expect(third.value).toHaveLength(1);
  expect(third['@odata.nextLink']).toBeUndefined();
});

it('$select limits what a row tells, and fields($select) its columns', async () => {
  const { body } = await create({ Title: 'a', Country: 'CA', Size: 1 });
  const read = (await t.graph(`${list}/items/${body.id}?$select=id,eTag&$expand=fields($select=Country)`)).body;
  expect(Object.keys(read).sort()).toEqual(['@odata.context', '@odata.etag', 'eTag', 'fields', 'id']);
  expect(read.fields).toEqual({ '@odata.etag': body.eTag, Country: 'CA' });
});

describe('$filter', () => {
  beforeEach(async () => {
    await create({
      Title: '1',
      Key: 'alpha',
      Country: 'CA',
      Size: 1,
      DueAt: '2026-01-01T00:00:00Z',
      State: 'accepted',
    });
    await create({
      Title: '2',
      Key: 'Alpine',
      Country: 'MX',
      Size: 2,
      DueAt: '2026-02-01T00:00:00Z',
      State: 'toReview',
    });
    await create({ Title: '3', Key: "o'hara", Country: 'ca', Size: 3 });
  });
  const titles = async (filter: string) => {
    const { body } = await t.graph(`${list}/items?$expand=fields($select=Title)&$filter=${encodeURIComponent(filter)}`);
    return body.value?.map((item: { fields: { Title: string } }) => item.fields.Title).join('') ?? body.error.message;
  };

  it.each([
    ["fields/Country eq 'CA'", '13'],
    ["fields/Country ne 'CA'", '2'],
    ["startswith(fields/Key,'ALP')", '12'],
    ["fields/Key eq 'o''hara'", '3'],
    ['fields/Size ge 2', '23'],
    ['fields/Size gt 1 and fields/Size lt 3', '2'],
    ["fields/DueAt le '2026-01-15T00:00:00Z'", '1'],
    ["fields/State eq 'toReview'", '2'],
    ["fields/Key eq 'none'", ''],
  ])('%s', async (filter, expected) => {
    expect(await titles(filter)).toBe(expected);
  });

  it.each([
    [
      'a column without an index',
      "fields/Note eq 'a'",
      "Field 'Note' cannot be referenced in filter or orderby as it is not indexed",
    ],
    ['a system column', "fields/Modified gt '2026-01-01'", 'not indexed'],
    ['an unknown column', "fields/Colour eq 'a'", 'not recognized'],
    ['two columns', "fields/Country eq 'CA' and fields/Size eq 1", 'one indexed field'],
    ['or', "fields/Country eq 'CA' or fields/Country eq 'MX'", 'Invalid filter clause'],
    ['contains', "contains(fields/Key,'a')", 'Invalid filter clause'],
    ['a property that is no column', 'id eq 1', 'Invalid filter clause'],
    ['a number in quotes', "fields/Size eq '1'", 'another type'],
    ['text without quotes', 'fields/Country eq 5', 'another type'],
  ])('%s is refused', async (_what, filter, message) => {
    expect(await titles(filter)).toContain(message);
  });
});

it('a filter that narrows to more than 5,000 rows is refused', async () => {
  const { state, found } = internal();
  for (let number = 0; number < 5_002; number += 1)
    state.items.create(
      found,
      { Country: number < 5_001 ? 'CA' : 'MX' },
      { application: { id: 'a', displayName: 'a' } },
    );
  const refused = await t.graph(`${list}/items?$filter=fields/Country eq 'CA'`);
  expect(refused).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('list view threshold') } },
  });
  expect((await t.graph(`${list}/items?$filter=fields/Country eq 'MX'`)).body.value).toHaveLength(1);
});

it('every change makes a version that can be read again, with who made it', async () => {
  const { body } = await create({ Title: 'a' });
  await patch(body.id, { Title: 'b' });
  await t.edit('jonas', t.environment.service.RECORDS_SITE_ID ?? '', list.split('/').at(-1) ?? '', body.id, {
    Title: 'c',
  });
  const { value } = (await t.graph(`${list}/items/${body.id}/versions`)).body;
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

it('an edit in SharePoint is checked like any other and shows its person', async () => {
  const { body } = await create({ Title: 'a', State: 'toReview' });
  const siteId = t.environment.service.RECORDS_SITE_ID ?? '';
  const name = list.split('/').at(-1) ?? '';
  await t.edit('jonas', siteId, name, body.id, { State: 'rejected' });
  const read = (await t.graph(`${list}/items/${body.id}?$expand=fields`)).body;
  expect(read).toMatchObject({
    fields: { State: 'rejected' },
    lastModifiedBy: { user: { displayName: 'Jonas Berg' } },
  });
  expect(read.eTag).not.toBe(body.eTag);
  await expect(t.edit('jonas', siteId, name, body.id, { State: 'maybe' })).rejects.toThrow('not one of its choices');
});

function internal() {
  const { context } = t.tenant;
  const { graphStateOf } = jest.requireActual<typeof import('../../infra/local/graph/state')>(
    '../../infra/local/graph/state',
  );
  const state = graphStateOf(context);
  const found = state.lists.find(t.environment.service.RECORDS_SITE_ID ?? '', list.split('/').at(-1) ?? '');
  if (!found) throw new Error('The list is missing.');
  return { state, found };
}
