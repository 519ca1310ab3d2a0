import type { OutboundCard } from '../../../src/useCases/ports';
import { dayInWords } from './dueWords';
import { card, heading, openUrl, paragraph, subtle } from './elements';

export interface SubmittedCardInput {
  readonly partnerName: string;
  readonly customerName: string;
  /** The customer's calendar day. */
  readonly submittedOn?: string;
  readonly submittedBy?: string;
  /** False when it had been sent before, so that nothing happened now. */
  readonly isNew: boolean;
  /** What happens next, in sentences. */
  readonly next: readonly string[];
  readonly pageUrl: string;
  readonly today: string;
}

/** Thank you, and what happens next. */
export function submittedCard(input: SubmittedCardInput): OutboundCard {
  const { partnerName, customerName, submittedOn, submittedBy, isNew, next, pageUrl, today } = input;
  const when = submittedOn ? ` on ${dayInWords(submittedOn, today)}` : '';
  const title = isNew ? 'Thank you, your answers are sent' : 'These answers are sent already';
  return card(
    `${title} (${partnerName})`,
    [
      heading(title),
      paragraph(`${submittedBy ?? 'A colleague'} sent the answers of ${partnerName} to ${customerName}${when}.`),
      ...(isNew ? [] : [paragraph('Nothing was changed now.')]),
      ...(next.length > 0 ? [paragraph([{ bold: 'What happens next' }])] : []),
      ...next.map((sentence) => paragraph(sentence, { spacing: 'Small' })),
      subtle('Type “status” to see how things stand.'),
    ],
    [openUrl('Get a copy (Word, Excel)', pageUrl)],
  );
}
