import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../src/contracts/me';
import { service } from '../api/service';

const NOTHING: Me['may'] = {
  edit: false,
  chase: false,
  review: false,
  openCampaign: false,
  importPartners: false,
  decide: false,
  setApplicability: false,
};

/** What is told above every page may change while the page is open. */
const EVERY = 60_000;

/** Who is signed in. The start page has loaded it before any page shows. */
export function useMe(isKeptCurrent = false): Me | undefined {
  return useQuery({
    queryKey: ['me'],
    queryFn: service.me,
    staleTime: 60_000,
    refetchInterval: isKeptCurrent && EVERY,
  }).data;
}

/** What this person may do; nothing until we know. */
export const useMay = (): Me['may'] => useMe()?.may ?? NOTHING;
