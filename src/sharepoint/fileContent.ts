import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AppError } from '../errors';
import type { Graph } from './client/graph';
import { GraphRefusal, GraphSilence } from './client/graphErrors';
import { jsonOf, refusalOf } from './client/refusalOf';
import { filePath } from './upload';

/**
 * Opens a stored file's bytes. The download address opens the file to whoever holds it: it is used at once and never
 * kept. Throws GraphRefusal (404 when it is gone), GraphSilence, or `forbidden` when the file is marked as malware.
 */
export async function openFile(
  graph: Graph,
  driveId: string,
  name: string,
): Promise<{ body: Readable; size?: number }> {
  const location = await addressOf(graph, driveId, name);
  const response = await graph.sendPlain(location, { method: 'GET' }, 1);
  if (!response.ok) {
    const refusal = refusalOf(response.status, jsonOf(await response.text().catch(() => '')), false);
    if (isMalware(refusal)) throw malware();
    if (response.status >= 500 || response.status === 429) throw new GraphSilence('The file was not sent.', false);
    throw refusal;
  }
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const body = response.body ? Readable.fromWeb(response.body as ReadableStream<Uint8Array>) : Readable.from([]);
  return { body, ...(Number.isInteger(length) ? { size: length } : {}) };
}

async function addressOf(graph: Graph, driveId: string, name: string): Promise<string> {
  try {
    const { headers } = await graph.call({ method: 'GET', path: `${filePath(driveId, name)}:/content` });
    const location = headers.get('location');
    if (location) return location;
    throw new Error('Graph gave no address for the content of a file.');
  } catch (error) {
    if (error instanceof GraphRefusal && isMalware(error)) throw malware();
    throw error;
  }
}

const isMalware = ({ code, message }: GraphRefusal): boolean => /malware|virus/i.test(`${code} ${message}`);

const malware = (): AppError =>
  new AppError(
    'forbidden',
    'Microsoft 365 has marked this file as harmful, so it cannot be opened. Ask the partner for a new one.',
  );
