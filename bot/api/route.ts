import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Contact } from '../../src/domain/contact';
import type { Person } from '../../src/domain/person';
import type { Act } from '../../src/domain/scope';
import type { HttpRequest } from './http';
import { type ProblemWording, parseInput } from './parseInput';
import type { LinkSession } from './partnerPage/linkSession';
import { checkDeclaredSize, checkUploadType, readBytes, readJson } from './readBody';

/** What a handler gives back. `headers` add to the usual ones. */
export type Answer<R> =
  | { readonly status: 200 | 201; readonly json: R; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: 204; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly status: 200;
      readonly file: Readable | string;
      readonly headers: Readonly<Record<string, string>>;
    };

export const ok = <R>(json: R): Answer<R> => ({ status: 200, json });
export const created = <R>(json: R): Answer<R> => ({ status: 201, json });
export const nothing: Answer<never> = { status: 204 };

/** Who is let in: anybody; a person with a role; the holder of a link session; whoever presents a link. */
export type Access = 'public' | 'person' | 'linkSession' | 'link';

export type Caller =
  | { readonly kind: 'anybody' }
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'linkSession'; readonly session: LinkSession; readonly contact: Contact };

/** What comes in beside the path: nothing, JSON by a schema, or the bytes of a file. */
export interface Upload {
  /** In bytes. */
  readonly limit: number;
  /** Streamed to the handler as it comes, or read whole first. */
  readonly how: 'streamed' | 'whole';
}

interface Described {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/partners/{key}`. */
  readonly path: string;
  readonly summary: string;
  /** The noun it belongs to, for the description. */
  readonly tag: string;
  readonly upload?: Upload;
  /** Media types of a reply that is a file. */
  readonly produces?: readonly string[];
}

/** One address of the API, as data: the checks, the description and the server come from it. */
export interface Route extends Described {
  readonly access: Access;
  /** The act that a person's roles must allow; what it is done to is decided in the use case. */
  readonly act?: Act;
  readonly schemas: {
    readonly params?: z.ZodType;
    readonly query?: z.ZodType;
    readonly body?: z.ZodType;
    readonly response?: z.ZodType;
  };
  /** Reads and checks what came in, then acts. The caller was let in before. */
  run(caller: Caller, request: HttpRequest): Promise<Answer<unknown>>;
}

interface Spec<P, Q, B, R> extends Described {
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  readonly response?: z.ZodType<R>;
}

export interface Call<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: HttpRequest;
  /** The bytes of an upload that is read whole. */
  readonly bytes: Buffer;
}

async function readCall<P, Q, B, R>(
  spec: Spec<P, Q, B, R>,
  request: HttpRequest,
  wording: ProblemWording,
): Promise<Call<P, Q, B>> {
  const none = undefined as never;
  const params = spec.params ? parseInput(spec.params, request.params, wording) : none;
  const query = spec.query ? parseInput(spec.query, request.query, wording) : none;
  if (spec.upload) {
    checkUploadType(request.headers);
    checkDeclaredSize(request.headers, spec.upload.limit);
  }
  const isWhole = spec.upload?.how === 'whole';
  const bytes = isWhole ? await readBytes(request.body, request.headers, spec.upload?.limit ?? 0) : Buffer.alloc(0);
  const body = spec.body ? parseInput(spec.body, await readJson(request), wording) : none;
  return { params, query, body, request, bytes };
}

const describe = <P, Q, B, R>(spec: Spec<P, Q, B, R>, access: Access) => ({
  method: spec.method,
  path: spec.path,
  summary: spec.summary,
  tag: spec.tag,
  upload: spec.upload,
  produces: spec.produces,
  access,
  schemas: { params: spec.params, query: spec.query, body: spec.body, response: spec.response },
});

/** A route for the customer's people, with the token that Teams gives the tab. */
export const personRoute = <P = undefined, Q = undefined, B = undefined, R = never>(
  spec: Spec<P, Q, B, R> & {
    readonly act: Act;
    readonly handle: (call: Call<P, Q, B> & { readonly by: Person }) => Promise<Answer<R>> | Answer<R>;
  },
): Route => ({
  ...describe(spec, 'person'),
  act: spec.act,
  async run(caller, request) {
    if (caller.kind !== 'person') throw new Error('A person route was run without a person.');
    return spec.handle({ ...(await readCall(spec, request, 'named')), by: caller.person });
  },
});

/** A route for a contact whose browser holds a link session. */
export const linkSessionRoute = <P = undefined, Q = undefined, B = undefined, R = never>(
  spec: Spec<P, Q, B, R> & {
    readonly handle: (
      call: Call<P, Q, B> & { readonly session: LinkSession; readonly contact: Contact },
    ) => Promise<Answer<R>> | Answer<R>;
  },
): Route => ({
  ...describe(spec, 'linkSession'),
  async run(caller, request) {
    if (caller.kind !== 'linkSession') throw new Error('A link route was run without a session.');
    const { session, contact } = caller;
    return spec.handle({ ...(await readCall(spec, request, 'plain')), session, contact });
  },
});

/** A route for anybody: `public` for reading, `link` for presenting a link (only from our own page). */
export const openRoute = <P = undefined, Q = undefined, B = undefined, R = never>(
  spec: Spec<P, Q, B, R> & {
    readonly access: 'public' | 'link';
    readonly handle: (call: Call<P, Q, B>) => Promise<Answer<R>> | Answer<R>;
  },
): Route => ({
  ...describe(spec, spec.access),
  run: async (_caller, request) => spec.handle(await readCall(spec, request, 'plain')),
});
