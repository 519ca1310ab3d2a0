import type { PartnerRequest } from '../domain/partnerRequest';
import { demand } from './access';
import type { FrozenContents } from './frozenContent';
import type { People } from './people';
import type { Changes, Stores } from './ports';
import { type ReadIndex, scopeOf } from './readIndex';
import { createRequestAbout } from './requestAbout';
import { newestWordAt, requestView } from './requestViews';
import type { UseCases } from './useCases';

/** Of those that are done, the newest so many: a list is read from the top. */
const MOST_DONE = 500;

const byNewest = (a: PartnerRequest, b: PartnerRequest): number => (newestWordAt(a) < newestWordAt(b) ? 1 : -1);

/** What contacts ask, of the partners that the person may see. From memory alone. */
export function createRequests(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  index: ReadIndex;
  people: People;
  contents: FrozenContents;
}): Pick<UseCases, 'listRequests'> {
  const { stores, changes, index, people } = deps;
  const aboutOf = createRequestAbout(deps);
  return {
    listRequests(by) {
      demand(by, 'read');
      people.learn(by);
      // Roles are part of the name, because they say who may reply.
      return index.once(`requests ${scopeOf(by)} ${[...by.roles].sort().join()}`, () => {
        const visible = new Set(index.partnersOf(by).map(({ key }) => key));
        const all = stores.partnerRequests
          .all()
          .flatMap(({ value }) => (visible.has(value.partnerKey) ? [value] : []))
          .sort(byNewest);
        const open = all.filter(({ state }) => state === 'open');
        const done = all.filter(({ state }) => state !== 'open').slice(0, MOST_DONE);
        return {
          revision: changes.revision,
          rows: [...open, ...done].map((each) => requestView(each, by, stores, aboutOf)),
        };
      });
    },
  };
}
