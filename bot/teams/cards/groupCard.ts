import type { CurrentAnswer, QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { answerTo, type PlacedGroup, restOfTable } from '../outline';
import { besideAnswer, colleagueLine, pictureOf } from './besideQuestion';
import { type CardTime, timeLeftInWords } from './dueWords';
import {
  buttons,
  card,
  container,
  type Element,
  execute,
  heading,
  openUrl,
  paragraph,
  split,
  subtle,
  subtleWithLink,
} from './elements';
import { shortened } from './plainText';
import { type Entered, enteredFrom, fingerprint, questionInputs, rowMark } from './questionInput';
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
  /** It was opened to change an answer while looking through, and leads back there. */
  readonly after?: 'look';
  /** To say how long ago a colleague saved here. */
  readonly time?: CardTime;
}

const LONGEST_HELP = 600;
/** Characters of a document that stand on a card; the whole of it is on the page. */
const LONGEST_DOCUMENT = 2_400;

/** One group of questions: earlier answers filled in, problems above their fields. At most 6 inputs. */
export function groupCard(input: GroupCardInput): OutboundCard {
  const { view, placed, pageUrl, notice, receipt, problems, after } = input;
  const { section, group, position, count, sectionPosition, sectionCount, questions } = placed;
  const place = {
    assessmentKey: view.assessmentKey,
    sectionId: section.id,
    ...(section.siteId && { siteId: section.siteId }),
    group,
    ...(after && { after }),
  };
  const data = { ...place, baseRevision: section.revision, was: shownMarks(view, placed) };
  const title = count > 1 ? `${section.title} · ${position} of ${count}` : section.title;
  const where = section.siteName ? `${view.partnerName}, ${section.siteName}` : view.partnerName;
  const hasProblems = (problems?.size ?? 0) > 0;
  const isEnd = after ? restOfTable(view, place) === undefined : placed.isLast;
  return card(
    hasProblems ? `${title}. Something is not saved yet.` : title,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      split([heading(title)], [subtle(timeLeftInWords(view.progress), { spacing: 'None' })]),
      sectionCount > 1
        ? split(
            [subtle(`${where} · section ${sectionPosition} of ${sectionCount}`, { spacing: 'None' })],
            // In the body, because Teams shows five buttons below a card.
            [buttons([execute('Sections', 'menu', data)])],
            { spacing: 'None' },
          )
        : subtle(where, { spacing: 'None' }),
      ...colleagueLine(input),
      ...(notice ? [container([paragraph(notice)], 'warning')] : []),
      ...questions.map((question) => questionBlock(input, question)),
    ],
    [
      execute(isEnd ? 'Save' : 'Save and next', 'save', data, { isPrimary: true }),
      after || position > 1 || sectionPosition > 1 ? execute('Back', 'back', data) : undefined,
      execute('Later', 'later', data),
      execute('More', 'more', data),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

/** One question with its inputs, and all that helps to answer it. Also on the card that asks whose answer counts. */
export function questionBlock(input: GroupCardInput, question: QuestionView): Element {
  const { view, placed, entered, problems, pageUrl } = input;
  const { siteId } = placed.section;
  const shown = shownIn(question, answerTo(view.answers, question.id, siteId), entered?.get(question.id));
  const { inputs, reason } = questionInputs(question, shown, placed.tableRows);
  const problem = problems?.get(question.id);
  const files = view.evidence.filter((each) => each.questionId === question.id && each.siteId === siteId).length;

  const isAnsweredByFile = question.type === 'evidence' && files > 0;
  const isTable = question.type === 'table';
  // Said once, on the first card of a table.
  const isFirst = !isTable || placed.tableRows?.includes(question.rows?.[0]?.id ?? '') === true;
  const proof = question.evidenceWanted && isFirst ? proofSentence(question, files) : undefined;
  const help = question.help && isFirst ? [subtle(shortened(question.help, LONGEST_HELP))] : [];
  const addTitle =
    files > 0
      ? 'Add another on the page'
      : question.type === 'evidence'
        ? 'Add the file on the page'
        : 'Add it on the page';
  return container(
    [
      ...(problem ? [paragraph([{ bold: 'Please check: ' }, problem], { color: 'Attention' })] : []),
      ...(isTable || isAnsweredByFile ? [paragraph(question.text)] : []),
      ...(isTable ? [subtle(linesInWords(question, placed)), ...help] : []),
      ...(question.document ? [documentBlock(question.document)] : []),
      ...(isAnsweredByFile
        ? [subtle('A file is attached, so this is answered. You can remove it on the page.')]
        : inputs),
      ...besideAnswer(view, placed, question),
      ...(question.type === 'evidence' && files === 0
        ? [subtle('A file is the answer here. Choose the line above only if you have nothing to show.')]
        : []),
      ...(isTable ? [] : help),
      ...pictureOf(placed, question),
      ...(proof ? [subtleWithLink(proof, addTitle, pageUrl)] : []),
      ...(isAnsweredByFile ? [] : reason),
    ],
    undefined,
    { separator: true, spacing: 'Medium' },
  );
}

/** What was typed instead of what is stored; of a table, line by line. */
function shownIn(question: QuestionView, answer: CurrentAnswer | undefined, typed: Entered | undefined): Entered {
  const stored = enteredFrom(question, answer);
  return typed?.rows ? { ...typed, rows: { ...stored.rows, ...typed.rows } } : (typed ?? stored);
}

function linesInWords({ rows = [] }: QuestionView, { tableRows = [] }: PlacedGroup): string {
  const first = rows.findIndex(({ id }) => tableRows.includes(id)) + 1;
  return `Lines ${first} to ${first + tableRows.length - 1} of ${rows.length}`;
}

/** The document to be accepted, in place. */
function documentBlock({ title, version, paragraphs }: NonNullable<QuestionView['document']>): Element {
  const whole = paragraphs.join('\n\n');
  const shown = shortened(whole, LONGEST_DOCUMENT).split('\n\n');
  return container(
    [
      paragraph([{ bold: title }, ` (version ${version})`]),
      ...shown.map((each) => paragraph(each, { spacing: 'Small' })),
      ...(shown.join('\n\n') === whole ? [] : [subtle('The whole text is on the page.')]),
    ],
    'emphasis',
    { spacing: 'Small' },
  );
}

function proofSentence({ proof }: QuestionView, files: number): string {
  const have = files === 0 ? '' : files === 1 ? ' One file is there.' : ` ${files} files are there.`;
  return `Proof wanted: ${shortened(proof ?? 'a file that shows it', LONGEST_HELP).replace(/\.$/, '')}.${have}`;
}

/** What the stored answers look like, question by question, so that a later save knows what was changed. */
export const shownMarks = (
  view: QuestionnaireView,
  { section, questions, tableRows = [] }: PlacedGroup,
): Record<string, readonly [string, string]> =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const { value, reason, rows = {} } = enteredFrom(question, answerTo(view.answers, question.id, section.siteId));
      const ofRows = tableRows.map(
        (id) => [rowMark(question.id, id), [fingerprint(Object.hasOwn(rows, id) ? rows[id] : ''), '']] as const,
      );
      return [[question.id, [fingerprint(value), fingerprint(reason)]] as const, ...ofRows];
    }),
  );
