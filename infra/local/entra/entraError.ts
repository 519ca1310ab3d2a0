import { randomUUID } from 'node:crypto';

/** A refusal in Entra's own words: HTTP status, OAuth error, AADSTS number and text. */
export class EntraError extends Error {
  override readonly name = 'EntraError';
  constructor(
    readonly status: number,
    readonly error: string,
    readonly number: number,
    message: string,
    readonly options: {
      readonly suberror?: string;
      /** The call is something that the tenant does not know; it is listed for whoever develops the product. */
      readonly unknownCall?: boolean;
    } = {},
  ) {
    super(message);
  }
}

/** 400 for a form field that must be there. */
export const missing = (name: string): EntraError =>
  new EntraError(400, 'invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);

/** Entra's JSON body of an error. `now` in milliseconds since 1970; `base` is where Entra is. */
export function entraErrorBody(
  { error, number, message, options }: EntraError,
  correlation: string | undefined,
  now: number,
  base: string,
): Readonly<Record<string, unknown>> {
  const trace = randomUUID();
  const correlationId = correlation ?? randomUUID();
  const at = new Date(now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, 'Z');
  return {
    error,
    error_description: `AADSTS${number}: ${message} Trace ID: ${trace} Correlation ID: ${correlationId} Timestamp: ${at}`,
    error_codes: [number],
    timestamp: at,
    trace_id: trace,
    correlation_id: correlationId,
    error_uri: `${base}/error?code=${number}`,
    ...(options.suberror && { suberror: options.suberror }),
  };
}
