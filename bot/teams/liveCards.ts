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

export function createLiveCards(parts: {
  readonly getUseCases: () => Pick<UseCases, 'liveCardOf' | 'noteLiveCard'>;
  readonly update: Messenger['update'];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}): LiveCards {
  const { getUseCases, update, clock, log } = parts;
  /** What this process knows, for the short while until it is stored or settled in the ledger. */
  const newest = new Map<string, string>();
  const lastSeen = new Map<string, number>();

  const keep = <T>(map: Map<string, T>, key: string, value: T): void => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.keys();
    if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
  };
  const note = (error: unknown, message: string): void =>
    log.warn({ error: error instanceof Error ? error.name : 'unknown' }, message);

  /** @returns the message that went on with it before; this one where nothing changes */
  function takeOver(person: Person, activityId: string, assessmentKey: string): string | undefined {
    const key = `${person.tid}|${person.oid}|${assessmentKey}`;
    const before = newest.get(key) ?? getUseCases().liveCardOf(person, assessmentKey);
    keep(newest, key, activityId);
    return before;
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
        if (before === activityId) return;
        await known;
        await Promise.all([
          before === undefined || before === spared
            ? undefined
            : retire(person, before, assessmentKey, isLater(activityId, before)),
          getUseCases().noteLiveCard(person, assessmentKey, activityId),
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
      const since = clock.now().getTime() - (lastSeen.get(`${person.tid}|${person.oid}`) ?? Number.NEGATIVE_INFINITY);
      if (before !== undefined && before !== activityId && since > AT_WORK_MS)
        void retire(person, before, assessmentKey, true);
    },
  };
}

/** Teams numbers messages by their time in milliseconds. Where that is not so, the newer one is taken to stand below. */
const isLater = (a: string, b: string): boolean => !(/^\d+$/.test(a) && /^\d+$/.test(b)) || Number(a) > Number(b);
