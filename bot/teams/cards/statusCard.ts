import type { PartnerSession } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { dueInWords } from './dueWords';
import {
  buttons,
  card,
  choiceSet,
  container,
  type Element,
  execute,
  heading,
  openUrl,
  paragraph,
  subtle,
} from './elements';

export type ListedAssessment = PartnerSession['assessments'][number];

export interface StatusCardInput {
  readonly title: string;
  /** A sentence above the list. */
  readonly lead?: string;
  readonly assessments: readonly ListedAssessment[];
  readonly pageUrl: string;
  readonly today: string;
}

const WITH_BUTTON = 5;
const COPY = 'Get a copy (Word, Excel)';

const stateOf = (assessment: ListedAssessment, today: string): string =>
  assessment.status === 'submitted'
    ? sentInWords(assessment)
    : `${answeredInWords(assessment)}, ${dueInWords(assessment.dueOn, today)}`;

const sentInWords = ({ submittedBy }: ListedAssessment): string =>
  submittedBy === undefined ? 'Sent, thank you' : `Sent by ${submittedBy}, thank you`;

/** As the summary and the page count. */
const answeredInWords = ({ answered = 0, total = 0 }: ListedAssessment): string =>
  answered === 0
    ? 'Nothing answered yet'
    : `${answered} of ${total === 1 ? '1 question' : `${total} questions`} answered`;

/** How a person's questionnaires stand, each with the way into it. */
export function statusCard({ title, lead, assessments, pageUrl, today }: StatusCardInput): OutboundCard {
  const open = assessments.filter(({ status }) => status === 'open');
  const listed = assessments.slice(0, WITH_BUTTON);
  const others = open.filter((each) => !listed.includes(each));
  const [first] = open;
  const isForSeveral = new Set(assessments.map(({ partnerName }) => partnerName)).size > 1;
  const named = (each: ListedAssessment): string =>
    isForSeveral && each.partnerName ? `${each.title}, ${each.partnerName}` : each.title;
  return card(
    `${title}: ${open.length === 1 ? '1 questionnaire is open' : `${open.length} questionnaires are open`}`,
    [
      heading(title),
      ...(lead ? [paragraph(lead)] : []),
      ...listed.map((each) => row(each, named(each), today, open.length > 1)),
      ...(others.length > 0
        ? [
            choiceSet(
              'assessmentKey',
              'More questionnaires',
              others.map((each) => ({ title: named(each), value: each.key })),
              {
                style: 'compact',
                placeholder: 'Choose one',
              },
            ),
          ]
        : []),
    ],
    [
      open.length === 1 && first
        ? execute('Continue', 'start', { assessmentKey: first.key }, { isPrimary: true })
        : undefined,
      open.length === 1 && first
        ? execute('Sections', 'sections', { assessmentKey: first.key }, { inputs: 'none' })
        : undefined,
      others.length > 0 ? execute('Open the chosen one', 'pick', {}) : undefined,
      execute('Help', 'help', {}, { inputs: 'none' }),
      // What was sent is looked at there, and taken away.
      openUrl(open.length === 0 && assessments.length > 0 ? COPY : 'Answer on one page', pageUrl),
    ],
  );
}

function row(assessment: ListedAssessment, name: string, today: string, hasButton: boolean): Element {
  const { key, status } = assessment;
  return container(
    [
      paragraph([{ bold: name }]),
      subtle(stateOf(assessment, today), { spacing: 'None' }),
      ...(hasButton && status === 'open'
        ? [
            buttons(
              [execute('Continue', 'start', { assessmentKey: key }, { inputs: 'none', tooltip: `Continue: ${name}` })],
              { spacing: 'Small' },
            ),
          ]
        : []),
    ],
    undefined,
    { separator: true },
  );
}
