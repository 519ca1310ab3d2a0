import type { Person } from '../domain/person';
import type { Stores } from './ports';

/** Names for the opaque ids that rows keep. Learnt from verified tokens and from rows; never a look-up. */
export interface People {
  learn(person: Pick<Person, 'oid' | 'name'>): void;
  nameOfOid(oid: string): string | undefined;
  /** For `oid:…`, `contact:…`, `service` or a name; in words when it is not known. */
  nameOf(actorId: string): string;
}

export function createPeople(stores: Pick<Stores, 'contacts' | 'partners' | 'campaigns'>): People {
  const seen = new Map<string, string>();
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
      if (kind === 'oid' && id) return nameOfOid(id) ?? 'A colleague';
      if (kind === 'contact' && id) return stores.contacts.get(id)?.value.name ?? 'A contact';
      if (actorId === 'library') return 'A colleague in SharePoint';
      return actorId === 'service' ? 'Trustlane' : actorId;
    },
  };
}
