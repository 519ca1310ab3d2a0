import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Clock, Log } from '../../useCases/ports';
import { CallState, type GraphAnswer } from './callState';
import { createGovernor, type Usage } from './governor';
import { type GraphRefusal, GraphSilence } from './graphErrors';
import { createChain } from './middleware';
import { currentTurn } from './priority';
import { jsonOf, refusalOf } from './refusalOf';
import { resourceUnitsOf } from './resourceUnits';
import { createTokenSource, type TokenSettings } from './tokenSource';
import { createTransport, type Transport, wasNeverSent } from './transport';

export type { GraphAnswer } from './callState';
export type { Usage } from './governor';

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** After the version (`/sites/…`), encoded, or a whole link that Graph gave, which is followed as it is. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; a Buffer as it is, with a content type in `headers`. */
  readonly body?: object;
  /**
   * Whether it may be sent again after a try that may have taken effect. By default everything but POST: a repeated
   * create makes a second row, all else ends in the same state.
   */
  readonly isRepeatable?: boolean;
  /** Resource units; by default worked out from method and path. */
  readonly resourceUnits?: number;
}

/** Microsoft Graph as this product calls it. */
export interface Graph {
  /** Throws GraphRefusal when Graph says no, and GraphSilence when it does not answer in the time there is. */
  call(request: GraphCall): Promise<GraphAnswer>;
  /** Whether a whole link leads to this Graph. Any other is not called, because the token would go along. */
  isOwnLink(link: string): boolean;
  /**
   * Uses a pre-authenticated address that Graph gave for a file's bytes: one try, without a token. Throws GraphSilence
   * when there is no answer. Such addresses are secrets and stay out of logs.
   */
  sendPlain(url: string, init: RequestInit, resourceUnits: number): Promise<Response>;
  /** Holds all calls back, for waits that were asked for inside a batch or by an upload address. */
  pause(milliseconds: number): void;
  usage(): Usage;
  readonly clock: Clock;
  readonly log: Log;
  close(): Promise<void>;
}

export interface GraphSettings extends TokenSettings {
  readonly clock: Clock;
  readonly log: Log;
  /** This instance's share of the tenant's limit; 1,250 is that of a tenant with up to a thousand licences. */
  readonly ruPerMinute: number;
  /** For tests that need to see or break what goes over the wire. */
  readonly transport?: Transport;
}

const USER_AGENT = 'NONISV|Trustlane|Trustlane/0.1.0';

/** A client for one identity. No call is made before the first use. */
export function createGraph(settings: GraphSettings): Graph {
  const { clock, log } = settings;
  const own = settings.transport ? undefined : createTransport();
  const send = settings.transport ?? own?.send ?? fetch;
  const governor = createGovernor(settings.ruPerMinute, clock);
  const tokens = createTokenSource(settings, send);
  const root = `${settings.graphBaseUrl}/v1.0`;
  const client = Client.initWithMiddleware({
    baseUrl: `${settings.graphBaseUrl}/`,
    defaultVersion: 'v1.0',
    middleware: createChain({ governor, clock, tokens, send }),
  });

  const isOwnLink = (link: string): boolean => link.startsWith(`${root}/`);
  const addressOf = (path: string): string => {
    if (path.startsWith('/')) return `${root}${path}`;
    if (isOwnLink(path)) return path;
    throw new Error('A Graph link leads to another host.');
  };

  const run = async (state: CallState, request: GraphCall): Promise<void> => {
    const call = client
      .api(state.url)
      .headers({ 'User-Agent': USER_AGENT, ...request.headers })
      .middlewareOptions([state])
      .responseType(ResponseType.RAW);
    try {
      if (request.method === 'GET') await call.get();
      else if (request.method === 'POST') await call.post(request.body ?? '');
      else if (request.method === 'PATCH') await call.patch(request.body);
      else if (request.method === 'PUT') await call.put(request.body);
      else await call.delete();
    } catch (error) {
      throw state.failure ?? error;
    }
  };

  return {
    clock,
    log,
    isOwnLink,
    async call(request) {
      const units = request.resourceUnits ?? resourceUnitsOf(request.method, request.path);
      const isRepeatable = request.isRepeatable ?? request.method !== 'POST';
      const state = new CallState(addressOf(request.path), request.method, units, currentTurn(), isRepeatable);
      await run(state, request);
      const answer = state.latest();
      if (!answer) throw new Error('The Graph client ended without an answer.');
      const { status, headers, text } = answer;
      const body = jsonOf(text);
      if (status < 400) return { status, headers, body, isUnclear: state.isUnclear };
      const refusal = refusalOf(status, body, state.isUnclear);
      if (status === 401 || status === 403) logRefusal(log, request, refusal);
      throw refusal;
    },
    async sendPlain(url, init, resourceUnits) {
      const { protocol, origin } = new URL(url);
      if (protocol !== 'https:' && origin !== new URL(settings.graphBaseUrl).origin)
        throw new Error('Graph gave a file address that is not encrypted.');
      const { isJob, patienceMs } = currentTurn();
      await governor.spend(resourceUnits, isJob, patienceMs);
      governor.countRequest();
      return send(url, init).catch((cause: unknown) => {
        throw new GraphSilence('A file transfer was cut off.', !wasNeverSent(cause), undefined, { cause });
      });
    },
    pause: (milliseconds) => governor.pause(milliseconds),
    usage: () => governor.usage(),
    close: async () => own?.close(),
  };
}

const logRefusal = (log: Log, request: GraphCall, refusal: GraphRefusal): void =>
  log.error(
    { method: request.method, path: request.path.split('?')[0], status: refusal.status, code: refusal.code },
    'Graph refused the service. Check its permissions and its grant on the site.',
  );
