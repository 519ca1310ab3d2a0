import { cleanLine, cleanParagraphs } from '../domain/cleanText';
import { isUnnamedSite } from '../domain/partner';
import type { Submission, SubmittedAnswer } from '../domain/submission';
import { XML_HAS_NO } from './xmlText';

/** What a submission does not hold itself: the words around it. */
export interface SubmissionNames {
  readonly partner: string;
  readonly customer: string;
  readonly campaign: string;
  /** By section id; the id stands where a title is not known. */
  readonly sectionTitles: ReadonlyMap<string, string>;
  /** By evidence id; files whose name is not known are counted. */
  readonly fileNames: ReadonlyMap<string, string>;
  /** IANA name of the zone that times are written in; UTC when absent. */
  readonly timeZone?: string;
  /** What the questions come from, as people know it; the program's id when absent. */
  readonly program?: string;
  /** That the questions are still to be compared with the authority's text, where they are. */
  readonly basisNote?: string;
}

export interface CopiedAnswer {
  /** From 1, through the whole document. */
  readonly number: number;
  readonly question: string;
  /** In words; "No answer" where there is none. Several choices stand on lines of their own. */
  readonly answer: string;
  readonly comment?: string;
  readonly files: readonly string[];
  readonly by?: string;
  /** In words. */
  readonly at?: string;
  /** Name of the site whose answer was taken over. */
  readonly sameAs?: string;
}

export interface CopiedSection {
  readonly title: string;
  readonly answers: readonly CopiedAnswer[];
}

/** One of the partner's places with its sections, or the company with its own. */
export interface CopiedPlace {
  readonly title: string;
  readonly sections: readonly CopiedSection[];
}

/** Everything a copy of what was sent shows, in words and free of anything that a program could run. */
export interface SubmittedContent {
  readonly title: string;
  /** Who, when, by whom: pairs of label and text. */
  readonly facts: readonly (readonly [string, string])[];
  readonly places: readonly CopiedPlace[];
  /** Questions that had no answer, with where they were asked. */
  readonly open: readonly { readonly number: number; readonly question: string; readonly place: string }[];
  readonly openReason?: string;
}

const line = (text: string): string => cleanLine(text).replace(XML_HAS_NO, '');
const paragraphs = (text: string): string => cleanParagraphs(text).replace(XML_HAS_NO, '');

/**
 * An answer as it was shown when it was sent; several choices get a line each. They were joined by "; " then, and only
 * where taking that apart gives as many as were chosen is it certain that no choice has one inside.
 */
function shownText({ shown, answer }: SubmittedAnswer): string {
  if (!Array.isArray(answer?.value) || answer.value.length < 2) return paragraphs(shown);
  const choices = shown.split('; ');
  return choices.length === answer.value.length ? choices.map((choice) => `• ${line(choice)}`).join('\n') : line(shown);
}

/** "3 May 2027, 14:05 (Europe/Berlin)" */
const momentIn = (timeZone: string): ((at: string) => string) => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => {
    const moment = new Date(at);
    return Number.isNaN(moment.getTime()) ? line(at) : format.format(moment).replace(' at ', ', ');
  };
};

/** Puts a submission into words, in the order it was asked. The same input gives the same content. */
export function submittedContent(submission: Submission, names: SubmissionNames): SubmittedContent {
  const { sites, submittedBy, evidence } = submission;
  const zone = names.timeZone ?? 'UTC';
  const moment = momentIn(zone);
  const hasNamedSites = !isUnnamedSite(sites);
  const siteName = (siteId: string): string => line(sites.find(({ id }) => id === siteId)?.name ?? siteId);
  const placeTitle = (siteId: string | undefined): string => {
    if (siteId === undefined) return 'The whole company';
    return hasNamedSites ? siteName(siteId) : 'The site';
  };
  const filesOf = ({ questionId, siteId }: SubmittedAnswer): string[] =>
    evidence
      .filter((file) => file.questionId === questionId && file.siteId === siteId)
      .map(({ evidenceId }) => line(names.fileNames.get(evidenceId) ?? 'a file'));

  const places: {
    siteId?: string;
    title: string;
    sections: { id: string; title: string; answers: CopiedAnswer[] }[];
  }[] = [];
  const open: { number: number; question: string; place: string }[] = [];
  submission.answers.forEach((asked, index) => {
    const { answer, siteId } = asked;
    let place = places.find((each) => each.siteId === siteId);
    if (!place) {
      place = { ...(siteId === undefined ? {} : { siteId }), title: placeTitle(siteId), sections: [] };
      places.push(place);
    }
    let section = place.sections.find(({ id }) => id === asked.sectionId);
    if (!section) {
      const title = line(names.sectionTitles.get(asked.sectionId) ?? asked.sectionId);
      section = { id: asked.sectionId, title, answers: [] };
      place.sections.push(section);
    }
    const number = index + 1;
    const comment = answer?.comment === undefined ? '' : paragraphs(answer.comment);
    const isOpen = submission.missing.some(
      (each) => each.questionId === asked.questionId && each.siteId === siteId && each.sectionId === asked.sectionId,
    );
    section.answers.push({
      number,
      question: line(asked.question),
      answer: shownText(asked),
      ...(comment === '' ? {} : { comment }),
      files: filesOf(asked),
      ...(answer ? { by: line(answer.by.name), at: moment(answer.at) } : {}),
      ...(answer?.copiedFrom === undefined ? {} : { sameAs: siteName(answer.copiedFrom) }),
    });
    if (isOpen) open.push({ number, question: line(asked.question), place: `${place.title}, ${section.title}` });
  });

  const reason = submission.openMustsReason === undefined ? '' : paragraphs(submission.openMustsReason);
  return {
    title: `${line(names.campaign)}: answers of ${line(names.partner)}`,
    facts: [
      ['Company', line(names.partner)],
      ['Asked by', line(names.customer)],
      ['Questionnaire', line(names.campaign)],
      [
        'Questions',
        `${line(names.program ?? submission.content.program)}, version ${line(submission.content.programVersion)}`,
      ],
      ['Sent on', `${moment(submission.submittedAt)} (${zone}; so are all times below)`],
      ['Sent by', [submittedBy.name, submittedBy.title].map(line).filter(Boolean).join(', ')],
      ...(submission.onBehalfOf === undefined ? [] : [['For', line(submission.onBehalfOf)] as const]),
      ['Confirmed', line(submission.confirmation)],
      ...(hasNamedSites && sites.length > 0
        ? [['Sites', sites.map(({ name }) => line(name)).join('; ')] as const]
        : []),
      [
        'Answered',
        `${submission.answers.length - open.length} of ${submission.answers.length} questions${open.length > 0 ? `; ${open.length} left open` : ''}`,
      ],
      ...(names.basisNote === undefined ? [] : [['Please note', line(names.basisNote)] as const]),
    ],
    places: places.map(({ title, sections }) => ({
      title,
      sections: sections.map(({ title: name, answers }) => ({ title: name, answers })),
    })),
    open,
    ...(reason === '' ? {} : { openReason: reason }),
  };
}
