import { GraphRefusal } from './graphErrors';

interface ErrorBody {
  readonly error?: {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly innerError?: { readonly code?: unknown };
  };
}

/** Graph's error shape as a refusal. Texts may hold addresses, so messages are cut and stay in the log. */
export function refusalOf(status: number, body: unknown, isUnclear: boolean): GraphRefusal {
  const error = typeof body === 'object' && body !== null ? (body as ErrorBody).error : undefined;
  const inner = error?.innerError?.code;
  return new GraphRefusal({
    status,
    code: [error?.code, inner].filter((part) => typeof part === 'string').join('/') || String(status),
    message: typeof error?.message === 'string' ? error.message.slice(0, 300) : '',
    isUnclear,
  });
}

/** Parsed JSON, or undefined when there is none. */
export function jsonOf(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
