import type { Me } from '../contracts/me';
import { textIn } from '../domain/text';
import type { FrozenContents } from './frozenContent';
import type { Stores } from './ports';

/** A row in SharePoint that cannot be used until somebody mends it. */
export interface RowToMend {
  readonly noun: string;
  /** The list's name in SharePoint. */
  readonly list: string;
  /** People of the customer open `records` alone. */
  readonly site: 'records' | 'system';
  readonly itemId: string;
  readonly key?: string;
  /** A sentence. */
  readonly reason: string;
  readonly lastChangedBy?: string;
  /** SharePoint's own page of the row. */
  readonly url?: string;
  readonly mending: 'restore' | 'delete' | 'update' | 'look';
}

/** Where many rows went wrong at once, the first ones show what happened. */
const MOST_SHOWN = 5;

const ACTS: Readonly<Record<RowToMend['mending'], string | undefined>> = {
  restore: 'Open the row, then its version history, and restore the version before the change.',
  delete: undefined,
  update: 'Ask the person who runs Trustlane to update it.',
  look: 'Ask the person who runs Trustlane to look.',
};
const CLOSED_SITE = 'Only an administrator can open this list; ask the person who runs Microsoft 365 for you.';

/** The rows that cannot be used, for people who can have them mended; undefined when all is well. */
export function rowsToMendView(
  { stores, contents }: { readonly stores: Stores; readonly contents: Pick<FrozenContents, 'current'> },
  rows: readonly RowToMend[],
): Me['rowsToMend'] {
  if (rows.length === 0) return undefined;
  return {
    count: rows.length,
    rows: rows.slice(0, MOST_SHOWN).map((row) => {
      const isClosed = row.site === 'system';
      const act = isClosed ? CLOSED_SITE : ACTS[row.mending];
      const name = nameOf(stores, contents, row);
      return {
        list: row.list,
        ...(name === undefined ? {} : { name }),
        itemId: row.itemId,
        reason: row.reason,
        ...(act === undefined ? {} : { act }),
        ...(row.lastChangedBy === undefined ? {} : { changedBy: row.lastChangedBy }),
        ...(row.url === undefined || isClosed ? {} : { url: row.url }),
      };
    }),
  };
}

/** By its key, since what stands in the row itself may be nonsense. */
function nameOf(
  stores: Stores,
  contents: Pick<FrozenContents, 'current'>,
  { noun, key = '' }: RowToMend,
): string | undefined {
  const [campaignKey = '', partnerKey = '', sectionId = '', siteId = ''] = key.split('|');
  const partner = stores.partners.get(partnerKey)?.value;
  switch (noun) {
    case 'partners':
      return stores.partners.get(key)?.value.name;
    case 'contacts':
      return stores.contacts.get(key)?.value.name;
    case 'campaigns':
      return stores.campaigns.get(key)?.value.title;
    case 'evidence':
      return stores.evidence.get(key)?.value.originalName;
    case 'assessments':
      return joined([partner?.name, stores.campaigns.get(campaignKey)?.value.title]);
    case 'sections': {
      const section = contents.current.sections.find(({ id }) => id === sectionId);
      const site = partner?.sites.find(({ id }) => id === siteId);
      return joined([partner?.name, section && textIn(section.title), site?.name]);
    }
    default:
      return undefined;
  }
}

const joined = (parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter((part) => part !== undefined).join(', ') || undefined;
