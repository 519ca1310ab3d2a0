import { identityOf, type Partner } from './partner';

type Known = Pick<Partner, 'name' | 'country' | 'city' | 'address' | 'reference'>;

/** Finds what is the same partner as another. */
export interface PartnerTwins<T> {
  add(partner: Known, value: T): void;
  find(partner: Known): T | undefined;
}

const referenceOf = ({ reference }: Known): string | undefined => reference?.trim().toLowerCase() || undefined;

/**
 * Two partners are one when they have the same reference, or the same identity (name, country, city, address) unless
 * both have a reference and these differ: who gives two numbers to one address keeps two partners there.
 */
export function partnerTwins<T>(): PartnerTwins<T> {
  const byReference = new Map<string, T>();
  const byIdentity = new Map<string, { readonly reference?: string; readonly value: T }[]>();
  return {
    add(partner, value) {
      const reference = referenceOf(partner);
      if (reference !== undefined && !byReference.has(reference)) byReference.set(reference, value);
      const identity = identityOf(partner);
      const same = byIdentity.get(identity);
      if (same) same.push({ reference, value });
      else byIdentity.set(identity, [{ reference, value }]);
    },
    find(partner) {
      const reference = referenceOf(partner);
      const sameReference = reference === undefined ? undefined : byReference.get(reference);
      if (sameReference !== undefined) return sameReference;
      return byIdentity
        .get(identityOf(partner))
        ?.find((each) => each.reference === undefined || reference === undefined || each.reference === reference)
        ?.value;
    },
  };
}
