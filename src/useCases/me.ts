import type { ContentFault } from '../content/load';
import { mayAct } from '../domain/scope';
import { demand } from './access';
import type { People } from './people';
import type { Stores } from './ports';
import type { UseCases } from './useCases';

/** Who the person is here and what they may do. */
export const me =
  ({
    stores,
    people,
    contentFault,
  }: {
    stores: Pick<Stores, 'partners' | 'campaigns'>;
    people: People;
    contentFault?: ContentFault;
  }): UseCases['me'] =>
  (by) => {
    demand(by, 'read');
    people.learn(by);
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
      isEmpty: stores.partners.all().length === 0 && stores.campaigns.all().length === 0,
    };
  };
