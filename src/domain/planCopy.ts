import type { Answer } from './answer';
import { type Answers, answerKey } from './answers';
import { isAnswered } from './outcome';
import { ATTACHED, type Question } from './question';
import type { Questionnaire } from './questionnaire';
import { type PlacedQuestion, placedQuestions } from './visibleQuestions';

export interface CopyWanted {
  readonly fromSiteId: string;
  readonly toSiteId: string;
  /** `missing` leaves what is answered already; `all` replaces it. */
  readonly mode: 'missing' | 'all';
  /** Whether answers of this section may be taken over; absent means all. */
  readonly isWanted?: (sectionId: string) => boolean;
}

export interface CopyPlan {
  /** By section id: the answers of the other site, as they stand there. Sections without any are left out. */
  readonly bySection: ReadonlyMap<string, readonly Answer[]>;
  /** How many questions both sites are asked and the other one has answered, whether they are taken over or not. */
  readonly comparable: number;
}

/** That a file is attached at one site says nothing about another: files stay where they are. */
const isOfFiles = (question: Question, answer: Answer | undefined): boolean =>
  question.type === 'evidence' && answer?.value === ATTACHED;

const isSameAnswer = (a: Answer | undefined, b: Answer): boolean =>
  a !== undefined && JSON.stringify(a.value) === JSON.stringify(b.value) && a.naReason === b.naReason;

/**
 * Which of a site's answers another site takes over: those that count at the first, to questions that are asked at the
 * second once its gates are taken over too. An answer that a closed gate hides is not taken over.
 */
export function planCopy(questionnaire: Questionnaire, answers: Answers, wanted: CopyWanted): CopyPlan {
  const { fromSiteId, toSiteId, mode, isWanted = () => true } = wanted;
  const isAskedAt = (siteId: string) => (placed: PlacedQuestion) =>
    placed.siteId === siteId && placed.gate === 'open' && isWanted(placed.section.id);
  const given = new Map(
    placedQuestions(questionnaire, answers)
      .filter(isAskedAt(fromSiteId))
      .flatMap(({ question, key }) => {
        const answer = answers.get(key);
        return answer && isAnswered(question, answer) && !isOfFiles(question, answer)
          ? [[question.id, answer] as const]
          : [];
      }),
  );
  const working = new Map(answers);
  const bySection = new Map<string, Answer[]>();
  const seen = new Set<string>();
  // A gate that is taken over opens what is behind it, which is looked at in the next round.
  for (let isMore = true; isMore; ) {
    isMore = false;
    for (const { section, question, key } of placedQuestions(questionnaire, working).filter(isAskedAt(toSiteId))) {
      const answer = given.get(question.id);
      if (!answer || seen.has(key)) continue;
      seen.add(key);
      isMore = true;
      const own = working.get(key);
      if (isSameAnswer(own, answer) || isOfFiles(question, own) || (mode === 'missing' && isAnswered(question, own)))
        continue;
      bySection.set(section.id, [...(bySection.get(section.id) ?? []), answer]);
      const { naState: _, ...plain } = answer;
      working.set(answerKey(question.id, toSiteId), { ...plain, siteId: toSiteId });
    }
  }
  return { bySection, comparable: seen.size };
}
