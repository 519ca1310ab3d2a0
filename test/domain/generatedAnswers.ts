import fc from 'fast-check';
import type { Answer, AnswerInput } from '../../src/domain/answer';
import { type Answers, answersByKey } from '../../src/domain/answers';
import { type MergedAnswers, mergeAnswers } from '../../src/domain/mergeAnswers';
import { choicesOf, type Question, rowsOf } from '../../src/domain/question';
import type { Questionnaire, QuestionnaireSection } from '../../src/domain/questionnaire';
import { TODAY } from './builders';

/** Nothing that any question takes, and some that only look as if. */
const NONSENSE: readonly unknown[] = [
  'nonsense',
  '__proto__',
  'constructor',
  -1,
  Number.NaN,
  1e308,
  true,
  {},
  { r0: 'nonsense' },
  [[]],
  '2026-02-30',
  'attached',
];

/** One act of somebody: a section, and what is said there. Numbers choose among what there is. */
export interface Act {
  readonly section: number;
  readonly who: number;
  readonly isCard: boolean;
  /** How many revisions behind the newest the page or card is. */
  readonly behind: number;
  readonly said: readonly { readonly question: number; readonly how: number; readonly pick: number }[];
}

const act: fc.Arbitrary<Act> = fc.record({
  section: fc.nat(),
  who: fc.nat({ max: 2 }),
  isCard: fc.boolean(),
  behind: fc.nat({ max: 3 }),
  said: fc.array(fc.record({ question: fc.nat(), how: fc.nat({ max: 9 }), pick: fc.nat() }), {
    minLength: 1,
    maxLength: 6,
  }),
});

/** What people do to a questionnaire, one after the other. */
export const histories = fc.array(act, { maxLength: 14 });

/** A value that the question takes. */
export function goodValue(question: Question, pick: number): unknown {
  const ids = choicesOf(question).map(({ id }) => id);
  const one = ids[pick % Math.max(ids.length, 1)];
  switch (question.type) {
    case 'multipleChoice':
      return pick % 2 === 0 ? [one] : ids.filter((id) => id !== 'none');
    case 'number':
      return pick % 61;
    case 'date':
      return `20${20 + (pick % 6)}-05-31`;
    case 'table':
      return Object.fromEntries(
        rowsOf(question)
          .filter((_, row) => pick % 3 !== 0 || row % 2 === 0)
          .map(({ id }, row) => [id, ids[(pick + row) % ids.length]]),
      );
    case 'evidence':
      return 'cannot';
    case 'shortText':
    case 'longText':
      return `Text ${pick % 5}`;
    default:
      return one;
  }
}

/** Mostly good answers, sometimes a reason why it does not apply, an emptied one, or nonsense. */
function inputFor(question: Question, how: number, pick: number): AnswerInput {
  if (how === 0) return { value: NONSENSE[pick % NONSENSE.length] };
  if (how === 1) return { value: null };
  if (how === 2) return { naReason: question.naReasons?.[pick % 2]?.id ?? 'nobodyKnows' };
  if (how === 3) return { value: goodValue(question, pick), comment: `Comment ${pick % 3}` };
  return { value: goodValue(question, pick) };
}

/** Answers in their sections, as rows keep them. */
export interface Row {
  readonly section: QuestionnaireSection;
  revision: number;
  answers: readonly Answer[];
}

/** A questionnaire that people answer, through the rules that every save goes through. */
export class Answered {
  readonly rows: readonly Row[];
  constructor(readonly questionnaire: Questionnaire) {
    this.rows = questionnaire.sections.map((section) => ({ section, revision: 0, answers: [] }));
  }

  all(): Answers {
    return answersByKey(this.rows.flatMap(({ answers }) => answers));
  }

  /** Saves into one section. @param base the revision that the saver has seen */
  save(
    row: Row,
    given: readonly ({ questionId: string } & AnswerInput)[],
    { who = 0, isCard = false, base = row.revision, at = `${TODAY}T10:00:00.000Z` } = {},
  ): MergedAnswers {
    const revision = row.revision + 1;
    const merged = mergeAnswers(row.section, answersByKey(row.answers), given, base, revision, {
      by: { id: `contact:${who}`, name: `Person ${who}` },
      at,
      source: isCard ? 'card' : 'page',
      today: TODAY,
    });
    if (merged.isChanged) {
      row.revision = revision;
      row.answers = merged.answers;
    }
    return merged;
  }

  /** The row and the inputs that an act means; `undefined` where nothing is asked. */
  meant({ section, said }: Act): { row: Row; given: ({ questionId: string } & AnswerInput)[] } | undefined {
    const row = this.rows[section % Math.max(this.rows.length, 1)];
    if (!row) return undefined;
    const given = said.flatMap(({ question, how, pick }) => {
      const asked = row.section.questions[question % row.section.questions.length];
      return asked
        ? [{ questionId: how === 9 && pick % 7 === 0 ? 'neverAsked' : asked.id, ...inputFor(asked, how, pick) }]
        : [];
    });
    return { row, given };
  }

  play(acts: readonly Act[]): this {
    for (const each of acts) {
      const meant = this.meant(each);
      if (!meant) continue;
      const { row, given } = meant;
      this.save(row, given, { who: each.who, isCard: each.isCard, base: Math.max(0, row.revision - each.behind) });
    }
    return this;
  }
}
