import { type ConformanceCase, documented, type MadeList, observed, remembered, type Target } from '../case';
import { at, listAt, textAt } from '../json';
import { addItem, allPages, filtering, idsOf, seeRefused } from './support';

const COLUMNS = [
  { name: 'Key', text: {}, indexed: true },
  { name: 'Kind', text: {}, indexed: true },
  { name: 'Score', number: {}, indexed: true },
  { name: 'Free', text: {} },
];

/** Five rows: keys a1 to a5, kinds x and y in turn, scores 1 to 5. */
async function withRows(target: Target): Promise<MadeList> {
  const list = await target.makeList(COLUMNS);
  for (let n = 1; n <= 5; n += 1) {
    await addItem(target, list, { Key: `a${n}`, Kind: n % 2 === 1 ? 'x' : 'y', Score: n, Free: `f${n}` });
  }
  return list;
}

async function keysFor(target: Target, list: MadeList, expression: string): Promise<string> {
  const rows = await allPages(target, `${list.path}/items?${filtering(expression)}`);
  return rows
    .map((row) => textAt(row, 'fields', 'Key'))
    .sort()
    .join();
}

export const queryCases: readonly ConformanceCase[] = [
  {
    id: 'queries/filter-indexed',
    area: 'queries',
    rule: 'A filter on one indexed column gives the rows that match: eq, ne, lt, gt, le, ge',
    basis: documented('Graph docs: Enumerate items in a list'),
    async run(target) {
      const list = await withRows(target);
      target.see('eq', await keysFor(target, list, "fields/Kind eq 'x'"), 'a1,a3,a5');
      target.see('ne', await keysFor(target, list, "fields/Kind ne 'x'"), 'a2,a4');
      target.see('lt', await keysFor(target, list, 'fields/Score lt 2'), 'a1');
      target.see('gt', await keysFor(target, list, 'fields/Score gt 3'), 'a4,a5');
      target.see('le', await keysFor(target, list, 'fields/Score le 2'), 'a1,a2');
      target.see('ge', await keysFor(target, list, 'fields/Score ge 5'), 'a5');
    },
  },
  {
    id: 'queries/startswith',
    area: 'queries',
    rule: 'startswith is a filter on text columns',
    basis: documented('Graph docs: Enumerate items in a list'),
    async run(target) {
      const list = await withRows(target);
      await addItem(target, list, { Key: 'b1', Kind: 'x' });
      target.see('keys', await keysFor(target, list, "startswith(fields/Key,'a')"), 'a1,a2,a3,a4,a5');
    },
  },
  {
    id: 'queries/filter-not-indexed',
    area: 'queries',
    rule: 'A filter on a column without index answers 400 and names the Prefer header that would allow it',
    basis: observed('microsoft-graph-docs #2279; python-o365 #593'),
    async run(target) {
      const list = await withRows(target);
      const answer = await target.graph(`${list.path}/items?${filtering("fields/Free eq 'f1'")}`);
      seeRefused(target, 'the filter', answer, 400, {
        words:
          /cannot be referenced in filter or orderby as it is not indexed[\s\S]*HonorNonIndexedQueriesWarningMayFailRandomly/,
      });
    },
  },
  {
    id: 'queries/filter-two-columns',
    area: 'queries',
    rule: 'A filter can use one indexed column at a time',
    basis: documented('Graph docs: Enumerate items in a list'),
    async run(target) {
      const list = await withRows(target);
      const answer = await target.graph(`${list.path}/items?${filtering("fields/Kind eq 'x' and fields/Score gt 1")}`);
      seeRefused(target, 'two columns', answer, 400);
    },
  },
  {
    id: 'queries/filter-unknown-column',
    area: 'queries',
    rule: 'A filter on a column that the list does not have answers 400',
    basis: remembered(),
    async run(target) {
      const list = await withRows(target);
      seeRefused(
        target,
        'the filter',
        await target.graph(`${list.path}/items?${filtering("fields/Nothing eq 'x'")}`),
        400,
      );
    },
  },
  {
    id: 'queries/filter-unsupported-function',
    area: 'queries',
    rule: 'Functions besides startswith are not filters: contains and endswith answer 400',
    basis: documented('Graph docs: Enumerate items in a list'),
    async run(target) {
      const list = await withRows(target);
      for (const name of ['contains', 'endswith']) {
        const answer = await target.graph(`${list.path}/items?${filtering(`${name}(fields/Key,'a')`)}`);
        seeRefused(target, name, answer, [400, 501]);
      }
    },
  },
  {
    id: 'queries/filter-malformed',
    area: 'queries',
    rule: 'A filter that cannot be read answers 400',
    basis: documented('Graph docs: Use query parameters'),
    async run(target) {
      const list = await withRows(target);
      for (const expression of ["fields/Key eq 'a", 'fields/Key eq', 'fields/Key equals a', ')(']) {
        seeRefused(target, expression, await target.graph(`${list.path}/items?${filtering(expression)}`), 400);
      }
    },
  },
  {
    id: 'queries/filter-ignores-case',
    area: 'queries',
    rule: 'eq on a text column takes upper and lower case for the same',
    basis: remembered(),
    async run(target) {
      const list = await withRows(target);
      target.see('keys', await keysFor(target, list, "fields/Key eq 'A3'"), 'a3');
    },
  },
  {
    id: 'queries/filter-quotes',
    area: 'queries',
    rule: "A quote in a filter's text is doubled; text of every script can be filtered for",
    basis: documented('Graph docs: Use query parameters, escaping single quotes'),
    async run(target) {
      const list = await target.makeList(COLUMNS);
      await addItem(target, list, { Key: "O'Brien & Söhne" });
      await addItem(target, list, { Key: 'Nguyễn 港灣' });
      target.see('with a quote', await keysFor(target, list, "fields/Key eq 'O''Brien & Söhne'"), "O'Brien & Söhne");
      target.see('other scripts', await keysFor(target, list, "fields/Key eq 'Nguyễn 港灣'"), 'Nguyễn 港灣');
    },
  },
  {
    id: 'queries/orderby-ignored',
    area: 'queries',
    rule: '$orderby on items is ignored without an error',
    basis: observed('microsoft-graph-docs #3962, #14191'),
    async run(target) {
      const list = await withRows(target);
      const answer = await target.graph(`${list.path}/items?$expand=fields&$orderby=id%20desc`);
      target.see('status', answer.status, 200);
      const rest = textAt(answer.body, '@odata.nextLink');
      const rows = [...listAt(answer.body, 'value'), ...(rest ? await allPages(target, rest) : [])];
      target.see('keys', rows.map((row) => textAt(row, 'fields', 'Key')).join(), 'a1,a2,a3,a4,a5');
    },
  },
  {
    id: 'queries/skip-refused',
    area: 'queries',
    rule: '$skip is no option of items: pages are followed by their links',
    basis: remembered(),
    async run(target) {
      const list = await withRows(target);
      seeRefused(target, '$skip', await target.graph(`${list.path}/items?$skip=2`), [400, 501]);
    },
  },
  {
    id: 'queries/search-refused',
    area: 'queries',
    rule: '$search is no option of items',
    basis: remembered('not among the documented options'),
    async run(target) {
      const list = await withRows(target);
      seeRefused(target, '$search', await target.graph(`${list.path}/items?$search=%22a1%22`), [400, 501]);
    },
  },
  {
    id: 'queries/unknown-option',
    area: 'queries',
    rule: 'A query option with $ that Graph does not know answers 400',
    basis: remembered(),
    async run(target) {
      const list = await withRows(target);
      seeRefused(target, '$colour', await target.graph(`${list.path}/items?$colour=green`), 400);
    },
  },
  {
    id: 'queries/paging',
    area: 'queries',
    rule: 'With $top pages are no longer than asked, and links followed verbatim give every row once, columns included',
    basis: documented('Graph docs: Paging Microsoft Graph data'),
    async run(target) {
      const list = await withRows(target);
      const first = await target.graph(`${list.path}/items?$expand=fields&$top=2`);
      target.see('status', first.status, 200);
      target.see('length of the first page', idsOf(first.body).length, [1, 2]);
      const link = textAt(first.body, '@odata.nextLink');
      target.see('a link', link.startsWith(target.options.base), true);
      const rest = await allPages(target, link);
      const keys = [...listAt(first.body, 'value'), ...rest].map((row) => textAt(row, 'fields', 'Key'));
      target.see('keys', keys.sort().join(), 'a1,a2,a3,a4,a5');
    },
  },
  {
    id: 'queries/paging-keeps-filter',
    area: 'queries',
    rule: 'The link to the next page carries the filter with it',
    basis: documented('Graph docs: Paging Microsoft Graph data'),
    async run(target) {
      const list = await withRows(target);
      const rows = await allPages(target, `${list.path}/items?${filtering("fields/Kind eq 'x'")}&$top=1`);
      target.see(
        'keys',
        rows
          .map((row) => textAt(row, 'fields', 'Key'))
          .sort()
          .join(),
        'a1,a3,a5',
      );
    },
  },
  {
    id: 'queries/tampered-link',
    area: 'queries',
    rule: 'A page token that was changed is refused',
    basis: documented('Graph docs: Paging Microsoft Graph data: the token is opaque'),
    async run(target) {
      const list = await withRows(target);
      const answer = await target.graph(`${list.path}/items?$skiptoken=nonsense-that-nobody-gave-out`);
      seeRefused(target, 'a made-up token', answer, [400, 410]);
    },
  },
  {
    id: 'queries/select-columns',
    area: 'queries',
    rule: '$expand=fields($select=...) gives the columns named and no others',
    basis: documented('Graph docs: Enumerate items in a list'),
    async run(target) {
      const list = await withRows(target);
      const answer = await target.graph(`${list.path}/items?$expand=fields($select=Key,Score)`);
      target.see('status', answer.status, 200);
      const row = at(answer.body, 'value', 0);
      target.see('Key', at(row, 'fields', 'Key'), 'a1');
      target.see('Score', at(row, 'fields', 'Score'), 1);
      target.see('Free', at(row, 'fields', 'Free'), undefined);
    },
  },
  {
    id: 'queries/top-not-positive',
    area: 'queries',
    rule: '$top takes positive numbers',
    basis: documented('Graph docs: Use query parameters'),
    async run(target) {
      const list = await withRows(target);
      for (const top of ['-1', 'all']) {
        seeRefused(target, `$top=${top}`, await target.graph(`${list.path}/items?$top=${top}`), 400);
      }
    },
  },
];
