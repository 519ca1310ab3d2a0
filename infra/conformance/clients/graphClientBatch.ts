import { type ConformanceCase, documented } from '../case';
import { textAt } from '../json';
import { faults } from './control';
import { graphClient } from './graphClient';

const KEY = { name: 'Key', text: {}, indexed: true } as const;

/** Batches built and read with Microsoft's Graph client. */
export const graphClientBatchCases: readonly ConformanceCase[] = [
  {
    id: 'client-graph/batch',
    area: 'client-graph',
    rule: 'In a batch built by the client every request has its own status, and one whose dependency failed has 424.',
    basis: documented('Graph docs: json-batching (dependsOn)'),
    needs: ['httpsBase'],
    async run(target) {
      const client = await graphClient(target);
      const { BatchRequestContent, BatchResponseContent } = await import('@microsoft/microsoft-graph-client');
      const { path } = await target.makeList([KEY]);
      const content = new BatchRequestContent([
        step(target.options.httpsBase, '1', 'POST', `${path}/items`, { fields: { Title: 'in the batch' } }),
        step(target.options.httpsBase, '2', 'GET', `${path}/items/987654`),
        step(target.options.httpsBase, '3', 'GET', `${path}/items`),
      ]);
      content.addDependency('2', '1');
      content.addDependency('3', '2');
      const answer = new BatchResponseContent(await client.api('/$batch').post(await content.getContent()));
      const status = (id: string): number => answer.getResponseById(id).status;
      target.see('status of the new item', status('1'), 201);
      target.see('status of the missing item', status('2'), 404);
      target.see('status of what depends on it', status('3'), 424);
      const made: unknown = await answer.getResponseById('1').json();
      const read: unknown = await client
        .api(`${path}/items/${textAt(made, 'id')}`)
        .expand('fields($select=Title)')
        .get();
      target.see('the item of the batch', textAt(read, 'fields', 'Title'), 'in the batch');
    },
  },
  {
    id: 'client-graph/batch-throttled-part',
    area: 'client-graph',
    rule: 'A throttled request in a batch has its own 429 and Retry-After; the batch is 200, and the client repeats nothing.',
    basis: documented('Graph docs: json-batching, throttling'),
    needs: ['httpsBase', 'control'],
    async run(target) {
      const client = await graphClient(target);
      const { BatchRequestContent, BatchResponseContent } = await import('@microsoft/microsoft-graph-client');
      const throttled = await target.makeList([KEY]);
      const free = await target.makeList([KEY]);
      await faults(target, [{ path: `${throttled.path}/items`, kind: 'status', status: 429, retryAfter: 7, times: 1 }]);
      const content = new BatchRequestContent([
        step(target.options.httpsBase, '1', 'GET', `${throttled.path}/items`),
        step(target.options.httpsBase, '2', 'GET', `${free.path}/items`),
      ]);
      const answer = new BatchResponseContent(await client.api('/$batch').post(await content.getContent()));
      target.see('status of the throttled part', answer.getResponseById('1').status, 429);
      target.see('its Retry-After', answer.getResponseById('1').headers.get('Retry-After'), '7');
      target.see('status of the other part', answer.getResponseById('2').status, 200);
    },
  },
];

/** The client strips scheme and host from the address, and nothing else: inside a batch there is no version. */
function step(base: string | undefined, id: string, method: string, path: string, body?: object) {
  const request = new Request(`${base}${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return { id, request };
}
