import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { get } from '../api';
import type { KnownFault } from '../faults';

/** An application of the directory, as an administrator sees it. */
export interface ApplicationView {
  readonly name: string;
  readonly id: string;
  readonly displayName: string;
  readonly enabled: boolean;
  readonly secretExpired: boolean;
  readonly consentRevoked: boolean;
  readonly certificates: number;
}

export const controlKeys = {
  faults: ['faults'],
  applications: ['directory', 'applications'],
  quirks: ['quirks'],
  connector: ['connector'],
  usage: ['usage'],
} as const;

/** The faults that are switched on; read again every few seconds, since tests and commands change them too. */
export const useFaults = (): UseQueryResult<readonly KnownFault[]> =>
  useQuery({
    queryKey: controlKeys.faults,
    queryFn: async () => (await get<{ faults: readonly KnownFault[] }>('/_control/faults')).faults,
    refetchInterval: 4_000,
  });

/** The applications, and the name of one by its name or id. */
export function useApplications(): {
  readonly applications: readonly ApplicationView[];
  readonly error: unknown;
  readonly nameOf: (application: string) => string;
} {
  const { data, error } = useQuery({
    queryKey: controlKeys.applications,
    queryFn: async () => (await get<{ applications: ApplicationView[] }>('/_control/application')).applications,
  });
  const applications = data ?? [];
  return {
    applications,
    error,
    nameOf: (wanted) => applications.find(({ name, id }) => name === wanted || id === wanted)?.displayName ?? wanted,
  };
}
