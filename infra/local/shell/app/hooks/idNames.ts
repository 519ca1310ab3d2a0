import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '../api';
import type { SiteView } from '../sharePoint';
import type { IdNames } from '../traffic';
import { usePeople, useShellState } from './tenantData';

/** The names of sites, lists, people and the tenant by their ids, for reading addresses. */
export function useIdNames(): IdNames {
  const { data: sites } = useQuery({
    queryKey: ['items', 'sites'],
    queryFn: () => get<SiteView[]>('/_shell/sharepoint'),
  });
  const { data: people } = usePeople();
  const { data: state } = useShellState();
  return useMemo(
    () =>
      new Map([
        ...(sites ?? []).flatMap((site) => [
          [site.id, site.name] as const,
          ...site.lists.map((list) => [list.id, list.name] as const),
        ]),
        ...(people ?? []).map(({ id, shortName }) => [id, shortName] as const),
        ...(state ? [[state.tenantId, 'tenant'] as const] : []),
      ]),
    [sites, people, state],
  );
}
