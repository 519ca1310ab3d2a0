import type { FastifyRequest } from 'fastify';

/** The parts of the server that belong to this machine rather than to Microsoft 365. */
export type OwnPart = 'control' | 'shell' | 'other';

const PARTS: readonly (readonly [RegExp, OwnPart])[] = [
  [/^\/_control(\/|$)/i, 'control'],
  [/^\/_shell(\/|$)/i, 'shell'],
  [/^\/($|(assets|healthz)(\/|$)|favicon)/i, 'other'],
];
/** A path may have been encoded several times over; more than so often is nothing that anybody means. */
const MOST_DECODINGS = 5;

/**
 * The part of this machine that a call is for; undefined for Microsoft 365. What decides is the route that answers, as
 * an address can be written in many ways. Where nothing answers, the address counts as what it might be taken for.
 */
export function ownPartOf({ routeOptions, url }: Pick<FastifyRequest, 'routeOptions' | 'url'>): OwnPart | undefined {
  const path = routeOptions.url ?? plainPath(url);
  // Nobody can say what an address means that cannot be read, so the strictest rule holds for it.
  if (path === undefined) return 'control';
  return PARTS.find(([pattern]) => pattern.test(path))?.[1];
}

/** True for the shell, the control routes and what else belongs to this machine. */
export const isOwnAffair = (request: Pick<FastifyRequest, 'routeOptions' | 'url'>): boolean =>
  ownPartOf(request) !== undefined;

/** The path decoded, with single forward slashes and without dot segments; undefined when it cannot be read. */
function plainPath(url: string): string | undefined {
  let path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').split(/[?#]/, 1)[0] ?? '';
  try {
    for (let count = 0; /%/.test(path); count += 1) {
      if (count === MOST_DECODINGS) return undefined;
      const decoded = decodeURIComponent(path);
      if (decoded === path) break;
      path = decoded;
    }
  } catch {
    return undefined;
  }
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
