import type { QuestionnaireView } from '../contracts/questionnaire';
import type { Say } from './sentences';

export type BeforeAnswering = NonNullable<QuestionnaireView['before']>;

/** A line of what to have at hand, and the sections that make it useful; without sections it always is. */
const AT_HAND: readonly { readonly text: string; readonly sections?: readonly string[] }[] = [
  { text: 'atHandPerson' },
  { text: 'atHandSeals', sections: ['sealsAtSite', 'loads'] },
  { text: 'atHandKeys', sections: ['siteAccess'] },
  { text: 'atHandPlan', sections: ['siteFence', 'siteLoading', 'siteProfile'] },
  { text: 'atHandPartners', sections: ['partners', 'hiredCarriers'] },
  { text: 'atHandComputers', sections: ['computers'] },
];
/** More than this nobody reads before starting. */
const MOST_LINES = 5;

/**
 * What somebody should know before the first answer, as sentences for the page, the card and the mail: what to have at
 * hand (at most five lines, chosen by what is asked of this partner), how long answers are kept, what not to send.
 * @param sections ids of the sections that are asked
 * @param keepAnswersYears the customer's own rule; without one the sentence names the person who knows
 */
export function beforeAnswering(input: {
  readonly say: Say;
  readonly customerName: string;
  readonly personName: string;
  readonly sections: Iterable<string>;
  readonly keepAnswersYears?: number;
}): BeforeAnswering {
  const { say, keepAnswersYears: years } = input;
  const asked = new Set(input.sections);
  const names = { customer: input.customerName, person: input.personName };
  const useful = AT_HAND.filter(({ sections }) => !sections || sections.some((id) => asked.has(id)));
  return {
    atHand: [...useful.slice(0, MOST_LINES - 1).map(({ text }) => say(text)), say('atHandCertificates')],
    keptFor:
      years === undefined
        ? say('keptFor', names)
        : say('keptForYears', { ...names, period: years === 1 ? '1 year' : `${years} years` }),
    leaveOut: ['leaveOut1', 'leaveOut2', 'leaveOut3'].map((id) => say(id)),
  };
}
