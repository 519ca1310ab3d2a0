import fc from 'fast-check';
import { addDays, dueStep, STEPS, type StepId } from '../../src/domain/campaign';

const campaign = { dueOn: '2027-06-30' };
const told = (entries: Partial<Record<StepId, string>>): ReadonlyMap<StepId, string> =>
  new Map(Object.entries(entries) as [StepId, string][]);

it.each<[string, string, Partial<Record<StepId, string>>, StepId | undefined]>([
  ['nobody was told anything', '2027-06-01', {}, 'invitation'],
  ['the invitation never went out and the date has passed', '2027-08-01', {}, 'invitation'],
  ['invited, long before', '2027-06-02', { invitation: '2027-06-01' }, undefined],
  ['3 days before', '2027-06-27', { invitation: '2027-06-01' }, 'before3'],
  ['the day after, when the day itself was missed', '2027-06-28', { invitation: '2027-06-01' }, 'before3'],
  ['invited 2 days before: no reminder of 3 days before', '2027-06-28', { invitation: '2027-06-28' }, undefined],
  ['on the day', '2027-06-30', { invitation: '2027-06-28' }, 'dueDay'],
  ['after a long pause only the latest', '2027-07-10', { invitation: '2027-06-01' }, 'after3'],
  ['3 days after', '2027-07-03', { invitation: '2027-06-01', before3: '2027-06-27', dueDay: '2027-06-30' }, 'after3'],
  ['told everything', '2027-09-01', { invitation: '2027-06-01', after3: '2027-07-03' }, undefined],
  [
    'a reminder that went out late counts as told on that day',
    '2027-06-30',
    { invitation: '2027-06-01', before3: '2027-06-30' },
    undefined,
  ],
])('%s', (_what, today, entries, step) => {
  expect(dueStep(campaign, today, told(entries))).toBe(step);
});

it('whatever days anybody looks on, no step comes twice or after a later one, and each only once its day has come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 30 }), (offsets) => {
      const ledger = new Map<StepId, string>();
      const order: number[] = [];
      for (const offset of [...offsets].sort((a, b) => a - b)) {
        const today = addDays(campaign.dueOn, offset);
        const step = dueStep(campaign, today, ledger);
        if (!step) continue;
        expect(ledger.has(step)).toBe(false);
        const index = STEPS.findIndex(({ id }) => id === step);
        const day = STEPS[index]?.daysFromDue;
        if (day !== undefined) {
          expect(offset).toBeGreaterThanOrEqual(day);
          const later = STEPS.slice(index + 1).some(({ daysFromDue }) => (daysFromDue ?? 0) <= offset);
          expect(later).toBe(false);
        }
        ledger.set(step, today);
        order.push(index);
        // A second look on the same day finds nothing.
        expect(dueStep(campaign, today, ledger)).toBeUndefined();
      }
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(order[0]).toBe(0);
    }),
  );
});
