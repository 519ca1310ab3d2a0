import { composeQuestionnaire, MAX_INPUTS } from '../domain/composeQuestionnaire';
import type { Criterion } from '../domain/criterion';
import { obligationOf } from '../domain/criterion';
import type { PartnerType } from '../domain/partner';
import { criterionOf, type ProgramPack } from '../domain/program';
import type { AsksAbout, Question, Section } from '../domain/question';
import { repeated } from './checkQuestion';

/** What is wrong with the criteria that a question says it asks about. */
export function checkAsksAbout(question: Question, packs: readonly ProgramPack[]): string[] {
  const problemOf = ({ program, criterion, part, relation }: AsksAbout): string | undefined => {
    const pack = packs.find(({ id }) => id === program);
    if (!pack) return `asks about the program ${program}, which has no pack`;
    const found = criterionOf(pack, criterion);
    if (!found) return `asks about ${program} ${criterion}, which the pack does not have`;
    if (part !== undefined && !found.parts?.some(({ id }) => id === part)) {
      return `asks about the part ${part} of ${program} ${criterion}, which it does not have`;
    }
    if (part === undefined && found.parts && relation !== 'related') {
      return `asks about ${program} ${criterion} without saying which of its parts`;
    }
    return undefined;
  };
  const keys = question.asksAbout.map(({ program, criterion, part }) => [program, criterion, part ?? ''].join(' '));
  return [
    ...question.asksAbout.map(problemOf).filter((problem) => problem !== undefined),
    ...repeated(keys).map((key) => `asks about ${key.trim()} twice`),
  ];
}

/** What is wrong with the criteria of a pack by themselves, by criterion id. */
export function checkCriteria(pack: ProgramPack): { id: string; problem: string }[] {
  const categories = pack.categories.map(({ id }) => id);
  const problemsOf = (criterion: Criterion): (string | false)[] => [
    !categories.includes(criterion.category) &&
      `belongs to the category ${criterion.category}, which the pack does not have`,
    criterion.appliesTo.some((type) => criterion.appliesToToBeChecked.includes(type)) &&
      'names a type as documented and as to be checked',
    criterion.appliesTo.length + criterion.appliesToToBeChecked.length === 0 && 'applies to no type',
    repeated(criterion.parts?.map(({ id }) => id) ?? []).length > 0 && 'has a part twice',
    [...(criterion.earlierObligations ?? [])].some(({ until }, index, all) => until <= (all[index - 1]?.until ?? '')) &&
      'has earlier obligations that are not in the order they ended',
  ];
  return [
    ...repeated(pack.criteria.map(({ id }) => id)).map((id) => ({ id, problem: 'stands twice' })),
    ...pack.criteria.flatMap((criterion) =>
      problemsOf(criterion).flatMap((problem) => (problem === false ? [] : [{ id: criterion.id, problem }])),
    ),
  ];
}

/**
 * Whether every criterion is really asked of every type that has it: a criterion that nobody is asked about would stay
 * "not rated" for ever, and a must that wants no evidence could never be more than a claim.
 */
export function checkCoverage(
  pack: ProgramPack,
  sections: readonly Section[],
  questions: readonly Question[],
): { id: string; problem: string }[] {
  const askedOf = new Map<PartnerType, readonly Question[]>();
  const asked = (type: PartnerType): readonly Question[] => {
    const known = askedOf.get(type);
    if (known) return known;
    const questionnaire = composeQuestionnaire({ sections, questions, pack, partnerTypes: [type], sites: [] });
    const all = questionnaire.sections.flatMap((section) => section.questions);
    askedOf.set(type, all);
    return all;
  };
  const problemsOf = (criterion: Criterion, type: PartnerType, part?: string): string[] => {
    const counting = asked(type).filter(({ asksAbout }) =>
      asksAbout.some(
        (asks) =>
          asks.program === pack.id &&
          asks.criterion === criterion.id &&
          asks.part === part &&
          asks.relation !== 'related',
      ),
    );
    const what = part === undefined ? '' : `, part ${part}, `;
    if (counting.length === 0) return [`${what}has no question for ${type}`];
    const isMust = obligationOf(criterion, part) === 'must';
    return isMust && !counting.some(({ evidenceWanted }) => evidenceWanted)
      ? [`${what}is a must and wants no evidence from ${type}`]
      : [];
  };
  return pack.criteria.flatMap((criterion) => {
    const parts = criterion.parts?.map(({ id }) => id) ?? [undefined];
    const types = [...criterion.appliesTo, ...criterion.appliesToToBeChecked];
    return parts.flatMap((part) =>
      types.flatMap((type) => problemsOf(criterion, type, part).map((problem) => ({ id: criterion.id, problem }))),
    );
  });
}

/** Cards that would need more inputs than a card may have. */
export const checkGroups = (
  pack: ProgramPack,
  sections: readonly Section[],
  questions: readonly Question[],
): string[] =>
  composeQuestionnaire({ sections, questions, pack, partnerTypes: ['importer', 'foreignManufacturer'], sites: [] })
    .sections.flatMap(({ groups }) => groups)
    .filter(({ inputs }) => inputs > MAX_INPUTS)
    .map(({ id, inputs }) => `The card ${id} needs ${inputs} inputs; ${MAX_INPUTS} is the most.`);
