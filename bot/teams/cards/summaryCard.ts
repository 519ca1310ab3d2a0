import type { QuestionnaireView, SectionView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { askedSections, withWhom } from '../outline';
import { listInWords, sectionTitle } from '../places';
import { dueInWords } from './dueWords';
import { card, choiceSet, container, type Element, execute, heading, openUrl, paragraph, subtle } from './elements';
import { shortened, withoutMarkdown } from './plainText';
import { type Receipt, receiptLine } from './receiptCard';

const LISTED = 40;
const EXPANDED_UP_TO = 4;

/** Value of a choice that leads to a missing question. */
export const jumpValue = ({ questionId, siteId }: { readonly questionId: string; readonly siteId?: string }): string =>
  JSON.stringify(siteId === undefined ? [questionId] : [questionId, siteId]);

/** At the end: what is answered, what is missing, and the way to send. */
export function summaryCard(view: QuestionnaireView, pageUrl: string, today: string, receipt?: Receipt): OutboundCard {
  const { answered, total, missing } = view.progress;
  const musts = missing.filter(({ isMust }) => isMust).length;
  const data = { assessmentKey: view.assessmentKey };
  const hasSections = askedSections(view).length > 1;
  const blocked = view.sections.filter((section) => section.blocked !== undefined);
  const title = missing.length === 0 ? 'Everything is answered' : `${answered} of ${total} questions answered`;
  return card(
    `${title} for ${view.partnerName}`,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      heading(title),
      subtle(`${view.partnerName}, ${dueInWords(view.dueOn, today)}`, { spacing: 'None' }),
      ...blockedBlock(view, blocked),
      ...(missing.length === 0 && blocked.length > 0
        ? []
        : missing.length === 0
          ? [paragraph(`Next, check it and send it to ${view.customerName}. You can still change answers before that.`)]
          : missingBlock(view, musts)),
    ],
    [
      missing.length === 0 ? undefined : execute('Go to question', 'jump', data, { isPrimary: true }),
      // Sending is refused while a part cannot be read, so it is not offered.
      blocked.length > 0
        ? undefined
        : execute('Send answers', 'submitForm', data, { isPrimary: missing.length === 0, inputs: 'none' }),
      hasSections ? execute('Sections', 'sections', data, { inputs: 'none' }) : undefined,
      hasSections && missing.length > 0 ? undefined : execute('Look through', 'look', data, { inputs: 'none' }),
      execute('Later', 'laterForm', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}

function missingBlock(view: QuestionnaireView, musts: number): readonly Element[] {
  const { missing } = view.progress;
  const sentence =
    musts === 0
      ? 'What is missing is not required; answer it if you can.'
      : missing.length === 1
        ? 'This answer is required.'
        : `${musts === 1 ? '1 of the missing answers is' : `${musts} of the missing answers are`} required.`;
  const choices = missing.slice(0, LISTED).map((each) => {
    const section = view.sections.find(({ id, siteId }) => id === each.sectionId && siteId === each.siteId);
    const place = section?.siteName ? `${section.title}, ${section.siteName}` : (section?.title ?? '');
    return {
      title: shortened(withoutMarkdown(`${place}: ${each.text}${each.isMust ? ' (required)' : ''}`), 140),
      value: jumpValue(each),
    };
  });
  const first = choices[0];
  const isShort = choices.length <= EXPANDED_UP_TO;
  return [
    container([paragraph(sentence), ...withColleagues(view)], musts > 0 ? 'warning' : 'emphasis'),
    choiceSet(
      'jump',
      `Still missing: ${missing.length}${missing.length > LISTED ? `, here the first ${LISTED}` : ''}`,
      choices,
      {
        style: isShort ? 'expanded' : 'compact',
        ...(first && !isShort && { value: first.value }),
      },
    ),
  ];
}

/** What keeps everything from being sent: parts in which nothing can be saved. */
function blockedBlock(
  { customerName, askedBy }: QuestionnaireView,
  blocked: readonly SectionView[],
): readonly Element[] {
  if (blocked.length === 0) return [];
  const names = listInWords(blocked.map((section) => `“${sectionTitle(section)}”`));
  return [
    container(
      [
        paragraph(
          `⚠ Nothing can be saved in ${names} just now, so the answers cannot be sent to ${customerName} yet. All other answers are safe. Please tell ${askedBy.name}, who can have it mended.`,
        ),
      ],
      'attention',
    ),
  ];
}

/** "11 of the missing answers are with Ana Ruiz." */
function withColleagues(view: QuestionnaireView): readonly Element[] {
  const names = view.progress.missing.flatMap(
    ({ sectionId, siteId }) => withWhom(view, { id: sectionId, siteId }) ?? [],
  );
  if (names.length === 0) return [];
  const who = `with ${listInWords([...new Set(names)])}`;
  const words =
    names.length === view.progress.missing.length
      ? `All of it is ${who}. You can wait for it, or answer it yourself.`
      : `${names.length} of the missing answers ${names.length === 1 ? 'is' : 'are'} ${who}.`;
  return [subtle(words)];
}
