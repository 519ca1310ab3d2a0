import type { QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { answerTo, type PlacedGroup } from '../outline';
import { timeLeftInWords } from './dueWords';
import { card, container, type Element, execute, heading, openUrl, paragraph, split, subtle } from './elements';
import { shortened } from './plainText';
import { type Entered, enteredFrom, fingerprint, questionInputs } from './questionInput';
import { type Receipt, receiptLine } from './receiptCard';

export interface GroupCardInput {
  readonly view: QuestionnaireView;
  readonly placed: PlacedGroup;
  /** The contact's own page. */
  readonly pageUrl: string;
  /** What the person typed and that could not be saved, by question: shown again instead of the stored answer. */
  readonly entered?: ReadonlyMap<string, Entered>;
  /** A sentence over a field, by question. */
  readonly problems?: ReadonlyMap<string, string>;
  /** A sentence over the whole card. */
  readonly notice?: string;
  /** What was saved just before. */
  readonly receipt?: Receipt;
}

const LONGEST_HELP = 600;

/** One group of questions: earlier answers filled in, problems above their fields. At most 6 inputs. */
export function groupCard(input: GroupCardInput): OutboundCard {
  const { view, placed, pageUrl, notice, receipt, problems } = input;
  const { section, group, position, count, sectionPosition, sectionCount, questions } = placed;
  const place = {
    assessmentKey: view.assessmentKey,
    sectionId: section.id,
    ...(section.siteId && { siteId: section.siteId }),
    group,
  };
  const data = { ...place, baseRevision: section.revision, was: shownMarks(view, placed) };
  const title = count > 1 ? `${section.title} · ${position} of ${count}` : section.title;
  const where = section.siteName ? `${view.partnerName}, ${section.siteName}` : view.partnerName;
  const isProofWanted = questions.some(({ evidenceWanted }) => evidenceWanted);
  const hasProblems = (problems?.size ?? 0) > 0;
  return card(
    hasProblems ? `${title}. Something is not saved yet.` : title,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      split([heading(title)], [subtle(timeLeftInWords(view.progress), { spacing: 'None' })]),
      sectionCount > 1
        ? split(
            [subtle(`${where} · section ${sectionPosition} of ${sectionCount}`, { spacing: 'None' })],
            // In the body, because Teams shows five buttons below a card.
            [{ type: 'ActionSet', actions: [execute('Sections', 'menu', data)] }],
            { spacing: 'None' },
          )
        : subtle(where, { spacing: 'None' }),
      ...(notice ? [container([paragraph(notice)], 'warning')] : []),
      ...questions.map((question) => questionBlock(input, question)),
    ],
    [
      execute(placed.isLast ? 'Save' : 'Save and next', 'save', data, { isPrimary: true }),
      position > 1 || sectionPosition > 1 ? execute('Back', 'back', data) : undefined,
      execute('Later', 'later', data),
      isProofWanted ? openUrl('Add proof on the page', pageUrl) : undefined,
      openUrl('Answer on one page', pageUrl),
    ],
  );
}

function questionBlock({ view, placed, entered, problems }: GroupCardInput, question: QuestionView): Element {
  const { siteId } = placed.section;
  const shown = entered?.get(question.id) ?? enteredFrom(question, answerTo(view.answers, question.id, siteId));
  const { input, reason } = questionInputs(question, shown);
  const problem = problems?.get(question.id);
  const files = view.evidence.filter((each) => each.questionId === question.id && each.siteId === siteId).length;
  const proof = question.evidenceWanted ? proofSentence(question, files) : undefined;
  return container(
    [
      ...(problem ? [paragraph([{ bold: 'Please check: ' }, problem], { color: 'Attention' })] : []),
      input,
      ...(question.help ? [subtle(shortened(question.help, LONGEST_HELP))] : []),
      ...(proof ? [subtle(proof)] : []),
      ...reason,
    ],
    undefined,
    { separator: true, spacing: 'Medium' },
  );
}

function proofSentence({ proof }: QuestionView, files: number): string {
  const have = files === 0 ? '' : files === 1 ? ' One file is there.' : ` ${files} files are there.`;
  return `Proof wanted: ${shortened(proof ?? 'a file that shows it', LONGEST_HELP).replace(/\.$/, '')}.${have}`;
}

/** What the stored answers look like, question by question, so that a later save knows what was changed. */
const shownMarks = (
  view: QuestionnaireView,
  { section, questions }: PlacedGroup,
): Record<string, readonly [string, string]> =>
  Object.fromEntries(
    questions.map((question) => {
      const { value, reason } = enteredFrom(question, answerTo(view.answers, question.id, section.siteId));
      return [question.id, [fingerprint(value), fingerprint(reason)] as const];
    }),
  );
