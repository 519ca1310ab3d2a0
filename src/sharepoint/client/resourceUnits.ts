const SINGLE_ITEM =
  /\/(?:items|lists|columns|drives)\/[^/?]+(?:\/driveItem|\/listItem|\/drive)?$|\/root:\/[^?]+$|\/sites\/[^/?]+$/;

/**
 * What SharePoint charges for a call: 1 for one item, a change feed with a token, or a file's bytes; 2 for a query or a
 * write; 5 for permissions. Users, mail and Teams are not SharePoint's: 0.
 * @param path after the version, with its query, or a whole link
 */
export function resourceUnitsOf(method: string, path: string): number {
  const [address = '', query = ''] = path.replace(/^https?:\/\/[^/]+\/v1\.0/, '').split('?');
  if (!address.startsWith('/sites') && !address.startsWith('/drives')) return 0;
  if (/\/permissions/.test(address) || /permissions/.test(query)) return 5;
  if (method !== 'GET') return 2;
  if (/\/delta(?:\(|$)/.test(address)) return /token=/i.test(query) ? 1 : 2;
  return SINGLE_ITEM.test(address) || address.endsWith('/content') ? 1 : 2;
}
