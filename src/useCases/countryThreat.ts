import type { Rating } from '../domain/risk';
import { threatOf } from '../domain/threat';
import type { FrozenContents } from './frozenContent';

/** The threat of a country (ISO alpha-2) by the present figures and policy, for partners without a score of their own. */
export function createCountryThreat({ contents }: { contents: FrozenContents }): (country: string) => Rating {
  const known = new Map<string, Rating>();
  return (country) => {
    const found = known.get(country);
    if (found) return found;
    const { rating } = threatOf(country, contents.current.wgi, contents.current.policy);
    known.set(country, rating);
    return rating;
  };
}
