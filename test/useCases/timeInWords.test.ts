import { rangeInWords, timeInWords } from '../../src/contracts/timeInWords';

it.each([
  [23, undefined, 'about 25 minutes'],
  [23, 26, 'about 30 minutes'],
  [65, 180, '65 minutes to 3 hours'],
  [20, 60, '20 to 60 minutes'],
  [140, 268, '2½ hours to 4½ hours'],
  [2, undefined, 'about 5 minutes'],
])('%d minutes, at most %p, are "%s"', (minutesLeft, minutesAtMost, words) => {
  expect(rangeInWords({ minutesLeft, minutesAtMost })).toBe(words);
});

it('says why it is not known better, and only then', () => {
  expect(timeInWords({ minutesLeft: 65, minutesAtMost: 180 })).toContain('depending on what applies to you');
  expect(timeInWords({ minutesLeft: 65, minutesAtMost: 65 })).toBe('about 65 minutes');
});
