import type { JournalAct, JournalEntry } from '../domain/journal';
import { canonicalJson } from '../domain/submission';
import { AppError } from '../errors';
import type { Clock, Crypto, Stores } from './ports';

/** The last entry of an aggregate's chain. Seq 0 with an empty hash: no entry yet. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

export interface JournalAppend {
  readonly act: JournalAct;
  readonly actorId: string;
  readonly detail: string;
  /** When it happened; now when absent. */
  readonly at?: string;
}

export interface Journal {
  /**
   * Adds an entry behind `head`, or behind what stands there by now: an entry that was written before a crash is
   * adopted, and when it is the same act it is not written twice. Returns the new head, for the aggregate's row.
   */
  append(aggregate: string, head: JournalHead, entry: JournalAppend): Promise<JournalHead>;
  /**
   * The head as it will be when `append` finds nobody else there: lets an aggregate's row be written at the same time
   * as the entry. Compare with what `append` returns, and write the row again in the rare case that it differs.
   */
  foresee(aggregate: string, head: JournalHead, entry: JournalAppend & { at: string }): JournalHead;
}

const MAX_TRIES = 20;

/** SHA-256 over everything else in the entry, so that no entry can be changed without the next one telling. */
export const entryHash = (crypto: Pick<Crypto, 'sha256Hex'>, entry: Omit<JournalEntry, 'hash' | 'key'>): string =>
  crypto.sha256Hex(canonicalJson(entry));

export function createJournal(deps: { stores: Pick<Stores, 'journal'>; crypto: Crypto; clock: Clock }): Journal {
  const { stores, crypto, clock } = deps;
  const known = (aggregate: string, head: JournalHead): JournalHead =>
    stores.journal
      .by('aggregate', aggregate)
      .reduce<JournalHead>(
        (last, { value }) => (value.seq > last.seq ? { seq: value.seq, hash: value.hash } : last),
        head,
      );
  return {
    foresee(aggregate, given, { act, actorId, detail, at }) {
      const head = known(aggregate, given);
      const seq = head.seq + 1;
      return { seq, hash: entryHash(crypto, { aggregate, seq, act, actorId, at, detail, previousHash: head.hash }) };
    },
    async append(aggregate, given, { act, actorId, detail, at }) {
      let head = known(aggregate, given);
      for (let tries = 0; tries < MAX_TRIES; tries++) {
        const seq = head.seq + 1;
        const body = {
          aggregate,
          seq,
          act,
          actorId,
          at: at ?? clock.now().toISOString(),
          detail,
          previousHash: head.hash,
        };
        const key = `${aggregate}|${seq}`;
        try {
          const { value } = await stores.journal.create({ key, ...body, hash: entryHash(crypto, body) });
          return { seq, hash: value.hash };
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
          const there = stores.journal.get(key) ?? (await stores.journal.refresh(key));
          if (!there) throw error;
          head = { seq, hash: there.value.hash };
          if (there.value.act === act && there.value.actorId === actorId && there.value.detail === detail) return head;
        }
      }
      throw new AppError('unavailable', 'Many people change this at the same time. Please try again.');
    },
  };
}
