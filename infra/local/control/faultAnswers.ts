import { connectorFaultBody } from '../connector/connectorError';
import { EntraError, entraErrorBody } from '../entra/entraError';
import { isOfGraph, type RequestIds } from '../requestIds';
import type { KnownFault } from './faults';

export interface FaultAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const USUAL_WAIT = 10;

/** When and for whom a fault answers. */
export interface FaultedCall {
  /** Without its query. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly ids: RequestIds;
  /** Where the tenant is. */
  readonly origin: string;
}

/** What a fault answers, in the words of the service that the path belongs to. */
export function faultAnswer(fault: KnownFault, call: FaultedCall): FaultAnswer {
  const status = statusOf(fault);
  const wait = fault.retryAfter ?? (fault.kind === 'throttle' ? USUAL_WAIT : undefined);
  return {
    status,
    headers: { ...idHeaders(call), ...(wait !== undefined && { 'Retry-After': String(wait) }) },
    body: bodyOf(status, call),
  };
}

function statusOf({ kind, status }: KnownFault): number {
  if (kind === 'throttle') return 429;
  return kind === 'expireTokens' ? 401 : (status ?? 503);
}

const idHeaders = ({ path, ids }: FaultedCall): Record<string, string> =>
  isOfGraph(path) ? { 'request-id': ids.request, 'client-request-id': ids.client } : {};

function bodyOf(status: number, { path, now, ids, origin }: FaultedCall): unknown {
  if (path.startsWith('/connector/')) return connectorFaultBody(status);
  if (/\/oauth2\/v2\.0\/token$/i.test(path)) {
    const error = new EntraError(
      status,
      'temporarily_unavailable',
      90033,
      'A transient error has occurred. Please try again.',
    );
    return entraErrorBody(error, ids.client, now, origin);
  }
  const [code, message] = GRAPH[status] ?? (status >= 500 ? UNAVAILABLE : GENERAL);
  const innerError = {
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': ids.request,
    'client-request-id': ids.client,
  };
  return { error: { code, message, innerError } };
}

const UNAVAILABLE = [
  'serviceNotAvailable',
  'The service is not available. Try the request again after a delay.',
] as const;
const GENERAL = ['generalException', 'General exception while processing'] as const;
const GRAPH: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
  403: ['accessDenied', 'Access denied'],
  404: ['itemNotFound', 'The resource could not be found.'],
  409: ['resourceModified', 'The resource has changed since the caller last read it.'],
  423: ['resourceLocked', 'The resource is locked'],
  429: ['activityLimitReached', 'The request has been throttled'],
  500: GENERAL,
  502: ['UnknownError', 'Bad Gateway'],
  504: ['UnknownError', 'Gateway Timeout'],
};
