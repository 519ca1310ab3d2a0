import { type Answer, type AnswerInput, type AnswerSource, checkAnswerInput } from './answer';
import { type Answers, answerKey } from './answers';
import { contradicts, mergedValue } from './mergeValue';
import { ATTACHED, type Question } from './question';

/** Who saves, when and how. */
export interface Saving {
  readonly by: { readonly id: string; readonly name: string };
  /** ISO date and time. */
  readonly at: string;
  readonly source: AnswerSource;
  /** Calendar day where the question "is this day in the past?" is decided. */
  readonly today: string;
  /**
   * Id of the site that the answers are taken over from. It is said by the use case alone and never by what is sent,
   * so that nobody can mark an answer as copied.
   */
  readonly copiedFrom?: string;
  /** Whether a file is attached to a question of this section; absent means that the stored answer tells. */
  readonly hasFile?: (questionId: string) => boolean;
}

export interface GivenAnswer extends AnswerInput {
  readonly questionId: string;
}

export interface MergedAnswers {
  /** The section's answers after the merge, in the order of the questions; answers to unknown questions stay at the end. */
  readonly answers: readonly Answer[];
  /** Whether anything differs from what is stored; when not, there is nothing to write. */
  readonly isChanged: boolean;
  readonly refused: readonly { readonly questionId: string; readonly problem: string }[];
  /** The stored answers that somebody else gave since the saver looked; theirs stand. */
  readonly conflicts: readonly Answer[];
}

interface Section {
  readonly siteId?: string;
  readonly questions: readonly Question[];
}

const sameValue = (a: Answer['value'], b: Answer['value']): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Puts what somebody sends into what is stored, question by question. An answer's `revision` is the section's revision
 * that last changed it: one that is higher than `baseRevision` was changed since the saver looked, and when somebody
 * else did it (or the saver did through another channel, or it comes from a card that has been overtaken) it is a
 * conflict: the stored answer stays and is reported. Two people who answer different rows of a table do not conflict.
 * Saving the same again changes nothing. Answers that are not sent stay, so what a gate hides is parked and not lost.
 * @param baseRevision the section's revision that the saver has seen, 0 for none
 * @param revision     the section's revision if this is stored
 */
export function mergeAnswers(
  section: Section,
  stored: Answers,
  given: readonly GivenAnswer[],
  baseRevision: number,
  revision: number,
  saving: Saving,
): MergedAnswers {
  const byId = new Map(section.questions.map((question) => [question.id, question]));
  const merged = new Map(stored);
  const refused: { questionId: string; problem: string }[] = [];
  const conflicts: Answer[] = [];
  let isChanged = false;
  for (const input of given) {
    const question = byId.get(input.questionId);
    if (!question) {
      refused.push({ questionId: input.questionId, problem: 'This question is not asked here. Reload the page.' });
      continue;
    }
    const key = answerKey(question.id, section.siteId);
    const before = stored.get(key);
    const checked = checkAnswerInput(question, input, saving.today);
    if (!checked.ok) {
      refused.push({ questionId: question.id, problem: checked.problem });
      continue;
    }
    const hasFile = saving.hasFile?.(question.id) ?? before?.value === ATTACHED;
    const merging = mergedValue(question, before, checked, hasFile);
    if (!merging.ok) {
      refused.push({ questionId: question.id, problem: merging.problem });
      continue;
    }
    const { value } = merging;
    // A card sends no comments, so one that is not mentioned stays.
    const comment = input.comment === undefined ? before?.comment : checked.comment;
    const same =
      sameValue(before?.value ?? null, value) &&
      before?.naReason === checked.naReason &&
      (before?.comment ?? '') === (comment ?? '');
    if (same) continue;
    const isNewer = before !== undefined && before.revision > baseRevision;
    // The live card always carries the newest revision, so a card behind it is an old one, even of the same person.
    const isOldCard = saving.source === 'card';
    const isOthers = isNewer && (isOldCard || before.by.id !== saving.by.id || before.source !== saving.source);
    if (isOthers && contradicts(question, before, checked)) {
      conflicts.push(before);
      continue;
    }
    isChanged = true;
    merged.set(key, {
      questionId: question.id,
      questionVersion: question.version,
      ...(section.siteId === undefined ? {} : { siteId: section.siteId }),
      value,
      ...(checked.naReason === undefined
        ? {}
        : { naReason: checked.naReason, naState: naStateAfter(before, checked.naReason) }),
      ...(comment === undefined ? {} : { comment }),
      by: { id: saving.by.id, name: saving.by.name },
      at: saving.at,
      source: saving.source,
      ...copiedMark(before, { ...checked, value }, saving),
      revision,
    });
  }
  const order = section.questions.map(({ id }) => answerKey(id, section.siteId));
  const known = order.flatMap((key) => merged.get(key) ?? []);
  const others = [...merged].filter(([key]) => !order.includes(key)).map(([, answer]) => answer);
  return { answers: [...known, ...others], isChanged, refused, conflicts };
}

/** A decision about a reason stays while the reason stays (only the comment changed). */
const naStateAfter = (before: Answer | undefined, naReason: string): NonNullable<Answer['naState']> =>
  before?.naReason === naReason && before.value === null ? (before.naState ?? 'proposed') : 'proposed';

/** A copied answer is called so while it stays as it was taken; a comment beside it changes nothing about that. */
function copiedMark(
  before: Answer | undefined,
  now: { readonly value: Answer['value']; readonly naReason?: string },
  { copiedFrom }: Saving,
): Pick<Answer, 'copiedFrom'> {
  const isAsItWas = before !== undefined && sameValue(before.value, now.value) && before.naReason === now.naReason;
  const from = copiedFrom ?? (isAsItWas ? before.copiedFrom : undefined);
  return from === undefined ? {} : { copiedFrom: from };
}
