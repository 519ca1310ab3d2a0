import { type ConformanceCase, documented, observed, that } from '../case';
import { fieldOf, pnpAdd, pnpGraph, pnpItem, pnpItems, pnpRefusal, pnpStatus, withFields } from './pnp';

const KEY = { name: 'Key', text: {}, indexed: true } as const;
const NOTE = { name: 'Note', text: {} } as const;

/** Lists, columns and items as PnPjs works with them. */
export const pnpListCases: readonly ConformanceCase[] = [
  {
    id: 'client-pnp/list-and-columns',
    area: 'client-pnp',
    rule: 'PnPjs makes a list, adds a column, reads both back and removes the list.',
    basis: documented('Graph docs: list create, list get, columnDefinition'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { lists } = graph.sites.getById(target.options.site);
      const displayName = target.name('pnp');
      const made = await lists.add({ displayName, list: { template: 'genericList' } });
      const list = lists.getById(made.id ?? '');
      let isThere = true;
      target.cleanUp(async () => isThere && (await list.delete()));
      target.see('the name that was given', made.displayName, displayName);
      const column = await list.columns.add(KEY);
      target.see('the new column', `${column.name} ${column.indexed}`, 'Key true');
      const columns = (await list.columns()).map(({ name }) => name ?? '');
      target.see('Title and Key among the columns', columns.includes('Title') && columns.includes('Key'), true);
      const all = await lists();
      target.see(
        'the list is in the collection',
        all.some((one) => one.id === made.id),
        true,
      );
      await list.delete();
      isThere = false;
      target.see('reading the removed list', await pnpStatus(list()), 404);
    },
  },
  {
    id: 'client-pnp/item-life',
    area: 'client-pnp',
    rule: 'PnPjs adds, reads, updates and deletes an item, and every update makes a version.',
    basis: observed(
      'Graph docs: listItem create, get, update, delete; microsoft-graph-docs #4909 (every change a version)',
    ),
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list } = await target.makeList([KEY, NOTE]);
      const { id } = await pnpAdd(pnpItems(graph, target, list), { Title: 'first', Key: 'k1' });
      target.see(
        'id of the new item',
        id,
        that('digits', (seen) => /^\d+$/.test(seen)),
      );
      const read = await pnpItem(graph, target, list, id).expand('fields($select=Title,Key)')();
      target.see('columns read back', `${fieldOf(read, 'Title')} ${fieldOf(read, 'Key')}`, 'first k1');
      await pnpItem(graph, target, list, id).update(withFields({ Title: 'second' }));
      const changed = await pnpItem(graph, target, list, id).expand('fields($select=Title,Key)')();
      target.see('columns after the update', `${fieldOf(changed, 'Title')} ${fieldOf(changed, 'Key')}`, 'second k1');
      const versions: unknown = await pnpItem(graph, target, list, id).versions();
      target.see('number of versions', Array.isArray(versions) ? versions.length : 0, 2);
      await pnpItem(graph, target, list, id).delete();
      target.see('reading the removed item', await pnpStatus(pnpItem(graph, target, list, id)()), 404);
    },
  },
  {
    id: 'client-pnp/stale-etag',
    area: 'client-pnp',
    rule: 'An update that names an old eTag is refused with 412 and changes nothing.',
    basis: documented('Graph docs: listItem update (if-match)'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { InjectHeaders } = await import('@pnp/queryable');
      const { id: list } = await target.makeList([KEY]);
      const { id, eTag } = await pnpAdd(pnpItems(graph, target, list), { Title: 'one' });
      await pnpItem(graph, target, list, id).update(withFields({ Title: 'two' }));
      const late = pnpItem(graph, target, list, id).using(InjectHeaders({ 'If-Match': eTag }));
      target.see('status of the late update', await pnpStatus(late.update(withFields({ Title: 'three' }))), 412);
      const now = await pnpItem(graph, target, list, id).expand('fields($select=Title)')();
      target.see('the title afterwards', fieldOf(now, 'Title'), 'two');
    },
  },
  {
    id: 'client-pnp/filter',
    area: 'client-pnp',
    rule: 'A filter works on an indexed column and is refused with 400 on another.',
    basis: observed('microsoft-graph-docs #2279; python-o365 #593'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list } = await target.makeList([KEY, NOTE]);
      for (const key of ['a', 'b', 'b'])
        await pnpAdd(pnpItems(graph, target, list), { Title: key, Key: key, Note: key });
      const indexed = pnpItems(graph, target, list).filter("fields/Key eq 'b'").expand('fields($select=Key)');
      const found = await indexed();
      target.see('keys found', found.map((item) => fieldOf(item, 'Key')).join(), 'b,b');
      const other = pnpItems(graph, target, list).filter("fields/Note eq 'b'").expand('fields($select=Note)');
      const refused = await pnpRefusal(other());
      target.see('status without an index', refused.status, 400);
      target.see(
        'its message',
        refused.text,
        that('says that the column is not indexed', (text) => /not indexed/i.test(text)),
      );
    },
  },
  {
    id: 'client-pnp/paging',
    area: 'client-pnp',
    rule: 'The iterator of PnPjs reads every item once by following @odata.nextLink.',
    basis: documented('Graph docs: paging'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list } = await target.makeList([KEY]);
      const made: string[] = [];
      for (let number = 0; number < 7; number += 1)
        made.push((await pnpAdd(pnpItems(graph, target, list), { Title: `row ${number}` })).id);
      const pages: string[][] = [];
      for await (const page of pnpItems(graph, target, list).top(3)) pages.push(page.map((item) => item.id ?? ''));
      target.see('items read', pages.flat().sort(byNumber).join(), made.sort(byNumber).join());
      target.see(
        'largest page',
        Math.max(...pages.map((page) => page.length)),
        that('at most 3', (seen) => seen <= 3),
      );
    },
  },
];

const byNumber = (one: string, other: string): number => Number(one) - Number(other);
