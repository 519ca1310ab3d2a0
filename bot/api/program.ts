import { z } from 'zod';
import { key } from '../../src/contracts/common';
import { programView, setApplicabilityInput } from '../../src/contracts/program';
import { createdKey, keyParams, sinceQuery } from '../../src/contracts/requests';
import { MAX_FILE_BYTES } from '../../src/useCases/fileCheck';
import { createAtOnce } from './atOnce';
import type { ApiDeps } from './deps';
import { downloadHeaders } from './downloadHeaders';
import { fileNameOf } from './readBody';
import { created, nothing, personRoute, type Route } from './route';
import { unlessSeen } from './since';

const tag = 'program';
/** Each waits on this machine's disk until it is whole and looked at. */
const FILES_AT_ONCE = 2;

/** What partners are assessed against, to whom each criterion applies, and the documents that say so. */
export const programRoutes = ({ useCases }: ApiDeps): Route[] => {
  const uploads = createAtOnce(
    FILES_AT_ONCE,
    'Two documents are on their way already. Wait until one has arrived, then send this one again.',
  );
  return [
    personRoute({
      method: 'GET',
      path: '/api/program',
      summary: 'The criteria and to whom they apply. 204 when nothing changed since the revision in `since`.',
      tag,
      act: 'read',
      query: sinceQuery,
      response: programView,
      handle: ({ by, query }) => unlessSeen(query.since, useCases.viewProgram(by)),
    }),
    personRoute({
      method: 'POST',
      path: '/api/program/applicability',
      summary:
        'Says by the authority’s document to which types of partner a criterion applies, or takes that back. 409 when somebody else decided since `version`. Repeating it changes nothing.',
      tag,
      act: 'setApplicability',
      body: setApplicabilityInput,
      handle: async ({ by, body }) => {
        await useCases.setApplicability(by, body);
        return nothing;
      },
    }),
    personRoute({
      method: 'POST',
      path: '/api/program/documents',
      summary:
        'Adds a document of the authority: the bytes as the body, the name URI-encoded in `x-file-name`. Repeating the call with the same `requestId` adds no second one.',
      tag,
      act: 'setApplicability',
      query: z.object({ requestId: key }),
      upload: { limit: MAX_FILE_BYTES, how: 'streamed' },
      response: createdKey,
      handle: async ({ by, query, request }) => {
        const size = Number(request.headers['content-length']);
        return created(
          await uploads.run(by.oid, () =>
            useCases.addAuthorityDocument(by, {
              requestId: query.requestId,
              name: fileNameOf(request.headers),
              ...(Number.isInteger(size) ? { expectedSize: size } : {}),
              body: request.body,
            }),
          ),
        );
      },
    }),
    personRoute({
      method: 'GET',
      path: '/api/program/documents/{key}/content',
      summary: 'The bytes of a document of the authority.',
      tag,
      act: 'read',
      params: keyParams,
      produces: ['application/octet-stream'],
      handle: async ({ by, params }) => {
        const file = await useCases.authorityDocumentContent(by, params.key);
        return { status: 200, file: file.body, headers: downloadHeaders(file) };
      },
    }),
  ];
};
