import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { EvidenceView } from '../../../src/contracts/partners';
import { service } from '../../api/service';

export interface EvidenceFile {
  readonly blob: Blob;
}

/** Kinds that a browser shows by itself and that cannot act on their own. Everything else is downloaded. */
export const isShown = ({ contentType }: EvidenceView): boolean =>
  /^(image\/(png|jpeg|webp|gif)|application\/pdf)$/.test(contentType);

/** The bytes, fetched with the person's token. The type is what the service found by content, never the file's own word. */
export function useEvidenceFile(evidence: EvidenceView): UseQueryResult<EvidenceFile, Error> {
  return useQuery({
    queryKey: ['evidence', evidence.key],
    queryFn: async ({ signal }) => {
      const blob = await service.evidenceContent(evidence.key, signal);
      return {
        blob: new Blob([blob], { type: isShown(evidence) ? evidence.contentType : 'application/octet-stream' }),
      };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
}
