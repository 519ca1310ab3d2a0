import type { QuestionnaireView, SectionView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { sectionTitle } from '../places';
import { card, container, execute, heading, openUrl, paragraph } from './elements';
import { type Receipt, receiptLine } from './receiptCard';

/** In the place of the questions of a part in which nothing can be saved: why, and the ways on. */
export function blockedCard({
  view,
  section,
  pageUrl,
  receipt,
}: {
  readonly view: QuestionnaireView;
  readonly section: SectionView;
  readonly pageUrl: string;
  readonly receipt?: Receipt;
}): OutboundCard {
  const { assessmentKey } = view;
  const title = sectionTitle(section);
  const place = {
    assessmentKey,
    sectionId: section.id,
    ...(section.siteId !== undefined && { siteId: section.siteId }),
  };
  return card(
    `${title}: nothing can be saved here now`,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      heading(title),
      container([paragraph(`⚠ ${section.blocked ?? ''}`)], 'attention'),
    ],
    [
      execute('Go on elsewhere', 'start', { assessmentKey }, { isPrimary: true, inputs: 'none' }),
      execute('See the answers', 'look', place, { inputs: 'none' }),
      execute('Sections', 'sections', { assessmentKey }, { inputs: 'none' }),
      execute('Ask for help', 'askForm', place, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey },
  );
}
