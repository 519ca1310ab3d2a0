import { z } from 'zod';
import type { Editor } from './codecs/codec';

const identity = z.object({ id: z.string().nullish(), displayName: z.string().nullish() }).nullish();
const identitySet = z.object({ application: identity, user: identity }).nullish();

/** A list item as Graph gives it, in a list, in a change feed or alone. Empty cells are left out by Graph. */
export const itemShape = z.object({
  id: z.string(),
  eTag: z.string().optional(),
  '@odata.etag': z.string().optional(),
  createdDateTime: z.string().optional(),
  lastModifiedDateTime: z.string().optional(),
  createdBy: identitySet,
  lastModifiedBy: identitySet,
  deleted: z.unknown().optional(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]).catch(null)).optional(),
});
export type Item = z.infer<typeof itemShape>;

export const itemPage = z.object({
  value: z.array(itemShape),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

/** The row's version for If-Match; empty when Graph did not say. */
export const versionOf = (item: Item): string => item.eTag ?? item['@odata.etag'] ?? '';

const isOur = (application: z.infer<typeof identity>, clientId: string): boolean =>
  application?.id?.toLowerCase() === clientId.toLowerCase();

/** Whether our own application made the row. */
export const isOurOwn = ({ createdBy }: Item, clientId: string): boolean => isOur(createdBy?.application, clientId);

/** Who wrote the row last, unless it was our own application. */
export function editorOf({ lastModifiedBy, lastModifiedDateTime }: Item, clientId: string): Editor | undefined {
  const application = lastModifiedBy?.application;
  // SharePoint also names a user ("SharePoint App") for what an application wrote: the application decides.
  if (isOur(application, clientId)) return undefined;
  const who = application?.id ? application : lastModifiedBy?.user;
  return {
    id: who?.id ?? 'unknown',
    name: who?.displayName ?? 'somebody in SharePoint',
    at: lastModifiedDateTime ?? new Date(0).toISOString(),
  };
}
