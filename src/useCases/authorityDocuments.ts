import type { AuthorityDocument } from '../domain/authorityDocument';
import { AppError } from '../errors';
import { actorOf, demand } from './access';
import { checkFile, MAX_FILE_BYTES } from './fileCheck';
import { displayName } from './fileName';
import type { KeyedQueue } from './keyedQueue';
import type { Clock, Stores } from './ports';
import { readBack } from './readBack';
import type { UseCases } from './useCases';

const MAX_DOCUMENTS = 500;

/** Takes in the authority's documents, checked like proofs, and gives their bytes to whoever may read. */
export function createAuthorityDocuments(deps: {
  stores: Pick<Stores, 'authorityDocuments'>;
  clock: Clock;
  queue: KeyedQueue;
  spoolDir?: string;
}): Pick<UseCases, 'addAuthorityDocument' | 'authorityDocumentContent'> {
  const { stores, clock, queue } = deps;
  const documents = stores.authorityDocuments;
  return {
    async addAuthorityDocument(by, { requestId, name, body, expectedSize }) {
      demand(by, 'setApplicability');
      // A second click, or a call whose answer got lost.
      if (documents.get(requestId)) return { key: requestId };
      if (expectedSize !== undefined && expectedSize > MAX_FILE_BYTES)
        throw new AppError('tooLarge', 'This file is larger than 25 MB. Nothing was stored. Add a smaller one.');
      if (documents.all().length >= MAX_DOCUMENTS)
        throw new AppError(
          'invalid',
          `There are ${MAX_DOCUMENTS} documents already, so this one was not stored. Choose one that is there.`,
        );
      const checked = await checkFile(body, name, deps.spoolDir);
      try {
        return await queue.run(`authority document ${requestId}`, async () => {
          if (documents.get(requestId)) return { key: requestId };
          const stored = await documents.add(
            {
              key: requestId,
              extension: checked.extension,
              body: readBack(checked.path),
              expectedSize: checked.size,
            },
            ({ size, sha256 }): AuthorityDocument => ({
              key: requestId,
              name: displayName(name, checked.extension),
              contentType: checked.contentType,
              size,
              sha256,
              addedBy: actorOf(by),
              addedAt: clock.now().toISOString(),
            }),
          );
          return { key: stored.value.key };
        });
      } finally {
        await checked.dispose();
      }
    },

    async authorityDocumentContent(by, documentKey) {
      demand(by, 'read');
      const stored = documents.get(documentKey);
      if (!stored) throw new AppError('notFound', 'This document is not here any more.');
      const { body, size } = await documents.content(documentKey);
      return { name: stored.value.name, contentType: stored.value.contentType, size, body };
    },
  };
}
