import { type ConformanceCase, documented, observed, that } from '../case';
import { faults } from './control';
import { fieldOf, pnpAdd, pnpGraph, pnpItem, pnpItems, pnpStatus, withFields } from './pnp';

const KEY = { name: 'Key', text: {}, indexed: true } as const;

/** Batches and the retries that PnPjs makes by itself. */
export const pnpBatchCases: readonly ConformanceCase[] = [
  {
    id: 'client-pnp/batch',
    area: 'client-pnp',
    rule: 'In a batch every request has its own outcome: one that fails leaves the others as they are.',
    basis: documented('Graph docs: json-batching'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list } = await target.makeList([KEY]);
      const first = await pnpAdd(pnpItems(graph, target, list), { Title: 'before', Key: 'k' });
      const [batched, execute] = graph.batched();
      const outcomes = Promise.all([
        pnpAdd(pnpItems(batched, target, list), { Title: 'in the batch' }),
        pnpStatus(pnpItem(batched, target, list, '987654')()),
        pnpItem(batched, target, list, first.id).update(withFields({ Title: 'after' })),
      ]);
      await execute();
      const [added, missing] = await outcomes;
      target.see('status of the item that is not there', missing, 404);
      const read = await pnpItem(graph, target, list, added.id).expand('fields($select=Title)')();
      target.see('the item added in the batch', fieldOf(read, 'Title'), 'in the batch');
      const changed = await pnpItem(graph, target, list, first.id).expand('fields($select=Title)')();
      target.see('the item changed in the batch', fieldOf(changed, 'Title'), 'after');
    },
  },
  {
    id: 'client-pnp/batch-of-many',
    area: 'client-pnp',
    rule: 'PnPjs cuts 25 requests into batches of at most 20, and each answer reaches its own request.',
    basis: documented('Graph docs: json-batching (20 requests)'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list } = await target.makeList([KEY]);
      const [writing, write] = graph.batched();
      const titles = Array.from({ length: 25 }, (_, number) => `row ${number}`);
      const adding = Promise.all(titles.map((Title) => pnpAdd(pnpItems(writing, target, list), { Title })));
      await write();
      const made = await adding;
      target.see('different ids', new Set(made.map(({ id }) => id)).size, 25);
      const [reading, read] = graph.batched();
      const items = Promise.all(
        made.map(({ id }) => pnpItem(reading, target, list, id).expand('fields($select=Title)')()),
      );
      await read();
      const seen = (await items).map((item) => String(fieldOf(item, 'Title')));
      target.see('every title belongs to its request', seen.join(), titles.join());
    },
  },
  {
    id: 'client-pnp/throttled',
    area: 'client-pnp',
    rule: 'After 429 with Retry-After the fetch of PnPjs waits as long as asked and then succeeds.',
    basis: documented('SharePoint docs: avoid getting throttled or blocked (Retry-After)'),
    needs: ['control'],
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list, path } = await target.makeList([KEY]);
      await faults(target, [{ path: `${path}/items`, kind: 'status', status: 429, retryAfter: 1, times: 1 }]);
      const started = performance.now();
      const items = await pnpItems(graph, target, list)();
      target.see('items of the empty list', items.length, 0);
      target.see(
        'wait in ms',
        Math.round(performance.now() - started),
        that('at least 1,000', (ms) => ms >= 995),
      );
    },
  },
  {
    id: 'client-pnp/unavailable-too-often',
    area: 'client-pnp',
    rule: 'A service that keeps answering 503 ends the retries of PnPjs with an error; 500 is not tried again.',
    basis: observed('PnPjs source: NodeFetchWithRetry, 3 tries, 429, 503 and 504 only'),
    needs: ['control'],
    async run(target) {
      const graph = await pnpGraph(target);
      const { id: list, path } = await target.makeList([KEY]);
      await faults(target, [{ path: `${path}/items`, kind: 'status', status: 503, retryAfter: 0, times: 20 }]);
      target.see('outcome of 503 for ever', await pnpStatus(pnpItems(graph, target, list)()), 503);
      await faults(target, [{ path: `${path}/items`, kind: 'status', status: 500, times: 1 }]);
      target.see('outcome of 500', await pnpStatus(pnpItems(graph, target, list)()), 500);
      target.see('and afterwards', await pnpStatus(pnpItems(graph, target, list)()), 200);
    },
  },
  {
    id: 'client-pnp/timeout',
    area: 'client-pnp',
    rule: 'An answer that takes longer than the Timeout behaviour allows is given up by the client.',
    basis: observed('PnPjs source: behaviors/timeout'),
    needs: ['control'],
    async run(target) {
      const graph = await pnpGraph(target);
      const { Timeout } = await import('@pnp/queryable');
      const { id: list, path } = await target.makeList([KEY]);
      await faults(target, [{ path: `${path}/items`, kind: 'slow', delayMs: 1_500, times: 1 }]);
      const started = performance.now();
      const failure = await pnpItems(graph, target, list)
        .using(Timeout(300))()
        .then(
          () => 'an answer',
          () => 'a failure',
        );
      target.see('outcome', failure, 'a failure');
      target.see(
        'gave up after ms',
        Math.round(performance.now() - started),
        that('below 1,400', (ms) => ms < 1_400),
      );
    },
  },
];
