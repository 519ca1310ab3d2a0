import type { QuestionnaireView, QuestionView, SectionView } from '../contracts/questionnaire';
import { isSamePlace, type SectionPlace } from '../domain/delegation';
import { answerKey, type Answers, type Questionnaire } from '../domain/questionnaire';
import { placedQuestions } from '../domain/visibleQuestions';
import { partProgress } from './partProgress';
import { progressView } from './questionnaireView';
import { waitingParts, waitingSentence } from './waitingParts';

const placeOf = ({ id, siteId }: { readonly id: string; readonly siteId?: string }): SectionPlace =>
  siteId === undefined ? { sectionId: id } : { sectionId: id, siteId };

const isAmong = (places: readonly SectionPlace[], place: SectionPlace): boolean =>
  places.some((each) => isSamePlace(each, place));

/** How far the parts are that were handed over, with what is missing in them and nowhere else. */
export function progressOfPlaces(
  questionnaire: Questionnaire,
  answers: Answers,
  places: readonly SectionPlace[] | undefined,
): QuestionnaireView['progress'] {
  const whole = progressView(questionnaire, answers);
  if (!places) return whole;
  const { answered, total, minutesLeft, minutesAtMost } = partProgress(questionnaire, answers, places);
  const percent = total === 0 ? 100 : Math.floor((100 * answered) / total);
  const missing = whole.missing.filter(({ sectionId, siteId }) => isAmong(places, { sectionId, siteId }));
  return { answered, total, percent, minutesLeft, minutesAtMost, missing };
}

/**
 * What somebody sees who answers only the parts that were handed over: those sections with their answers and files, and
 * nothing that tells of others. Gates that stand elsewhere keep their effect although their answers are not shown: what
 * they close, or do not open yet, is left out, and what they open is asked like any other question.
 */
export function viewOfPlaces(
  view: QuestionnaireView,
  questionnaire: Questionnaire,
  answers: Answers,
  places: readonly SectionPlace[],
): QuestionnaireView {
  const sections = view.sections.filter((section) => isAmong(places, placeOf(section)));
  const gates = new Map(placedQuestions(questionnaire, answers).map(({ key, gate }) => [key, gate]));
  // The page looks for a gate at the question's own site, then at the company.
  const there = new Set(sections.flatMap(({ questions, siteId }) => questions.map(({ id }) => answerKey(id, siteId))));
  const hasGate = ({ gate }: QuestionView, siteId: string | undefined): boolean =>
    gate !== undefined && (there.has(answerKey(gate.question, siteId)) || there.has(answerKey(gate.question)));

  const left = new Set<string>();
  const dropped = new Set<string>();
  for (const { questions, siteId } of sections) {
    for (const question of questions) {
      const key = answerKey(question.id, siteId);
      const isElsewhere = question.gate !== undefined && !hasGate(question, siteId);
      (isElsewhere && gates.get(key) !== 'open' ? dropped : left).add(key);
    }
  }
  // What hangs on a question that is left out is left out with it, however long the chain.
  for (let before = -1; before !== dropped.size; ) {
    before = dropped.size;
    for (const { questions, siteId } of sections) {
      for (const { id, gate } of questions) {
        const own = gate && answerKey(gate.question, siteId);
        const home = own !== undefined && there.has(own) ? own : gate && answerKey(gate.question);
        if (home !== undefined && dropped.has(home)) dropped.add(answerKey(id, siteId));
      }
    }
  }
  for (const key of dropped) left.delete(key);

  const narrowed = sections.map((section): SectionView => {
    const isLeft = (id: string): boolean => left.has(answerKey(id, section.siteId));
    return {
      ...section,
      groups: section.groups.map((ids) => ids.filter(isLeft)),
      questions: section.questions
        .filter(({ id }) => isLeft(id))
        .map((question) => (hasGate(question, section.siteId) ? question : withoutGate(question))),
    };
  });
  const isShown = ({ questionId, siteId }: { readonly questionId: string; readonly siteId?: string }): boolean =>
    left.has(answerKey(questionId, siteId));
  const siteIds = new Set(sections.map(({ siteId }) => siteId));
  return {
    ...view,
    sections: narrowed,
    answers: view.answers.filter(isShown),
    evidence: view.evidence.filter(isShown),
    sites: view.sites?.filter(({ id }) => siteIds.has(id)),
    yourPlaces: places.map((place) => ({ ...place })),
    ...waitingFor(view, questionnaire, answers, places),
    progress: progressOfPlaces(questionnaire, answers, places),
  };
}

/** Whoever handed the parts over is named, and nobody else: of other colleagues somebody with a part knows nothing. */
function waitingFor(
  { delegations = [], colleagues = [] }: QuestionnaireView,
  questionnaire: Questionnaire,
  answers: Answers,
  places: readonly SectionPlace[],
): Pick<QuestionnaireView, 'waiting'> {
  const you = colleagues.find(({ isYou }) => isYou)?.contactKey;
  const by = delegations.filter(({ to, state }) => to.contactKey === you && state !== 'withdrawn').at(-1)?.by.name;
  const waiting = waitingParts(questionnaire, answers, places).map((part) =>
    waitingSentence(part, `${by ?? 'your colleague'} or a colleague`),
  );
  return waiting.length > 0 ? { waiting } : {};
}

const withoutGate = ({ gate: _, ...question }: QuestionView): QuestionView => question;
