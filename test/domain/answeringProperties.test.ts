import fc from 'fast-check';
import type { Answer } from '../../src/domain/answer';
import type { Answers } from '../../src/domain/answers';
import { outcomeLetters, progressOfLetters } from '../../src/domain/outcomeLetters';
import { planCopy } from '../../src/domain/planCopy';
import { choicesOf } from '../../src/domain/question';
import { isAnswered, progressOf, type Questionnaire } from '../../src/domain/questionnaire';
import { type PlacedQuestion, placedQuestions } from '../../src/domain/visibleQuestions';
import { type Act, Answered, histories } from './generatedAnswers';
import { questionnaires, RUNS } from './generatedQuestionnaires';

/** Plays what people did, and holds what comes of it against a rule. */
const check = (faultsOf: (answered: Answered, acts: readonly Act[]) => readonly unknown[]): void =>
  fc.assert(
    fc.property(questionnaires, histories, (questionnaire, acts) =>
      expect(faultsOf(new Answered(questionnaire).play(acts), acts)).toEqual([]),
    ),
    { numRuns: RUNS },
  );

const keysOf = (placed: readonly PlacedQuestion[], isOpen: boolean): Set<string> =>
  new Set(placed.filter(({ gate }) => (gate === 'open') === isOpen).map(({ key }) => key));
const same = (what: string, a: unknown, b: unknown): string[] =>
  JSON.stringify(a) === JSON.stringify(b) ? [] : [`${what}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`];

/** All that is counted. */
function counted(questionnaire: Questionnaire, answers: Answers) {
  const letters = outcomeLetters(questionnaire, answers);
  return [progressOf(questionnaire, answers), [...letters], progressOfLetters(questionnaire, letters)];
}

it('hidden answers never count: without them, or with others in their place, all stands as it did', () => {
  check((answered) => {
    const { questionnaire } = answered;
    const answers = answered.all();
    const hidden = keysOf(placedQuestions(questionnaire, answers), false);
    const without: Answers = new Map([...answers].filter(([key]) => !hidden.has(key)));
    const asOthers = ([key, answer]: [string, Answer]): [string, Answer] => [
      key,
      hidden.has(key) ? { ...answer, value: answer.value === 'no' ? 'yes' : 'no' } : answer,
    ];
    const standing = counted(questionnaire, answers);
    return [
      ...same('without', counted(questionnaire, without), standing),
      ...same('others', counted(questionnaire, new Map([...answers].map(asOthers))), standing),
    ];
  });
});

it('a gate that closes parks what is behind it unchanged, and all of it comes back when the gate opens again', () => {
  check((answered) => {
    const { questionnaire } = answered;
    return answered.rows.flatMap((row) =>
      row.section.questions.flatMap((gate) => {
        const key = row.section.siteId === undefined ? gate.id : `${gate.id}@${row.section.siteId}`;
        const before = answered.all();
        const own = before.get(key);
        const placed = placedQuestions(questionnaire, before);
        const behind = placed.filter(
          (each) => each.question.gate?.question === gate.id && [undefined, each.siteId].includes(row.section.siteId),
        );
        if (behind.length === 0 || own === undefined || own.value === null) return [];
        const opening = behind.flatMap(({ question }) => question.gate?.in ?? []);
        const closing = choicesOf(gate).find(({ id }) => !opening.includes(id) && id !== 'none')?.id ?? null;
        const value = closing !== null && gate.type === 'multipleChoice' ? [closing] : closing;

        answered.save(row, [{ questionId: gate.id, value }]);
        const closed = answered.all();
        const open = keysOf(placedQuestions(questionnaire, closed), true);
        answered.save(row, [{ questionId: gate.id, value: own.value }]);
        const again = answered.all();

        const others = (answers: Answers): [string, Answer][] => [...answers].filter(([each]) => each !== key);
        return [
          ...behind.filter((each) => open.has(each.key)).map((each) => `${each.key} is still asked`),
          ...same('parked', others(closed), others(before)),
          ...same('back', others(again), others(before)),
          ...same('counted', counted(questionnaire, again), counted(questionnaire, before)),
        ];
      }),
    );
  });
});

it('progress stays between 0 and 100, is 100 exactly when nothing is missing, and so it is from letters alone', () => {
  check((answered) => {
    const { questionnaire } = answered;
    const answers = answered.all();
    const { percent, total, answered: done, missing, minutesLeft, minutesAtMost } = progressOf(questionnaire, answers);
    const letters = progressOfLetters(questionnaire, outcomeLetters(questionnaire, answers));
    const isSound =
      percent >= 0 &&
      percent <= 100 &&
      (percent === 100) === (missing.length === 0) &&
      (minutesLeft === 0) === (missing.length === 0) &&
      minutesLeft <= minutesAtMost &&
      done >= 0 &&
      done + missing.length === total;
    // What was refused or contradicted before counts as open on both sides.
    const isSame = letters.total === total && letters.answered === done && letters.percent === percent;
    return isSound && isSame ? [] : [{ percent, total, done, missing: missing.length, letters }];
  });
});

it('letters of some sections alone never come to less than 0 or more than 100 %', () => {
  check((answered, acts) => {
    const { questionnaire } = answered;
    const all = [...outcomeLetters(questionnaire, answered.all())];
    // As after a start: rows of some sections are there, and rows that say nothing sensible.
    const known = new Map(all.filter((_, at) => (acts.length + at) % 3 !== 0));
    const { percent, total, answered: done } = progressOfLetters(questionnaire, known);
    return percent >= 0 && percent <= 100 && done >= 0 && done <= total ? [] : [{ percent, total, done }];
  });
});

it('what is refused leaves what is stored, saving the same again changes nothing, and no other section is touched', () => {
  check((answered, acts) =>
    acts.flatMap((act) => {
      const meant = answered.meant(act);
      if (!meant) return [];
      const { row, given } = meant;
      const before = new Map(answered.all());
      const elsewhere = answered.rows.filter((each) => each !== row).map(({ answers }) => JSON.stringify(answers));
      const { refused } = answered.save(row, given);
      const after = answered.all();
      const twice = answered.save(row, given);
      const bad = new Set(refused.map(({ questionId }) => questionId));
      const keep = given.filter(
        ({ questionId }) =>
          bad.has(questionId) && !given.some((each) => each.questionId === questionId && !bad.has(each.questionId)),
      );
      const isTwice = new Set(given.map(({ questionId }) => questionId)).size < given.length;
      return [
        ...(isTwice
          ? []
          : keep.flatMap(({ questionId }) => {
              const key = row.section.siteId === undefined ? questionId : `${questionId}@${row.section.siteId}`;
              return same(`refused ${key}`, after.get(key), before.get(key));
            })),
        ...(twice.isChanged && !isTwice ? ['saved twice'] : []),
        ...same(
          'elsewhere',
          answered.rows.filter((each) => each !== row).map(({ answers }) => JSON.stringify(answers)),
          elsewhere,
        ),
      ];
    }),
  );
});

it('"same as" gives a site only answers of the other to questions asked at both, never of files, and nothing elsewhere', () => {
  check((answered, acts) => {
    const { questionnaire } = answered;
    const [from, to] = questionnaire.sites;
    if (!from || !to) return [];
    const mode = acts.length % 2 === 0 ? 'all' : 'missing';
    const only = questionnaire.sections.at(acts.length % questionnaire.sections.length)?.id;
    const isWanted = (id: string): boolean => acts.length % 3 !== 0 || id === only;
    const before = answered.all();
    const plan = planCopy(questionnaire, before, { fromSiteId: from.id, toSiteId: to.id, mode, isWanted });
    const source = placedQuestions(questionnaire, before).filter(({ gate }) => gate === 'open');
    const faults = [...plan.bySection].flatMap(([sectionId, given]) => {
      const row = answered.rows.find(({ section }) => section.id === sectionId && section.siteId === to.id);
      if (!row || !isWanted(sectionId)) return [`${sectionId} is none of its sections`];
      const wrong = given.filter(({ questionId, siteId, value }) => {
        const there = source.find((each) => each.question.id === questionId && each.siteId === from.id);
        const own = before.get(`${questionId}@${to.id}`);
        const isKept = mode === 'missing' && there && isAnswered(there.question, own);
        // Somebody may write the very word into a text; of files it says that one is there.
        const isOfFile = there?.question.type === 'evidence' && value === 'attached';
        return siteId !== from.id || !there || isOfFile || isKept;
      });
      answered.save(
        row,
        given.map(({ questionId, value, naReason }) => ({ questionId, value, naReason })),
      );
      return wrong.map(({ questionId }) => `${questionId} is wrong`);
    });
    const planned = new Set([...plan.bySection.values()].flat().map(({ questionId }) => `${questionId}@${to.id}`));
    const rest = (answers: Answers) => [...answers].filter(([key]) => !planned.has(key));
    return [...faults, ...same('the rest', rest(answered.all()), rest(before))];
  });
});
