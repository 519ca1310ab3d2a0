import { z } from 'zod';
import type { AuthorityDocument } from '../../domain/authorityDocument';
import { authorityDocuments } from '../lists/records';
import { codec } from './codec';

/** A document as the library keeps it: with the file's generated name. */
export interface StoredAuthorityDocument extends AuthorityDocument {
  readonly storedName: string;
}

const shape = z.looseObject({
  key: z.string().min(1),
  name: z.string(),
  contentType: z.string(),
  size: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  addedBy: z.looseObject({ id: z.string(), name: z.string() }),
  addedAt: z.string(),
  storedName: z.string().min(1),
});

export const authorityDocumentCodec = codec<StoredAuthorityDocument>(
  'authorityDocuments',
  authorityDocuments,
  shape,
  {
    OriginalName: { show: ({ name }) => name },
    FileType: { show: ({ contentType }) => contentType },
    ReceivedBytes: { show: ({ size }) => size },
    Sha256: { show: ({ sha256 }) => sha256 },
    AddedBy: { show: ({ addedBy }) => addedBy.name },
    AddedAt: { show: ({ addedAt }) => addedAt },
  },
  { keyColumn: 'DocumentKey' },
);
