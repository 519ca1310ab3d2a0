import { useState } from 'react';

export interface Drafts {
  of(key: string): string;
  write(key: string, text: string): void;
  readonly isAny: boolean;
}

/** What is being typed, by request, until it is sent. Held above the threads, so that news of others cannot take it away. */
export function useDrafts(): Drafts {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  return {
    of: (key) => texts[key] ?? '',
    write: (key, text) => setTexts((before) => ({ ...before, [key]: text })),
    isAny: Object.values(texts).some((text) => text.trim() !== ''),
  };
}
