import { type Finding, ofQuestion, type Rule } from './finding';

/**
 * Whether questions say truly how they stand to a criterion: one that covers it alone is `equal` or `covers`, several that
 * cover it together are each `partOf`.
 */
export const checkRelations: Rule = ({ questions }) => {
  const counting = new Map<string, { id: string; relation: string }[]>();
  for (const { id, asksAbout } of questions) {
    for (const { program, criterion, part, relation } of asksAbout) {
      if (relation === 'related') continue;
      const key = `${program} ${criterion}${part === undefined ? '' : `, part ${part}`}`;
      counting.set(key, [...(counting.get(key) ?? []), { id, relation }]);
    }
  }
  return [...counting].flatMap(([key, all]): Finding[] => {
    const [only] = all;
    if (all.length === 1 && only?.relation === 'partOf') {
      return [ofQuestion(only.id, `is called a part of ${key} and is the only question that counts for it`)];
    }
    const whole = all.find(({ relation }) => relation === 'equal');
    const other = all.find((each) => each !== whole);
    return whole && other
      ? [ofQuestion(whole.id, `is called equal to ${key}, and ${other.id} counts for it as well`)]
      : [];
  });
};
