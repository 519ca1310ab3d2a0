import fc from 'fast-check';
import type { Contact } from '../../src/domain/contact';
import type { Delegation } from '../../src/domain/delegation';
import type { Delivery } from '../../src/domain/delivery';
import type { HelpRequest } from '../../src/domain/partnerRequest';
import { dueHandOvers, dueReplies, notToldOf } from '../../src/useCases/dueOtherMessages';

type Act =
  | { readonly kind: 'word' | 'reply' | 'handOver' | 'send' | 'invite' | 'bounce' }
  | { readonly kind: 'end'; readonly state: 'done' | 'withdrawn'; readonly isDeclined: boolean }
  | { readonly kind: 'address'; readonly address: string };
const plain = (kind: 'word' | 'reply' | 'handOver' | 'send' | 'invite' | 'bounce') => fc.constant<Act>({ kind });
const act: fc.Arbitrary<Act> = fc.oneof(
  ...(['word', 'reply', 'handOver', 'send', 'invite', 'bounce'] as const).map(plain),
  plain('send'),
  fc.record({
    kind: fc.constant('end' as const),
    state: fc.constantFrom('done' as const, 'withdrawn' as const),
    isDeclined: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('address' as const), address: fc.constantFrom('a', 'b') }),
);

const contacts: Contact[] = [
  { key: 'lupe', partnerKey: 'p', name: '', language: 'en', status: 'active' },
  { key: 'ana', partnerKey: 'p', name: '', language: 'en', status: 'active', access: 'delegated' },
];
const by = (id: string) => ({ id, name: '' });

/** A questionnaire in which Lupe asks and hands over to Ana, with the sender's rules in short. */
class Model {
  ledger: Delivery[] = [];
  delegations: Delegation[] = [];
  request: HelpRequest = {
    kind: 'help',
    key: 'r',
    assessmentKey: 'c|p',
    partnerKey: 'p',
    contactKey: 'lupe',
    at: '',
    messages: [{ by: by('contact:lupe'), at: '', text: '' }],
    state: 'open',
  };
  address = 'a';
  private time = 0;

  look(): Delivery[] {
    this.time += 1;
    const given = {
      assessment: {
        key: 'c|p',
        campaignKey: 'c',
        partnerKey: 'p',
        status: 'open' as const,
        delegations: this.delegations,
      },
      contacts,
      ledger: this.ledger,
      reachOf: () => [{ fingerprint: this.address, channel: 'mail' as const, state: 'open' as const }],
      now: String(this.time).padStart(6, '0'),
    };
    const due = [...dueReplies({ ...given, requests: [this.request] }), ...dueHandOvers(given)];
    this.ledger = [...this.ledger, ...due];
    return due;
  }
  private settle(row: Delivery, more: Partial<Delivery>): void {
    this.ledger = this.ledger.map((each) => (each.key === row.key ? { ...each, ...more } : each));
  }
  private openTo(contactKey: string): string[] {
    return this.delegations.flatMap(({ key, to, state }) => (to === contactKey && state === 'open' ? [key] : []));
  }
  do(next: Act): void {
    const queued = this.ledger.find(({ state }) => state === 'queued');
    const n = this.delegations.length;
    if (next.kind === 'address') this.address = next.address;
    else if (next.kind === 'word' || next.kind === 'reply') {
      const message = { by: by(next.kind === 'word' ? 'contact:lupe' : 'oid:maya'), at: '', text: '' };
      this.request = { ...this.request, messages: [...this.request.messages, message] };
    } else if (next.kind === 'handOver')
      this.delegations = [
        ...this.delegations,
        { key: `d${n}`, places: [], to: 'ana', by: 'lupe', at: '', state: 'open' },
      ];
    else if (next.kind === 'end') {
      const { state } = next;
      const more = { state, endedAt: String(this.time), ...(next.isDeclined ? { isDeclined: true } : {}) };
      this.delegations = this.delegations.map((each) => (each.state === 'open' ? { ...each, ...more } : each));
    } else if (next.kind === 'invite' && !this.ledger.some(({ step }) => step === 'invitation')) {
      const [row] = this.openTo('ana').length > 0 ? [{ ...BASE, toldOf: this.openTo('ana') }] : [];
      if (row) this.ledger = [...this.ledger, row];
    } else if (next.kind === 'bounce') {
      const sent = this.ledger.filter(({ state, step }) => state === 'sent' && step !== 'invitation').at(-1);
      if (sent) this.settle(sent, { state: 'notReached' });
    } else if (next.kind === 'send' && queued) {
      const toldOf = notToldOf(this.delegations, queued.contactKey, this.ledger).map(({ key }) => key);
      // A retry goes to its one address; changed again meanwhile, it is given up.
      const isThere = queued.retryTo === undefined || queued.retryTo === this.address;
      const isNeeded = isThere && (queued.step !== 'handedOver' || toldOf.length > 0);
      if (!isNeeded) this.settle(queued, { state: 'notNeeded' });
      else
        this.settle(queued, {
          state: 'sent',
          tried: [this.address],
          ...(queued.step === 'handedOver' ? { toldOf } : {}),
        });
    }
  }
}
const BASE: Delivery = {
  key: 'c|p|ana|invitation',
  campaignKey: 'c',
  assessmentKey: 'c|p',
  partnerKey: 'p',
  contactKey: 'ana',
  step: 'invitation',
  channel: 'mail',
  state: 'sent',
  queuedAt: '000000',
};

it('whatever people do, every answer and hand-over is told, none twice to an address, and a second look finds nothing', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const model = new Model();
      for (const each of acts) {
        model.look();
        expect(model.look()).toEqual([]);
        model.do(each);
      }
      // Everything that waits goes out, and nothing fails any more.
      for (let round = 0; round < 100; round++) {
        model.look();
        model.do({ kind: 'send' });
      }
      expect(model.ledger.filter(({ state }) => state === 'queued')).toEqual([]);
      const keys = model.ledger.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      const tries = model.ledger.flatMap((row) => (row.tried ?? []).map((to) => `${row.step} ${row.about} ${to}`));
      expect(new Set(tries).size).toBe(tries.length);
      const arrived = (step: Delivery['step']) =>
        model.ledger.filter((row) => row.step === step && row.state === 'sent').map(({ about }) => about);
      for (const step of ['reply', 'handedBack'] as const)
        expect(new Set(arrived(step)).size).toBe(arrived(step).length);
      // An answer that never arrived was tried at every address there is.
      model.request.messages.forEach(({ by: { id } }, index) => {
        if (id !== 'oid:maya') return;
        const rows = model.ledger.filter(({ about }) => about === `r-${index}`);
        // One retry to an address is planned, also when the address changed before it was sent.
        const isDone = rows.some(
          ({ state, tried, retryTo }) =>
            state === 'sent' || tried?.includes(model.address) || retryTo === model.address,
        );
        expect(isDone).toBe(true);
      });
      const wasInvited = model.ledger.some(({ step }) => step === 'invitation');
      const untold = notToldOf(model.delegations, 'ana', model.ledger);
      for (const { key } of wasInvited ? untold : [])
        expect(model.ledger.some(({ about, state }) => about === key && state === 'notReached')).toBe(true);
      if (!wasInvited) expect(arrived('handedOver')).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
