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
  ['a name of its own', { name: 'Own', displayName: 'Own' }],
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
  ['several choices at once', { name: 'A', choice: { choices: ['a'], displayAs: 'checkBoxes' } }, 'choice'],
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

it('spaces in an internal name are encoded', async () => {
  const list = await makeList(t, 'Encoded', { columns: [] });
  expect((await addColumn(list, { name: 'Due date', text: {} })).body.name).toBe('Due_x0020_date');
});
