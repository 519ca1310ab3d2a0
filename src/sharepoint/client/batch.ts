import { z } from 'zod';
import type { Graph } from './graph';
import { GraphSilence } from './graphErrors';
import { currentTurn } from './priority';
import { resourceUnitsOf } from './resourceUnits';
import { retryAfterMs } from './retryAfter';

/** Graph takes at most this many calls in one batch. */
export const BATCH_SIZE = 20;

export interface SubCall {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** After the version, encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** `unclear`: it may have taken effect. `notDone`: it certainly did not. */
export type SubOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'unclear' | 'notDone'; readonly reason: GraphSilence };

const answerShape = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.coerce.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
});

/**
 * Sends up to 20 calls as one. The whole is always answered 200, so each part is judged on its own: throttled ones are
 * repeated after the longest wait that was asked for, failed reads are repeated, and a write that may have taken effect
 * is reported as unclear, for the caller to read back.
 */
export async function sendBatch(graph: Graph, calls: readonly SubCall[]): Promise<Map<string, SubOutcome>> {
  const outcomes = new Map<string, SubOutcome>();
  let open = [...calls];
  const mostRounds = currentTurn().mostTries;
  for (let round = 1; open.length > 0; round += 1) {
    const answers = await sendOnce(graph, open).catch((error: unknown) => {
      // What earlier rounds were answered is not thrown away with a later one.
      if (round === 1 || !(error instanceof GraphSilence)) throw error;
      return undefined;
    });
    if (!answers) break;
    for (const { id } of open) {
      const outcome = answers.parts.get(id);
      if (!outcome) throw new Error('Graph left a part of a batch unanswered.');
      outcomes.set(id, outcome);
    }
    // A batch that was not answered at all has been repeated inside the call as often as its turn allows.
    if (!answers.wasAnswered || round >= mostRounds) break;
    open = open.filter(({ id, method }) => {
      const kind = outcomes.get(id)?.kind;
      return kind === 'notDone' || (kind === 'unclear' && method === 'GET');
    });
  }
  return outcomes;
}

interface Answers {
  readonly parts: ReadonlyMap<string, SubOutcome>;
  readonly wasAnswered: boolean;
}

async function sendOnce(graph: Graph, calls: readonly SubCall[]): Promise<Answers> {
  const requests = calls.map(({ id, method, path, headers, body }) => ({
    id,
    method,
    url: path,
    ...(headers || body ? { headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers } } : {}),
    ...(body ? { body } : {}),
  }));
  const resourceUnits = calls.reduce((sum, { method, path }) => sum + resourceUnitsOf(method, path), 0);
  const isRepeatable = calls.every(({ method }) => method !== 'POST');
  try {
    const answer = await graph.call({
      method: 'POST',
      path: '/$batch',
      body: { requests },
      resourceUnits,
      isRepeatable,
    });
    const { responses } = answerShape.parse(answer.body);
    const parts = new Map(responses.map((response) => [response.id, judge(graph, response, answer.isUnclear)]));
    return { parts, wasAnswered: true };
  } catch (reason) {
    if (!(reason instanceof GraphSilence)) throw reason;
    // With people waiting, what did not get through in their time is not tried again here.
    if (!reason.isUnclear) throw reason;
    return { parts: new Map(calls.map(({ id }) => [id, { kind: 'unclear', reason }])), wasAnswered: false };
  }
}

function judge(
  graph: Graph,
  response: { status: number; headers?: Record<string, string>; body?: unknown },
  isUnclear: boolean,
): SubOutcome {
  const { status, body } = response;
  const waitMs = retryAfterMs(new Headers(response.headers), graph.clock.now());
  if (status === 429 || (status === 503 && waitMs !== undefined)) {
    const wait = waitMs ?? 2_000;
    graph.pause(wait);
    const reason = new GraphSilence('SharePoint throttles.', isUnclear, wait);
    return { kind: isUnclear ? 'unclear' : 'notDone', reason };
  }
  // 500 may also be how a clash of keys is told; whoever made the call knows what to look for.
  const isClash = /unique constraint|duplicate value|0x810200bf/i.test(JSON.stringify(body ?? ''));
  if (status >= 500 && !isClash)
    return { kind: 'unclear', reason: new GraphSilence(`Graph answered ${status}.`, true) };
  return { kind: 'answered', status, body };
}
