import { setTimeout as sleep } from 'node:timers/promises';
import { type ConformanceCase, documented, type MadeList, observed, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { mustBe } from '../target';
import { allPages, filtering, idsOf, seeRefused } from './support';

const BATCH = 20;
const BATCHES_AT_ONCE = 3;

/** Fills a list with rows `k0`, `k1`, … of one kind, by batches; throttled rows are sent again when they may be. */
async function fill(target: Target, list: MadeList, rows: number): Promise<void> {
  const waiting = Array.from({ length: rows }, (_, n) => n);
  const worker = async (): Promise<void> => {
    for (let some = waiting.splice(0, BATCH); some.length > 0; some = waiting.splice(0, BATCH)) {
      const requests = some.map((n) => ({
        id: String(n),
        method: 'POST',
        url: `${list.path}/items`,
        headers: { 'content-type': 'application/json' },
        body: { fields: { Key: `k${n}`, Kind: 'same' } },
      }));
      const answer = await mustBe(
        await target.graph('/$batch', { method: 'POST', body: { requests } }),
        'adding rows',
        200,
      );
      let waitSeconds = 0;
      for (const part of listAt(answer.body, 'responses')) {
        const status = at(part, 'status');
        if (status === 201) continue;
        if (status !== 429 && status !== 503)
          throw new Error(`A row was refused: ${JSON.stringify(part).slice(0, 300)}`);
        waiting.push(Number(textAt(part, 'id')));
        waitSeconds = Math.max(waitSeconds, Number(textAt(part, 'headers', 'Retry-After')) || 5);
      }
      if (waitSeconds > 0) await sleep(waitSeconds * 1000);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, worker));
}

/** Rules that show only in long lists. */
export const volumeCases: readonly ConformanceCase[] = [
  {
    id: 'queries/threshold',
    area: 'queries',
    rule: 'Above 5,000 rows a filter must narrow to fewer than 5,000 by its index; paging without a filter goes on',
    basis: documented('Microsoft Learn: items exceeds list view threshold'),
    load: true,
    async run(target) {
      const list = await target.makeList([
        { name: 'Key', text: {}, indexed: true },
        { name: 'Kind', text: {}, indexed: true },
      ]);
      await fill(target, list, 5_020);
      const narrow = await target.graph(`${list.path}/items?${filtering("fields/Key eq 'k4711'")}`);
      target.see('a filter that narrows', idsOf(narrow.body).length, 1);
      const wide = await target.graph(`${list.path}/items?${filtering("fields/Kind eq 'same'")}`);
      seeRefused(
        target,
        'a filter that does not',
        wide,
        that('refused', (seen) => seen >= 400),
        { words: /threshold/i },
      );
      const all = await allPages(target, `${list.path}/items?$top=1000`);
      target.see('rows by paging', all.length, 5_020);
    },
  },
  {
    id: 'queries/top-capped',
    area: 'queries',
    rule: 'A page holds at most 5,000 rows, whatever $top says',
    basis: observed('pnpjs #750'),
    load: true,
    async run(target) {
      const list = await target.makeList([
        { name: 'Key', text: {} },
        { name: 'Kind', text: {} },
      ]);
      await fill(target, list, 5_020);
      const page = await target.graph(`${list.path}/items?$top=9999&$select=id`);
      target.see('status', page.status, [200, 400]);
      target.see(
        'rows on the page',
        idsOf(page.body).length,
        that('at most 5,000', (seen: number) => seen <= 5_000),
      );
      if (page.status !== 200) return;
      const rest = await allPages(target, textAt(page.body, '@odata.nextLink'));
      target.see('rows on all pages', idsOf(page.body).length + rest.length, 5_020);
    },
  },
  {
    id: 'lists/late-index',
    area: 'lists',
    rule: 'An index cannot be added to a list of more than 20,000 rows',
    basis: observed('joannecklein.com; sharepoint-mentor.com'),
    load: true,
    async run(target) {
      const list = await target.makeList([
        { name: 'Key', text: {} },
        { name: 'Kind', text: {} },
      ]);
      await fill(target, list, 20_020);
      const columns = await target.graph(`${list.path}/columns`);
      const own = listAt(columns.body, 'value').find((column) => textAt(column, 'name') === 'Kind');
      const answer = await target.graph(`${list.path}/columns/${textAt(own, 'id')}`, {
        method: 'PATCH',
        body: { indexed: true },
      });
      seeRefused(
        target,
        'the index',
        answer,
        that('refused', (seen) => seen >= 400),
      );
    },
  },
];
