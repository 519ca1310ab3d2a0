import fc from 'fast-check';
import type { Assessment } from '../../src/domain/assessment';
import { addDays, type Campaign, remindDays } from '../../src/domain/campaign';
import type { Contact } from '../../src/domain/contact';
import { type ContactAddress, type Delivery, refusalAt } from '../../src/domain/delivery';
import { dueDeliveries } from '../../src/useCases/planDeliveries';

const campaign: Campaign = {
  key: 'c1',
  title: '',
  status: 'open',
  dueOn: '2027-06-30',
  openedAt: '',
  openedBy: '',
  askedBy: { name: '', email: '' },
  why: '',
  programId: 'ctpat',
  contentHash: '',
  partnerKeys: ['p1'],
};
const assessment: Assessment = {
  key: 'c1|p1',
  campaignKey: 'c1',
  partnerKey: 'p1',
  status: 'open',
  createdAt: '',
  submissions: 0,
  journalSeq: 0,
  journalHash: '',
};

/** What becomes of a message at an address. */
type Fate = 'arrives' | 'passing' | 'forGood';
type Act =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'mail'; readonly address: string | undefined }
  | { readonly kind: 'teams'; readonly oid: string | undefined }
  | { readonly kind: 'block'; readonly isBlocked: boolean }
  | { readonly kind: 'send'; readonly inTeams: Fate; readonly byMail: Fate }
  | { readonly kind: 'bounce'; readonly isPassing: boolean }
  | { readonly kind: 'remind'; readonly inDays: number | undefined }
  | { readonly kind: 'submit' };

const fate = fc.constantFrom<Fate>('arrives', 'passing', 'forGood');
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant('mail' as const), address: fc.constantFrom('a', 'b', 'c', undefined) }),
  fc.record({ kind: fc.constant('teams' as const), oid: fc.constantFrom('x', 'y', undefined) }),
  fc.record({ kind: fc.constant('block' as const), isBlocked: fc.boolean() }),
  fc.record({ kind: fc.constant('send' as const), inTeams: fate, byMail: fate }),
  fc.record({ kind: fc.constant('send' as const), inTeams: fate, byMail: fate }),
  fc.record({ kind: fc.constant('bounce' as const), isPassing: fc.boolean() }),
  fc.record({ kind: fc.constant('remind' as const), inDays: fc.option(fc.nat(30), { nil: undefined }) }),
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('submit' as const) }) },
);

/** One contact whose addresses change while messages fail, with the sender's rules in short. */
class Model {
  ledger: Delivery[] = [];
  /** `step address` of every try that left, and the addresses that were dead when it did. */
  readonly tries: { readonly at: string; readonly wasDead: boolean; readonly wasSubmitted: boolean }[] = [];
  mail: string | undefined = 'a';
  oid: string | undefined;
  isBlocked = false;
  isSubmitted = false;
  remindOn: string | undefined;
  private day = 0;
  private looks = 0;

  get today(): string {
    return addDays('2027-06-10', this.day);
  }
  private get contact(): Contact {
    return { key: 'k1', partnerKey: 'p1', name: '', language: 'en', status: 'active' };
  }
  reach(): ContactAddress[] {
    const { oid, mail } = this;
    return [
      ...(oid
        ? [
            {
              fingerprint: `teams:${oid}`,
              channel: 'teams' as const,
              state: this.isBlocked ? 'blocked' : 'open',
            } as const,
          ]
        : []),
      ...(mail
        ? [
            {
              fingerprint: mail,
              channel: 'mail' as const,
              state: refusalAt(mail, this.ledger) ? 'dead' : 'open',
            } as const,
          ]
        : []),
    ];
  }
  look(): Delivery[] {
    this.looks += 1;
    const now = `${this.today}T08:${String(Math.floor(this.looks / 60) % 60).padStart(2, '0')}:${String(this.looks % 60).padStart(2, '0')}.000Z`;
    const due = dueDeliveries({
      campaign,
      assessment: {
        ...assessment,
        status: this.isSubmitted ? 'submitted' : 'open',
        ...(this.remindOn ? { remindOn: { k1: this.remindOn } } : {}),
      },
      contacts: [this.contact],
      ledger: this.ledger,
      reachOf: () => this.reach(),
      today: this.today,
      now,
    });
    this.ledger = [...this.ledger, ...due];
    return due;
  }
  private settle(row: Delivery, more: Partial<Delivery>): void {
    const settled = { ...row, ...more, finalAt: row.queuedAt };
    this.ledger = this.ledger.map((each) => (each.key === row.key ? settled : each));
  }
  private becomes(row: Delivery, fates: { inTeams: Fate; byMail: Fate }): Partial<Delivery> {
    if (this.isSubmitted) return { state: 'notNeeded' };
    const now = this.reach().filter(({ fingerprint }) => !row.retryTo || row.retryTo === fingerprint);
    if (row.retryTo && now.length === 0) return { state: 'notNeeded' };
    const tried: string[] = [];
    for (const { fingerprint, channel, state } of now) {
      if (state !== 'open') continue;
      const wasDead = channel === 'mail' && refusalAt(fingerprint, this.ledger) !== undefined;
      this.tries.push({ at: `${row.step} ${row.about ?? ''} ${fingerprint}`, wasDead, wasSubmitted: this.isSubmitted });
      tried.push(fingerprint);
      const became = channel === 'teams' ? fates.inTeams : fates.byMail;
      if (became === 'arrives') return { state: 'sent', channel, tried };
      if (channel === 'mail' && became === 'forGood')
        return { state: 'notReached', channel, tried, isRefusedForGood: true };
    }
    return { state: 'notReached', tried };
  }
  private dayFrom(inDays: number | undefined): string | undefined {
    if (inDays === undefined) return undefined;
    const { from, until } = remindDays(campaign.dueOn, this.today);
    const day = addDays(from, inDays);
    return [day, until].sort()[0];
  }
  do(next: Act): void {
    const queued = this.ledger.find(({ state }) => state === 'queued');
    if (next.kind === 'days') this.day += next.days;
    else if (next.kind === 'mail') this.mail = next.address;
    else if (next.kind === 'teams') this.oid = next.oid;
    else if (next.kind === 'block') this.isBlocked = next.isBlocked;
    else if (next.kind === 'submit') this.isSubmitted = true;
    else if (next.kind === 'remind') this.remindOn = this.dayFrom(next.inDays);
    else if (next.kind === 'send' && queued) this.settle(queued, this.becomes(queued, next));
    else if (next.kind === 'bounce') {
      const mailed = this.ledger.filter(({ state, channel }) => state === 'sent' && channel === 'mail').at(-1);
      if (mailed) this.settle(mailed, { state: 'notReached', ...(next.isPassing ? {} : { isRefusedForGood: true }) });
    }
  }
}

const acts = fc.array(act, { minLength: 1, maxLength: 40 });
const RUNS = { numRuns: 400 };

it('no step is sent twice to an address, nothing to a dead one, nothing after submission, and a row a key', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const model = new Model();
      for (const each of all) {
        const planned = model.look();
        expect(planned.length).toBeLessThanOrEqual(1);
        if (model.isSubmitted) expect(planned).toEqual([]);
        if (model.remindOn !== undefined && model.today < model.remindOn)
          expect(planned.filter(({ step }) => step !== 'invitation')).toEqual([]);
        // A second look finds nothing.
        expect(model.look()).toEqual([]);
        model.do(each);
      }
      const tried = model.tries.map(({ at }) => at);
      expect(new Set(tried).size).toBe(tried.length);
      expect(model.tries.filter(({ wasDead, wasSubmitted }) => wasDead || wasSubmitted)).toEqual([]);
      expect(new Set(model.ledger.map(({ key }) => key)).size).toBe(model.ledger.length);
    }),
    RUNS,
  );
});

it('whoever was never reached is planned for a new address at the next look, whatever happened before', () => {
  fc.assert(
    fc.property(acts, fc.integer({ min: 0, max: 60 }), (all, days) => {
      const model = new Model();
      for (const each of all) {
        model.look();
        if (each.kind !== 'submit') model.do(each);
      }
      const isQueued = model.ledger.some(({ state }) => state === 'queued');
      fc.pre(!isQueued && model.ledger.length > 0 && model.ledger.every(({ state }) => state !== 'sent'));
      model.do({ kind: 'days', days });
      model.do({ kind: 'teams', oid: undefined });
      model.do({ kind: 'mail', address: 'corrected' });
      expect(model.look()).toMatchObject([{ step: 'invitation', retryTo: 'corrected', channel: 'mail' }]);
      model.do({ kind: 'send', inTeams: 'arrives', byMail: 'arrives' });
      expect(model.ledger.at(-1)).toMatchObject({ state: 'sent' });
    }),
    RUNS,
  );
});
