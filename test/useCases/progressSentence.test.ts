import { progressSentence } from '../../src/useCases/messageSentences';

// A message says how much is left in the words of the card and the page, so that nobody reads two figures.
it.each([
  [{ answered: 0, total: 40, minutesLeft: 44 }, 'Nothing is answered yet. It takes about 45 minutes.'],
  [{ answered: 9, total: 40, minutesLeft: 44 }, '9 of 40 questions are answered; about 45 minutes are left.'],
  [
    { answered: 9, total: 40, minutesLeft: 44, minutesAtMost: 99 },
    '9 of 40 questions are answered; 45 to 100 minutes are left.',
  ],
  [{ answered: 40, total: 40, minutesLeft: 0 }, 'Everything is answered. What is left is to send it.'],
])('%j', (view, sentence) => {
  expect(progressSentence(view)).toBe(sentence);
});
