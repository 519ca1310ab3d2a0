import { request } from 'undici';
import { makeList } from '../support/lists';
import type { GraphAnswer, TestTenant } from '../support/tenant';

/** Every fragment of an upload but the last is a multiple of this. */
export const UNIT = 327_680;

/** A library of a local tenant, as tests of files use it. Paths are given as they go into an address. */
export interface Library {
  /** The list, after `/v1.0`. */
  readonly list: string;
  /** The drive, after `/v1.0`. */
  readonly drive: string;
  put(path: string, bytes: Buffer | string, query?: string, headers?: Record<string, string>): Promise<GraphAnswer>;
  open(path: string, item?: unknown, more?: { headers?: Record<string, string>; body?: object }): Promise<GraphAnswer>;
  item(id: string, rest?: string): Promise<GraphAnswer>;
  patch(id: string, body: unknown, headers?: Record<string, string>): Promise<GraphAnswer>;
  setColumns(id: string, body: unknown): Promise<GraphAnswer>;
}

export async function makeLibrary(t: TestTenant, name = 'Evidence'): Promise<Library> {
  const list = await makeList(t, name, {
    template: 'documentLibrary',
    columns: [
      { name: 'ReviewState', choice: { choices: ['toReview', 'accepted', 'rejected'] }, indexed: true },
      { name: 'Sha256', text: {}, indexed: true },
    ],
  });
  const drive = `/drives/${(await t.graph(`${list}/drive`)).body.id}`;
  return {
    list,
    drive,
    put: (path, bytes, query = '', headers = {}) =>
      t.graph(`${drive}/root:/${path}:/content${query}`, { method: 'PUT', body: Buffer.from(bytes), headers }),
    open: (path, item, { headers = {}, body = {} } = {}) =>
      t.graph(`${drive}/root:/${path}:/createUploadSession`, {
        method: 'POST',
        headers,
        body: { ...(item === undefined ? {} : { item }), ...body },
      }),
    item: (id, rest = '') => t.graph(`${drive}/items/${id}${rest}`),
    patch: (id, body, headers = {}) => t.graph(`${drive}/items/${id}`, { method: 'PATCH', body, headers }),
    setColumns: (id, body) => t.graph(`${drive}/items/${id}/listItem/fields`, { method: 'PATCH', body }),
  };
}

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the answer, undefined when it is none
  readonly body: any;
}

/** Sends to a pre-authenticated address. */
export async function send(
  url: string,
  method: 'PUT' | 'GET' | 'DELETE' | 'POST' | 'HEAD',
  body?: Buffer,
  headers: Record<string, string> = {},
): Promise<PlainAnswer> {
  const answer = await request(url, { method, body, headers });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  const isJson = String(answer.headers['content-type']).startsWith('application/json') && bytes.length > 0;
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes,
    body: isJson ? JSON.parse(bytes.toString()) : undefined,
  };
}

/** Sends the bytes from `from` up to, not including, `to` as a fragment. */
export const fragment = (url: string, all: Buffer, from: number, to: number, headers = {}): Promise<PlainAnswer> =>
  send(url, 'PUT', all.subarray(from, to), { 'content-range': `bytes ${from}-${to - 1}/${all.length}`, ...headers });
