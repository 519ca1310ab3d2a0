import type { Answer, AnswerValue } from '../../src/domain/answer';
import { type Answers, answersByKey } from '../../src/domain/answers';
import { composeQuestionnaire } from '../../src/domain/composeQuestionnaire';
import type { Criterion } from '../../src/domain/criterion';
import type { ProgramPack } from '../../src/domain/program';
import type { Question, Section } from '../../src/domain/question';
import type { Questionnaire } from '../../src/domain/questionnaire';
import type { RiskPolicy } from '../../src/domain/risk';
import { assess, type EvidenceState, type Score } from '../../src/domain/scoring';
import type { Threat } from '../../src/domain/threat';

export const TODAY = '2026-06-01';

export const aPolicy = (): RiskPolicy => ({
  id: 'default',
  version: '1.0.0',
  title: 'Policy',
  threat: {
    highBelow: 25,
    mediumBelow: 60,
    notRatedCountsAs: 2,
    factors: [
      { id: 'terrorism', title: 'Terrorism', proxy: 'pv' },
      { id: 'fosteringConditions', title: 'Fostering conditions', proxy: 'pv' },
      { id: 'organisedCrime', title: 'Organised crime', proxy: 'rl' },
      { id: 'humanSmuggling', title: 'Human smuggling', proxy: 'rl' },
      { id: 'contraband', title: 'Contraband', proxy: 'cc' },
    ],
  },
  vulnerability: { allMet: 1, shouldMissed: 2, mustMissed: 3 },
  conformity: {
    weight: { must: 2, should: 1 },
    credit: { met: 1, partlyMet: 0.5, notMet: 0, unanswered: 0 },
  },
  bands: [
    { band: 'low', from: 1, to: 2 },
    { band: 'medium', from: 3, to: 4 },
    { band: 'high', from: 6, to: 9 },
  ],
});

export const aThreat = (rating: 1 | 2 | 3 = 2): Threat => ({
  country: 'MX',
  rating,
  total: rating * 5,
  factors: [],
  notRated: 0,
  basis: 'Figures.',
  attribution: 'World Bank',
});

export const aCriterion = (over: Partial<Criterion> = {}): Criterion => ({
  id: '1.1',
  category: '1',
  obligation: 'must',
  title: 'A requirement',
  appliesTo: ['importer'],
  appliesToToBeChecked: [],
  confirmed: true,
  evidence: ['A paper'],
  ...over,
});

export const aPack = (criteria: readonly Criterion[] = [aCriterion()]): ProgramPack => ({
  id: 'ctpat',
  version: '1.0.0',
  title: 'Pack',
  authority: 'Authority',
  basis: 'Basis',
  categories: [
    { id: '1', title: 'Vision' },
    { id: '2', title: 'Risk' },
  ],
  criteria,
});

export const aQuestion = (over: Partial<Question> = {}): Question => ({
  id: 'first',
  version: 1,
  level: 'company',
  section: 'company',
  type: 'yesPartlyNo',
  text: { en: 'Do you?' },
  asksAbout: [{ program: 'ctpat', criterion: '1.1', relation: 'equal' }],
  evidenceWanted: false,
  ...over,
});

export const SECTIONS: readonly Section[] = [
  { id: 'company', order: 10, level: 'company', title: { en: 'Company' } },
  { id: 'later', order: 20, level: 'company', title: { en: 'Later' } },
  { id: 'place', order: 5, level: 'site', title: { en: 'At this site' } },
];

export const anAnswer = (questionId: string, value: AnswerValue | null, over: Partial<Answer> = {}): Answer => ({
  questionId,
  questionVersion: 1,
  value,
  by: { id: 'lupe', name: 'Guadalupe' },
  at: `${TODAY}T10:00:00.000Z`,
  source: 'page',
  revision: 1,
  ...over,
});

export const answersOf = (...answers: Answer[]): Answers => answersByKey(answers);

export const aQuestionnaire = (
  questions: readonly Question[],
  pack: ProgramPack = aPack(),
  sites: readonly { id: string; name: string }[] = [],
  asOf?: string,
): Questionnaire =>
  composeQuestionnaire({ sections: SECTIONS, questions, pack, partnerTypes: ['importer'], sites, asOf });

export const evidenceFor = (questionId: string, over: Partial<EvidenceState> = {}): EvidenceState => ({
  evidenceId: `proof-${questionId}`,
  questionId,
  state: 'accepted',
  ...over,
});

/** Scores answers to the questions with everything else at its plainest. */
export function scoreOf(given: {
  readonly questions: readonly Question[];
  readonly criteria?: readonly Criterion[];
  readonly answers: readonly Answer[];
  readonly evidence?: readonly EvidenceState[];
  readonly sites?: readonly { id: string; name: string }[];
  readonly threat?: 1 | 2 | 3;
  /** Day of the questionnaire. */
  readonly on?: string;
}): Score {
  const pack = aPack(given.criteria);
  return assess({
    questionnaire: aQuestionnaire(given.questions, pack, given.sites, given.on),
    answers: answersByKey(given.answers),
    evidence: given.evidence ?? [],
    pack,
    policy: aPolicy(),
    threat: aThreat(given.threat),
    asOf: TODAY,
  });
}
