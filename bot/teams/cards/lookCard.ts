import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { type LookedQuestion, type LookPage, lookPageAfter, lookPageBefore } from '../lookThrough';
import { answerTo } from '../outline';
import { siteTitle, sitesOf } from '../places';
import { valueInWords } from '../valueInWords';
import { otherSiteInWords } from './besideQuestion';
import {
  type Action,
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
} from './elements';
import { shortened } from './plainText';
import { type Receipt, receiptLine } from './receiptCard';

export interface LookCardInput {
  readonly view: QuestionnaireView;
  readonly look: LookPage;
  readonly pageUrl: string;
  /** What was changed just before. */
  readonly receipt?: Receipt;
}

const LONGEST_QUESTION = 200;
const LONGEST_ANSWER = 200;
const LONGEST_COMMENT = 120;
/** Longer ones are no easier to find in bold. */
const SHORT_ANSWER = 60;

/** What was answered in one part, line by line, so that it is right with one press or changed where it is not. */
export function lookCard({ view, look, pageUrl, receipt }: LookCardInput): OutboundCard {
  const { section, questions, position, count, page, pages } = look;
  const { assessmentKey, partnerName } = view;
  const open = questions.filter(({ isAnswered }) => !isAnswered).length;
  const where = section.siteName ? `${partnerName}, ${section.siteName}` : partnerName;
  const title = pages > 1 ? `${section.title} · ${page + 1} of ${pages}` : section.title;
  return card(
    `What you answered: ${title}${open > 0 ? `, ${openInWords(open)}` : ''}`,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      split([heading(title)], count > 1 ? [subtle(`Section ${position} of ${count}`, { spacing: 'None' })] : []),
      subtle(where, { spacing: 'None' }),
      ...(section.blocked === undefined ? [] : [container([paragraph(`⚠ ${section.blocked}`)], 'attention')]),
      ...copiedLine(view, look),
      ...questions.map((each) => row(view, look, each)),
    ],
    [
      next(view, look, open),
      back(view, look),
      execute('Sections', 'sections', { assessmentKey }, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey },
  );
}

const openInWords = (open: number): string => (open === 1 ? '1 answer is missing' : `${open} answers are missing`);

/** What leads to a page of the look through. */
export const lookData = (assessmentKey: string, { section, page }: LookPage): Record<string, unknown> => ({
  assessmentKey,
  sectionId: section.id,
  ...(section.siteId !== undefined && { siteId: section.siteId }),
  ...(page > 0 && { page }),
});

/** One press says that it is right, and goes on to what comes next. */
function next(view: QuestionnaireView, look: LookPage, open: number): Action {
  const { assessmentKey } = view;
  const after = lookPageAfter(view, look);
  const more = { isPrimary: true, inputs: 'none' } as const;
  const isRight = open === 0 && look.section.blocked === undefined;
  if (!after) {
    const verb = view.progress.missing.length > 0 ? 'start' : 'summary';
    return execute(isRight ? 'These are right, go on' : 'Go on', verb, { assessmentKey }, more);
  }
  const to = after.section === look.section ? 'next page' : 'next section';
  return execute(isRight ? `These are right, ${to}` : capital(to), 'look', lookData(assessmentKey, after), more);
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function back(view: QuestionnaireView, look: LookPage): Action | undefined {
  const before = lookPageBefore(view, look);
  return before && execute('Back', 'look', lookData(view.assessmentKey, before), { inputs: 'none' });
}

/** "5 of these answers are taken over from Monterrey." */
function copiedLine(view: QuestionnaireView, { section, questions }: LookPage): readonly Element[] {
  const sources = questions.flatMap(
    ({ question }) => answerTo(view.answers, question.id, section.siteId)?.copiedFrom ?? [],
  );
  const [first] = sources;
  if (first === undefined) return [];
  const isOne = new Set(sources).size === 1;
  const site = sitesOf(view).find(({ id }) => id === first);
  const from = isOne && site ? siteTitle(site) : 'other sites';
  const what =
    sources.length === questions.length
      ? sources.length === 1
        ? 'This answer is'
        : 'These answers are'
      : sources.length === 1
        ? '1 of these answers is'
        : `${sources.length} of these answers are`;
  return [paragraph(`${what} taken over from ${from}. Is it the same here?`)];
}

function row(view: QuestionnaireView, look: LookPage, { question, group, isAnswered }: LookedQuestion): Element {
  const { id, siteId, blocked } = look.section;
  const answer = answerTo(view.answers, question.id, siteId);
  const words = shortened(valueInWords(question, answer?.value, answer?.naReason), LONGEST_ANSWER);
  const files = view.evidence.filter((each) => each.questionId === question.id && each.siteId === siteId).length;
  const place = { assessmentKey: view.assessmentKey, sectionId: id, ...(siteId !== undefined && { siteId }), group };
  const isFile = question.type === 'evidence' && files > 0;
  const beside = [
    isFile ? undefined : otherSiteInWords(view, siteId, question),
    files > 0 && !isFile ? (files === 1 ? '1 file' : `${files} files`) : undefined,
    answer?.comment ? `Comment: ${shortened(answer.comment, LONGEST_COMMENT)}` : undefined,
  ].filter((each) => each !== undefined);
  const said = isFile ? (files === 1 ? '1 file is there' : `${files} files are there`) : words;
  return split(
    [
      subtle(shortened(question.text, LONGEST_QUESTION), { spacing: 'None' }),
      isAnswered
        ? paragraph(said.length > SHORT_ANSWER ? said : [{ bold: said }], { spacing: 'None' })
        : paragraph(answer?.value == null ? 'No answer yet' : `${words} (not complete)`, {
            spacing: 'None',
            color: 'Warning',
          }),
      ...(beside.length > 0 ? [subtle(beside.join(' · '), { spacing: 'None' })] : []),
    ],
    blocked === undefined
      ? [
          buttons([
            execute(
              isAnswered ? 'Change' : 'Answer',
              'open',
              { ...place, after: 'look' },
              { inputs: 'none', tooltip: `${isAnswered ? 'Change' : 'Answer'}: ${shortened(question.text, 120)}` },
            ),
          ]),
        ]
      : [],
    { separator: true, spacing: 'Small' },
  );
}
