import fc from 'fast-check';
import { type ApplicabilityDecision, toBeCheckedFor, withDecisions } from '../../src/domain/applicability';
import type { Criterion } from '../../src/domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import type { ProgramPack } from '../../src/domain/program';

const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
  id,
  category: '1',
  obligation: 'must',
  title: `Criterion ${id}`,
  appliesTo: ['importer'],
  appliesToToBeChecked: ['warehouse', 'courier'],
  confirmed: true,
  evidence: ['A photo'],
  ...more,
});
const pack: ProgramPack = {
  id: 'ctpat',
  version: '1.0.0',
  title: 'A pack',
  authority: 'Nobody',
  basis: '',
  categories: [{ id: '1', title: 'One' }],
  criteria: [criterion('1.1'), criterion('1.2')],
};
const decision = (
  criterionId: string,
  partnerType: PartnerType,
  state: ApplicabilityDecision['state'],
): ApplicabilityDecision => ({
  key: `ctpat|${criterionId}|${partnerType}`,
  programId: 'ctpat',
  criterionId,
  partnerType,
  state,
  documentKey: 'd1',
  page: '12',
  decidedBy: { id: 'oid:1', name: 'Maya' },
  decidedAt: '2026-11-22T10:00:00.000Z',
});
const first = (decisions: readonly ApplicabilityDecision[]) => withDecisions(pack, decisions).criteria[0];

it('a decision takes the type out of what is to be checked, and says who decided by which document', () => {
  expect(first([decision('1.1', 'warehouse', 'applies')])).toMatchObject({
    appliesTo: ['importer', 'warehouse'],
    appliesToToBeChecked: ['courier'],
    decided: [{ type: 'warehouse', applies: true, by: 'oid:1', documentKey: 'd1', page: '12' }],
  });
  expect(first([decision('1.1', 'warehouse', 'doesNotApply')])).toMatchObject({
    appliesTo: ['importer'],
    appliesToToBeChecked: ['courier'],
  });
});

it('a decision may contradict the pack, and add a type that it does not name', () => {
  expect(first([decision('1.1', 'importer', 'doesNotApply')])?.appliesTo).toEqual([]);
  expect(first([decision('1.1', 'airCarrier', 'applies')])?.appliesTo).toEqual(['importer', 'airCarrier']);
});

it('what was taken back, and what is about something else, leaves the pack as it is, to the letter', () => {
  const other = { ...decision('9.9', 'courier', 'applies'), programId: 'pip' };
  const same = withDecisions(pack, [decision('1.1', 'warehouse', 'takenBack'), other]);
  expect(JSON.stringify(same)).toBe(JSON.stringify(pack));
});

it('the order of decisions does not matter, and no type stands in both lists', () => {
  const types = Object.keys(PARTNER_TYPES) as PartnerType[];
  const decisions = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('1.1', '1.2'),
      fc.constantFrom(...types),
      fc.constantFrom('applies' as const, 'doesNotApply' as const, 'takenBack' as const),
    ),
    { selector: ([id, type]) => `${id} ${type}` },
  );
  fc.assert(
    fc.property(decisions, fc.infiniteStream(fc.nat()), (chosen, order) => {
      const made = chosen.map(([id, type, state]) => decision(id, type, state));
      const shuffled = made
        .map((each) => ({ each, at: order.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ each }) => each);
      const decided = withDecisions(pack, made);
      expect(withDecisions(pack, shuffled)).toEqual(decided);
      for (const { appliesTo, appliesToToBeChecked } of decided.criteria)
        expect(appliesTo.filter((type) => appliesToToBeChecked.includes(type))).toEqual([]);
    }),
  );
});

it('counts criteria that are to be checked for any of the partners', () => {
  expect(toBeCheckedFor(pack, [['importer']])).toBe(0);
  expect(toBeCheckedFor(pack, [['importer'], ['warehouse']])).toBe(2);
  // One type for which it applies is enough for a partner.
  expect(toBeCheckedFor(pack, [['importer', 'warehouse']])).toBe(0);
  expect(toBeCheckedFor(withDecisions(pack, [decision('1.1', 'warehouse', 'applies')]), [['warehouse']])).toBe(1);
});
