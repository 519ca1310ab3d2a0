import { type ConformanceCase, documented, type MadeList, remembered, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { mustBe } from '../target';
import { addItem, patchFields, seeRefused, within } from './support';

interface Changes {
  /** In the order given; an item may come more than once. */
  readonly values: readonly unknown[];
  readonly link: string;
}

/** Follows a delta to its end. */
async function follow(target: Target, first: string): Promise<Changes> {
  const values: unknown[] = [];
  for (let url = first; ; ) {
    const page = await mustBe(await target.graph(url), 'reading a delta', 200);
    values.push(...listAt(page.body, 'value'));
    const link = textAt(page.body, '@odata.deltaLink');
    if (link) return { values, link };
    url = textAt(page.body, '@odata.nextLink');
    if (!url) throw new Error('A page of a delta without nextLink and deltaLink.');
  }
}

/** The last state of every item of a delta, for the same one may come several times. */
const lastOf = (values: readonly unknown[]): Map<string, unknown> =>
  new Map(values.map((value) => [textAt(value, 'id'), value]));

const latest = async (target: Target, list: MadeList): Promise<string> =>
  (await follow(target, `${list.path}/items/delta?token=latest`)).link;

export const deltaCases: readonly ConformanceCase[] = [
  {
    id: 'delta/enumerate',
    area: 'delta',
    rule: 'A delta without token gives every item and ends with a deltaLink',
    basis: documented('Graph docs: listItem: delta'),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {} }]);
      const ids: string[] = [];
      for (const Key of ['a', 'b', 'c']) ids.push((await addItem(target, list, { Key })).id);
      const seen = await within(target, async () => {
        const { values } = await follow(target, `${list.path}/items/delta?$expand=fields`);
        const found = lastOf(values);
        return ids.every((id) => found.has(id)) ? found : undefined;
      });
      target.see('all items came', seen !== undefined, true);
      target.see('column', at(seen?.get(ids[1] ?? ''), 'fields', 'Key'), 'b');
    },
  },
  {
    id: 'delta/latest',
    area: 'delta',
    rule: 'token=latest gives no items and a deltaLink from which changes are told',
    basis: documented('Graph docs: listItem: delta'),
    async run(target) {
      const list = await target.makeList();
      await addItem(target, list, { Title: 'before' });
      const page = await target.graph(`${list.path}/items/delta?token=latest`);
      target.see('status', page.status, 200);
      target.see('items', listAt(page.body, 'value').length, 0);
      target.see('a deltaLink', textAt(page.body, '@odata.deltaLink').startsWith(target.options.base), true);
    },
  },
  {
    id: 'delta/change',
    area: 'delta',
    rule: 'Additions and changes come with the next delta; the last appearance of an item is its state',
    basis: documented('Graph docs: listItem: delta'),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {} }]);
      const old = await addItem(target, list, { Key: 'one' });
      let link = await latest(target, list);
      const made = await addItem(target, list, { Key: 'new' });
      await patchFields(target, old, { Key: 'two' });
      await patchFields(target, old, { Key: 'three' });
      const known = new Map<string, unknown>();
      const done = await within(target, async () => {
        const changes = await follow(target, link);
        link = changes.link;
        for (const [id, value] of lastOf(changes.values)) known.set(id, value);
        if (!known.has(made.id) || !known.has(old.id)) return undefined;
        const fields = await target.graph(`${old.path}?$select=id,eTag`);
        return textAt(known.get(old.id), 'eTag') === textAt(fields.body, 'eTag') ? true : undefined;
      });
      target.see('both came, in their last state', done ?? false, true);
      target.see('deleted facet on what lives', at(known.get(made.id), 'deleted'), undefined);
    },
  },
  {
    id: 'delta/tombstone',
    area: 'delta',
    rule: 'A removed item comes with the deleted facet',
    basis: documented('Graph docs: listItem: delta'),
    async run(target) {
      const list = await target.makeList();
      const item = await addItem(target, list, { Title: 'a' });
      let link = await latest(target, list);
      await target.graph(item.path, { method: 'DELETE' });
      const stone = await within(target, async () => {
        const changes = await follow(target, link);
        link = changes.link;
        const last = lastOf(changes.values).get(item.id);
        return at(last, 'deleted') === undefined ? undefined : last;
      });
      target.see('a tombstone', stone !== undefined, true);
    },
  },
  {
    id: 'delta/paged',
    area: 'delta',
    rule: 'A delta in pages carries its options in the links',
    basis: documented('Graph docs: listItem: delta'),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {} }]);
      for (let n = 0; n < 5; n += 1) await addItem(target, list, { Key: `k${n}` });
      const keys = await within(target, async () => {
        const { values } = await follow(target, `${list.path}/items/delta?$expand=fields($select=Key)&$top=2`);
        const found = [...lastOf(values).values()].map((row) => textAt(row, 'fields', 'Key')).filter(Boolean);
        return found.length === 5 ? found.sort().join() : undefined;
      });
      target.see('keys', keys, 'k0,k1,k2,k3,k4');
    },
  },
  {
    id: 'delta/made-up-token',
    area: 'delta',
    rule: 'A token that nobody gave out is refused',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${list.path}/items/delta?token=nonsense-that-nobody-gave-out`);
      seeRefused(target, 'the token', answer, [400, 410]);
    },
  },
  {
    id: 'delta/expired',
    area: 'delta',
    rule: 'An expired token answers 410 with a code that says how to start again and a Location for it',
    basis: documented('Graph docs: listItem: delta'),
    needs: ['control'],
    async run(target) {
      const list = await target.makeList();
      const item = await addItem(target, list, { Title: 'a' });
      const link = await latest(target, list);
      await mustBe(
        await target.call(`${target.options.control}/_control/expireDelta`, {
          method: 'POST',
          headers: { 'x-local-control': '1' },
        }),
        'expiring tokens',
        200,
        204,
      );
      const answer = await target.graph(link, { redirect: 'manual' });
      target.see('status', answer.status, 410);
      target.see(
        'code',
        textAt(answer.body, 'error', 'code'),
        that('resync…', (seen: string) => /^resync/i.test(seen)),
      );
      const location = answer.headers.location ?? '';
      target.see('Location', location.startsWith(target.options.base), true);
      const again = await within(target, async () => {
        const { values } = await follow(target, location);
        return lastOf(values).has(item.id) ? true : undefined;
      });
      target.see('the new enumeration holds the item', again ?? false, true);
    },
  },
  {
    id: 'delta/drive',
    area: 'delta',
    rule: 'A library tells additions and removals of files by delta too',
    basis: documented('Graph docs: driveItem: delta'),
    async run(target) {
      const folder = await target.makeFolder();
      let { link } = await follow(target, `/drives/${folder.driveId}/root/delta?token=latest`);
      const made = await mustBe(
        await target.graph(`${folder.path}:/a.bin:/content`, {
          method: 'PUT',
          body: new Uint8Array([1, 2, 3]),
          headers: { 'content-type': 'application/octet-stream' },
        }),
        'uploading',
        201,
      );
      const id = textAt(made.body, 'id');
      const look = (want: (value: unknown) => boolean) =>
        within(target, async () => {
          const changes = await follow(target, link);
          link = changes.link;
          const last = lastOf(changes.values).get(id);
          return last !== undefined && want(last) ? true : undefined;
        });
      target.see('the addition', (await look((value) => at(value, 'file') !== undefined)) ?? false, true);
      await target.graph(`/drives/${folder.driveId}/items/${id}`, { method: 'DELETE' });
      target.see('the removal', (await look((value) => at(value, 'deleted') !== undefined)) ?? false, true);
    },
  },
];
