import { foldName, type Partner } from './partner';

type Known = Pick<Partner, 'name' | 'country' | 'city' | 'address' | 'reference'>;

/** Finds what is the same partner as another. */
export interface PartnerTwins<T> {
  add(partner: Known, value: T): void;
  find(partner: Known): T | undefined;
}

/** Stands for every city or address in an entry's keys; no folded name holds it. */
const ANY = '*';

const referenceOf = ({ reference }: Known): string | undefined => reference?.trim().toLowerCase() || undefined;

const placed = ({ name, country, city, address }: Known) => ({
  who: `${foldName(name)}|${country}`,
  city: foldName(city ?? ''),
  address: foldName(address ?? ''),
});

/** A part that is not said fits every value; one that is said fits the same value, and entries that do not say it. */
const fitting = (part: string): readonly string[] => (part === '' ? [ANY] : [part, '']);

/**
 * Two partners are one when they have the same reference, or the same name, country, city and address, where a city or
 * address that one of them does not say counts as the same. Two references that differ keep them apart: who gives two
 * numbers to one address keeps two partners there.
 */
export function partnerTwins<T>(): PartnerTwins<T> {
  const byReference = new Map<string, T>();
  const byPlace = new Map<string, { readonly reference?: string; readonly value: T }[]>();
  return {
    add(partner, value) {
      const reference = referenceOf(partner);
      if (reference !== undefined && !byReference.has(reference)) byReference.set(reference, value);
      const { who, city, address } = placed(partner);
      for (const place of new Set([city, ANY].flatMap((town) => [`${town}|${address}`, `${town}|${ANY}`]))) {
        const key = `${who}|${place}`;
        const same = byPlace.get(key);
        if (same) same.push({ reference, value });
        else byPlace.set(key, [{ reference, value }]);
      }
    },
    find(partner) {
      const reference = referenceOf(partner);
      const sameReference = reference === undefined ? undefined : byReference.get(reference);
      if (sameReference !== undefined) return sameReference;
      const { who, city, address } = placed(partner);
      for (const town of fitting(city)) {
        for (const street of fitting(address)) {
          const twin = byPlace
            .get(`${who}|${town}|${street}`)
            ?.find((each) => each.reference === undefined || reference === undefined || each.reference === reference);
          if (twin) return twin.value;
        }
      }
      return undefined;
    },
  };
}
