import type { Answer, Target } from '../case';
import { listAt, textAt } from '../json';

/** A fault of the local tenant, for calls whose path begins like this (below `/v1.0` when it starts with a slash). */
export interface Fault {
  readonly path: string;
  readonly method?: string;
  readonly kind: 'status' | 'drop' | 'slow' | 'dropAfter';
  readonly status?: number;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
  readonly times?: number;
}

/**
 * A call to a local tenant's `/_control`: plain HTTP with JSON and one header, so that no web page can make it.
 * Throws when the tenant refuses.
 */
export async function control(target: Target, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await target.call(`${target.options.control}/_control/${path}`, {
    method,
    headers: { 'x-local-control': '1' },
    ...(body && { body }),
  });
  if (answer.status >= 300) throw new Error(`${method} /_control/${path} answered ${answer.status}: ${answer.text}`);
  return answer;
}

/** Replaces the tenant's faults by these; they end with the case at the latest. */
export async function faults(target: Target, wanted: readonly Fault[]): Promise<void> {
  await control(target, 'DELETE', 'faults');
  target.cleanUp(() => control(target, 'DELETE', 'faults'));
  const list = wanted.map(({ path, method, ...rest }) => ({
    match: { pathPattern: `^${path.startsWith('/sites') ? '/v1.0' : ''}${escaped(path)}`, ...(method && { method }) },
    ...rest,
  }));
  await control(target, 'POST', 'faults', list);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What the tenant's control calls the application with this client id. */
export async function applicationName(target: Target, clientId: string): Promise<string> {
  const { body } = await control(target, 'GET', 'application');
  const found = listAt(body, 'applications').find((one) => textAt(one, 'id') === clientId);
  return textAt(found, 'name');
}
