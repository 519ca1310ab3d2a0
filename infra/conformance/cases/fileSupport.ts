import type { Answer, MadeFolder, Target } from '../case';
import { textAt } from '../json';
import { mustBe } from '../target';

/** Fragments of an upload session are multiples of it, but for the last. */
export const UNIT = 327_680;

/** Bytes that no service has a reason to rewrite: neither text nor a known format, the same on every run. */
export function opaqueBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x9e3779b9;
  for (let n = 0; n < length; n += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[n] = state >>> 24;
  }
  return bytes;
}

/** PUT of a whole file; `query` such as `?@microsoft.graph.conflictBehavior=fail`. */
export const put = (
  target: Target,
  folder: MadeFolder,
  name: string,
  body: Uint8Array,
  query = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  target.graph(`${folder.path}:/${encodeURIComponent(name)}:/content${query}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });

export async function putNew(target: Target, folder: MadeFolder, name: string, body: Uint8Array): Promise<string> {
  const answer = await mustBe(await put(target, folder, name, body), 'uploading a file', 201);
  return `/drives/${folder.driveId}/items/${textAt(answer.body, 'id')}`;
}

export const createSession = (
  target: Target,
  folder: MadeFolder,
  name: string,
  more: { readonly item?: object; readonly body?: object; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> =>
  target.graph(`${folder.path}:/${encodeURIComponent(name)}:/createUploadSession`, {
    method: 'POST',
    body: { item: { '@microsoft.graph.conflictBehavior': 'fail', name, ...more.item }, ...more.body },
    headers: more.headers ?? {},
  });

/** An open session; removed at the end of the case when it still lives. */
export async function openSession(
  target: Target,
  folder: MadeFolder,
  name: string,
  more: Parameters<typeof createSession>[3] = {},
): Promise<string> {
  const answer = await mustBe(await createSession(target, folder, name, more), 'opening an upload session', 200, 201);
  const url = textAt(answer.body, 'uploadUrl');
  target.cleanUp(() => target.call(url, { method: 'DELETE' }));
  return url;
}

/** One fragment: the bytes from `start` on, of a file of `total` bytes. */
export const putFragment = (
  target: Target,
  uploadUrl: string,
  part: Uint8Array,
  start: number,
  total: number,
  token?: string,
): Promise<Answer> =>
  target.call(uploadUrl, {
    method: 'PUT',
    body: part,
    headers: { 'content-range': `bytes ${start}-${start + part.length - 1}/${total}` },
    ...(token ? { token } : {}),
  });
