import type { OutboundCard } from '../../../src/useCases/ports';
import { card, heading, openUrl, paragraph, subtle } from './elements';
import { backTo, type Origin } from './formParts';

export interface ResultCardInput {
  readonly title: string;
  /** What happened and what happens next. */
  readonly sentences: readonly string[];
  readonly small?: string;
  /** Where to go on. `undefined` when there is nothing to go on with for this person. */
  readonly origin?: Origin;
  readonly pageUrl?: string;
}

/** What came of an act, and the way on. */
export const resultCard = ({ title, sentences, small, origin, pageUrl }: ResultCardInput): OutboundCard =>
  card(
    `${title}. ${sentences[0] ?? ''}`.trim(),
    [
      heading(title),
      ...sentences.map((sentence, index) => paragraph(sentence, index > 0 ? { spacing: 'Small' } : {})),
      ...(small ? [subtle(small)] : []),
    ],
    [
      origin ? backTo(origin, 'Go on', { isPrimary: true }) : undefined,
      origin && pageUrl ? openUrl('Answer on one page', pageUrl) : undefined,
    ],
    origin ? { assessmentKey: origin.assessmentKey } : {},
  );
