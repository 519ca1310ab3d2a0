import type { Clock, Log, Messenger } from '../../src/useCases/ports';
import type { UseCases } from '../../src/useCases/useCases';
import { newerCard } from './cards/newerCard';

type Person = { readonly oid: string; readonly tid: string };

/**
 * Sees to it that a questionnaire is answered on one card of a chat: when another one takes over, the one before becomes
 * a line that leads there. All of it is a courtesy that runs beside the reply, delays none, and never fails one.
 */
export interface LiveCards {
  /** The person does something in the chat now. */
  seen(person: Person): void;
  /**
   * A person wrote or pressed, and this message goes on with a questionnaire now.
   * @param more.known settled once the chat is kept @param more.spared a message that shows something else by now
   */
  shown(
    person: Person,
    activityId: string,
    assessmentKey: string,
    more?: { readonly known?: Promise<void>; readonly spared?: string },
  ): void;
  /** The service sent this message by itself. It leaves alone the card of somebody who is just typing into it. */
  sent(person: Person, activityId: string, assessmentKey: string): void;
}

/** Who did something so short a time ago may have typed into a card what is not saved yet. */
const AT_WORK_MS = 15 * 60_000;
const MOST_KEPT = 2_000;
const MOST_LEFT = 5;

export function createLiveCards(parts: {
  readonly getUseCases: () => Pick<UseCases, 'liveCardsOf' | 'noteLiveCard'>;
  readonly update: Messenger['update'];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}): LiveCards {
  const { getUseCases, update, clock, log } = parts;
  /** What this process knows, for the short while until it is stored or settled in the ledger. */
  const newest = new Map<string, string>();
  /** Cards that were left to somebody who may have typed into them. They give way with the next thing the person does. */
  const left = new Map<string, readonly string[]>();
  const lastSeen = new Map<string, number>();
  /** Whoever typed before the process began may still be at it. */
  const startedAt = clock.now().getTime();

  const keep = <T>(map: Map<string, T>, key: string, value: T): void => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
  };
  const note = (error: unknown, message: string): void =>
    log.warn({ error: error instanceof Error ? error.name : 'unknown' }, message);

  const keyOf = ({ tid, oid }: Person, assessmentKey: string): string => `${tid}|${oid}|${assessmentKey}`;

  const leave = (key: string, ids: readonly string[]): void => {
    const others = (left.get(key) ?? []).filter((id) => !ids.includes(id));
    if (ids.length > 0) keep(left, key, [...others, ...ids].slice(-MOST_LEFT));
  };

  /**
   * What an earlier process left standing is found once, from the rows.
   * @returns the message that went on with it before; this one where nothing changes
   */
  function takeOver(person: Person, activityId: string, assessmentKey: string): string | undefined {
    const key = keyOf(person, assessmentKey);
    const known = newest.get(key);
    const [before, ...older] = known === undefined ? getUseCases().liveCardsOf(person, assessmentKey) : [known];
    leave(key, older);
    keep(newest, key, activityId);
    return before;
  }

  /** The cards that were left to the person and are not this one; from here they are left no more. */
  function takeLeft(person: Person, activityId: string, assessmentKey: string): readonly string[] {
    const key = keyOf(person, assessmentKey);
    const others = (left.get(key) ?? []).filter((id) => id !== activityId);
    left.delete(key);
    return others;
  }

  const retire = (person: Person, activityId: string, assessmentKey: string, isBelow: boolean): Promise<void> =>
    update(person, activityId, newerCard({ assessmentKey, isBelow })).catch((error: unknown) =>
      note(error, 'An older card could not be replaced'),
    );

  return {
    seen({ tid, oid }) {
      keep(lastSeen, `${tid}|${oid}`, clock.now().getTime());
    },
    shown(person, activityId, assessmentKey, { known, spared } = {}) {
      const work = async (): Promise<void> => {
        const before = takeOver(person, activityId, assessmentKey);
        const isNew = before !== activityId;
        const others = takeLeft(person, activityId, assessmentKey);
        const older = new Set(isNew && before !== undefined ? [before, ...others] : others);
        if (!isNew && older.size === 0) return;
        await known;
        await Promise.all([
          ...[...older].map((id) =>
            id === spared ? undefined : retire(person, id, assessmentKey, isLater(activityId, id)),
          ),
          isNew ? getUseCases().noteLiveCard(person, assessmentKey, activityId) : undefined,
        ]);
      };
      work().catch((error: unknown) => note(error, 'The newest card of a chat could not be noted'));
    },
    sent(person, activityId, assessmentKey) {
      let before: string | undefined;
      try {
        before = takeOver(person, activityId, assessmentKey);
      } catch (error) {
        note(error, 'The newest card of a chat could not be noted');
        return;
      }
      const since = clock.now().getTime() - (lastSeen.get(`${person.tid}|${person.oid}`) ?? startedAt);
      if (before === undefined || before === activityId) return;
      if (since > AT_WORK_MS) {
        const older = new Set([before, ...takeLeft(person, activityId, assessmentKey)]);
        for (const id of older) void retire(person, id, assessmentKey, true);
      } else {
        leave(keyOf(person, assessmentKey), [before]);
      }
    },
  };
}

/** Teams numbers messages by their time in milliseconds. Where that is not so, the newer one is taken to stand below. */
const isLater = (a: string, b: string): boolean => !(/^\d+$/.test(a) && /^\d+$/.test(b)) || Number(a) > Number(b);
