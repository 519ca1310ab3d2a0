import path from 'node:path';
import fc from 'fast-check';
import { outlineOf } from '../../bot/teams/outline';
import { loadContent } from '../../src/content/load';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Answer } from '../../src/domain/answer';
import type { SectionPlace } from '../../src/domain/delegation';
import { choicesOf, isRequired } from '../../src/domain/question';
import {
  type Answers,
  answerKey,
  answersByKey,
  composeQuestionnaire,
  type Questionnaire,
  visibleQuestions,
} from '../../src/domain/questionnaire';
import { viewOfPlaces } from '../../src/useCases/assessmentScope';
import { questionnaireView } from '../../src/useCases/questionnaireView';
import { draftKey, isShown } from '../../tab/partner/shownQuestions';
import { smallPack } from '../support/smallPack';

const SITES = [
  { id: 'mty', name: 'Monterrey' },
  { id: 'slt', name: 'Saltillo' },
];

function composed({ sections, questions, packs }: ReturnType<typeof loadContent>): Questionnaire {
  const [pack] = packs;
  if (!pack) throw new Error('There is no program.');
  return composeQuestionnaire({ sections, questions, pack, partnerTypes: ['foreignManufacturer'], sites: SITES });
}
const PACKS: readonly [string, Questionnaire, number][] = [
  ['small', composed(smallPack()), 1_000],
  ['shipped', composed(loadContent(path.resolve(__dirname, '../../src/content'))), 40],
];

const stored = <T>(value: T) => ({ value, version: '"1"' });
const scope = {
  contact: { key: 'ana', name: 'Ana' },
  partner: stored({ name: 'Aceros', sites: SITES }),
  assessment: stored({ key: 'c|p', status: 'open' }),
  campaign: stored({ askedBy: { name: 'Maya', email: '' }, why: '', dueOn: '2030-01-01' }),
} as never;

const wholeView = (questionnaire: Questionnaire, answers: Answers): QuestionnaireView =>
  questionnaireView({ scope, customerName: 'N', basisNote: '', questionnaire, rows: [], answers, evidence: [] });

/** Answers to what decides about other questions, and to some others; any of them at any place, or none. */
function anyAnswers(questionnaire: Questionnaire): fc.Arbitrary<Answers> {
  const gates = new Set(
    questionnaire.sections.flatMap(({ questions }) => questions.flatMap(({ gate }) => gate?.question ?? [])),
  );
  const placed = questionnaire.sections.flatMap(({ siteId, questions }) =>
    questions
      .filter(({ id }, position) => gates.has(id) || position % 3 === 0)
      .map((question) => ({ siteId, question })),
  );
  const one = ({ siteId, question }: (typeof placed)[number]): fc.Arbitrary<Answer | undefined> => {
    const ids = choicesOf(question).map(({ id }) => id);
    const isOne = question.type === 'yesPartlyNo' || question.type === 'singleChoice';
    const value = ids.length === 0 ? fc.constant('text') : fc.constantFrom(...ids).map((id) => (isOne ? id : [id]));
    const base = {
      questionId: question.id,
      questionVersion: 1,
      siteId,
      by: { id: 'x', name: 'X' },
      at: '2030',
      source: 'page',
      revision: 1,
    };
    const given = value.map((each) => ({ ...base, value: each }) as Answer);
    const [reason] = question.naReasons ?? [];
    const none = fc.constant(undefined);
    if (!reason) return fc.oneof(none, given);
    return fc.oneof(none, given, fc.constant({ ...base, value: null, naReason: reason.id } as Answer));
  };
  return fc.tuple(...placed.map(one)).map((list) => answersByKey(list.filter((each) => each !== undefined)));
}

describe.each(PACKS)('somebody with parts of the %s pack', (_name, questionnaire, numRuns) => {
  const places: SectionPlace[] = questionnaire.sections.map(({ id, siteId }) =>
    siteId === undefined ? { sectionId: id } : { sectionId: id, siteId },
  );
  const anyCase = fc.record({ answers: anyAnswers(questionnaire), chosen: fc.subarray(places, { minLength: 1 }) });

  it('is asked exactly what is asked there of everybody, in chat and on the page, and sees nothing else', () => {
    fc.assert(
      fc.property(anyCase, ({ answers, chosen }) => {
        const isChosen = (sectionId: string, siteId: string | undefined): boolean =>
          chosen.some((place) => place.sectionId === sectionId && place.siteId === siteId);
        const asked = visibleQuestions(questionnaire, answers).filter(({ section }) =>
          isChosen(section.id, section.siteId),
        );
        const keys = asked.map(({ key }) => key).sort();
        const view = viewOfPlaces(wholeView(questionnaire, answers), questionnaire, answers, chosen);

        const inChat = outlineOf(view).flatMap(({ section, questions }) =>
          questions.map(({ id }) => answerKey(id, section.siteId)),
        );
        // A long table has several cards.
        expect([...new Set(inChat)].sort()).toEqual(keys);

        const drafts = Object.fromEntries(
          view.answers.map((each) => [
            draftKey(each.questionId, each.siteId),
            { value: each.value, naReason: each.naReason },
          ]),
        );
        const onPage = view.sections.flatMap(({ siteId, questions }) =>
          questions.filter((each) => isShown(view, each, drafts)).map(({ id }) => answerKey(id, siteId)),
        );
        expect(onPage.sort()).toEqual(keys);

        expect(view.progress.total).toBe(asked.filter(({ question }) => isRequired(question)).length);
        expect(view.progress.answered + view.progress.missing.length).toBe(view.progress.total);
        expect(view.progress.percent).toBeLessThanOrEqual(100);
        expect(view.sections.every(({ id, siteId }) => isChosen(id, siteId))).toBe(true);
        const there = new Set(
          view.sections.flatMap(({ siteId, questions }) => questions.map(({ id }) => answerKey(id, siteId))),
        );
        expect(view.answers.every(({ questionId, siteId }) => there.has(answerKey(questionId, siteId)))).toBe(true);
        expect(view.progress.missing.every(({ sectionId, siteId }) => isChosen(sectionId, siteId))).toBe(true);
      }),
      { numRuns },
    );
  });

  it('with all parts sees what the whole is', () => {
    fc.assert(
      fc.property(anyAnswers(questionnaire), (answers) => {
        const whole = wholeView(questionnaire, answers);
        const { yourPlaces: _, ...all } = viewOfPlaces(whole, questionnaire, answers, places);
        expect(all).toEqual(whole);
      }),
      { numRuns: numRuns / 4 },
    );
  });
});
