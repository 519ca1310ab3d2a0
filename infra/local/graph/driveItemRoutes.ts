import type { TenantContext } from '../context';
import { type GraphHandler, type GraphMethod, type GraphRouteOptions, registerGraphRoute } from './router';

const ROOT = '/drives/{drive}/root';
const ITEM = '/drives/{drive}/items/{item}';

/**
 * Registers a route for every way to name a driveItem: the root, by id, and by path from either. `rest` is what
 * follows the item, such as `content`; empty for the item itself.
 */
export function registerDriveItemRoute(
  context: TenantContext,
  method: GraphMethod,
  rest: string,
  permission: 'sites:read' | 'sites:write',
  handler: GraphHandler,
  options: GraphRouteOptions,
): void {
  const bare = [ROOT, ITEM].map((start) => (rest === '' ? start : `${start}/${rest}`));
  const byPath = [ROOT, ITEM].map((start) => (rest === '' ? `${start}:/{path}` : `${start}:/{path}:/${rest}`));
  for (const path of [...bare, ...byPath]) registerGraphRoute(context, method, path, permission, handler, options);
}
