import { beforeAnswering } from '../../src/useCases/beforeAnswering';
import { createSay } from '../../src/useCases/sentences';
import { smallPack } from '../support/smallPack';

const say = createSay(smallPack().texts);
const told = (sections: string[], keepAnswersYears?: number) =>
  beforeAnswering({
    say,
    customerName: 'Northgate Trading Ltd',
    personName: 'Maya Okafor',
    sections,
    keepAnswersYears,
  });

it.each([
  [
    'a manufacturer',
    ['leadership', 'sealsAtSite', 'siteAccess', 'siteFence', 'partners', 'computers'],
    ['seals', 'keys', 'plan'],
  ],
  ['an IT provider', ['leadership', 'computers', 'partners'], ['carriers', 'computers']],
  ['a guard firm', ['leadership', 'guardFirm'], []],
])('%s is told what to have at hand for what is asked, in five lines at most', (_who, sections, words) => {
  const { atHand } = told(sections);
  expect(atHand.length).toBeLessThanOrEqual(5);
  expect(atHand[0]).toContain('person who looks after security');
  expect(atHand.at(-1)).toContain('certificates');
  for (const word of words) expect(atHand.join(' ')).toContain(word);
  expect(atHand).toHaveLength(words.length + 2);
});

it('says how long answers are kept: the customer’s rule, or who can tell', () => {
  expect(told([]).keptFor).toBe(
    'Your answers are kept as long as Northgate Trading Ltd works with you and its customs program asks for records. Maya Okafor can tell you the exact period.',
  );
  expect(told([], 5).keptFor).toContain('keeps your answers and files for 5 years.');
  expect(told([], 1).keptFor).toContain('for 1 year.');
});

it('says what not to send', () => {
  expect(told([]).leaveOut.join(' ')).toMatch(
    /identity documents.*criminal-record checks.*Names of people.*cover them/,
  );
});
