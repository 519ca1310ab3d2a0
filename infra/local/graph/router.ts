import type { TenantContext } from '../context';
import type { Application } from '../directory';
import type { TrafficDraft } from '../traffic';
import { splitGraphPath } from './graphPath';

export type GraphMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * What a route asks of the calling application: an application permission of Graph that its token must carry, or
 * (`sites:*`) `Sites.Selected` together with a grant on the site that the path names. `none` asks for a token only.
 */
export type GraphPermission =
  | 'none'
  | 'sites:read'
  | 'sites:write'
  | 'sites:manage'
  | 'User.Read.All'
  | 'User.Invite.All'
  | 'Mail.Send'
  | 'Mail.Read'
  | 'Mail.ReadWrite'
  | 'Sites.FullControl.All'
  | 'TeamsAppInstallation.ReadWriteSelfForUser.All';

export interface GraphRequest {
  readonly method: GraphMethod;
  /** Without `/v1.0` and without the query. */
  readonly path: string;
  /** The values of `{names}` in the route's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Query options by name, `$` included (`$select`). Only those that the route declares get this far. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or a Buffer on a route with `body: 'bytes'`, or undefined. */
  readonly body: unknown;
  /** The application whose token came with the request. */
  readonly application: Application;
  /** The traffic log's note of this call. */
  readonly traffic?: TrafficDraft;
}

export interface GraphReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphRouteOptions {
  /** Query options that the route understands, `$` included. Any other is refused. Default: none. */
  readonly query?: readonly string[];
  /** Values of the `Prefer` header that the route understands. Default: none. */
  readonly prefer?: readonly string[];
  /** SharePoint resource units of one call. Default 0: not a SharePoint call. */
  readonly resourceUnits?: number | ((request: GraphRequest) => number);
  /** Default 'json' (absent is fine). */
  readonly body?: 'json' | 'bytes';
}

export type GraphHandler = (request: GraphRequest) => GraphReply | Promise<GraphReply>;

export interface GraphRoute {
  readonly method: GraphMethod;
  readonly path: string;
  readonly permission: GraphPermission;
  readonly handler: GraphHandler;
  readonly options: GraphRouteOptions;
}

export type GraphMatch =
  | { readonly kind: 'found'; readonly route: GraphRoute; readonly params: Record<string, string> }
  | { readonly kind: 'otherMethod' }
  | { readonly kind: 'unknown' };

interface Entry {
  readonly segments: readonly string[];
  readonly byMethod: Map<GraphMethod, GraphRoute>;
}

/** The table of Graph routes. Literal segments win over `{names}`, whatever the order of registration. */
export class GraphRouter {
  private readonly entries: Entry[] = [];

  add(route: GraphRoute): void {
    const segments = splitGraphPath(route.path);
    const key = segments.map((segment) => (isName(segment) ? '{}' : segment)).join('/');
    let entry = this.entries.find((known) => shapeOf(known) === key);
    if (!entry) {
      entry = { segments, byMethod: new Map() };
      this.entries.push(entry);
      this.entries.sort((a, b) => namesIn(a) - namesIn(b));
    }
    if (entry.byMethod.has(route.method)) throw new Error(`Graph route twice: ${route.method} ${route.path}`);
    entry.byMethod.set(route.method, route);
  }

  /** Every route, for whoever wants to look over them. */
  routes(): readonly GraphRoute[] {
    return this.entries.flatMap(({ byMethod }) => [...byMethod.values()]);
  }

  /** `path` without `/v1.0` and query, still percent-encoded. */
  match(method: GraphMethod, path: string): GraphMatch {
    const segments = splitGraphPath(path);
    let known = false;
    for (const entry of this.entries) {
      const params = matchSegments(entry.segments, segments);
      if (!params) continue;
      known = true;
      const route = entry.byMethod.get(method);
      if (route) return { kind: 'found', route, params: renamed(route, params) };
    }
    return { kind: known ? 'otherMethod' : 'unknown' };
  }
}

const isName = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');
const namesIn = (entry: Entry): number => entry.segments.filter(isName).length;
const shapeOf = (entry: Entry): string => entry.segments.map((segment) => (isName(segment) ? '{}' : segment)).join('/');

function matchSegments(template: readonly string[], segments: readonly string[]): string[] | undefined {
  if (template.length !== segments.length) return undefined;
  const values: string[] = [];
  for (const [index, expected] of template.entries()) {
    const actual = segments[index] ?? '';
    if (isName(expected)) values.push(actual);
    else if (expected.toLowerCase() !== actual.toLowerCase()) return undefined;
  }
  return values;
}

function renamed(route: GraphRoute, values: readonly string[]): Record<string, string> {
  const names = splitGraphPath(route.path).filter(isName);
  return Object.fromEntries(names.map((name, index) => [name.slice(1, -1), values[index] ?? '']));
}

/**
 * Adds a route to Graph. `path` begins after `/v1.0` and names its parts in braces: `/users/{user}/sendMail`.
 * Token, permission, query options, `$batch`, resource units, faults and errors in Graph's shape come with it:
 * a handler answers `{status, body}` or throws a `GraphError`.
 */
export function registerGraphRoute(
  context: TenantContext,
  method: GraphMethod,
  path: string,
  permission: GraphPermission,
  handler: GraphHandler,
  options: GraphRouteOptions = {},
): void {
  context.graph.add({ method, path, permission, handler, options });
}
