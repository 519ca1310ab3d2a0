import { useQuery } from '@tanstack/react-query';
import { service } from '../api/service';

export interface Country {
  readonly code: string;
  readonly name: string;
}
const NONE: readonly Country[] = [];

/** All countries by English name. Empty while loading. */
export function useCountries(): readonly Country[] {
  const { data } = useQuery({
    queryKey: ['countries'],
    queryFn: service.countries,
    staleTime: Number.POSITIVE_INFINITY,
    select: (list) => list.countries.toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  });
  return data ?? NONE;
}
