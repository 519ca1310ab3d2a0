import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import type { Column } from '../graph/columns';
import type { Item } from '../graph/item';
import type { List } from '../graph/listStore';
import { fieldsShape, iso } from '../graph/shapes';
import { sites } from '../graph/siteNames';
import { graphStateOf } from '../graph/state';
import { findRows, valuesOf } from './rowQuery';
import { listNamed, shellRoute } from './shellRoute';
import { accessTo, checkMayLook, type SiteAccess } from './siteAccess';

/** A list as SharePoint's own pages show it. */
export interface ListView {
  readonly id: string;
  readonly name: string;
  readonly isLibrary: boolean;
  readonly itemCount: number;
  readonly columns: readonly Omit<Column, 'id' | 'description'>[];
}

export interface SiteView {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  /** What whoever asked may do here. */
  readonly access: SiteAccess;
  /** None where there is no access. */
  readonly lists: readonly ListView[];
}

/** A row as SharePoint's own pages show it, hidden columns included; `file` for a row of a library. Times are ISO. */
export interface RowView {
  readonly id: string;
  readonly version: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  readonly file?: {
    readonly name: string;
    readonly folder: string;
    readonly isFolder: boolean;
    readonly size: number;
    readonly mime: string;
    /** The driveItem's id. */
    readonly id: string;
  };
}

const LARGEST_PAGE = 200;

/** Whose look it is; see `accessTo`. */
const as = z.string().optional();
const place = { as, site: z.string(), list: z.string() };
const filters = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue({ code: 'custom', message: 'The filters are not JSON.' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.strictObject({ column: z.string(), value: z.string() })))
  .default([]);
const rowsQuery = z.strictObject({
  ...place,
  search: z.string().default(''),
  sort: z.string().default('id'),
  descending: z.stringbool().default(false),
  filters,
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(100),
});
const valuesQuery = z.strictObject({ ...place, column: z.string() });

/**
 * SharePoint as its own pages show it to somebody (`as`): `GET /_shell/sharepoint` for sites and lists, `.../rows` for a part of a list's
 * rows as `{rows, total}` (search, sort, filters by value, offset), `.../values` for what a column holds and how often.
 */
export function registerSharePointView(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const listFor = (query: { as?: string; site: string; list: string }): List => {
    const list = listNamed(context, query.site, query.list);
    checkMayLook(directory, query.as, list.site);
    return list;
  };

  shellRoute(app, 'GET', '/_shell/sharepoint', z.strictObject({ as }), (query) =>
    viewSites(context, (site) => accessTo(directory, query.as, site)),
  );

  shellRoute(app, 'GET', '/_shell/sharepoint/rows', rowsQuery, (query) => {
    const list = listFor(query);
    const { items, total } = findRows(context, list, query);
    return { rows: items.map((item) => rowView(context, list, item)), total };
  });

  shellRoute(app, 'GET', '/_shell/sharepoint/values', valuesQuery, (query) => ({
    values: valuesOf(context, listFor(query), query.column),
  }));
}

function viewSites(context: TenantContext, access: (site: string) => SiteAccess): SiteView[] {
  return Object.values(sites).map((site) => ({
    ...site,
    access: access(site.id),
    lists: access(site.id) === 'none' ? [] : viewLists(context, site.id),
  }));
}

function viewLists(context: TenantContext, site: string): ListView[] {
  const { lists, items } = graphStateOf(context);
  return lists.inSite(site).map((list) => ({
    id: list.id,
    name: list.name,
    isLibrary: list.template === 'documentLibrary',
    itemCount: items.count(list),
    columns: list.columns.map(({ id: _id, description: _description, ...column }) => column),
  }));
}

/** The row with all its columns. */
export function rowView(context: TenantContext, list: List, item: Item): RowView {
  const { files } = graphStateOf(context);
  const names = list.columns.map(({ name }) => name);
  const { '@odata.etag': _eTag, ...fields } = fieldsShape(list, item, names);
  const file = list.drive === undefined ? undefined : files.ofItem(list.drive, item.id);
  return {
    id: String(item.id),
    version: item.version,
    fields,
    modifiedAt: iso(item.modified),
    modifiedBy: nameOf(item.modifiedBy),
    ...(file && {
      file: {
        id: file.id,
        name: file.name,
        folder: files.foldersAbove(file).join('/'),
        isFolder: file.isFolder,
        size: file.size,
        mime: file.mime,
      },
    }),
  };
}

/** The person's name, or the application's. */
export const nameOf = (actor: Item['modifiedBy']): string =>
  'user' in actor ? actor.user.displayName : actor.application.displayName;
