import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

interface DeltaPage {
  value: { id: string; fields?: Record<string, unknown>; deleted?: unknown; lastModifiedBy?: unknown }[];
  '@odata.nextLink'?: string;
  '@odata.deltaLink'?: string;
}

let t: TestTenant;
let list: string;

beforeAll(async () => {
  t = await startTenant();
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.withoutQuirks();
  list = await makeList(t, `List ${Math.random()}`.replace('.', ''));
});

const create = async (Title: string): Promise<string> =>
  (await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title } } })).body.id;
const page = async (url: string): Promise<DeltaPage> => (await t.graph(url.replace(`${t.origin}/v1.0`, ''))).body;
const start = (): string => `${list}/items/delta?$expand=fields($select=Title)&$top=2`;

async function follow(url: string): Promise<{ value: DeltaPage['value']; link: string }> {
  const value: DeltaPage['value'] = [];
  for (let next = url; ; ) {
    const read = await page(next);
    value.push(...read.value);
    if (read['@odata.deltaLink']) return { value, link: read['@odata.deltaLink'] };
    next = read['@odata.nextLink'] ?? '';
  }
}

it('the first enumeration gives every row by pages; then only what has changed', async () => {
  const ids = [await create('a'), await create('b'), await create('c')];
  const first = await follow(start());
  expect(first.value.map(({ fields }) => fields?.Title)).toEqual(['a', 'b', 'c']);
  expect((await follow(first.link)).value).toEqual([]);
  await t.graph(`${list}/items/${ids[0]}/fields`, { method: 'PATCH', body: { Title: 'A' } });
  await t.graph(`${list}/items/${ids[1]}`, { method: 'DELETE' });
  const added = await create('d');
  const second = await follow(first.link);
  expect(second.value.map(({ id, fields, deleted }) => [id, fields?.Title, deleted])).toEqual([
    [ids[0], 'A', undefined],
    [ids[1], undefined, { state: 'deleted' }],
    [added, 'd', undefined],
  ]);
  expect((await follow(second.link)).value).toEqual([]);
});

it('token=latest skips what is there', async () => {
  await create('a');
  const { link, value } = await follow(`${start()}&token=latest`);
  expect(value).toEqual([]);
  await create('b');
  expect((await follow(link)).value.map(({ fields }) => fields?.Title)).toEqual(['b']);
});

it('an edit by a person arrives with that person', async () => {
  const id = await create('a');
  const { link } = await follow(start());
  await t.edit('jonas', t.environment.service.RECORDS_SITE_ID ?? '', list.split('/').at(-1) ?? '', id, { Title: 'z' });
  expect((await follow(link)).value[0]).toMatchObject({
    fields: { Title: 'z' },
    lastModifiedBy: { user: { displayName: 'Jonas Berg' } },
  });
});

it('a row that changes between two pages comes once more at the end', async () => {
  const id = await create('a');
  await create('b');
  await create('c');
  const first = await page(start());
  await t.graph(`${list}/items/${id}/fields`, { method: 'PATCH', body: { Title: 'A' } });
  const rest = await follow(first['@odata.nextLink'] ?? '');
  expect(rest.value.map(({ fields }) => fields?.Title)).toEqual(['c', 'A']);
});

it.each([
  ['an unknown token', async () => `${start()}&token=nonsense`],
  [
    'a token made worthless',
    async () => {
      const { link } = await follow(start());
      await t.expireDelta();
      return link;
    },
  ],
  [
    'a token of another list',
    async () => {
      const { link } = await follow(start());
      const other = await makeList(t, `Other ${Math.random()}`.replace('.', ''));
      return link.replace(list, other);
    },
  ],
  [
    'a token of two months ago',
    async () => {
      const { link } = await follow(start());
      await t.advanceClock(60 * 86_400_000);
      return link;
    },
  ],
])('%s is answered 410 with the address of a new enumeration', async (_what, url) => {
  await create('a');
  const answer = await t.graph((await url()).replace(`${t.origin}/v1.0`, ''));
  expect(answer.status).toBe(410);
  expect(answer.body.error.innerError.code).toBe('resyncChangesApplyDifferences');
  expect((await follow(answer.headers.location ?? '')).value.length).toBeLessThanOrEqual(1);
});

it('query options cannot change half-way', async () => {
  const { link } = await follow(start());
  expect((await t.graph(link.replace(`${t.origin}/v1.0`, '').replace('Title', 'Key'))).status).toBe(400);
});

it('a delta with a token costs 1 resource unit, without one 2', async () => {
  const { link } = await follow(start());
  await t.resetUsage();
  await follow(link);
  expect((await t.usage()).resourceUnits).toBe(1);
  await follow(start());
  expect((await t.usage()).resourceUnits).toBe(3);
});

it('with repeats, short pages and a lag nothing is lost', async () => {
  await t.setQuirks({ deltaRepeats: true, varyingPages: true });
  const ids = new Set<string>();
  for (let number = 0; number < 150; number += 1) ids.add(await create(`t${number}`));
  const seen = (await follow(`${list}/items/delta?$top=60`)).value.map(({ id }) => id);
  expect(new Set(seen)).toEqual(ids);
  await t.setQuirks({ deltaLagMs: 5_000 });
  const { link } = await follow(`${list}/items/delta?token=latest`);
  await create('late');
  expect((await follow(link)).value).toEqual([]);
  await t.advanceClock(6_000);
  expect((await follow(link)).value.length).toBeGreaterThanOrEqual(1);
  await t.setQuirks({ deltaLagMs: 0 });
});
