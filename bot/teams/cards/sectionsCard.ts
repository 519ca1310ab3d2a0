import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { type AskedSection, askedSections } from '../outline';
import { sitesOf } from '../places';
import { type CardTime, dueInWords, timeLeftInWords, todayAt } from './dueWords';
import {
  type Action,
  buttons,
  card,
  type Element,
  execute,
  heading,
  openUrl,
  paragraph,
  split,
  subtle,
} from './elements';
import { type Receipt, receiptLine } from './receiptCard';
import { sectionState, waitingInWords } from './sectionState';

export interface SectionsCardInput {
  readonly view: QuestionnaireView;
  readonly pageUrl: string;
  readonly time: CardTime;
  /** From 0; absent means the page with the next thing to do. */
  readonly page?: number;
  /** What was saved just before. */
  readonly receipt?: Receipt;
}

/** Rows of one card: with more it comes close to the size that Teams takes, and to the patience of people. */
const ON_A_PAGE = 14;

/** The parts of a questionnaire by place, each with what is left in it and the way there. */
export function sectionsCard({ view, pageUrl, time, page, receipt }: SectionsCardInput): OutboundCard {
  const sections = askedSections(view);
  const pages = pagesOf(sections);
  const next = sections.find(({ left, section }) => left > 0 && section.blocked === undefined);
  const waiting = waitingInWords(view, sections);
  const current = Math.max(
    0,
    pages.findIndex((rows) => next !== undefined && rows.includes(next)),
  );
  const shown = Math.min(Math.max(page ?? current, 0), pages.length - 1);
  const rows = pages[shown] ?? [];
  const done = sections.filter(({ left }) => left === 0).length;
  const { assessmentKey, progress, partnerName } = view;
  const title = `${done} of ${sections.length} sections done`;
  const site = rows[0]?.section.siteName;
  const data = { assessmentKey };
  const toPage = (words: string, to: number): Action =>
    execute(words, 'sections', { ...data, page: to }, { inputs: 'none' });
  return card(
    `${title} for ${partnerName}`,
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      split([heading(title)], [subtle(timeLeftInWords(progress), { spacing: 'None' })]),
      subtle(
        `${partnerName}, ${dueInWords(view.dueOn, todayAt(time))}. ${progress.answered} of ${progress.total} questions answered; some answers bring more questions.`,
        { spacing: 'None' },
      ),
      ...(waiting === undefined ? [] : [paragraph(waiting, { spacing: 'Small' })]),
      paragraph([
        { bold: site ?? (rows[0]?.section.siteId === undefined ? 'Your company' : 'Your site') },
        ...(pages.length > 1 ? [` · page ${shown + 1} of ${pages.length}`] : []),
      ]),
      ...rows.map((each) => row(view, each, time)),
      ...(view.waiting ?? []).map((sentence) => subtle(sentence)),
      ...(view.yourPlaces
        ? []
        : [
            buttons(
              [
                execute('Hand over parts', 'handOverForm', originOf(view, rows[0]), { inputs: 'none' }),
                execute(
                  sitesOf(view).length > 1 ? 'Your sites' : 'Add a site',
                  sitesOf(view).length > 1 ? 'sites' : 'addSiteForm',
                  data,
                  {
                    inputs: 'none',
                  },
                ),
              ],
              { separator: true },
            ),
          ]),
    ],
    [
      progress.missing.length > 0
        ? execute('Continue', 'start', data, { isPrimary: true, inputs: 'none' })
        : view.yourPlaces
          ? execute('My part is done', 'finishForm', data, { isPrimary: true, inputs: 'none' })
          : execute('Check and send', 'summary', data, { isPrimary: true, inputs: 'none' }),
      shown > 0 ? toPage('Previous page', shown - 1) : undefined,
      shown + 1 < pages.length ? toPage('Next page', shown + 1) : undefined,
      progress.missing.length > 0 ? execute('What is missing', 'summary', data, { inputs: 'none' }) : undefined,
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}

/** The form for handing over offers the parts of the place that shows first. */
const originOf = ({ assessmentKey }: QuestionnaireView, first: AskedSection | undefined): Record<string, unknown> => ({
  assessmentKey,
  ...(first?.section.siteId !== undefined && { siteId: first.section.siteId }),
});

/** A page never holds two places. */
function pagesOf(sections: readonly AskedSection[]): readonly (readonly AskedSection[])[] {
  const pages: AskedSection[][] = [];
  for (const each of sections) {
    const last = pages.at(-1);
    const isSamePlace = last?.[0]?.section.siteId === each.section.siteId;
    if (last && isSamePlace && last.length < ON_A_PAGE) last.push(each);
    else pages.push([each]);
  }
  return pages;
}

function row(view: QuestionnaireView, each: AskedSection, time: CardTime): Element {
  const { section, group } = each;
  const { id, siteId, title } = section;
  const place = { assessmentKey: view.assessmentKey, sectionId: id, ...(siteId !== undefined && { siteId }) };
  const { words, look, act } = sectionState(view, each, time);
  const more = { inputs: 'none', tooltip: `${act}: ${title}` } as const;
  const open =
    act === 'Look' && section.blocked === undefined
      ? execute(act, 'look', place, more)
      : execute(act, 'open', { ...place, group }, more);
  return split([paragraph(title), subtle(words, { spacing: 'None', isSubtle: false, ...look })], [buttons([open])], {
    separator: true,
    spacing: 'Small',
  });
}
