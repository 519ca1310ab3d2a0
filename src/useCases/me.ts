import type { ContentFault } from '../content/load';
import { mayAct } from '../domain/scope';
import { demand } from './access';
import type { People } from './people';
import type { Stores } from './ports';
import type { UseCases } from './useCases';

/** A row in SharePoint that cannot be used until somebody mends it. */
export interface RowToMend {
  readonly noun: string;
  readonly key?: string;
  /** A sentence. */
  readonly reason: string;
  readonly lastChangedBy?: string;
}

/** What is wrong with rows, for people who can have them mended. Empty when nothing is. */
function rowsNotice(rows: readonly RowToMend[]): string {
  const [first] = rows;
  if (!first) return '';
  const { noun, reason, lastChangedBy } = first;
  const others = rows.length === 1 ? '' : ` (and ${rows.length - 1} more)`;
  const by = lastChangedBy ? `, last changed by ${lastChangedBy}` : '';
  const list = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return `A row in the SharePoint list ${list}${by}${others}, cannot be used as it stands. ${reason} Everything else goes on. An administrator can restore it from its version history there.`;
}

/** Who the person is here and what they may do. */
export const me =
  ({
    stores,
    people,
    contentFault,
    rowsToMend = () => [],
  }: {
    stores: Pick<Stores, 'partners' | 'campaigns'>;
    people: People;
    contentFault?: ContentFault;
    rowsToMend?: () => readonly RowToMend[];
  }): UseCases['me'] =>
  (by) => {
    demand(by, 'read');
    people.learn(by);
    const rows = rowsNotice(rowsToMend());
    return {
      oid: by.oid,
      name: by.name,
      roles: [...by.roles],
      may: {
        edit: mayAct(by, 'edit'),
        chase: mayAct(by, 'chase'),
        review: mayAct(by, 'review'),
        openCampaign: mayAct(by, 'openCampaign'),
        importPartners: mayAct(by, 'importPartners'),
        decide: mayAct(by, 'decide'),
        setApplicability: mayAct(by, 'setApplicability'),
      },
      ...(contentFault && mayAct(by, 'openCampaign')
        ? { notice: `${contentFault.sentence} ${contentFault.consequence}` }
        : {}),
      ...(rows !== '' && mayAct(by, 'openCampaign') ? { rowsNotice: rows } : {}),
      isEmpty: stores.partners.all().length === 0 && stores.campaigns.all().length === 0,
    };
  };
