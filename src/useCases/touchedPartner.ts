import type { Stores } from './ports';

/**
 * Which partner a change of a row is about: its key, `all` when it may be about any, `undefined` when it is about none.
 * Lets what is kept for each partner be made again for those alone that something happened to.
 */
export function touchedPartner(
  stores: Pick<Stores, 'contacts'>,
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
    case 'campaigns':
      return 'all';
    default:
      return undefined;
  }
}
