import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { ApiError } from '../api/ApiError';
import { call } from '../api/request';

const EVERY = 3_000;
const EVERY_IN_TROUBLE = 10_000;

/**
 * A page's data, kept current: asks every 3 s, or `every` milliseconds, while the page is seen, with the revision it has, and keeps what it has
 * when the service says that nothing is new (204) or does not answer.
 */
export function useLive<T extends { readonly revision: number }>(
  source: {
    readonly path: string;
    readonly schema: z.ZodType<T>;
  },
  every = EVERY,
): UseQueryResult<T, Error> {
  const client = useQueryClient();
  const queryKey = [source.path];
  return useQuery<T, Error>({
    queryKey,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<T>(queryKey);
      const path = known ? `${source.path}?since=${known.revision}` : source.path;
      const response = await call({ path, signal });
      if (response.status === 204 && known) return known;
      const parsed = source.schema.safeParse(await response.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      console.error('Unexpected answer', source.path, parsed.error.issues.slice(0, 5));
      throw new ApiError(200, 'shape', 'Trustlane and this page are of different versions. Please reload the page.');
    },
    refetchInterval: (query) => (query.state.status === 'error' ? EVERY_IN_TROUBLE : every),
  });
}
