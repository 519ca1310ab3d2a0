import { siteGrantsOf } from '../../infra/local/graph/siteGrants';
import { startTenant, type TestTenant } from '../support/tenant';
import { type Library, makeLibrary } from './library';

interface Change {
  readonly id: string;
  readonly name?: string;
  readonly deleted?: object;
  readonly root?: object;
  readonly parentReference?: { readonly path?: string };
}

let t: TestTenant;
let library: Library;
let delta: string;

beforeEach(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  library = await makeLibrary(t);
  delta = `${library.drive}/root/delta`;
});
afterEach(() => t.close());

/** Follows links to the end. */
async function follow(start: string, headers = {}): Promise<{ changes: Change[]; link: string; pages: number }> {
  const changes: Change[] = [];
  let address = start;
  for (let pages = 1; ; pages += 1) {
    const { status, body } = await t.graph(address, { headers });
    expect(status).toBe(200);
    changes.push(...body.value);
    if (body['@odata.deltaLink']) return { changes, link: body['@odata.deltaLink'].split('/v1.0')[1], pages };
    address = body['@odata.nextLink'].split('/v1.0')[1];
  }
}
const namesOf = (changes: readonly Change[]) => changes.map(({ name }) => name);

it('a first enumeration gives everything from the root down, in pages, and no path of a parent', async () => {
  for (const number of [1, 2, 3]) await library.put(`folder/${number}.txt`, 'x');
  const { changes, pages } = await follow(`${delta}?$top=2`);
  expect(pages).toBe(2);
  expect(namesOf(changes)).toEqual(['root', 'folder', '1.txt', '2.txt', '3.txt']);
  expect(changes[0]?.root).toBeDefined();
  expect(changes.every(({ parentReference }) => parentReference?.path === undefined)).toBe(true);
});

it('later a change comes with the folders above it, or without when asked so', async () => {
  await library.put('a/b/first.txt', 'x');
  const { link } = await follow(delta);
  const { id } = (await library.put('a/b/second.txt', 'x')).body;
  expect(namesOf((await follow(link)).changes)).toEqual(['root', 'a', 'b', 'second.txt']);
  const alone = await follow(link, { deltaExcludeParent: 'true' });
  expect(namesOf(alone.changes)).toEqual(['second.txt']);
  await library.setColumns(id, { ReviewState: 'accepted' });
  await library.patch(id, { name: 'third.txt' });
  expect(namesOf((await follow(alone.link, { deltaExcludeParent: 'true' })).changes)).toEqual(['third.txt']);
});

it('what is gone is told with its id and the deleted facet, a folder with all in it', async () => {
  const { id } = (await library.put('gone/a.txt', 'x')).body;
  const { link } = await follow(`${delta}?token=latest`);
  await t.graph(`${library.drive}/root:/gone`, { method: 'DELETE' });
  const { changes, link: next } = await follow(link, { deltaExcludeParent: 'true' });
  expect(changes).toHaveLength(2);
  expect(changes).toContainEqual(expect.objectContaining({ id, deleted: { state: 'deleted' } }));
  expect((await follow(next)).changes).toEqual([]);
  expect((await follow(delta)).changes).toHaveLength(1);
});

it('a time stands for a token', async () => {
  await library.put('before.txt', 'x');
  await t.advanceClock(60_000);
  const time = new Date(t.tenant.context.clock.now()).toISOString();
  await t.advanceClock(60_000);
  await library.put('after.txt', 'x');
  const { changes } = await follow(`${delta}?token=${encodeURIComponent(time)}`, { deltaExcludeParent: 'true' });
  expect(namesOf(changes)).toEqual(['after.txt']);
});

it('a token that is worth nothing is answered 410 with the address of a new start', async () => {
  const other = await makeLibrary(t, 'Other');
  const { link } = await follow(`${delta}?$select=id&token=latest`);
  const foreign = (await follow(`${other.drive}/root/delta?token=latest`)).link.split('token=')[1];
  const resync = { status: 410, body: { error: { innerError: { code: 'resyncChangesApplyDifferences' } } } };
  for (const token of ['garbage', foreign]) expect(await t.graph(`${delta}?token=${token}`)).toMatchObject(resync);
  await t.expireDelta();
  const expired = await t.graph(link);
  expect(expired).toMatchObject(resync);
  expect(expired.headers.location).toBe(`${t.origin}/v1.0${delta}?$select=id`);
});

it('a change of permissions makes tokens worthless', async () => {
  const { link } = await follow(`${delta}?token=latest`);
  const site = t.environment.service.RECORDS_SITE_ID ?? '';
  siteGrantsOf(t.tenant.context).grant(site, { id: 'another', displayName: 'Another' }, ['read']);
  expect((await t.graph(link)).status).toBe(410);
});

it('a token goes on with the options it began with only', async () => {
  const { link } = await follow(`${delta}?$select=id,name&token=latest`);
  expect((await t.graph(link.replace('id%2Cname', 'id'))).status).toBe(400);
  expect((await t.graph(`${delta}?$filter=x`)).status).toBe(400);
  expect((await t.graph(`${delta}?$select=colour`)).status).toBe(400);
});

it('following changes costs 1 resource unit, a start 2', async () => {
  await t.resetUsage();
  const { link } = await follow(delta);
  expect((await t.usage()).resourceUnits).toBe(2);
  await follow(link);
  expect((await t.usage()).resourceUnits).toBe(3);
});

it('sometimes a change comes twice', async () => {
  await t.setQuirks({ deltaRepeats: true });
  for (const number of [1, 2, 3]) await library.put(`${number}.txt`, 'x');
  const counts = new Set<number>();
  for (let number = 0; number < 60; number += 1) counts.add((await follow(delta)).changes.length);
  expect([...counts].sort()).toEqual([4, 5]);
});

it('what is deleted during a first enumeration is told by it', async () => {
  for (const name of ['a', 'b', 'c']) await library.put(`${name}.txt`, 'x');
  const first = (await t.graph(`${delta}?$top=1`)).body;
  const gone = first.value.find(({ name }: Change) => name === 'a.txt').id;
  await t.graph(`${library.drive}/items/${gone}`, { method: 'DELETE' });
  const rest = await follow(first['@odata.nextLink'].split('/v1.0')[1]);
  expect(namesOf(rest.changes)).toEqual(['b.txt', 'c.txt', undefined]);
  expect(rest.changes.at(-1)).toMatchObject({ id: gone, deleted: { state: 'deleted' } });
  expect((await follow(rest.link)).changes).toEqual([]);
  expect((await follow(delta)).changes.some(({ deleted }) => deleted)).toBe(false);
});

it("delta(token='…') is delta?token=…, a name in a path stays a name", async () => {
  await library.put('first.txt', 'x');
  const { link } = await follow(delta);
  const token = new URL(link, t.origin).searchParams.get('token');
  await library.put('second.txt', 'x');
  const alone = { deltaExcludeParent: 'true' };
  expect(namesOf((await follow(`${delta}(token='${token}')`, alone)).changes)).toEqual(['second.txt']);
  expect((await follow(`${delta}(token='latest')`)).changes).toEqual([]);
  const future = encodeURIComponent(new Date(t.tenant.context.clock.now() + 60_000).toISOString());
  expect((await follow(`${delta}(token='${future}')`)).changes).toEqual([]);
  expect((await t.graph(`${delta}(token='2026-02-30T00:00:00Z')`)).status).toBe(410);
  expect((await t.graph(`${delta}(x='1')`)).status).toBe(400);
  await library.put("delta(token='latest')", 'x');
  expect((await t.graph(`${library.drive}/root:/delta(token='latest')`)).body.name).toBe("delta(token='latest')");
});
