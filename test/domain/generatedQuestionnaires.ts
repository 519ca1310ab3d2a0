import process from 'node:process';
import fc from 'fast-check';
import { type ComposeInput, composeQuestionnaire } from '../../src/domain/composeQuestionnaire';
import type { Criterion } from '../../src/domain/criterion';
import type { PartnerType } from '../../src/domain/partner';
import { choicesOf, type Question, QUESTION_TYPES, type QuestionType, type Section } from '../../src/domain/question';
import type { Questionnaire } from '../../src/domain/questionnaire';
import { aCriterion, aPack, aQuestion } from './builders';

/** How often a rule is tried on something made up; PROPERTY_RUNS says otherwise. */
export const RUNS = Number(process.env.PROPERTY_RUNS ?? 1_000);

const TYPES: readonly PartnerType[] = ['importer', 'foreignManufacturer', 'highwayCarrier', 'warehouse'];
const CRITERIA = ['1.1', '1.2', '2.1', '2.2', '2.3'];
const PARTS = [
  { id: 'a', obligation: 'must' as const, title: 'Part a' },
  { id: 'b', obligation: 'should' as const, title: 'Part b' },
];

/** Three parts of the company and two of each site. */
export const GENERATED_SECTIONS: readonly Section[] = [
  { id: 'ground', order: 5, level: 'site', title: { en: 'The ground' } },
  { id: 'lead', order: 10, level: 'company', title: { en: 'Who leads' } },
  { id: 'cargo', order: 15, level: 'site', title: { en: 'The cargo' } },
  { id: 'people', order: 20, level: 'company', title: { en: 'People' } },
  { id: 'data', order: 30, level: 'company', title: { en: 'Data' } },
];
const IN_ORDER = ['lead', 'people', 'data', 'ground', 'cargo'];
const isOfSite = (section: string): boolean => GENERATED_SECTIONS.find(({ id }) => id === section)?.level === 'site';

const ONE_OF = [
  { id: 'always', text: { en: 'Always' }, outcome: 'met' as const },
  { id: 'often', text: { en: 'Often' }, outcome: 'partlyMet' as const },
  { id: 'never', text: { en: 'Never' }, outcome: 'notMet' as const },
];
const SOME_OF = [
  { id: 'fence', text: { en: 'Fence' } },
  { id: 'guard', text: { en: 'Guard' } },
  { id: 'none', text: { en: 'None of these' }, exclusive: true },
];
const NA = [
  { id: 'noCargo', text: { en: 'No cargo' } },
  { id: 'noYard', text: { en: 'No yard' } },
];
export const DOCUMENT = { id: 'pledge', version: 1, title: { en: 'Pledge' }, paragraphs: [{ en: 'We do.' }] };
export const rowsFor = (count: number) =>
  [...Array(count).keys()].map((n) => ({ id: `r${n}`, text: { en: `Row ${n}` } }));

const kindOf = (type: QuestionType, rows: number): Partial<Question> => {
  switch (type) {
    case 'singleChoice':
      return { type, choices: ONE_OF };
    case 'multipleChoice':
      return { type, choices: SOME_OF, counts: { rule: 'chosen', of: ['fence', 'guard'], atLeast: 1 } };
    case 'number':
      return { type, min: 0, max: 60, unit: { en: 'days' } };
    case 'date':
      return { type, when: 'past', counts: { rule: 'withinMonths', months: 12 } };
    case 'table':
      return { type, rows: rowsFor(rows), choices: ONE_OF };
    case 'acceptDocument':
      return { type, document: DOCUMENT };
    case 'evidence':
      return { type, evidenceWanted: true };
    default:
      return { type };
  }
};

const MAY_GATE: readonly QuestionType[] = ['yesPartlyNo', 'singleChoice', 'multipleChoice', 'acceptDocument'];

const criteria = fc
  .array(
    fc.record({
      isMust: fc.boolean(),
      wasShould: fc.boolean(),
      hasParts: fc.boolean(),
      appliesTo: fc.subarray([...TYPES]),
      toBeChecked: fc.subarray([...TYPES]),
    }),
    { minLength: CRITERIA.length, maxLength: CRITERIA.length },
  )
  .map((drafts) =>
    drafts.map(
      ({ isMust, wasShould, hasParts, appliesTo, toBeChecked }, n): Criterion =>
        aCriterion({
          id: CRITERIA[n] ?? '',
          category: CRITERIA[n]?.charAt(0) ?? '',
          obligation: isMust ? 'must' : 'should',
          appliesTo,
          appliesToToBeChecked: toBeChecked,
          ...(wasShould && isMust ? { earlierObligations: [{ obligation: 'should', until: '2023-01-01' }] } : {}),
          ...(hasParts ? { parts: PARTS } : {}),
        }),
    ),
  );

const draft = fc.record({
  section: fc.constantFrom(...IN_ORDER),
  type: fc.oneof(fc.constantFrom<QuestionType>('yesPartlyNo', 'singleChoice'), fc.constantFrom(...QUESTION_TYPES)),
  rows: fc.integer({ min: 1, max: 19 }),
  gate: fc.option(fc.record({ at: fc.nat(), opens: fc.integer({ min: 1, max: 6 }), fails: fc.boolean() }), {
    nil: undefined,
    freq: 3,
  }),
  asksAbout: fc.array(
    fc.record({
      criterion: fc.constantFrom(...CRITERIA),
      relation: fc.constantFrom<'equal' | 'covers' | 'partOf' | 'related'>('equal', 'covers', 'partOf', 'related'),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  mayNotApply: fc.boolean(),
  evidenceWanted: fc.boolean(),
  isOptional: fc.boolean(),
  appliesTo: fc.option(fc.subarray([...TYPES], { minLength: 1 }), { nil: undefined, freq: 2 }),
});

/** A bank as the loader lets it through: gates exist, come first, and are answered from a list. */
const banks = fc.array(draft, { minLength: 2, maxLength: 14 }).map((drafts) => {
  const sorted = IN_ORDER.flatMap((section) => drafts.filter((each) => each.section === section));
  return sorted.map((each, index): Question => {
    const before = sorted.flatMap(({ section, type }, at) => {
      const isReached = isOfSite(each.section) || !isOfSite(section);
      return at < index && isReached && MAY_GATE.includes(type) ? [{ id: `q${at}`, type }] : [];
    });
    const gate = each.gate && before[each.gate.at % Math.max(before.length, 1)];
    const ids = gate ? choicesOf(aQuestion(kindOf(gate.type, 1))).map(({ id }) => id) : [];
    const opening = ids.filter((_, bit) => ((each.gate?.opens ?? 0) >> bit) & 1);
    return aQuestion({
      id: `q${index}`,
      text: { en: `Question ${index}` },
      level: isOfSite(each.section) ? 'site' : 'company',
      section: each.section,
      evidenceWanted: each.evidenceWanted,
      ...kindOf(each.type, each.rows),
      asksAbout: each.asksAbout.map((about) => ({ program: 'ctpat', ...about })),
      naReasons: each.mayNotApply ? NA : undefined,
      required: !each.isOptional,
      ...(each.appliesTo ? { appliesTo: each.appliesTo } : {}),
      ...(gate
        ? {
            gate: {
              question: gate.id,
              in: opening.length > 0 ? opening : ids.slice(0, 1),
              ...(each.gate?.fails ? { otherwise: 'notMet' as const } : {}),
            },
          }
        : {}),
    });
  });
});

const SITES = ['north', 'south', 'port'].map((id) => ({ id, name: `The ${id}` }));

/** A pack, a bank, a partner's types and sites, and a day: everything that a questionnaire is made of. */
export const compositions: fc.Arbitrary<ComposeInput> = fc.record({
  sections: fc.constant(GENERATED_SECTIONS),
  questions: banks,
  pack: criteria.map((each) => aPack(each)),
  partnerTypes: fc.shuffledSubarray([...TYPES], { minLength: 1 }),
  sites: fc.subarray(SITES),
  asOf: fc.constantFrom(undefined, '2022-12-31', '2026-06-01'),
});

export const questionnaires: fc.Arbitrary<Questionnaire> = compositions.map(composeQuestionnaire);
