import type { ContentFault } from '../content/load';
import { mayAct } from '../domain/scope';
import { demand } from './access';
import type { FrozenContents } from './frozenContent';
import type { People } from './people';
import type { Stores } from './ports';
import { type RowToMend, rowsToMendView } from './rowsToMend';
import type { UseCases } from './useCases';

/** Who the person is here and what they may do. */
export const me =
  ({
    stores,
    contents,
    people,
    contentFault,
    rowsToMend = () => [],
    credentialNotice = () => undefined,
  }: {
    stores: Stores;
    contents: Pick<FrozenContents, 'current'>;
    people: People;
    contentFault?: ContentFault;
    rowsToMend?: () => readonly RowToMend[];
    credentialNotice?: () => string | undefined;
  }): UseCases['me'] =>
  (by) => {
    demand(by, 'read');
    people.learn(by);
    const rows = mayAct(by, 'openCampaign') ? rowsToMendView({ stores, contents }, rowsToMend()) : undefined;
    const credentials = credentialNotice();
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
      ...(rows ? { rowsToMend: rows } : {}),
      ...(credentials !== undefined && mayAct(by, 'openCampaign') ? { credentialNotice: credentials } : {}),
      isEmpty: stores.partners.all().length === 0 && stores.campaigns.all().length === 0,
    };
  };
