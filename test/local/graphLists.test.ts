import { inTransaction } from '../../infra/local/database';
import { graphStateOf } from '../../infra/local/graph/state';
import { columnsOfEachType, makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let site: string;

beforeAll(async () => {
  t = await startTenant();
  site = `/sites/${t.environment.service.RECORDS_SITE_ID}`;
});
afterAll(() => t.close());

const create = (body: unknown) => t.graph(`${site}/lists`, { method: 'POST', as: 'provision', body });
const addColumn = (list: string, body: unknown) =>
  t.graph(`${list}/columns`, { method: 'POST', as: 'provision', body });

it('a list is found by id and by name, with its columns and their types', async () => {
  const list = await makeList(t, 'Every type');
  const byName = await t.graph(`${site}/lists/every%20type?$expand=columns`);
  expect(byName.body).toMatchObject({
    id: list.split('/').at(-1),
    displayName: 'Every type',
    list: { template: 'genericList' },
  });
  const columns = new Map<string, unknown>(
    byName.body.columns.map((column: { name: string }) => [column.name, column]),
  );
  expect(columns.get('Key')).toMatchObject({
    indexed: true,
    enforceUniqueValues: true,
    text: { allowMultipleLines: false, maxLength: 255 },
  });
  expect(columns.get('Body')).toMatchObject({ indexed: false, text: { allowMultipleLines: true, textType: 'plain' } });
  expect(columns.get('State')).toMatchObject({ choice: { choices: ['toReview', 'accepted', 'rejected'] } });
  expect([...columns.keys()]).toEqual(
    expect.arrayContaining(['Title', 'Modified', ...columnsOfEachType.map(({ name }) => name)]),
  );
  expect((await t.graph(`${list}/columns`)).body.value).toHaveLength(columns.size);
});

it('a site begins with its Documents library; a new library is a drive too', async () => {
  await makeList(t, 'Evidence', { template: 'documentLibrary', columns: [] });
  const drives = (await t.graph(`${site}/drives`)).body.value.map(({ name }: { name: string }) => name);
  expect(drives).toEqual(['Documents', 'Evidence']);
  const drive = await t.graph(`${site}/lists/Evidence/drive`);
  expect((await t.graph(`/drives/${drive.body.id}`)).body.name).toBe('Evidence');
});

it('a second list of the same name is refused with 409, whatever its case', async () => {
  await makeList(t, 'Once');
  expect(await create({ displayName: 'ONCE', list: { template: 'genericList' } })).toMatchObject({
    status: 409,
    body: { error: { code: 'nameAlreadyExists' } },
  });
});

it.each([
  ['an unknown property', { displayName: 'Own', colour: 'red' }],
  ['no displayName', { list: { template: 'genericList' } }],
  ['an unknown template', { displayName: 'Tasks', list: { template: 'tasks' } }],
  ['a displayName that is no address', { displayName: 'Příliš' }],
])('a list with %s is refused', async (_what, body) => {
  expect((await create(body)).status).toBe(400);
});

it.each([
  ['a unique column without an index', { name: 'A', text: {}, enforceUniqueValues: true }, 'must be indexed'],
  [
    'an index on several lines of text',
    { name: 'A', text: { allowMultipleLines: true }, indexed: true },
    'cannot be indexed',
  ],
  ['no type', { name: 'A' }, 'exactly one type'],
  ['two types', { name: 'A', text: {}, number: {} }, 'exactly one type'],
  ['a person column', { name: 'A', personOrGroup: {} }, 'personOrGroup'],
  ['a lookup column', { name: 'A', lookup: {} }, 'lookup'],
  ['a hyperlink column', { name: 'A', hyperlinkOrPicture: {} }, 'hyperlinkOrPicture'],
  ['a currency column', { name: 'A', currency: { locale: 'en-us' } }, 'currency'],
  ['a managed metadata column', { name: 'A', term: {} }, 'term'],
  ['a calculated column', { name: 'A', calculated: { formula: '=1' } }, 'calculated'],
  ['a validation formula', { name: 'A', text: {}, validation: { formula: '=1' } }, 'validation'],
  [
    'an index on several choices',
    { name: 'A', choice: { choices: ['a'], displayAs: 'checkBoxes' }, indexed: true },
    'cannot be indexed',
  ],
  [
    'several lines of text that are to be unique',
    { name: 'A', text: { allowMultipleLines: true }, indexed: true, enforceUniqueValues: true },
    'cannot enforce unique',
  ],
  ['a yes or no that is to be unique', { name: 'A', boolean: {}, indexed: true, enforceUniqueValues: true }, 'unique'],
  ['no choices', { name: 'A', choice: { choices: [] } }, 'choice'],
  ['more than 255 characters in a line', { name: 'A', text: { maxLength: 256 } }, 'text'],
  ['a default value', { name: 'A', text: {}, defaultValue: { value: 'a' } }, 'defaultValue'],
  ['a name that is no name', { name: '__proto__', text: {} }, 'name'],
  ['rich text', { name: 'A', text: { allowMultipleLines: true, textType: 'richText' } }, 'text'],
])('%s is refused', async (_what, column, words) => {
  const list = await makeList(t, `Columns ${Math.random()}`.replace('.', ''), { columns: [] });
  const answer = await addColumn(list, column);
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).toContain(words);
});

it('a column twice is refused with 409; a system column counts', async () => {
  const list = await makeList(t, 'Columns twice', { columns: [{ name: 'A', text: {} }] });
  expect((await addColumn(list, { name: 'a', number: {} })).status).toBe(409);
  expect((await addColumn(list, { name: 'Title', text: {} })).status).toBe(409);
});

it('a list takes at most 20 indexes', async () => {
  const columns = Array.from({ length: 20 }, (_, index) => ({ name: `C${index}`, text: {}, indexed: true }));
  const list = await makeList(t, 'Indexes', { columns });
  expect((await addColumn(list, { name: 'OneMore', text: {}, indexed: true })).status).toBe(400);
  expect((await addColumn(list, { name: 'OneMore', text: {} })).status).toBe(201);
});

it('a list that is refused for one of its columns leaves nothing behind', async () => {
  expect(
    (
      await create({
        displayName: 'Half',
        columns: [
          { name: 'A', text: {} },
          { name: 'a', text: {} },
        ],
      })
    ).status,
  ).toBe(409);
  expect((await t.graph(`${site}/lists/Half`)).status).toBe(404);
});

it("a list's name is SharePoint's to give, in its own words", async () => {
  expect((await create({ name: 'Own', list: { template: 'genericList' } })).body.error.message).toBe(
    "Cannot define a 'name' for a list as it is assigned by the server. Instead, provide 'displayName'",
  );
});

it('a value has to fit its type, its range and its choices', async () => {
  const list = await makeList(t, 'Ranges', {
    columns: [
      { name: 'Share', number: { minimum: 0, maximum: 100, decimalPlaces: 'one' } },
      { name: 'Code', text: { maxLength: 3 } },
      { name: 'Open', choice: { choices: ['a'], allowTextEntry: true } },
      { name: 'Day', dateTime: { format: 'dateOnly' } },
      { name: 'Tags', choice: { choices: ['a', 'b', 'c'], displayAs: 'checkBoxes' } },
    ],
  });
  const make = (fields: unknown) => t.graph(`${list}/items`, { method: 'POST', body: { fields } });
  const many = { 'Tags@odata.type': 'Collection(Edm.String)' };
  for (const wrong of [
    { Share: -0.1 },
    { Share: 100.1 },
    { Code: 'abcd' },
    { Open: 'x'.repeat(256) },
    { Day: '01/02/2026' },
    { Tags: ['a'] },
    { Tags: 'a', ...many },
    { Tags: ['z'], ...many },
    { Tags: ['a'], 'Tags@odata.type': 'Collection(Edm.Int32)' },
    { ...many },
  ])
    expect((await make(wrong)).status).toBe(400);
  const { body } = await make({
    Share: 33.333,
    Code: 'abc',
    Open: 'own words',
    Day: '2026-03-01T15:30:00Z',
    Tags: ['c', 'a'],
    ...many,
  });
  expect((await t.graph(`${list}/items/${body.id}?$expand=fields`)).body.fields).toMatchObject({
    // The number of decimals is how people see it; the value is kept whole.
    Share: 33.333,
    Code: 'abc',
    Open: 'own words',
    Day: '2026-03-01T00:00:00Z',
    Tags: ['c', 'a'],
    'Tags@odata.type': '#Collection(Edm.String)',
  });
  expect((await t.graph(`${list}/items?$filter=fields/Tags eq 'a'`)).status).toBe(400);
});

it('a row has room for 276 lines of text, and for less of what SharePoint wraps sooner', async () => {
  const of = (length: number, facet: object) => Array.from({ length }, (_, n) => ({ name: `C${n}`, ...facet }));
  const full = await makeList(t, 'Full', { columns: of(276, { text: {} }) });
  expect((await addColumn(full, { name: 'OneMore', choice: { choices: ['a'] } })).body.error.message).toContain(
    'the total size of the columns in this list exceeds the limit',
  );
  for (const [length, facet] of [
    [48, { dateTime: {} }],
    [72, { number: {} }],
    [96, { boolean: {} }],
    [192, { text: { allowMultipleLines: true } }],
  ] as const) {
    const list = await makeList(t, `Full of ${Object.keys(facet)[0]} ${length}`, { columns: of(length, facet) });
    expect((await addColumn(list, { name: 'OneMore', ...facet })).status).toBe(400);
  }
});

it('an index can be added, and unique values asked for, while the list is small and holds none twice', async () => {
  const list = await makeList(t, 'Late', { columns: [{ name: 'Code', text: {} }] });
  const add = (Code: string) => t.graph(`${list}/items`, { method: 'POST', body: { fields: { Code } } });
  for (const code of ['a', 'b', 'B']) await add(code);
  const column = (await t.graph(`${list}/columns/Code`)).body.id;
  const change = (body: unknown) => t.graph(`${list}/columns/${column}`, { method: 'PATCH', as: 'provision', body });
  const found = async () => (await t.graph(`${list}/items?$filter=fields/Code eq 'B'`)).body.value?.length;
  expect((await change({ enforceUniqueValues: true })).body.error.message).toContain('must be indexed');
  expect((await change({ indexed: true })).body).toMatchObject({ indexed: true, name: 'Code' });
  expect(await found()).toBe(2);
  expect((await change({ enforceUniqueValues: true })).body.error.message).toContain('duplicate values');
  await t.graph(`${list}/items/3`, { method: 'DELETE' });
  expect((await change({ enforceUniqueValues: true })).status).toBe(200);
  expect((await add('A')).status).toBeGreaterThanOrEqual(400);
  expect((await change({ indexed: false, enforceUniqueValues: false })).status).toBe(200);
  expect(await found()).toBeUndefined();
});

it('a column keeps its internal name and type for ever; a removed one takes its values along', async () => {
  const list = await makeList(t, 'Names', { columns: [{ name: 'Code', text: {} }] });
  await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Code: 'a' } } });
  const change = (body: unknown) => t.graph(`${list}/columns/Code`, { method: 'PATCH', as: 'provision', body });
  expect((await change({ name: 'Other' })).status).toBe(400);
  expect((await change({ number: {} })).status).toBe(400);
  expect((await change({ displayName: 'Other' })).body).toMatchObject({ name: 'Code', displayName: 'Other' });
  expect((await t.graph(`${list}/columns/Title`, { method: 'DELETE', as: 'provision' })).status).toBe(400);
  expect((await t.graph(`${list}/columns/Code`, { method: 'DELETE', as: 'provision' })).status).toBe(204);
  expect((await addColumn(list, { name: 'Code', text: {} })).status).toBe(201);
  expect((await t.graph(`${list}/items/1?$expand=fields`)).body.fields).not.toHaveProperty('Code');
});

it('an index is refused above 20,000 items; a plain column is not', async () => {
  const list = await makeList(t, 'Grown', { columns: [{ name: 'Code', text: {} }] });
  const state = graphStateOf(t.tenant.context);
  const found = state.lists.find(t.environment.service.RECORDS_SITE_ID ?? '', 'Grown');
  if (!found) throw new Error('The list is missing.');
  inTransaction(t.tenant.context.db, () => {
    const by = { application: { id: 'a', displayName: 'a' } };
    for (let number = 0; number < 20_001; number += 1) state.items.create(found, { Code: String(number) }, by);
  });
  expect((await addColumn(list, { name: 'Late', text: {}, indexed: true })).body.error.message).toContain(
    'list view threshold',
  );
  expect(
    (await t.graph(`${list}/columns/Code`, { method: 'PATCH', as: 'provision', body: { indexed: true } })).status,
  ).toBe(400);
  expect((await addColumn(list, { name: 'Late', text: {} })).status).toBe(201);
});

it('the service may not make, change or remove lists and columns', async () => {
  const list = await makeList(t, 'Guarded', { columns: [{ name: 'Code', text: {} }] });
  for (const [method, path, body] of [
    ['POST', `${site}/lists`, { displayName: 'Own' }],
    ['DELETE', list, undefined],
    ['POST', `${list}/columns`, { name: 'Own', text: {} }],
    ['PATCH', `${list}/columns/Code`, { displayName: 'Own' }],
    ['DELETE', `${list}/columns/Code`, undefined],
  ] as const)
    expect(await t.graph(path, { method, body })).toMatchObject({
      status: 403,
      body: { error: { code: 'accessDenied' } },
    });
});

it('a list that is removed takes rows and files along, and its name is free again', async () => {
  const library = await makeList(t, 'Brief', { template: 'documentLibrary', columns: [] });
  const drive = (await t.graph(`${library}/drive`)).body.id;
  await t.graph(`/drives/${drive}/root:/a/b.txt:/content`, { method: 'PUT', body: Buffer.from('x') });
  expect((await t.graph(library, { method: 'DELETE', as: 'provision' })).status).toBe(204);
  expect((await t.graph(`${library}/items`)).status).toBe(404);
  expect((await t.graph(`/drives/${drive}/root`)).status).toBe(404);
  const again = await makeList(t, 'Brief', { template: 'documentLibrary', columns: [] });
  expect(again).not.toBe(library);
  expect((await t.graph(`${again}/items`)).body.value).toEqual([]);
});

it('spaces in an internal name are encoded', async () => {
  const list = await makeList(t, 'Encoded', { columns: [] });
  expect((await addColumn(list, { name: 'Due date', text: {} })).body.name).toBe('Due_x0020_date');
});

it.each([
  ['a minimum above the maximum', { name: 'N', number: { minimum: 5, maximum: 1 } }],
  ['a choice twice', { name: 'C', choice: { choices: ['a', 'b', 'a'] } }],
  ['a choice twice but for its case', { name: 'C', choice: { choices: ['Open', 'open'] } }],
])('%s is no column', async (what, column) => {
  const list = await makeList(t, `Wrong column ${what}`, { columns: [] });
  expect(await addColumn(list, column)).toMatchObject({ status: 400, body: { error: { code: 'invalidRequest' } } });
  expect((await addColumn(list, { name: 'Same', number: { minimum: 5, maximum: 5 } })).status).toBe(201);
});
