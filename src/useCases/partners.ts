import type { PartnerInput } from '../contracts/partners';
import { cleanLine } from '../domain/cleanText';
import type { CountryLookup } from '../domain/country';
import { identityOf, MAIN_SITE, type Partner } from '../domain/partner';
import type { Person } from '../domain/person';
import { AppError } from '../errors';
import { demand, partnerFor } from './access';
import type { People } from './people';
import type { Directory, Stores } from './ports';
import type { ReadIndex } from './readIndex';
import type { UseCases } from './useCases';

const line = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : cleanLine(text) || undefined;

type Owner = Pick<Partner, 'ownerId' | 'ownerName' | 'ownerEmail'>;

/** A buyer (and nothing more) has own partners only, so a new one is the buyer's. */
const isBuyerOnly = (by: Person): boolean => by.roles.every((role) => role === 'Buyer');

/** Adds and changes partners by hand. */
export function createPartners(deps: {
  stores: Pick<Stores, 'partners'>;
  countries: CountryLookup;
  index: ReadIndex;
  people: People;
  directory: Directory;
}): Pick<UseCases, 'addPartner' | 'changePartner'> {
  const { stores, countries, index, people, directory } = deps;

  /** The owner that was chosen; a guest of the directory is no colleague. Throws `invalid`. */
  const ownerOf = async (by: Person, address: string | undefined, before?: Partner): Promise<Owner> => {
    if (isBuyerOnly(by)) return before ?? { ownerId: by.oid, ownerName: by.name, ownerEmail: by.email?.toLowerCase() };
    const wanted = address?.trim().toLowerCase();
    if (!wanted) return {};
    if (wanted === before?.ownerEmail) return before;
    const [found, ...others] = (await directory.findByMail(wanted)).filter(({ isGuest }) => !isGuest);
    if (!found || others.length > 0)
      throw new AppError(
        'invalid',
        `Nobody of your company has the mail address ${cleanLine(wanted)}. Check it, or leave the owner empty.`,
      );
    return { ownerId: found.oid, ownerName: found.name, ownerEmail: found.email };
  };

  const partnerOf = async (by: Person, input: PartnerInput, key: string, before?: Partner): Promise<Partner> => {
    const name = cleanLine(input.name);
    if (name === '') throw new AppError('invalid', 'Give the partner a name.');
    if (!countries.find(input.country)) throw new AppError('invalid', 'Choose the country from the list.');
    const siteIds = input.sites.map(({ id }) => id);
    if (new Set(siteIds).size !== siteIds.length)
      throw new AppError('invalid', 'Two sites have the same id. Remove one of them.');
    const owner = await ownerOf(by, input.ownerEmail, before);
    return {
      key,
      name,
      tradingNames: input.tradingNames.map(cleanLine).filter((each) => each !== ''),
      country: input.country,
      city: line(input.city),
      region: line(input.region),
      address: line(input.address),
      types: [...new Set(input.types)],
      reference: line(input.reference),
      ownerId: owner.ownerId,
      ownerName: owner.ownerName,
      ownerEmail: owner.ownerEmail,
      sites:
        input.sites.length > 0
          ? input.sites.map(({ id, name: siteName }) => {
              // Who added a site stays with it, whatever name it is given.
              const addedBy = before?.sites.find((each) => each.id === id)?.addedBy;
              return { id, name: cleanLine(siteName), ...(addedBy === undefined ? {} : { addedBy }) };
            })
          : [MAIN_SITE],
      exposure: { ...input.exposure, commodities: line(input.exposure.commodities) },
      status: before?.status ?? 'active',
      importedFrom: before?.importedFrom,
    };
  };

  const demandUnique = (by: Person, partner: Partner): void => {
    const twin = index.twins().find(partner);
    if (!twin || twin.key === partner.key) return;
    const isVisible = index.partnersOf(by).some(({ key }) => key === twin.key);
    throw new AppError(
      'conflict',
      isVisible
        ? `${twin.name}${twin.city ? ` in ${twin.city}` : ''} is here already, so nothing was saved. Open that partner, or change the name, place or reference.`
        : 'This partner is here already and belongs to a colleague. Ask a manager.',
    );
  };

  return {
    async addPartner(by, { requestId, ...input }) {
      demand(by, 'edit');
      people.learn(by);
      // A second click, or a retry after an answer that was lost.
      if (stores.partners.get(requestId)) return { key: partnerFor(stores, by, 'edit', requestId).value.key };
      const partner = await partnerOf(by, input, requestId);
      demandUnique(by, partner);
      try {
        await stores.partners.create(partner);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
        const there = await stores.partners.refresh(requestId);
        if (!there || identityOf(there.value) !== identityOf(partner)) throw error;
      }
      return { key: requestId };
    },

    async changePartner(by, partnerKey, { version, ...input }) {
      const stored = partnerFor(stores, by, 'edit', partnerKey);
      if (stored.version !== version) {
        throw new AppError(
          'conflict',
          'Somebody changed this partner while you were editing, so nothing was saved. Reload it and make your change again.',
        );
      }
      const partner = await partnerOf(by, input, partnerKey, stored.value);
      // Who changes something else is not held up by a partner that looked much the same before.
      const isSame = identityOf(partner) === identityOf(stored.value) && partner.reference === stored.value.reference;
      if (!isSame) demandUnique(by, partner);
      await stores.partners.update(partner, version);
    },
  };
}
