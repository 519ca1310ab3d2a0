import { type Answer, type ConformanceCase, documented, remembered, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { addItem, fieldsOf, seeRefused } from './support';

const JSON_TYPE = { 'content-type': 'application/json' };
const SOURCE = 'Graph docs: Combine multiple HTTP requests using JSON batching';

const send = (target: Target, requests: readonly object[]): Promise<Answer> =>
  target.graph('/$batch', { method: 'POST', body: { requests } });

const reads = (target: Target, count: number): readonly object[] =>
  Array.from({ length: count }, (_, n) => ({
    id: String(n + 1),
    method: 'GET',
    url: `/sites/${target.options.site}?$select=id`,
  }));

const partOf = (answer: Answer, id: string): unknown =>
  listAt(answer.body, 'responses').find((one) => textAt(one, 'id') === id);

export const batchCases: readonly ConformanceCase[] = [
  {
    id: 'batch/twenty',
    area: 'batch',
    rule: 'A batch takes 20 requests and answers each under its id, in any order',
    basis: documented(SOURCE),
    async run(target) {
      const answer = await send(target, reads(target, 20));
      target.see('status', answer.status, 200);
      const parts = listAt(answer.body, 'responses');
      const ids = parts.map((one) => Number(textAt(one, 'id'))).sort((a, b) => a - b);
      target.see('ids', ids.join(), Array.from({ length: 20 }, (_, n) => n + 1).join());
      target.see(
        'all 200',
        parts.every((one) => at(one, 'status') === 200),
        true,
      );
      target.see(
        'body of one',
        textAt(partOf(answer, '7'), 'body', 'id').toLowerCase(),
        target.options.site.toLowerCase(),
      );
    },
  },
  {
    id: 'batch/twenty-one',
    area: 'batch',
    rule: 'A batch of 21 requests is refused as a whole',
    basis: documented(SOURCE),
    async run(target) {
      seeRefused(target, '21 requests', await send(target, reads(target, 21)), 400);
    },
  },
  {
    id: 'batch/same-id',
    area: 'batch',
    rule: 'Two requests of the same id are refused',
    basis: documented(SOURCE),
    async run(target) {
      const [one] = reads(target, 1);
      seeRefused(target, 'the same id twice', await send(target, [{ ...one }, { ...one }]), 400);
    },
  },
  {
    id: 'batch/no-id',
    area: 'batch',
    rule: 'A request without id is refused',
    basis: documented(SOURCE),
    async run(target) {
      seeRefused(target, 'no id', await send(target, [{ method: 'GET', url: `/sites/${target.options.site}` }]), 400);
    },
  },
  {
    id: 'batch/statuses',
    area: 'batch',
    rule: 'The batch is 200 while each request has its own status and its own error',
    basis: documented(SOURCE),
    async run(target) {
      const list = await target.makeList();
      const answer = await send(target, [
        { id: 'good', method: 'GET', url: list.path },
        { id: 'bad', method: 'GET', url: `${list.path}/items/4711` },
        { id: 'made', method: 'POST', url: `${list.path}/items`, headers: JSON_TYPE, body: { fields: { Title: 'a' } } },
      ]);
      target.see('status', answer.status, 200);
      target.see('good', at(partOf(answer, 'good'), 'status'), 200);
      target.see('bad', at(partOf(answer, 'bad'), 'status'), 404);
      target.see('its code', textAt(partOf(answer, 'bad'), 'body', 'error', 'code'), 'itemNotFound');
      target.see('made', at(partOf(answer, 'made'), 'status'), 201);
    },
  },
  {
    id: 'batch/depends-on',
    area: 'batch',
    rule: 'A request waits for the one that it depends on',
    basis: documented(SOURCE),
    async run(target) {
      const list = await target.makeList();
      const add = (id: string, before?: string) => ({
        id,
        method: 'POST',
        url: `${list.path}/items`,
        headers: JSON_TYPE,
        body: { fields: { Title: id } },
        ...(before ? { dependsOn: [before] } : {}),
      });
      const answer = await send(target, [add('1'), add('2', '1'), add('3', '2')]);
      const ids = ['1', '2', '3'].map((id) => Number(textAt(partOf(answer, id), 'body', 'id')));
      target.see(
        'made in that order',
        ids.every((id, n) => id > (ids[n - 1] ?? 0)),
        true,
      );
    },
  },
  {
    id: 'batch/depends-on-failed',
    area: 'batch',
    rule: 'A request that depends on a failed one answers 424 and is not carried out',
    basis: documented(SOURCE),
    async run(target) {
      const list = await target.makeList();
      const answer = await send(target, [
        { id: '1', method: 'GET', url: `${list.path}/items/4711` },
        {
          id: '2',
          dependsOn: ['1'],
          method: 'POST',
          url: `${list.path}/items`,
          headers: JSON_TYPE,
          body: { fields: { Title: 'a' } },
        },
      ]);
      target.see('status', at(partOf(answer, '2'), 'status'), 424);
      const items = await target.graph(`${list.path}/items`);
      target.see('rows', listAt(items.body, 'value').length, 0);
    },
  },
  {
    id: 'batch/depends-on-unknown',
    area: 'batch',
    rule: 'A dependency on an id that the batch does not have is refused',
    basis: remembered(),
    async run(target) {
      const [one] = reads(target, 1);
      seeRefused(target, 'an unknown id', await send(target, [{ ...one, dependsOn: ['9'] }]), 400);
    },
  },
  {
    id: 'batch/if-match',
    area: 'batch',
    rule: 'Headers of a request count inside a batch: If-Match with an old eTag is 412 for that one',
    basis: documented(SOURCE),
    async run(target) {
      const list = await target.makeList();
      const item = await addItem(target, list, { Title: 'a' });
      const change = (id: string, Title: string, before?: string) => ({
        id,
        method: 'PATCH',
        url: `${item.path}/fields`,
        headers: { ...JSON_TYPE, 'if-match': item.eTag },
        body: { Title },
        ...(before ? { dependsOn: [before] } : {}),
      });
      const first = await send(target, [change('1', 'b')]);
      const second = await send(target, [change('1', 'c')]);
      target.see('current eTag', at(partOf(first, '1'), 'status'), 200);
      target.see('old eTag', at(partOf(second, '1'), 'status'), 412);
      target.see('stored', at(await fieldsOf(target, item), 'Title'), 'b');
    },
  },
  {
    id: 'batch/body-needs-type',
    area: 'batch',
    rule: 'A request with a body needs its content-type header',
    basis: documented(SOURCE),
    async run(target) {
      const list = await target.makeList();
      const answer = await send(target, [
        { id: '1', method: 'POST', url: `${list.path}/items`, body: { fields: { Title: 'a' } } },
      ]);
      const status = answer.status === 200 ? at(partOf(answer, '1'), 'status') : answer.status;
      target.see('status', status, [400, 415]);
    },
  },
  {
    id: 'batch/nested',
    area: 'batch',
    rule: 'A batch inside a batch is refused',
    basis: remembered(),
    async run(target) {
      const answer = await send(target, [
        { id: '1', method: 'POST', url: '/$batch', headers: JSON_TYPE, body: { requests: reads(target, 1) } },
      ]);
      const status = answer.status === 200 ? at(partOf(answer, '1'), 'status') : answer.status;
      target.see(
        'status',
        status,
        that('refused with 4xx', (seen) => typeof seen === 'number' && seen >= 400 && seen < 500),
      );
    },
  },
  {
    id: 'batch/absolute-url',
    area: 'batch',
    rule: 'Addresses inside a batch are relative; another server is never asked',
    basis: documented(SOURCE),
    async run(target) {
      const answer = await send(target, [{ id: '1', method: 'GET', url: 'https://example.com/v1.0/me' }]);
      const status = answer.status === 200 ? at(partOf(answer, '1'), 'status') : answer.status;
      target.see(
        'status',
        status,
        that('refused with 4xx', (seen) => typeof seen === 'number' && seen >= 400 && seen < 500),
      );
    },
  },
  {
    id: 'batch/malformed',
    area: 'batch',
    rule: 'A batch without its list of requests is refused',
    basis: remembered(),
    async run(target) {
      for (const body of ['{}', '{"requests":"all"}', '[]']) {
        const answer = await target.graph('/$batch', { method: 'POST', body, headers: JSON_TYPE });
        seeRefused(target, body, answer, 400);
      }
    },
  },
];
