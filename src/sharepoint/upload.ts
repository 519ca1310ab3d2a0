import { z } from 'zod';
import type { Graph } from './client/graph';
import { GraphRefusal, GraphSilence } from './client/graphErrors';
import { currentTurn } from './client/priority';
import { jsonOf, refusalOf } from './client/refusalOf';
import { retryAfterMs } from './client/retryAfter';

/** Bytes that can be read again, so that a fragment can be repeated. */
export interface FileSource {
  readonly size: number;
  /** Bytes from `from` up to, not including, `to`. */
  read(from: number, to: number): Promise<Buffer>;
}

export const bufferSource = (bytes: Buffer): FileSource => ({
  size: bytes.length,
  read: (from, to) => Promise.resolve(bytes.subarray(from, to)),
});

/** `exists`: the name is taken. `isCertain` false: it may have been ours, from a try whose answer got lost. */
export type Uploaded =
  | { readonly kind: 'stored'; readonly driveItemId: string; readonly isCertain: boolean }
  | { readonly kind: 'exists' };

/** Up to here a file goes in one request. */
const SMALL = 4 * 1024 * 1024;
/** SharePoint takes multiples of 320 KiB. */
const FRAGMENT = 16 * 320 * 1024;
const MOST_TRIES = 6;
const PATIENCE_OF_PEOPLE_MS = 30_000;

const driveItem = z.object({ id: z.string() });
const session = z.object({ uploadUrl: z.string() });
const progress = z.object({ nextExpectedRanges: z.array(z.string()).optional() });

/** The path of a file at the root of a library. */
export const filePath = (driveId: string, name: string): string =>
  `/drives/${driveId}/root:/${encodeURIComponent(name)}`;

/** Stores a file under a name that must be free. Throws GraphSilence or GraphRefusal. */
export async function uploadFile(graph: Graph, driveId: string, name: string, source: FileSource): Promise<Uploaded> {
  return source.size <= SMALL
    ? uploadWhole(graph, driveId, name, source)
    : uploadInFragments(graph, driveId, name, source);
}

async function uploadWhole(graph: Graph, driveId: string, name: string, source: FileSource): Promise<Uploaded> {
  try {
    const { body } = await graph.call({
      method: 'PUT',
      path: `${filePath(driveId, name)}:/content?@microsoft.graph.conflictBehavior=fail`,
      headers: { 'Content-Type': 'application/octet-stream' },
      body: await source.read(0, source.size),
    });
    return { kind: 'stored', driveItemId: driveItem.parse(body).id, isCertain: true };
  } catch (error) {
    const isClash = error instanceof GraphRefusal && error.isClash;
    const isUnclear = (error instanceof GraphRefusal || error instanceof GraphSilence) && error.isUnclear;
    if (isClash && !isUnclear) return { kind: 'exists' };
    const found = isUnclear ? await findFile(graph, driveId, name).catch(() => undefined) : undefined;
    if (found === undefined) throw error;
    return { kind: 'stored', driveItemId: found, isCertain: false };
  }
}

/** The id of the file of a name, or undefined. */
export async function findFile(graph: Graph, driveId: string, name: string): Promise<string | undefined> {
  try {
    const { body } = await graph.call({ method: 'GET', path: `${filePath(driveId, name)}?$select=id` });
    return driveItem.parse(body).id;
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return undefined;
    throw error;
  }
}

async function uploadInFragments(graph: Graph, driveId: string, name: string, source: FileSource): Promise<Uploaded> {
  const { body } = await graph.call({
    method: 'POST',
    path: `${filePath(driveId, name)}:/createUploadSession`,
    body: { item: { '@microsoft.graph.conflictBehavior': 'fail', name } },
    isRepeatable: true,
  });
  const { uploadUrl } = session.parse(body);
  try {
    return await new FragmentedUpload(graph, uploadUrl, source, () => findFile(graph, driveId, name)).run();
  } catch (error) {
    await graph.sendPlain(uploadUrl, { method: 'DELETE' }, 0).then(drain, () => undefined);
    throw error;
  }
}

const drain = async (response: Response): Promise<void> => void (await response.text().catch(() => ''));

/** One upload session: fragments in order, one in memory at a time, resumed where the server says. */
class FragmentedUpload {
  private failures = 0;
  private waited = 0;

  constructor(
    private readonly graph: Graph,
    private readonly uploadUrl: string,
    private readonly source: FileSource,
    private readonly find: () => Promise<string | undefined>,
  ) {}

  async run(): Promise<Uploaded> {
    for (let next = 0; ; ) {
      const outcome = await this.sendFrom(next);
      if (outcome.kind === 'done') return outcome.uploaded;
      if (outcome.kind === 'next') {
        if (outcome.next > next) this.failures = 0;
        next = outcome.next;
        continue;
      }
      await this.recover(outcome.reason, outcome.waitMs);
      const state = await this.status();
      if (typeof state === 'number') next = state;
      else if (state) return state;
    }
  }

  private async sendFrom(
    from: number,
  ): Promise<
    | { kind: 'done'; uploaded: Uploaded }
    | { kind: 'next'; next: number }
    | { kind: 'failed'; reason: unknown; waitMs?: number }
  > {
    const { size } = this.source;
    const to = Math.min(from + FRAGMENT, size);
    const bytes = await this.source.read(from, to);
    let response: Response;
    let text: string;
    try {
      response = await this.graph.sendPlain(
        this.uploadUrl,
        {
          method: 'PUT',
          headers: { 'Content-Range': `bytes ${from}-${to - 1}/${size}`, 'Content-Type': 'application/octet-stream' },
          body: new Uint8Array(bytes),
        },
        2,
      );
      text = await response.text();
    } catch (reason) {
      return { kind: 'failed', reason };
    }
    const { status, headers } = response;
    const body = jsonOf(text);
    if (status === 200 || status === 201)
      return { kind: 'done', uploaded: { kind: 'stored', driveItemId: driveItem.parse(body).id, isCertain: true } };
    if (status === 202) return { kind: 'next', next: startOf(body) ?? to };
    const refusal = refusalOf(status, body, false);
    if (refusal.isClash) {
      await this.graph.sendPlain(this.uploadUrl, { method: 'DELETE' }, 0).then(drain, () => undefined);
      return { kind: 'done', uploaded: { kind: 'exists' } };
    }
    const waitMs = retryAfterMs(headers, this.graph.clock.now());
    // A full site (507) is full for the next try too.
    const isPassing = status === 416 || status === 404 || status === 429 || (status >= 500 && status !== 507);
    if (!isPassing) throw refusal;
    return { kind: 'failed', reason: refusal, waitMs };
  }

  /** Waits before the next try. Throws when there were too many, or when a person would wait too long. */
  private async recover(reason: unknown, waitMs: number | undefined): Promise<void> {
    this.failures += 1;
    const wait = waitMs ?? 300 * 2 ** (this.failures - 1) * (0.75 + Math.random() / 2);
    if (waitMs !== undefined) this.graph.pause(waitMs);
    const isTooLong = !currentTurn().isJob && this.waited + wait > PATIENCE_OF_PEOPLE_MS;
    if (this.failures > MOST_TRIES || isTooLong)
      throw new GraphSilence('The upload did not get on.', false, waitMs, { cause: reason });
    await this.graph.clock.sleep(wait);
    this.waited += wait;
  }

  /** Where the server wants to go on; the file, when it is complete already; undefined when it does not say. */
  private async status(): Promise<number | Uploaded | undefined> {
    let response: Response;
    let text: string;
    try {
      response = await this.graph.sendPlain(this.uploadUrl, { method: 'GET' }, 1);
      text = await response.text();
    } catch {
      return undefined;
    }
    if (response.ok) return startOf(jsonOf(text));
    if (response.status !== 404) return undefined;
    // The session ends with the last fragment, whose answer may have been lost.
    const driveItemId = await this.find();
    if (driveItemId !== undefined) return { kind: 'stored', driveItemId, isCertain: false };
    throw new GraphSilence('The upload session is gone.', false);
  }
}

/** The first byte that is still expected: the list may be incomplete, its first start is what counts. */
function startOf(body: unknown): number | undefined {
  const [first] = progress.safeParse(body).data?.nextExpectedRanges ?? [];
  const start = Number(first?.split('-')[0]);
  return first !== undefined && Number.isInteger(start) ? start : undefined;
}
