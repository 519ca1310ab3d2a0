import type { Person } from '../domain/person';
import { messageFor } from '../errors';
import type { Changes, Clock, Directory, Log, Stores } from './ports';

/** How long after an unanswered look-up the directory is asked for the same name again, in milliseconds. */
const ASK_AGAIN_MS = 10 * 60_000;

/**
 * Names for the opaque ids that rows keep. Learnt from verified tokens and from rows; for whoever is in neither the
 * directory is asked once, and pages hear of the answer as of any other change.
 */
export interface People {
  learn(person: Pick<Person, 'oid' | 'name'>): void;
  nameOfOid(oid: string): string | undefined;
  /** For `oid:…`, `contact:…`, `service` or a name; in words while it is not known. */
  nameOf(actorId: string): string;
}

export function createPeople(deps: {
  stores: Pick<Stores, 'contacts' | 'partners' | 'campaigns'>;
  directory: Pick<Directory, 'nameOf'>;
  changes: Pick<Changes, 'tell'>;
  clock: Clock;
  log: Log;
}): People {
  const { stores, directory, changes, clock, log } = deps;
  const seen = new Map<string, string>();
  const askedAt = new Map<string, number>();
  const ask = (oid: string): void => {
    const now = clock.now().getTime();
    if (now - (askedAt.get(oid) ?? Number.NEGATIVE_INFINITY) < ASK_AGAIN_MS) return;
    askedAt.set(oid, now);
    directory.nameOf(oid).then(
      (name) => {
        if (name === undefined || seen.has(oid)) return;
        seen.set(oid, name);
        changes.tell('people', [oid]);
      },
      (error: unknown) => log.warn({ error: messageFor(error) }, 'A name could not be looked up.'),
    );
  };
  const nameOfOid = (oid: string): string | undefined => {
    const known = seen.get(oid);
    if (known !== undefined) return known;
    const asked = stores.campaigns.all().find(({ value }) => value.openedBy === `oid:${oid}`);
    if (asked) {
      seen.set(oid, asked.value.askedBy.name);
      return asked.value.askedBy.name;
    }
    const owned = stores.partners.all().find(({ value }) => value.ownerId === oid && value.ownerName !== undefined);
    if (owned?.value.ownerName) seen.set(oid, owned.value.ownerName);
    return owned?.value.ownerName;
  };
  return {
    learn: ({ oid, name }) => void seen.set(oid, name),
    nameOfOid,
    nameOf(actorId) {
      const [kind, id] = actorId.split(':', 2);
      if (kind === 'oid' && id) {
        const name = nameOfOid(id);
        if (name === undefined) ask(id);
        return name ?? 'A colleague';
      }
      if (kind === 'contact' && id) return stores.contacts.get(id)?.value.name ?? 'A contact';
      if (actorId === 'library') return 'A colleague in SharePoint';
      return actorId === 'service' ? 'Trustlane' : actorId;
    },
  };
}
