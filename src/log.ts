import { type DestinationStream, pino } from 'pino';
import type { Log } from './useCases/ports';

/**
 * Names that never reach the log, wherever they stand in the first levels of what is logged. The rule is not to log
 * them at all; this is the net under it.
 */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'access_token',
  'secret',
  'password',
  'clientSecret',
  'client_secret',
  'privateKey',
  'code',
  'url',
  'email',
  'body',
  'html',
  'text',
];
const UNTOLD = new Set(SECRET_NAMES);
// Errors carry codes (EADDRINUSE, itemNotFound) that are needed to understand them.
const ERROR_FIELDS = ['code', 'status', 'name', 'detail'] as const;

/** Addresses and bearer tokens inside a message of somebody else's library. */
const blacked = (text: string): string =>
  text
    .replace(/https?:\/\/\S+/gi, (address) => (URL.canParse(address) ? `${new URL(address).origin}/…` : '(address)'))
    .replace(/-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*/g, '(private key)')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '(token)')
    .replace(/[^\s@<>"']{1,64}@[^\s@<>"']{1,190}\.[a-z]{2,24}/gi, '(mail address)');

function errorFields(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? blacked(error) : typeof error;
  const extra: Record<string, unknown> = {};
  for (const field of ERROR_FIELDS) {
    const value = (error as Error & Partial<Record<(typeof ERROR_FIELDS)[number], unknown>>)[field];
    if (typeof value === 'string') extra[field] = blacked(value);
    else if (typeof value === 'number') extra[field] = value;
  }
  return {
    ...extra,
    message: blacked(error.message),
    stack: blacked(error.stack ?? ''),
    ...(error.cause !== undefined && depth < 4 ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

/** The service's log: one JSON line per event on standard output. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    // Errors are put into words below; pino's own way would write their messages as they are.
    serializers: { err: (value: unknown) => value },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) =>
        Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, tellable(name, value)])),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function tellable(name: string, value: unknown): unknown {
  if (value instanceof Error) return errorFields(value);
  // A code as a top-level field is an error's or a platform's; deeper it may be a person's.
  if (UNTOLD.has(name) && name !== 'code') return '(left out)';
  if (typeof value === 'string') return blacked(value);
  if (Array.isArray(value)) return value.map((each) => tellable('', each));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([inner, each]) => [inner, UNTOLD.has(inner) ? '(left out)' : tellable(inner, each)]),
    );
  }
  return value;
}
