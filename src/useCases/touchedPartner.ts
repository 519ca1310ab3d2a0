import type { Stores } from './ports';

/**
 * Which partner a change of a row is about: its key, `all` when it may be about any, `undefined` when it is about none.
 * Lets what is kept for each partner be made again for those alone that something happened to.
 */
export function touchedPartner(
  stores: Pick<Stores, 'contacts' | 'partnerRequests'>,
  noun: string,
  key: string,
): string | 'all' | undefined {
  switch (noun) {
    case 'assessments':
    case 'sections':
    case 'deliveries':
      // Their keys begin with campaign and partner.
      return key.split('|')[1];
    case 'partners':
      return key;
    case 'contacts':
      // A row that is gone does not say any more whose it was.
      return stores.contacts.get(key)?.value.partnerKey ?? 'all';
    case 'partnerRequests':
      return stores.partnerRequests.get(key)?.value.partnerKey ?? 'all';
    case 'conversations': {
      // A chat that was shut or opened again; its key ends with the person.
      const of = stores.contacts.by('oid', key.split('|')[1] ?? '').map(({ value }) => value.partnerKey);
      return of.length > 1 ? 'all' : of[0];
    }
    case 'campaigns':
      return 'all';
    default:
      return undefined;
  }
}
