import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { siteGrantsOf } from '../../infra/local/graph/siteGrants';
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
  const late = await create('late');
  const idsAt = async (): Promise<string[]> => (await follow(link)).value.map(({ id }) => id);
  expect(await idsAt()).not.toContain(late);
  await t.advanceClock(6_000);
  expect(await idsAt()).toContain(late);
  await t.setQuirks({ deltaLagMs: 0 });
});

it('whatever order and repeats a page has, keeping the last of each row gives what is there', async () => {
  await t.setQuirks({ deltaRepeats: true, varyingPages: true, deltaLagMs: 400 });
  const kept = new Map<string, unknown>();
  let repeats = 0;
  const keep = (value: DeltaPage['value']) => {
    // A row that comes twice in a page comes first as it was before its latest change.
    repeats += value.length - new Set(value.map(({ id }) => id)).size;
    for (const { id, fields, deleted } of value) {
      if (!deleted && kept.get(id) === fields?.Title) repeats += 1;
      if (deleted) kept.delete(id);
      else kept.set(id, fields?.Title);
    }
  };
  let link = `${list}/items/delta?$expand=fields($select=Title)&$top=60`;
  for (let round = 0; round < 30; round += 1) {
    const id = await create(`first ${round}`);
    if (round % 3 === 0)
      await t.graph(`${list}/items/${id}/fields`, { method: 'PATCH', body: { Title: `second ${round}` } });
    if (round % 7 === 0) await t.graph(`${list}/items/${id}`, { method: 'DELETE' });
    // Some of what lags shows, however fast this machine is.
    await t.advanceClock(100);
    const read = await follow(link);
    keep(read.value);
    link = read.link;
  }
  await t.advanceClock(500);
  keep((await follow(link)).value);
  await t.setQuirks({ deltaRepeats: false, deltaLagMs: 0 });
  const { value } = (await t.graph(`${list}/items?$expand=fields($select=Title)`)).body;
  expect([...kept].sort()).toEqual(value.map((item: DeltaPage['value'][0]) => [item.id, item.fields?.Title]).sort());
  expect(repeats).toBeGreaterThan(0);
});

it('each change lags by its own time, never longer than the lag, and not at all when the clock went back', async () => {
  const { link } = await follow(`${start()}&token=latest`);
  await t.setQuirks({ deltaLagMs: 100_000 });
  for (let number = 0; number < 20; number += 1) await create(`t${number}`);
  const seen: number[] = [];
  for (let step = 0; step < 10; step += 1) {
    await t.advanceClock(10_000);
    seen.push((await follow(link)).value.length);
  }
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen[1]).toBeLessThan(20);
  expect(seen.at(-1)).toBe(20);
  await create('late');
  expect((await follow(link)).value).toHaveLength(20);
  await t.advanceClock(-3_600_000);
  expect((await follow(link)).value).toHaveLength(21);
  await t.advanceClock(3_600_000);
  await t.setQuirks({ deltaLagMs: 0 });
});

it('a row from the recycle bin comes again under its old id', async () => {
  const id = await create('a');
  const { link } = await follow(start());
  await t.graph(`${list}/items/${id}`, { method: 'DELETE' });
  const gone = await follow(link);
  expect(gone.value).toMatchObject([{ id, deleted: { state: 'deleted' } }]);
  const place = { siteId: t.environment.service.RECORDS_SITE_ID, list: list.split('/').at(-1), itemId: id };
  await t.control('POST', 'rows/restore', { person: 'jonas', ...place });
  expect((await follow(gone.link)).value).toMatchObject([{ id, fields: { Title: 'a' } }]);
});

it('a list that was made anew under its name answers old tokens with 410, under its id with 404', async () => {
  const site = list.slice(0, list.indexOf('/lists/'));
  const name = `Again ${Math.random()}`.replace('.', '');
  const first = await makeList(t, name);
  const byName = await follow(`${site}/lists/${encodeURIComponent(name)}/items/delta?$top=2`);
  const byId = await follow(`${first}/items/delta?$top=2`);
  await t.graph(first, { method: 'DELETE', as: 'provision' });
  await makeList(t, name);
  expect((await t.graph(byName.link.replace(`${t.origin}/v1.0`, ''))).status).toBe(410);
  expect((await t.graph(byId.link.replace(`${t.origin}/v1.0`, ''))).status).toBe(404);
});

it('a change of permissions on the site makes tokens worthless', async () => {
  const { link } = await follow(start());
  expect((await follow(link)).value).toEqual([]);
  const site = t.environment.service.RECORDS_SITE_ID ?? '';
  const grants = siteGrantsOf(t.tenant.context);
  const application = { id: '99999999-0000-4000-8000-000000000099', displayName: 'Another' };
  const { id } = grants.grant(site, application, ['read']);
  expect((await t.graph(link.replace(`${t.origin}/v1.0`, ''))).status).toBe(410);
  grants.revoke(site, id);
});

it('a removed list takes nothing from the tokens of others, also after a restart', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'trustlane-delta-'));
  let other = await startTenant({ dir });
  await other.withoutQuirks();
  const quiet = await makeList(other, 'Quiet');
  const busy = await makeList(other, 'Busy');
  const add = (to: string) => other.graph(`${to}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
  for (let number = 0; number < 5; number += 1) await add(busy);
  const { origin } = other;
  const link: string = (await other.graph(`${quiet}/items/delta?token=latest`)).body['@odata.deltaLink'];
  await other.graph(busy, { method: 'DELETE', as: 'provision' });
  await other.close();
  other = await startTenant({ dir });
  await other.withoutQuirks();
  await add(quiet);
  expect((await other.graph(link.replace(`${origin}/v1.0`, ''))).body.value).toHaveLength(1);
  await other.expireDelta();
  await other.close();
  other = await startTenant({ dir });
  expect((await other.graph(link.replace(`${origin}/v1.0`, ''))).status).toBe(410);
  await other.close();
  rmSync(dir, { recursive: true, force: true });
});

it.each(['$filter=fields/Key eq 1', '$orderby=id', '$count=true', '$search=a', '$skip=1', '$expand=versions'])(
  '%s is refused on delta',
  async (option) => {
    expect((await t.graph(`${list}/items/delta?${option}`)).status).toBe(400);
  },
);

it('$select and $top shape the pages of delta', async () => {
  await create('a');
  await create('b');
  const read = await page(`${list}/items/delta?$select=id,eTag&$top=1`);
  expect(Object.keys(read.value[0] ?? {}).sort()).toEqual(['@odata.etag', 'eTag', 'id']);
  expect(read.value).toHaveLength(1);
  expect(read['@odata.nextLink']).toContain('$select=id%2CeTag');
  expect((await t.graph(`${list}/items/delta?$expand=fields($select=Colour)`)).status).toBe(400);
});

it('what is deleted during a first enumeration is told by it, what was gone before is not', async () => {
  const ids = [await create('a'), await create('b'), await create('c'), await create('d')];
  const remove = (id: string | undefined) => t.graph(`${list}/items/${id}`, { method: 'DELETE' });
  await remove(ids[0]);
  const first = await page(start());
  expect(first.value.map(({ id }) => id)).toEqual([ids[1], ids[2]]);
  await remove(ids[1]);
  const rest = await follow(first['@odata.nextLink'] ?? '');
  expect(rest.value.map(({ id, deleted }) => [id, deleted])).toEqual([
    [ids[3], undefined],
    [ids[1], { state: 'deleted' }],
  ]);
  expect((await follow(rest.link)).value).toEqual([]);
});

it.each([0, 300])(
  'a mirror that begins while rows come, change and go ends with what is there (lag of %i ms)',
  async (lag) => {
    await t.setQuirks({ deltaRepeats: true, varyingPages: true, deltaLagMs: lag });
    const ids: string[] = [];
    for (let number = 0; number < 12; number += 1) ids.push(await create(`t${number}`));
    for (const top of [1, 2, 5]) {
      const kept = new Map<string, unknown>();
      let next = `${list}/items/delta?$expand=fields($select=Title)&$top=${top}`;
      for (let step = 0; step < 80; step += 1) {
        const read = await page(next);
        for (const { id, fields, deleted } of read.value)
          if (deleted) kept.delete(id);
          else kept.set(id, fields?.Title);
        next = read['@odata.nextLink'] ?? read['@odata.deltaLink'] ?? '';
        if (step % 4 === 0 && step < 40) {
          await t.graph(`${list}/items/${ids.shift()}`, { method: 'DELETE' });
          ids.push(await create(`new ${top} ${step}`));
          await t.graph(`${list}/items/${ids[3]}/fields`, { method: 'PATCH', body: { Title: `changed ${step}` } });
        }
        if (step > 40) await t.advanceClock(400);
      }
      const { value } = (await t.graph(`${list}/items?$expand=fields($select=Title)`)).body;
      expect([...kept].sort()).toEqual(
        value.map((item: DeltaPage['value'][0]) => [item.id, item.fields?.Title]).sort(),
      );
    }
  },
);

it("delta(token='…') is delta?token=…, and no other parameter is taken", async () => {
  await create('a');
  const { link } = await follow(`${list}/items/delta`);
  await create('b');
  const token = new URL(link).searchParams.get('token') ?? '';
  for (const [open, close] of [
    ["(token='", "')"],
    ['(token=%27', '%27)'],
  ]) {
    const read = await follow(`${list}/items/delta${open}${token}${close}`);
    expect(read.value).toHaveLength(1);
    expect((await follow(read.link)).value).toEqual([]);
  }
  expect((await follow(`${list}/items/delta(token='latest')`)).value).toEqual([]);
  expect((await t.graph(`${list}/items/delta(token='nonsense')`)).status).toBe(410);
  await t.resetUsage();
  await follow(`${list}/items/delta(token='${token}')`);
  expect((await t.usage()).resourceUnits).toBe(1);
  const count = (await t.refused()).length;
  const wrong = ["delta(x='1')", 'delta(token=1)', "delta(token='a',x='1')", "delta(token='latest')?token=latest"];
  for (const call of wrong) expect((await t.graph(`${list}/items/${call}`)).status).toBe(400);
  // An option that is given twice is refused, but is no gap of the tenant.
  expect((await t.refused()).length - count).toBeGreaterThanOrEqual(3);
});
