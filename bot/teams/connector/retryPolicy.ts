import type { Clock } from '../../../src/useCases/ports';

/** What the connector client's pipeline hands to a policy, as far as this one reads it. */
export interface PipelineRequest {
  readonly method: string;
  readonly url: string;
  abortSignal?: AbortSignal;
}
export interface PipelineResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
}
export interface PipelinePolicy {
  readonly name: string;
  sendRequest(
    request: PipelineRequest,
    next: (request: PipelineRequest) => Promise<PipelineResponse>,
  ): Promise<PipelineResponse>;
}

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 4;
const BASE_MS = 500;
/** Refused before anything was done, whatever the call. */
const NOT_DONE = new Set([412, 429]);
/** Perhaps done: repeated only where doing it twice is the same as once. */
const UNCLEAR = new Set([502, 503, 504]);

const isSending = ({ method, url }: PipelineRequest): boolean =>
  method === 'POST' && /\/v3\/conversations\/[^/]+\/activities(\/|$)/.test(new URL(url).pathname);

/** How long the service asks to wait, in milliseconds; `undefined` when it does not say. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

/**
 * The retry policy of every call to the connector, in the place of the SDK's own, which repeats a message after a broken
 * connection (the person then sees it twice), gives up on 429 without Retry-After, and knows no timeout.
 * 429 and 412 are repeated for every call, with Retry-After waited for in full; 502, 503 and 504 only for calls that can
 * be repeated: everything but sending a message. A call that met 401 is repeated once with a fresh token.
 * @param patienceMs longest single wait; when the service asks for more, its answer is passed on instead
 */
export function createRetryPolicy(
  clock: Clock,
  renewToken: () => Promise<unknown>,
  patienceMs: number,
  random: () => number = Math.random,
): PipelinePolicy {
  return {
    name: 'trustlaneRetryPolicy',
    async sendRequest(request, next) {
      let hasRenewed = false;
      for (let tries = 1; ; tries += 1) {
        // The client's own timeout leaves its timer running after a broken connection.
        request.abortSignal = AbortSignal.timeout(TIMEOUT_MS);
        const response = await next(request);
        const { status } = response;
        if (status === 401 && !hasRenewed) {
          hasRenewed = true;
          await renewToken();
          continue;
        }
        const mayRepeat = NOT_DONE.has(status) || (UNCLEAR.has(status) && !isSending(request));
        if (!mayRepeat || tries >= MAX_TRIES) return response;
        const asked = retryAfterMs(response.headers.get('retry-after'), clock.now());
        const wait = asked ?? BASE_MS * 2 ** (tries - 1) * (0.5 + random());
        if (wait > patienceMs) return response;
        await clock.sleep(wait);
      }
    },
  };
}
