import type { OutboundCard } from '../../../src/useCases/ports';
import type { Place } from '../outline';
import { type Action, buttons, card, container, type Element, execute, paragraph, split } from './elements';

/** What was saved, in one line, and the way back to it. */
export interface Receipt {
  readonly assessmentKey: string;
  readonly place: Place;
  /** "Saved: Seals, 3 answers" */
  readonly text: string;
}

export const savedSentence = (title: string, count: number): string =>
  `Saved: ${title}, ${count === 1 ? '1 answer' : `${count} answers`}`;

const change = ({ assessmentKey, place }: Receipt): Action =>
  execute('Change', 'open', { assessmentKey, ...place }, { inputs: 'none' });

/** On top of the next card. */
export const receiptLine = (receipt: Receipt): Element =>
  container([split([paragraph(`✓ ${receipt.text}`, { color: 'Good' })], [buttons([change(receipt)])])], undefined, {
    bleed: true,
  });

/** In the place of a card that was saved by a client that cannot have it replaced at once. */
export const receiptCard = (receipt: Receipt): OutboundCard =>
  card(receipt.text, [paragraph(`✓ ${receipt.text}`, { color: 'Good' })], [change(receipt)]);
