import type { z } from 'zod';
import { problem } from '../../src/contracts/common';
import { bearerToken } from '../teams/bearerToken';
import { CannotStart } from '../teams/startInTeams';
import { ApiError } from './ApiError';
import { learnServiceTime } from './serviceTime';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON, or as it is when it is a file. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const OFFLINE = 'Trustlane did not answer. Check your connection; what you see stays here, and nothing was changed.';

async function send(call: Call, isFreshToken: boolean): Promise<Response> {
  const token = await bearerToken(isFreshToken);
  const isFile = call.body instanceof Blob;
  const headers: Record<string, string> = { ...call.headers, authorization: `Bearer ${token}` };
  if (call.body !== undefined) headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json';
  const body = isFile ? (call.body as Blob) : call.body === undefined ? undefined : JSON.stringify(call.body);
  return fetch(call.path, { method: call.method ?? 'GET', headers, body, signal: call.signal, cache: 'no-store' });
}

async function refusalOf(response: Response): Promise<ApiError> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return new ApiError(response.status, parsed.data.code, parsed.data.message, parsed.data.fields);
  const message =
    response.status >= 500
      ? 'Trustlane cannot do this at the moment. Nothing was lost; please try again in a minute.'
      : 'Trustlane did not accept this. Please reload the page and try again.';
  return new ApiError(response.status, 'unknown', message);
}

/**
 * One call to our API as the signed-in person. A refused token is replaced once; that is safe for writes too, because
 * a refused call has done nothing. Throws `ApiError`.
 */
export async function call(what: Call): Promise<Response> {
  try {
    let response = await send(what, false);
    if (response.status === 401) response = await send(what, true);
    learnServiceTime(response.headers);
    if (!response.ok) throw await refusalOf(response);
    return response;
  } catch (error) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    if (error instanceof CannotStart)
      throw new ApiError(
        401,
        'unauthenticated',
        'Teams did not sign you in. Close this tab, open it again, and try once more.',
      );
    throw new ApiError(0, 'offline', OFFLINE);
  }
}

/** A call whose answer has a shape. An answer of another shape is a bug of ours and reads as one. */
export async function callFor<T>(schema: z.ZodType<T>, what: Call): Promise<T> {
  const response = await call(what);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  console.error('Unexpected answer', what.path, parsed.error.issues.slice(0, 5));
  throw new ApiError(
    response.status,
    'shape',
    'Trustlane and this page are of different versions. Please reload the page.',
  );
}
