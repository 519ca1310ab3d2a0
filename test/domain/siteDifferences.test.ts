import { otherSiteToTell, siteDifferences } from '../../src/domain/siteDifferences';

const at = (siteId: string, ...questionIds: string[]) => ({ siteId, questionIds });
const said = (siteId: string, questionId: string, value: unknown, naReason?: string) => ({
  siteId,
  questionId,
  value,
  ...(naReason ? { naReason } : {}),
});

it('groups the sites that say the same, and names the sites where nothing was said', () => {
  const found = siteDifferences(
    [at('a', 'fence', 'guard'), at('b', 'fence', 'guard'), at('c', 'fence', 'guard'), at('d', 'fence')],
    [
      said('a', 'fence', 'yes'),
      said('b', 'fence', 'no'),
      said('c', 'fence', 'yes'),
      said('a', 'guard', 'yes'),
      said('b', 'guard', 'yes'),
    ],
  );
  expect(found).toEqual([
    { questionId: 'fence', isDifferent: true, groups: [['a', 'c'], ['b']], missingAt: ['d'] },
    { questionId: 'guard', isDifferent: false, groups: [['a', 'b']], missingAt: ['c'] },
  ]);
});

it.each([
  ['nobody has answered', []],
  ['all say the same', [said('a', 'q', 'yes'), said('b', 'q', 'yes')]],
  ['the same choices come in another order', [said('a', 'q', ['x', 'y']), said('b', 'q', ['y', 'x'])]],
  [
    'the lines of a table come in another order',
    [said('a', 'q', { r: '1', s: '2' }), said('b', 'q', { s: '2', r: '1' })],
  ],
  ['an answer was cleared at both', [said('a', 'q', null), said('b', 'q', null)]],
])('is no difference: %s', (_, answers) => {
  expect(siteDifferences([at('a', 'q'), at('b', 'q')], answers)).toEqual([]);
});

it('tells a reason why something does not apply from an answer, and one reason from another', () => {
  const found = siteDifferences(
    [at('a', 'q'), at('b', 'q'), at('c', 'q')],
    [said('a', 'q', null, 'noCargo'), said('b', 'q', null, 'noYard'), said('c', 'q', 'yes')],
  );
  expect(found[0]?.groups).toEqual([['a'], ['b'], ['c']]);
});

it('leaves out a site where the question is not asked', () => {
  const answers = [said('a', 'q', 'yes'), said('b', 'q', 'no')];
  expect(siteDifferences([at('a', 'q'), at('b')], answers)).toEqual([]);
});

it.each([
  ['an emptied field', ''],
  ['a list with nothing chosen', []],
  ['a table without a line', {}],
])('%s says nothing', (_, value) => {
  expect(siteDifferences([at('a', 'q'), at('b', 'q')], [said('a', 'q', value), said('b', 'q', value)])).toEqual([]);
  expect(beside('b', { a: 'yes', b: value })).toBeUndefined();
});

it('a number that was just typed is the number that is stored', () => {
  expect(siteDifferences([at('a', 'q'), at('b', 'q')], [said('a', 'q', 4), said('b', 'q', ' 4')])).toEqual([]);
});

/** What is told beside the answer of a site. @param values by site, in order */
const beside = (siteId: string, values: Readonly<Record<string, unknown>>, copiedFrom?: string) =>
  otherSiteToTell({
    siteId,
    siteIds: Object.keys(values),
    saidAt: (id) => (values[id] === undefined ? undefined : { value: values[id] }),
    copiedFrom,
  });

describe('what is told beside the answer of a site', () => {
  it('compares with the first site before it that has answered, and tells a difference alone', () => {
    expect(beside('c', { a: undefined, b: 'yes', c: 'no' })).toEqual({ kind: 'differentFrom', siteId: 'b' });
    expect(beside('c', { a: 'no', b: 'yes', c: 'no' })).toBeUndefined();
  });

  it('tells nothing at the first site, and nothing where nothing was said', () => {
    expect(beside('a', { a: 'no', b: 'yes' })).toBeUndefined();
    expect(beside('b', { a: 'no', b: undefined })).toBeUndefined();
  });

  it('names the source of an answer that was taken over, and stops saying "same" once either of the two was changed', () => {
    expect(beside('a', { a: 'yes', b: 'yes' }, 'b')).toEqual({ kind: 'sameAs', siteId: 'b' });
    expect(beside('a', { a: 'yes', b: 'no' }, 'b')).toEqual({ kind: 'differentFrom', siteId: 'b' });
    expect(beside('a', { a: 'no', b: 'yes' }, 'b')).toEqual({ kind: 'differentFrom', siteId: 'b' });
  });

  it('an answer whose source is gone or says nothing any more is compared like any other', () => {
    expect(beside('b', { a: 'no', b: 'yes' }, 'gone')).toEqual({ kind: 'differentFrom', siteId: 'a' });
    expect(beside('c', { a: 'yes', b: undefined, c: 'yes' }, 'b')).toBeUndefined();
  });
});
