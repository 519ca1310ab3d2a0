import { connectorFaultBody } from '../connector/connectorError';
import type { KnownFault } from './faults';

export interface FaultAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

const USUAL_WAIT = 10;

/** What a fault answers, in the words of the service that the path belongs to. */
export function faultAnswer(fault: KnownFault, path: string, now: number, requestId: string): FaultAnswer {
  const status = statusOf(fault);
  const wait = fault.retryAfter ?? (fault.kind === 'throttle' ? USUAL_WAIT : undefined);
  return {
    status,
    headers: wait === undefined ? {} : { 'Retry-After': String(wait) },
    body: bodyOf(status, path, now, requestId),
  };
}

function statusOf({ kind, status }: KnownFault): number {
  if (kind === 'throttle') return 429;
  return kind === 'expireTokens' ? 401 : (status ?? 503);
}

function bodyOf(status: number, path: string, now: number, requestId: string): unknown {
  if (path.startsWith('/connector/')) return connectorFaultBody(status);
  if (/\/oauth2\/v2\.0\/token$/i.test(path)) {
    const description = 'AADSTS90033: A transient error has occurred. Please try again.';
    return { error: 'temporarily_unavailable', error_description: description, error_codes: [90_033] };
  }
  const [code, message] = GRAPH[status] ?? (status >= 500 ? UNAVAILABLE : GENERAL);
  const innerError = {
    date: new Date(now).toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': requestId,
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
