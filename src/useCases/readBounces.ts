import type { Delivery } from '../domain/delivery';
import { AppError } from '../errors';
import type { ContactReach } from './contactReach';
import type { Clock, Log, Mailer, Stored, Stores } from './ports';

const DAY_MS = 86_400_000;
/** Receiving servers give up after some days at most. */
const BOUNCES_WITHIN_MS = 5 * DAY_MS;
/** How far back the first look after a start goes: the service may have been off for a while. */
const FIRST_LOOK_MS = 30 * DAY_MS;
/** Reports may be listed a little later than they arrived. */
const OVERLAP_MS = 15 * 60_000;

/**
 * Reads non-delivery reports and marks the messages that they are about: what was sent did not reach its contact. A
 * report without our reference counts for the last mail to its address. Asks nothing when no mail went out lately.
 */
export function createBounceReader(deps: {
  stores: Stores;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  reach: Pick<ContactReach, 'mailFingerprint'>;
}): () => Promise<void> {
  const { stores, clock, log, mailer, reach } = deps;
  let readUntil: number | undefined;

  // By what the message was sent to: the contact may have another address by now.
  const mailedTo = (address: string, before: string): Stored<Delivery> | undefined => {
    const fingerprint = reach.mailFingerprint(address);
    const isTo = ({ tried, contactKey }: Delivery): boolean =>
      tried ? tried.includes(fingerprint) : stores.contacts.get(contactKey)?.value.email === address.toLowerCase();
    return stores.deliveries
      .by('state', 'sent')
      .filter(({ value }) => value.channel === 'mail' && (value.finalAt ?? '') <= before && isTo(value))
      .sort((a, b) => ((a.value.finalAt ?? '') < (b.value.finalAt ?? '') ? 1 : -1))[0];
  };

  return async () => {
    const now = clock.now().getTime();
    // From the last look on, however long ago it was: what came meanwhile must not be missed.
    const since = readUntil === undefined ? now - FIRST_LOOK_MS : Math.min(readUntil, now) - OVERLAP_MS;
    const oldest = since - BOUNCES_WITHIN_MS;
    const wasMailed = stores.deliveries
      .by('state', 'sent')
      .some(({ value }) => value.channel === 'mail' && Date.parse(value.finalAt ?? '') >= oldest);
    if (!wasMailed) {
      readUntil = now;
      return;
    }
    for (const bounce of await mailer.bounces(new Date(since))) {
      const byReference = bounce.reference === undefined ? undefined : stores.deliveries.get(bounce.reference);
      // A report that carries our reference is about that message and no other.
      const found = bounce.reference === undefined ? mailedTo(bounce.address, bounce.at) : byReference;
      if (found?.value.state !== 'sent' || found.value.channel !== 'mail') continue;
      const reason = `By mail: ${bounce.reason.replace(/([^.!?])$/, '$1.')}`;
      const before = found.value.reason ? `${found.value.reason} ` : '';
      try {
        await stores.deliveries.update(
          {
            ...found.value,
            state: 'notReached',
            reason: `${before}${reason}`,
            // A row of before this was kept learns it from the report.
            tried: found.value.tried ?? [reach.mailFingerprint(bounce.address)],
            ...(bounce.isPassing ? {} : { isRefusedForGood: true }),
            finalAt: bounce.at,
          },
          found.version,
        );
        log.info({ delivery: found.value.key }, 'a mail came back');
      } catch (error) {
        // Somebody else settled it, or the next look does.
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
        await stores.deliveries.refresh(found.value.key);
      }
    }
    readUntil = now;
  };
}
