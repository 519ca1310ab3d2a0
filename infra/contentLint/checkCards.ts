import { groupCard } from '../../bot/teams/cards/groupCard';
import type { PlacedGroup } from '../../bot/teams/outline';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { composeQuestionnaire } from '../../src/domain/composeQuestionnaire';
import { DEFAULT_MAX_LENGTH } from '../../src/domain/question';
import type { QuestionnaireSection } from '../../src/domain/questionnaire';
import { textIn } from '../../src/domain/text';
import { questionView, tableRowsOf } from '../../src/useCases/questionnaireView';
import { TYPES } from './checkReach';
import { type Finding, ofSection, type Rule } from './finding';

/** Teams refuses a message of more; some of it is the envelope. */
export const CARD_BYTES = 28_000;

const LONG_NAME = 'Compañía Manufacturera y Comercializadora Internacional del Norte, S.A. de C.V. '.repeat(2);
/** As long as keys in buttons and pages' addresses get. */
const LONG_ID = '0'.repeat(64);
const LONG_ADDRESS = `https://${'trustlane.'.repeat(12)}example/partner/${LONG_ID}`;
const PROBLEM = 'This could not be saved: please choose one of the answers in the list, or write it in other words. ';

const viewOf = (section: SectionView): QuestionnaireView => ({
  assessmentKey: LONG_ID,
  partnerName: LONG_NAME,
  customerName: LONG_NAME,
  askedBy: { name: LONG_NAME, email: 'somebody@example.org' },
  why: '',
  dueOn: '2030-12-31',
  status: 'open',
  contactName: LONG_NAME,
  basisNote: '',
  sections: [section],
  answers: [],
  evidence: [],
  progress: { answered: 0, total: 200, percent: 0, minutesLeft: 180, missing: [] },
});

/** The card of each group of a section at its largest: long names, long texts typed in, a problem at every question. */
function largestCards(section: QuestionnaireSection): number[] {
  const questions = section.questions.map((question) => questionView(question, section.siteId));
  const shown: SectionView = {
    id: section.id,
    ...(section.siteId === undefined ? {} : { siteId: LONG_ID, siteName: LONG_NAME }),
    title: textIn(section.title),
    revision: 999,
    state: 'started',
    groups: section.groups.map(({ questionIds }) => [...questionIds]),
    ...tableRowsOf(section),
    questions,
  };
  return shown.groups.map((ids, group) => {
    const asked = questions.filter(({ id }) => ids.includes(id));
    const placed: PlacedGroup = {
      section: shown,
      group,
      position: 2,
      count: shown.groups.length,
      sectionPosition: 2,
      sectionCount: 99,
      isLast: false,
      questions: asked,
      tableRows: shown.tableRows?.[String(group)],
    };
    const typed = (question: (typeof asked)[number]): string => {
      const { type, maxLength, choices } = question;
      if (type === 'multipleChoice') return (choices ?? []).map(({ id }) => id).join(',');
      const isText = type === 'shortText' || type === 'longText';
      return isText ? 'é'.repeat(maxLength ?? DEFAULT_MAX_LENGTH[type]) : '0';
    };
    const { card } = groupCard({
      view: viewOf(shown),
      placed,
      pageUrl: LONG_ADDRESS,
      notice: PROBLEM,
      entered: new Map(asked.map((question) => [question.id, { value: typed(question) }])),
      problems: new Map(asked.map(({ id }) => [id, PROBLEM])),
    });
    return Buffer.byteLength(JSON.stringify(card));
  });
}

/** Cards that would be too large for Teams. Their inputs are counted when the content is loaded. */
export const checkCards: Rule = ({ packs, sections, questions }) => {
  const known = new Map<string, number>();
  for (const pack of packs) {
    const questionnaire = composeQuestionnaire({ pack, sections, questions, partnerTypes: TYPES, sites: [] });
    for (const section of questionnaire.sections) {
      known.set(section.id, Math.max(known.get(section.id) ?? 0, ...largestCards(section)));
    }
  }
  return [...known].flatMap(([id, bytes]): Finding[] =>
    bytes > CARD_BYTES ? [ofSection(id, `has a card of up to ${bytes} bytes; Teams takes ${CARD_BYTES}`)] : [],
  );
};
