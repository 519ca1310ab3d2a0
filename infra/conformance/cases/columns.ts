import { type Column, type ConformanceCase, documented, observed, remembered, that } from '../case';
import { at, textAt } from '../json';
import { addItem, fieldsOf, patchFields, seeRefused, tryItem } from './support';

const NOTE: Column = { name: 'Note', text: { allowMultipleLines: true, textType: 'plain' } };

/** What the types of columns take and refuse. */
export const columnCases: readonly ConformanceCase[] = [
  {
    id: 'lists/text-255',
    area: 'lists',
    rule: 'A single line of text holds 255 characters and refuses 256',
    basis: observed('lookbook365.com: limits of columns'),
    async run(target) {
      const list = await target.makeList([{ name: 'Line', text: {} }]);
      const item = await addItem(target, list, { Line: 'x'.repeat(255) });
      target.see('length stored', textAt(await fieldsOf(target, item), 'Line').length, 255);
      seeRefused(target, '256 characters', await tryItem(target, list, { Line: 'x'.repeat(256) }), 400);
      seeRefused(target, '256 by a change', await patchFields(target, item, { Line: 'y'.repeat(256) }), 400);
    },
  },
  {
    id: 'lists/multi-line-63999',
    area: 'lists',
    rule: 'Several lines of plain text hold 63,999 characters and not many more',
    basis: observed('lookbook365.com: limits of columns'),
    async run(target) {
      const list = await target.makeList([NOTE]);
      const item = await addItem(target, list, { Note: 'x'.repeat(63_999) });
      target.see('length stored', textAt(await fieldsOf(target, item), 'Note').length, 63_999);
      seeRefused(
        target,
        '70,000 characters',
        await tryItem(target, list, { Note: 'x'.repeat(70_000) }),
        [400, 413, 500],
      );
    },
  },
  {
    id: 'lists/multi-line-keeps-text',
    area: 'lists',
    rule: 'Plain text of several lines comes back as it was written: line ends, quotes and JSON alike',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([NOTE]);
      const text = JSON.stringify({ a: 'line\nnext', b: '<b>"quoted" & more</b>', c: ['ä', '\\'] }, null, 2);
      const item = await addItem(target, list, { Note: text });
      target.see('text', textAt(await fieldsOf(target, item), 'Note').replaceAll('\r\n', '\n'), text);
    },
  },
  {
    id: 'lists/number-range',
    area: 'lists',
    rule: 'A number outside minimum and maximum of its column is refused',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([{ name: 'Score', number: { minimum: 0, maximum: 100 } }]);
      target.see('within', (await tryItem(target, list, { Score: 100 })).status, 201);
      seeRefused(target, 'above', await tryItem(target, list, { Score: 101 }), 400);
      seeRefused(target, 'below', await tryItem(target, list, { Score: -1 }), 400);
    },
  },
  {
    id: 'lists/number-type',
    area: 'lists',
    rule: 'Text that is no number is refused by a number column',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([{ name: 'Score', number: {} }]);
      seeRefused(target, 'text', await tryItem(target, list, { Score: 'many' }), [400, 500]);
      const item = await addItem(target, list, { Score: 0.5 });
      target.see('a fraction', at(await fieldsOf(target, item), 'Score'), 0.5);
    },
  },
  {
    id: 'lists/boolean',
    area: 'lists',
    rule: 'A yes/no column stores true and false and refuses other text',
    basis: documented('Graph docs: booleanColumn resource type'),
    async run(target) {
      const list = await target.makeList([{ name: 'Done', boolean: {} }]);
      const item = await addItem(target, list, { Done: true });
      target.see('stored', at(await fieldsOf(target, item), 'Done'), true);
      seeRefused(target, 'text', await tryItem(target, list, { Done: 'perhaps' }), [400, 500]);
    },
  },
  {
    id: 'lists/date-time',
    area: 'lists',
    rule: 'A date column gives its value back in UTC, ending in Z, and refuses what is no date',
    basis: documented('Graph docs: dateTimeColumn resource type'),
    async run(target) {
      const list = await target.makeList([{ name: 'DueOn', dateTime: { format: 'dateTime' } }]);
      const item = await addItem(target, list, { DueOn: '2026-03-01T14:30:00+02:00' });
      target.see('stored', textAt(await fieldsOf(target, item), 'DueOn').replace('.000Z', 'Z'), '2026-03-01T12:30:00Z');
      seeRefused(target, 'no date', await tryItem(target, list, { DueOn: 'next Tuesday' }), [400, 500]);
    },
  },
  {
    id: 'lists/choice',
    area: 'lists',
    rule: 'A value outside the choices is refused when allowTextEntry is off',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([
        { name: 'State', choice: { allowTextEntry: false, choices: ['open', 'closed'], displayAs: 'dropDownMenu' } },
      ]);
      target.see('one of them', (await tryItem(target, list, { State: 'open' })).status, 201);
      seeRefused(target, 'another', await tryItem(target, list, { State: 'elsewhere' }), 400);
    },
  },
  {
    id: 'lists/multi-choice',
    area: 'lists',
    rule: 'Several choices are written as a collection with its @odata.type, and are refused without',
    basis: documented('Graph docs: Update listItem; observed: martin-machacek.com'),
    async run(target) {
      const list = await target.makeList([
        { name: 'Tags', choice: { allowTextEntry: false, choices: ['a', 'b', 'c'], displayAs: 'checkBoxes' } },
      ]);
      const item = await addItem(target, list, { 'Tags@odata.type': 'Collection(Edm.String)', Tags: ['a', 'c'] });
      target.see('stored', JSON.stringify(at(await fieldsOf(target, item), 'Tags')), '["a","c"]');
      seeRefused(target, 'without the type', await tryItem(target, list, { Tags: ['a', 'c'] }), [400, 500]);
    },
  },
  {
    id: 'lists/hidden-column',
    area: 'lists',
    rule: 'A hidden column comes only when it is selected by name',
    basis: documented('Graph docs: columnDefinition resource type'),
    async run(target) {
      const list = await target.makeList([{ name: 'Secret', text: {}, hidden: true }]);
      const item = await addItem(target, list, { Title: 'a', Secret: 'b' });
      target.see('with all columns', at(await fieldsOf(target, item), 'Secret'), undefined);
      const selected = await target.graph(`${item.path}?$expand=fields($select=Secret)`);
      target.see('selected', at(selected.body, 'fields', 'Secret'), 'b');
    },
  },
  {
    id: 'lists/column-unknown-on-write',
    area: 'lists',
    rule: 'A column that the list does not have is refused, and nothing is written',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList([{ name: 'Key', text: {} }]);
      const item = await addItem(target, list, { Key: 'a' });
      seeRefused(target, 'adding', await tryItem(target, list, { Key: 'b', Nothing: 'c' }), 400);
      seeRefused(target, 'changing', await patchFields(target, item, { Key: 'd', Nothing: 'c' }), 400);
      target.see('the column beside it', at(await fieldsOf(target, item), 'Key'), 'a');
    },
  },
  {
    id: 'lists/prototype-names',
    area: 'lists',
    rule: 'Names that mean something to a programming language are columns like any other: unknown ones are refused',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
        const answer = await tryItem(target, list, `{"Title":"a","${name}":"x"}`);
        target.see(
          `${name}: status`,
          answer.status,
          that('refused with 4xx', (seen) => seen >= 400 && seen < 500),
        );
      }
      target.see('items left', (await target.graph(`${list.path}/items`)).text.includes('"id"'), false);
    },
  },
];
