const PAGE_WORDS = /\b(?:please )?(?:re)?load (?:the page|it)(?: again)?(?: and (?:try|ask) (?:again|once more))?\./i;

/** A sentence of the use cases as it reads in chat, where there is no page to load again. */
export const wordsInChat = (sentence: string): string =>
  sentence.replace(PAGE_WORDS, (_words, at: number) =>
    /[.”]\s*$/.test(sentence.slice(0, at)) || at === 0 ? 'Please type “continue”.' : 'type “continue”.',
  );
