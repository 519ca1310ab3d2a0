import fc from 'fast-check';
import type { Answer } from '../../src/domain/answer';
import { answerKey, answersByKey } from '../../src/domain/answers';
import { findSensitivity } from '../../src/domain/findSensitivity';
import type { Outcome } from '../../src/domain/outcome';
import type { Question } from '../../src/domain/question';
import { progressOf, visibleQuestions } from '../../src/domain/questionnaire';
import type { Requirement } from '../../src/domain/requirement';
import { type Band, riskOf } from '../../src/domain/risk';
import { assess, type EvidenceState } from '../../src/domain/scoring';
import { isMissed, overallVulnerability, vulnerabilityOf } from '../../src/domain/vulnerability';
import { aCriterion, anAnswer, aPack, aPolicy, aQuestion, aQuestionnaire, aThreat, TODAY } from './builders';
import { DOCUMENT, RUNS, rowsFor } from './generatedQuestionnaires';

const CRITERIA = ['1.1', '1.2', '2.1', '2.2'].map((id, index) =>
  aCriterion({ id, category: id.charAt(0), obligation: index % 2 === 0 ? 'must' : 'should' }),
);
const PACK = aPack(CRITERIA);
const POLICY = aPolicy();
const SITES = [
  { id: 'north', name: 'North' },
  { id: 'south', name: 'South' },
];
const ROWS = rowsFor(9);
const ROW_CHOICES = [
  { id: 'yes', text: { en: 'Always' }, outcome: 'met' as const },
  { id: 'no', text: { en: 'Never' }, outcome: 'notMet' as const },
];
const NA = [{ id: 'reason', text: { en: 'Reason' } }];

/** A bank as the loader lets it through: gates exist, come first, and are answered from a list. */
const banks = fc
  .array(
    fc.record({
      isSite: fc.boolean(),
      gate: fc.option(fc.record({ before: fc.nat(), value: fc.constantFrom('yes', 'no'), fails: fc.boolean() }), {
        nil: undefined,
      }),
      criterion: fc.constantFrom('1.1', '1.2', '2.1', '2.2'),
      relation: fc.constantFrom('equal', 'partOf', 'related'),
      mayNotApply: fc.boolean(),
      evidenceWanted: fc.boolean(),
      isOptional: fc.boolean(),
      type: fc.constantFrom('yesPartlyNo', 'yesPartlyNo', 'yesPartlyNo', 'table', 'acceptDocument', 'evidence'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drafts) => {
    const inOrder = [...drafts.filter(({ isSite }) => !isSite), ...drafts.filter(({ isSite }) => isSite)];
    return inOrder.map((draft, index): Question => {
      const mayGate = inOrder
        .slice(0, index)
        .flatMap(({ isSite, type }, at) => (type === 'yesPartlyNo' && (draft.isSite || !isSite) ? [`q${at}`] : []));
      const gate = draft.gate && mayGate[draft.gate.before % Math.max(mayGate.length, 1)];
      return aQuestion({
        id: `q${index}`,
        type: draft.type,
        ...(draft.type === 'table' ? { rows: ROWS, choices: ROW_CHOICES } : {}),
        ...(draft.type === 'acceptDocument' ? { document: DOCUMENT } : {}),
        ...(draft.isSite ? { level: 'site', section: 'place' } : {}),
        ...(gate && draft.gate
          ? { gate: { question: gate, in: [draft.gate.value], otherwise: draft.gate.fails ? 'notMet' : undefined } }
          : {}),
        asksAbout: [{ program: 'ctpat', criterion: draft.criterion, relation: draft.relation }],
        naReasons: draft.mayNotApply ? NA : undefined,
        evidenceWanted: draft.evidenceWanted || draft.type === 'evidence',
        required: !draft.isOptional,
      });
    });
  });

const said = fc.oneof(
  fc.record({
    value: fc.constantFrom('yes', 'partly', 'no', 'accepted', 'notAccepted', 'attached', 'cannot', 'nonsense'),
  }),
  fc.record({
    value: fc.dictionary(fc.constantFrom(...ROWS.map(({ id }) => id)), fc.constantFrom('yes', 'yes', 'yes', 'no'), {
      minKeys: 5,
    }),
  }),
  fc.record({
    value: fc.constant(null),
    naReason: fc.constant('reason'),
    naState: fc.constantFrom('proposed', 'agreed', 'refused', undefined),
  }),
  fc.constant(undefined),
);
const proof = fc.constantFrom(undefined, 'toReview', 'accepted', 'rejected', 'expired');

const cases = fc.record({
  bank: banks,
  said: fc.array(said, { minLength: 24, maxLength: 24 }),
  proofs: fc.array(proof, { minLength: 24, maxLength: 24 }),
  threat: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

function build({ bank, said: values, proofs, threat }: Case) {
  const questionnaire = aQuestionnaire(bank, PACK, SITES);
  const places = questionnaire.sections.flatMap((section) =>
    section.questions.map(({ id }) => ({ questionId: id, siteId: section.siteId })),
  );
  const answers = places.flatMap(({ questionId, siteId }, index): Answer[] => {
    const given = values[index % values.length];
    return given ? [anAnswer(questionId, given.value, { ...given, siteId })] : [];
  });
  const evidence = places.flatMap(({ questionId, siteId }, index): EvidenceState[] => {
    const state = proofs[index % proofs.length];
    if (!state) return [];
    const standing = state === 'expired' ? { state: 'accepted' as const, validUntil: '2020-01-01' } : { state };
    return [{ evidenceId: `e${index}`, questionId, siteId, ...standing }];
  });
  const scoreWith = (list: readonly Answer[]) =>
    assess({
      questionnaire,
      answers: answersByKey(list),
      evidence,
      pack: PACK,
      policy: POLICY,
      threat: aThreat(threat),
      asOf: TODAY,
    });
  return { questionnaire, answers, evidence, scoreWith };
}

const RANK: Readonly<Record<Band, number>> = { low: 1, medium: 2, high: 3 };
const check = (property: (given: Case) => void) => fc.assert(fc.property(cases, property), { numRuns: RUNS });

it('hidden answers never count: progress and score are the same without them', () => {
  check((given) => {
    const { questionnaire, answers, scoreWith } = build(given);
    const visible = new Set(visibleQuestions(questionnaire, answersByKey(answers)).map(({ key }) => key));
    const shown = answers.filter(({ questionId, siteId }) => visible.has(answerKey(questionId, siteId)));
    expect(progressOf(questionnaire, answersByKey(shown))).toEqual(progressOf(questionnaire, answersByKey(answers)));
    expect(JSON.stringify(scoreWith(shown))).toBe(JSON.stringify(scoreWith(answers)));
  });
});

it('evidenced is never better than declared, in no category and not in the risk', () => {
  check((given) => {
    const { answers, scoreWith } = build(given);
    const score = scoreWith(answers);
    const pairs = [
      ...score.categories,
      { declared: score.vulnerabilityDeclared, evidenced: score.vulnerabilityEvidenced },
    ];
    for (const { declared, evidenced } of pairs) {
      expect(evidenced.best).toBeGreaterThanOrEqual(declared.best);
      expect(evidenced.worst).toBeGreaterThanOrEqual(declared.worst);
      if (declared.rating === 'notRated') expect(evidenced.rating).toBe('notRated');
      if (typeof evidenced.rating === 'number') expect(evidenced.rating).toBe(declared.rating);
    }
    expect(RANK[score.riskEvidenced.worst]).toBeGreaterThanOrEqual(RANK[score.riskDeclared.worst]);
  });
});

it('missing is never low: with anything unanswered there is no low risk, and with anything unproven no low evidenced one', () => {
  check((given) => {
    const { answers, scoreWith } = build(given);
    const score = scoreWith(answers);
    const isOpen = score.requirements.some(({ outcome }) => outcome === 'unanswered');
    if (isOpen) expect(score.riskDeclared.band).not.toBe('low');
    if (isOpen || score.unproven > 0) expect(score.riskEvidenced.band).not.toBe('low');
  });
});

it('closing a finding that opens no further questions never raises the risk', () => {
  check((given) => {
    const { questionnaire, answers, scoreWith } = build(given);
    const gates = new Set(
      questionnaire.sections.flatMap(({ questions }) => questions.map(({ gate }) => gate?.question)),
    );
    const before = scoreWith(answers);
    answers.forEach((answer, index) => {
      if (gates.has(answer.questionId) || (answer.value !== 'no' && answer.value !== 'partly')) return;
      const after = scoreWith(answers.with(index, { ...answer, value: 'yes' }));
      expect(RANK[after.riskDeclared.worst]).toBeLessThanOrEqual(RANK[before.riskDeclared.worst]);
      expect(RANK[after.riskEvidenced.worst]).toBeLessThanOrEqual(RANK[before.riskEvidenced.worst]);
      expect(after.openMusts).toBeLessThanOrEqual(before.openMusts);
      expect(after.conformity ?? 0).toBeGreaterThanOrEqual(before.conformity ?? 0);
    });
  });
});

it('the same input gives the same score, in whatever order the answers come', () => {
  check((given) => {
    const { answers, scoreWith } = build(given);
    expect(JSON.stringify(scoreWith([...answers].reverse()))).toBe(JSON.stringify(scoreWith(answers)));
  });
});

const requirements = fc.array(
  fc.record({
    category: fc.constantFrom('1', '2'),
    obligation: fc.constantFrom<'must' | 'should'>('must', 'should'),
    outcome: fc.constantFrom<Outcome>('met', 'partlyMet', 'notMet', 'notApplicable'),
  }),
  { minLength: 1, maxLength: 7 },
);

it('no smaller set of findings moves the band than the one that is named, and that one does', () => {
  fc.assert(
    fc.property(requirements, fc.constantFrom<1 | 2 | 3>(1, 2, 3), (drafts, threat) => {
      const all = drafts.map(
        (draft, index): Requirement => ({
          ...draft,
          criterion: `c${index}`,
          title: '',
          isToBeChecked: false,
          proof: 'noneWanted',
          answers: [],
        }),
      );
      const riskAfter = (closed: ReadonlySet<string>) => {
        const now = all.map((each): Requirement => (closed.has(each.criterion) ? { ...each, outcome: 'met' } : each));
        const perCategory = ['1', '2'].map((id) =>
          vulnerabilityOf(
            now.filter(({ category }) => category === id),
            POLICY,
            'declared',
          ),
        );
        return riskOf(POLICY, threat, overallVulnerability(perCategory, POLICY));
      };
      const before = riskAfter(new Set());
      if (before.band === 'notRated') return;
      const missed = all.filter(isMissed).map(({ criterion }) => criterion);
      const subsets = Array.from({ length: 2 ** missed.length }, (_, bits) =>
        missed.filter((_id, at) => bits & (1 << at)),
      );
      const enough = subsets.filter((subset) => RANK[riskAfter(new Set(subset)).worst] < RANK[before.worst]);
      const found = findSensitivity(all, before, threat, POLICY, 'declared');
      if (!found) {
        expect(enough).toEqual([]);
        return;
      }
      expect(riskAfter(new Set(found.close.map(({ criterion }) => criterion))).band).toBe(found.to);
      expect(found.close.length).toBe(Math.min(...enough.map((subset) => subset.length)));
    }),
    { numRuns: RUNS },
  );
});
