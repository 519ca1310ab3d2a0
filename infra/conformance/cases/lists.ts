import { type ConformanceCase, documented, observed, remembered, that } from '../case';
import { at, listAt, textAt } from '../json';
import { seeRefused } from './support';

const site = (options: { readonly site: string }): string => `/sites/${options.site}`;

export const listCases: readonly ConformanceCase[] = [
  {
    id: 'lists/create',
    area: 'lists',
    rule: 'A list is created with its columns in one call and can be read back by id',
    basis: documented('Graph docs: Create a new list'),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {}, indexed: true }]);
      const read = await target.graph(`${list.path}?$expand=columns`);
      target.see('status of reading it', read.status, 200);
      target.see('displayName', textAt(read.body, 'displayName'), list.displayName);
      target.see('template', textAt(read.body, 'list', 'template'), 'genericList');
      const names = listAt(read.body, 'columns').map((column) => textAt(column, 'name'));
      target.see('has the column', names.includes('Key'), true);
    },
  },
  {
    id: 'lists/name-refused',
    area: 'lists',
    rule: 'A list is created by displayName; `name` on creation is refused',
    basis: observed('onedrive-api-docs #645; microsoft-graph-docs PR #2663'),
    async run(target) {
      const name = target.name('named');
      const answer = await target.graph(`${site(target.options)}/lists`, {
        method: 'POST',
        body: { name, displayName: name, list: { template: 'genericList' } },
      });
      const id = textAt(answer.body, 'id');
      if (id) target.cleanUp(() => target.graph(`${site(target.options)}/lists/${id}`, { method: 'DELETE' }));
      seeRefused(target, 'creating with name', answer, 400);
    },
  },
  {
    id: 'lists/name-taken',
    area: 'lists',
    rule: 'A second list of the same displayName is refused as a conflict',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      const again = await target.graph(`${site(target.options)}/lists`, {
        method: 'POST',
        body: { displayName: list.displayName, list: { template: 'genericList' } },
      });
      const id = textAt(again.body, 'id');
      if (id) target.cleanUp(() => target.graph(`${site(target.options)}/lists/${id}`, { method: 'DELETE' }));
      seeRefused(target, 'the same name again', again, [409, 400]);
    },
  },
  {
    id: 'lists/unknown-property',
    area: 'lists',
    rule: 'A property that a list does not have is refused on creation',
    basis: remembered(),
    async run(target) {
      const answer = await target.graph(`${site(target.options)}/lists`, {
        method: 'POST',
        body: { displayName: target.name('list'), colour: 'green', list: { template: 'genericList' } },
      });
      const id = textAt(answer.body, 'id');
      if (id) target.cleanUp(() => target.graph(`${site(target.options)}/lists/${id}`, { method: 'DELETE' }));
      seeRefused(target, 'creating with an unknown property', answer, 400);
    },
  },
  {
    id: 'lists/unknown-list',
    area: 'lists',
    rule: 'A list that does not exist is 404 itemNotFound',
    basis: documented('Graph docs: Error responses and resource types'),
    async run(target) {
      const answer = await target.graph(`${site(target.options)}/lists/99999999-0000-4000-8000-000000000009`);
      seeRefused(target, 'reading it', answer, 404, { code: 'itemNotFound' });
    },
  },
  {
    id: 'lists/delete',
    area: 'lists',
    rule: 'A removed list answers 204, and 404 from then on',
    basis: documented('Graph docs: Delete a list'),
    async run(target) {
      const list = await target.makeList();
      target.see('removing', (await target.graph(list.path, { method: 'DELETE' })).status, 204);
      target.see('reading after', (await target.graph(list.path)).status, 404);
      target.see('its items after', (await target.graph(`${list.path}/items`)).status, 404);
    },
  },
  {
    id: 'lists/enumerate',
    area: 'lists',
    rule: 'The lists of a site can be enumerated, with $select',
    basis: documented('Graph docs: Get lists in a site'),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${site(target.options)}/lists?$select=id,displayName`);
      target.see('status', answer.status, 200);
      const own = listAt(answer.body, 'value').find((one) => textAt(one, 'id') === list.id);
      target.see('displayName of the list', textAt(own, 'displayName'), list.displayName);
      target.see('a property that was not selected', at(own, 'createdDateTime'), undefined);
    },
  },
  {
    id: 'lists/column-add',
    area: 'lists',
    rule: 'A column added later is listed with its facet and index',
    basis: documented('Graph docs: Create a columnDefinition in a list'),
    async run(target) {
      const list = await target.makeList();
      const added = await target.graph(`${list.path}/columns`, {
        method: 'POST',
        body: { name: 'Score', number: { decimalPlaces: 'two' }, indexed: true },
      });
      target.see('status', added.status, 201);
      const columns = await target.graph(`${list.path}/columns`);
      const own = listAt(columns.body, 'value').find((column) => textAt(column, 'name') === 'Score');
      target.see('indexed', at(own, 'indexed'), true);
      target.see('has the number facet', typeof at(own, 'number'), 'object');
    },
  },
  {
    id: 'lists/column-taken',
    area: 'lists',
    rule: 'A second column of the same name is refused',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {} }]);
      const again = await target.graph(`${list.path}/columns`, { method: 'POST', body: { name: 'Key', text: {} } });
      seeRefused(target, 'the same name again', again, [409, 400]);
    },
  },
  {
    id: 'lists/column-unknown-facet',
    area: 'lists',
    rule: 'A column with a facet that Graph does not know is refused',
    basis: documented('Graph docs: columnDefinition resource type'),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${list.path}/columns`, {
        method: 'POST',
        body: { name: 'Odd', hologram: {} },
      });
      seeRefused(target, 'an unknown facet', answer, 400);
    },
  },
  {
    id: 'lists/column-name-encodes-space',
    area: 'lists',
    rule: "A space in a new column's name becomes _x0020_ in its internal name",
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      const added = await target.graph(`${list.path}/columns`, { method: 'POST', body: { name: 'Due on', text: {} } });
      target.see('status', added.status, 201);
      target.see('internal name', textAt(added.body, 'name'), 'Due_x0020_on');
    },
  },
  {
    id: 'lists/column-rename-keeps-name',
    area: 'lists',
    rule: "A column's displayName may change; its internal name never does",
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {} }]);
      const columns = await target.graph(`${list.path}/columns`);
      const own = listAt(columns.body, 'value').find((column) => textAt(column, 'name') === 'Key');
      const path = `${list.path}/columns/${textAt(own, 'id')}`;
      const changed = await target.graph(path, { method: 'PATCH', body: { displayName: 'Schlüssel' } });
      target.see('status', changed.status, 200);
      const read = await target.graph(path);
      target.see('name', textAt(read.body, 'name'), 'Key');
      target.see('displayName', textAt(read.body, 'displayName'), 'Schlüssel');
    },
  },
  {
    id: 'lists/unique-needs-index',
    area: 'lists',
    rule: 'enforceUniqueValues is refused on a column without an index',
    basis: observed('pnpjs #245'),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${list.path}/columns`, {
        method: 'POST',
        body: { name: 'Key', text: {}, enforceUniqueValues: true },
      });
      seeRefused(target, 'unique without index', answer, [400, 500], { words: /index/i });
    },
  },
  {
    id: 'lists/multi-line-not-indexed',
    area: 'lists',
    rule: 'A text column of several lines cannot be indexed',
    basis: observed('lookbook365.com: limits of columns'),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${list.path}/columns`, {
        method: 'POST',
        body: { name: 'Notes', text: { allowMultipleLines: true }, indexed: true },
      });
      // Refused, or taken without the index: an index on it must not come to be.
      const columns = await target.graph(`${list.path}/columns`);
      const own = listAt(columns.body, 'value').find((column) => textAt(column, 'name') === 'Notes');
      const index = own === undefined ? 'no such column' : at(own, 'indexed') === true ? 'indexed' : 'not indexed';
      target.see('outcome', `${answer.status}, ${index}`, [
        '400, no such column',
        '500, no such column',
        '201, not indexed',
      ]);
    },
  },
  {
    id: 'lists/twenty-indexes',
    area: 'lists',
    rule: 'A list has at most 20 indexed columns',
    basis: observed('advaiya.com: list view threshold'),
    async run(target) {
      const list = await target.makeList(
        Array.from({ length: 20 }, (_, index) => ({ name: `K${index}`, text: {}, indexed: true })),
      );
      const answer = await target.graph(`${list.path}/columns`, {
        method: 'POST',
        body: { name: 'OneTooMany', text: {}, indexed: true },
      });
      seeRefused(
        target,
        'the 21st index',
        answer,
        that('an error of 4xx or 500', (seen) => (seen >= 400 && seen < 500) || seen === 500),
      );
    },
  },
];
