import { setTimeout as sleep } from 'node:timers/promises';
import { type ConformanceCase, documented, observed, that } from '../case';
import { at, listAt, textAt } from '../json';
import { faults } from './control';
import { graphClient, graphStatus } from './graphClient';

const KEY = { name: 'Key', text: {}, indexed: true } as const;

/** Items, pages and retries with Microsoft's Graph client. */
export const graphClientItemCases: readonly ConformanceCase[] = [
  {
    id: 'client-graph/item-life',
    area: 'client-graph',
    rule: "Microsoft's Graph client creates, reads, changes and deletes an item; a stale eTag is refused with 412.",
    basis: documented('Graph docs: listItem create, get, update, delete'),
    needs: ['httpsBase'],
    async run(target) {
      const client = await graphClient(target);
      const { path } = await target.makeList([KEY]);
      const made: unknown = await client.api(`${path}/items`).post({ fields: { Title: 'one', Key: 'k' } });
      const item = `${path}/items/${textAt(made, 'id')}`;
      const read: unknown = await client.api(item).expand('fields($select=Title,Key)').get();
      target.see('columns read back', `${textAt(read, 'fields', 'Title')} ${textAt(read, 'fields', 'Key')}`, 'one k');
      const changed: unknown = await client.api(`${item}/fields`).patch({ Title: 'two' });
      target.see('the title in the answer to the change', textAt(changed, 'Title'), 'two');
      const late = client.api(`${item}/fields`).header('If-Match', textAt(made, 'eTag')).patch({ Title: 'three' });
      target.see('status of a change with the old eTag', await graphStatus(late), 412);
      await client.api(item).delete();
      target.see('status of the removed item', await graphStatus(client.api(item).get()), 404);
    },
  },
  {
    id: 'client-graph/page-iterator',
    area: 'client-graph',
    rule: 'The PageIterator reads every item once, and goes on where it was paused.',
    basis: documented('Graph docs: paging; SDK docs: PageIterator'),
    needs: ['httpsBase'],
    async run(target) {
      const client = await graphClient(target);
      const { PageIterator } = await import('@microsoft/microsoft-graph-client');
      const { path } = await target.makeList([KEY]);
      const made: string[] = [];
      for (let number = 0; number < 7; number += 1)
        made.push(textAt(await client.api(`${path}/items`).post({ fields: { Title: `row ${number}` } }), 'id'));
      const seen: string[] = [];
      const page = await client.api(`${path}/items`).top(3).get();
      // It pauses itself after the fifth item, in the middle of a page.
      const iterator = new PageIterator(client, page, (item: unknown) => {
        seen.push(textAt(item, 'id'));
        return seen.length !== 5;
      });
      await iterator.iterate();
      target.see('items before the pause', seen.length, 5);
      await iterator.resume();
      target.see('items read', [...seen].sort(byNumber).join(), made.sort(byNumber).join());
      target.see('the iterator is done', iterator.isComplete(), true);
    },
  },
  {
    id: 'client-graph/delta',
    area: 'client-graph',
    rule: 'The PageIterator ends at a deltaLink, which brings a later change and a tombstone.',
    basis: documented('Graph docs: listItem delta'),
    needs: ['httpsBase'],
    async run(target) {
      const client = await graphClient(target);
      const { PageIterator } = await import('@microsoft/microsoft-graph-client');
      const { path } = await target.makeList([KEY]);
      const add = async (Title: string): Promise<string> =>
        textAt(await client.api(`${path}/items`).post({ fields: { Title } }), 'id');
      const [kept, gone] = [await add('kept'), await add('gone')];
      // The same item may come more than once, and late: the last word counts, and one asks again for a while.
      const follow = async (address: string, isEnough: (items: Map<string, unknown>) => boolean) => {
        const items = new Map<string, unknown>();
        let link = address;
        for (let tries = 0; tries < 40; tries += 1) {
          const iterator = new PageIterator(client, await client.api(link).get(), (item: unknown) => {
            items.set(textAt(item, 'id'), item);
            return true;
          });
          await iterator.iterate();
          link = iterator.getDeltaLink() ?? '';
          if (isEnough(items)) break;
          await sleep(250);
        }
        return { link, items };
      };
      const first = await follow(`${path}/items/delta`, (items) => items.has(kept) && items.has(gone));
      target.see('items at first', [...first.items.keys()].sort(byNumber).join(), [kept, gone].sort(byNumber).join());
      target.see(
        'the deltaLink',
        first.link,
        that('an https address', (link) => link.startsWith('https://')),
      );
      await client.api(`${path}/items/${kept}/fields`).patch({ Title: 'changed' });
      await client.api(`${path}/items/${gone}`).delete();
      const isMarked = (item: unknown): boolean => at(item, 'deleted') !== undefined;
      const { items } = await follow(first.link, (seen) => seen.has(kept) && isMarked(seen.get(gone)));
      target.see('the changed item comes', items.has(kept), true);
      target.see('the removed one is marked', isMarked(items.get(gone)), true);
    },
  },
  {
    id: 'client-graph/throttled',
    area: 'client-graph',
    rule: 'The RetryHandler waits as long as Retry-After says, also before it repeats a POST, which then happens once.',
    basis: documented('Graph docs: throttling (Retry-After)'),
    needs: ['httpsBase', 'control'],
    async run(target) {
      const client = await graphClient(target);
      const { path } = await target.makeList([KEY]);
      await faults(target, [
        { path: `${path}/items`, method: 'POST', kind: 'status', status: 429, retryAfter: 1, times: 1 },
      ]);
      const started = performance.now();
      await client.api(`${path}/items`).post({ fields: { Title: 'after the wait' } });
      target.see(
        'wait in ms',
        Math.round(performance.now() - started),
        that('at least 1,000', (ms) => ms >= 995),
      );
      const all: unknown = await client.api(`${path}/items`).get();
      target.see('items', listAt(all, 'value').length, 1);
    },
  },
  {
    id: 'client-graph/not-repeated',
    area: 'client-graph',
    rule: 'The RetryHandler does not repeat a request that was answered 500.',
    basis: observed('msgraph-sdk-javascript src/middleware/RetryHandler.ts'),
    needs: ['httpsBase', 'control'],
    async run(target) {
      const client = await graphClient(target);
      const { path } = await target.makeList([KEY]);
      await faults(target, [{ path: `${path}/items`, kind: 'status', status: 500, times: 1 }]);
      target.see('status of the first call', await graphStatus(client.api(`${path}/items`).get()), 500);
      target.see('status of the second call', await graphStatus(client.api(`${path}/items`).get()), 200);
    },
  },
];

const byNumber = (one: string, other: string): number => Number(one) - Number(other);
