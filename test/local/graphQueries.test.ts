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

const create = (fields: unknown) => t.graph(`${list}/items`, { method: 'POST', body: { fields } });
const followed = (link: string) => t.graph(link.replace(`${t.origin}/v1.0`, ''));
const PREFER = { prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };

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
    ['a column of several lines', "fields/Body eq 'a'", 'because of its type'],
    ['a property of the item', "createdDateTime ge '2026-01-01T00:00:00Z'", 'Invalid filter clause'],
    ['endswith', "endswith(fields/Key,'a')", 'Invalid filter clause'],
    ['not', "not startswith(fields/Key,'a')", 'Invalid filter clause'],
    ['null', 'fields/Country eq null', 'another type'],
    ['a comparison with itself', 'fields/Country eq fields/Country', 'Invalid filter clause'],
    ['startswith on a number', "startswith(fields/Size,'1')", 'Invalid filter clause'],
    ['a number beyond all bounds', `fields/Size eq ${'9'.repeat(400)}`, 'another type'],
    ['or', "fields/Country eq 'CA' or fields/Country eq 'MX'", 'Invalid filter clause'],
    ['contains', "contains(fields/Key,'a')", 'Invalid filter clause'],
    ['a property that is no column', 'id eq 1', 'Invalid filter clause'],
    ['a number in quotes', "fields/Size eq '1'", 'another type'],
    ['text without quotes', 'fields/Country eq 5', 'another type'],
  ])('%s is refused', async (_what, filter, message) => {
    expect(await titles(filter)).toContain(message);
  });
});

it('startswith finds whatever may follow', async () => {
  for (const Country of ['p|', 'P|z', 'p|é', 'p|😀', 'p', 'q', 'P}']) await create({ Country });
  const { body } = await t.graph(
    `${list}/items?$filter=startswith(fields/Country,'p|')&$expand=fields($select=Country)`,
  );
  expect(body.value.map((item: { fields: { Country: string } }) => item.fields.Country)).toEqual([
    'p|',
    'P|z',
    'p|é',
    'p|😀',
  ]);
});

it('the message of a column without an index names the header that would allow it', async () => {
  await create({ Title: 'a', Note: 'x' });
  const url = `${list}/items?$expand=fields($select=Title)&$filter=fields/Note eq 'X'`;
  expect((await t.graph(url)).body.error.message).toContain(
    "Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header",
  );
  expect((await t.graph(url, { headers: PREFER })).body.value).toHaveLength(1);
  expect((await t.graph(url.replace('Note eq', 'Body eq'), { headers: PREFER })).status).toBe(400);
  expect((await t.graph(url, { headers: { prefer: 'respond-async' } })).status).toBe(400);
});

it('$orderby has no effect on the order; by a column without an index it is refused', async () => {
  for (const Country of ['CA', 'MX', 'AR']) await create({ Country });
  const ids = async (query: string) =>
    (await t.graph(`${list}/items${query}`)).body.value.map(({ id }: { id: string }) => id);
  const plain = await ids('');
  for (const order of ['id desc', 'lastModifiedDateTime desc', 'fields/Country', 'fields/Country desc'])
    expect(await ids(`?$orderby=${order}`)).toEqual(plain);
  expect((await t.graph(`${list}/items?$orderby=fields/Note`)).body.error.message).toContain('not indexed');
  expect((await t.graph(`${list}/items?$orderby=fields/Colour`)).status).toBe(400);
  expect((await t.graph(`${list}/items?$orderby=;`)).status).toBe(400);
});

it.each([
  '$count=true',
  '$search=a',
  '$skip=1',
  '$apply=x',
  '$format=json',
  'filter[x]=1',
  '$top=-1',
  '$top=0',
  '$top=x',
])('%s is refused and listed', async (option) => {
  expect((await t.graph(`${list}/items?${option}`)).status).toBe(400);
  if (!option.startsWith('$top')) expect((await t.refused())[0]?.path).toContain(option.split('=')[0]);
});

it('a page has 200 items unless asked otherwise, and never more than 5,000', async () => {
  const { state, found } = internal();
  const by = { application: { id: 'a', displayName: 'a' } };
  for (let number = 0; number < 5_001; number += 1) state.items.create(found, { Title: String(number) }, by);
  const sizeOf = async (query: string) => (await t.graph(`${list}/items?$select=id${query}`)).body.value.length;
  expect(await sizeOf('')).toBe(200);
  expect(await sizeOf('&$top=1000')).toBe(1_000);
  expect(await sizeOf('&$top=999999')).toBe(5_000);
  await t.setQuirks({ varyingPages: true });
  const seen = new Set<string>();
  let short = 0;
  for (let link = `${list}/items?$select=id&$top=500`; link; ) {
    const { body } = await followed(link);
    for (const { id } of body.value) seen.add(id);
    link = body['@odata.nextLink'];
    if (link && body.value.length < 500) short += 1;
  }
  await t.setQuirks({ varyingPages: false });
  expect(seen.size).toBe(5_001);
  expect(short).toBeGreaterThan(0);
  const scan = `${list}/items?$filter=fields/Note eq 'x'`;
  expect(await t.graph(scan, { headers: PREFER })).toMatchObject({
    status: 429,
    body: { error: { code: 'activityLimitReached' } },
  });
});

it('a nextLink that was tampered with, or goes to another list, is refused', async () => {
  for (let number = 0; number < 3; number += 1) await create({ Title: `t${number}` });
  const link: string = (await t.graph(`${list}/items?$top=2`)).body['@odata.nextLink'];
  const other = await makeList(t, `Other ${Math.random()}`.replace('.', ''));
  expect((await followed(link)).status).toBe(200);
  for (const wrong of [
    link.replace(list, other),
    `${link}x`,
    link.replace('$top=2', '$top=3'),
    link.replace(/skiptoken=./, 'skiptoken=Z'),
    `${link}&$skiptoken=again`,
  ])
    expect((await followed(wrong)).status).toBe(400);
});

it('$expand=fields brings a dozen of the columns and drops the rest without a word', async () => {
  const columns = Array.from({ length: 15 }, (_, n) => ({ name: `C${n}`, text: {} }));
  const wide = await makeList(t, `Wide ${Math.random()}`.replace('.', ''), { columns });
  const fields = Object.fromEntries(columns.map(({ name }) => [name, 'x']));
  const { body } = await t.graph(`${wide}/items`, { method: 'POST', body: { fields } });
  const namesAt = async (url: string) => {
    const read = (await t.graph(url)).body;
    return Object.keys((read.value?.[0] ?? read).fields).filter((name) => /^C\d/.test(name));
  };
  for (const url of [
    `${wide}/items?$expand=fields`,
    `${wide}/items/${body.id}?$expand=fields`,
    `${wide}/items/delta?$expand=fields`,
    `${wide}/items/${body.id}/versions?$expand=fields`,
  ]) {
    expect(await namesAt(url)).toHaveLength(12);
    expect(await namesAt(url.replace('fields', 'fields($select=C0,C13,C14)'))).toEqual(['C0', 'C13', 'C14']);
  }
});

it('a hidden column comes only when it is selected', async () => {
  const columns = [{ name: 'Secret', text: {}, hidden: true }];
  const hidden = await makeList(t, `Hidden ${Math.random()}`.replace('.', ''), { columns });
  await t.graph(`${hidden}/items`, { method: 'POST', body: { fields: { Secret: 's' } } });
  const read = async (expand: string) => (await t.graph(`${hidden}/items?$expand=${expand}`)).body.value[0].fields;
  expect(await read('fields')).not.toHaveProperty('Secret');
  expect(await read('fields($select=Secret)')).toHaveProperty('Secret', 's');
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

function internal() {
  const state = graphStateOf(t.tenant.context);
  const found = state.lists.find(t.environment.service.RECORDS_SITE_ID ?? '', list.split('/').at(-1) ?? '');
  if (!found) throw new Error('The list is missing.');
  return { state, found };
}
