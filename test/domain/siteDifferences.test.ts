import { siteDifferences } from '../../src/domain/siteDifferences';

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
