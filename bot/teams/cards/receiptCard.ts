import type { OutboundCard } from '../../../src/useCases/ports';
import type { Place } from '../outline';
import { type Action, buttons, card, container, type Element, execute, paragraph, split, subtle } from './elements';

/** What was saved, in one line, and the way back to it. */
export interface Receipt {
  readonly assessmentKey: string;
  readonly place: Place;
  /** "Saved: Seals, 3 answers" */
  readonly text: string;
  /** How many of the answers say "partly" or "no" and nothing about what is missing. */
  readonly unexplained?: number;
}

export const savedSentence = (title: string, count: number): string =>
  `Saved: ${title}, ${count === 1 ? '1 answer' : `${count} answers`}`;

const change = ({ assessmentKey, place }: Receipt): Action =>
  execute('Change', 'open', { assessmentKey, ...place }, { inputs: 'none' });

/** What "partly" and "no" leave open, with the way to say it. */
function followUp({ assessmentKey, place, unexplained = 0 }: Receipt): readonly Element[] {
  if (unexplained === 0) return [];
  const answers = unexplained === 1 ? 'One answer is' : `${unexplained} answers are`;
  const say = execute('Say what is missing', 'commentForm', { assessmentKey, ...place }, { inputs: 'none' });
  return [
    subtle(`${answers} “partly” or “no”. What is missing, and what will you do about it?`),
    buttons([say], { spacing: 'Small' }),
  ];
}

/** On top of the next card. */
export const receiptLine = (receipt: Receipt): Element =>
  container(
    [split([paragraph(`✓ ${receipt.text}`, { color: 'Good' })], [buttons([change(receipt)])]), ...followUp(receipt)],
    undefined,
    { bleed: true },
  );

/** In the place of a card that was saved by a client that cannot have it replaced at once. */
export const receiptCard = (receipt: Receipt): OutboundCard =>
  card(receipt.text, [paragraph(`✓ ${receipt.text}`, { color: 'Good' })], [change(receipt)]);
