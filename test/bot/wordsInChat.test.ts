import { wordsInChat } from '../../bot/teams/wordsInChat';

it.each([
  ['This part is not asked. Please reload the page.', 'This part is not asked. Please type “continue”.'],
  ['This question is not asked here. Reload the page.', 'This question is not asked here. Please type “continue”.'],
  ['Nothing was changed; reload the page.', 'Nothing was changed; type “continue”.'],
  [
    'Sent for something else. Please reload the page and try again.',
    'Sent for something else. Please type “continue”.',
  ],
  ['This was not sent. Please load the page again and ask once more.', 'This was not sent. Please type “continue”.'],
  ['It is gone. Please load it again.', 'It is gone. Please type “continue”.'],
  ['Choose a day that exists, such as tomorrow.', 'Choose a day that exists, such as tomorrow.'],
])('%s', (sentence, inChat) => {
  expect(wordsInChat(sentence)).toBe(inChat);
});
