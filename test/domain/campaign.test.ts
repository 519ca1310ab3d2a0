import fc from 'fast-check';
import { addDays, dueStep, remindDays, STEPS, type StepId } from '../../src/domain/campaign';

const campaign = { dueOn: '2027-06-30' };
type Step = StepId | 'later';
const told = (entries: Partial<Record<Step, string>>): ReadonlyMap<Step, string> =>
  new Map(Object.entries(entries) as [Step, string][]);

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
      const ledger = new Map<Step, string>();
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

it.each<[string, string, string, Partial<Record<Step, string>>, Step | undefined]>([
  ['a usual reminder before the chosen day falls away', '2027-06-27', '2027-06-29', {}, undefined],
  ['on the chosen day', '2027-06-29', '2027-06-29', {}, 'later'],
  ['a day that nobody looked on is made up for', '2027-06-29', '2027-06-28', {}, 'later'],
  ['the chosen day takes the place of a usual one on the same day', '2027-06-27', '2027-06-27', {}, 'later'],
  ['no second message on that day', '2027-06-27', '2027-06-27', { later: '2027-06-27' }, undefined],
  ['after it the usual ones go on', '2027-06-30', '2027-06-28', { later: '2027-06-28' }, 'dueDay'],
  ['of what came meanwhile only the latest', '2027-07-01', '2027-06-28', {}, 'dueDay'],
  ['a second chosen day, after the first was told', '2027-07-08', '2027-07-08', { later: '2027-06-28' }, 'later'],
  ['who was never invited is', '2027-06-20', '2027-06-29', { invitation: '' }, 'invitation'],
])('with a day that the contact chose: %s', (_what, today, remindOn, entries, step) => {
  const known = entries.invitation === '' ? told({}) : told({ invitation: '2027-06-01', ...entries });
  expect(dueStep(campaign, today, known, remindOn)).toBe(step);
});

it.each([
  ['2027-06-01', '2027-06-02', '2027-06-30'],
  ['2027-06-29', '2027-06-30', '2027-06-30'],
  ['2027-06-30', '2027-07-01', '2027-07-14'],
  ['2027-12-25', '2027-12-26', '2028-01-08'],
])('on %s a reminder may be chosen from %s to %s', (today, from, until) => {
  expect(remindDays('2027-06-30', today)).toEqual({ from, until });
});

it('whatever days are chosen and looked on: nothing usual before the chosen day, one message on it, none twice', () => {
  const look = fc.record({ kind: fc.constant('look' as const), days: fc.integer({ min: 0, max: 6 }) });
  const choose = fc.record({ kind: fc.constant('choose' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) });
  const takeBack = fc.record({ kind: fc.constant('takeBack' as const) });
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: look }, choose, takeBack), { maxLength: 40 }), (acts) => {
      const ledger = new Map<Step, string>([['invitation', addDays(campaign.dueOn, -30)]]);
      const usual: string[] = [];
      const laterOn: string[] = [];
      let today = addDays(campaign.dueOn, -29);
      let remindOn: string | undefined;
      for (const act of acts) {
        if (act.kind === 'takeBack') remindOn = undefined;
        if (act.kind === 'choose') {
          const { from, until } = remindDays(campaign.dueOn, today);
          expect(from <= until).toBe(true);
          const days = (Date.parse(until) - Date.parse(from)) / 86_400_000;
          remindOn = addDays(from, Math.round(act.part * days));
        }
        if (act.kind !== 'look') continue;
        today = addDays(today, act.days);
        const lastTold = [...ledger.values()].sort().at(-1) ?? '';
        const step = dueStep(campaign, today, ledger, remindOn);
        if (remindOn !== undefined && today < remindOn) expect(step).toBeUndefined();
        if (remindOn !== undefined && lastTold < remindOn && remindOn <= today && !step)
          expect([...ledger.values()].some((day) => day >= (remindOn ?? ''))).toBe(true);
        if (remindOn === today && lastTold < today) expect(step).toBe('later');
        if (!step) continue;
        expect(lastTold < today).toBe(true);
        if (step === 'later') laterOn.push(remindOn ?? '');
        else usual.push(step);
        ledger.set(step, today);
        expect(dueStep(campaign, today, ledger, remindOn)).toBeUndefined();
      }
      expect(new Set(usual).size).toBe(usual.length);
      expect(new Set(laterOn).size).toBe(laterOn.length);
    }),
    { numRuns: 1_000 },
  );
});
