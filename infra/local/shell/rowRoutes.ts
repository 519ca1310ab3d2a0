import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { actorOfPerson } from '../graph/actor';
import { type FieldChanges, type Fields, readFields } from '../graph/fieldValues';
import { GraphError } from '../graph/graphError';
import type { ItemVersion } from '../graph/item';
import type { List } from '../graph/listStore';
import { iso } from '../graph/shapes';
import { checkMayEdit } from '../graph/siteMembers';
import { editItemAs } from '../graph/personEdits';
import { graphStateOf } from '../graph/state';
import { listNamed, personNamed, shellRoute } from './shellRoute';
import { checkMayLook } from './siteAccess';
import { nameOf, rowView } from './sharePointView';

/** One version of a row: who made it, and what it changed against the one before. `at` is ISO. */
export interface VersionView {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly changes: readonly { readonly column: string; readonly before: unknown; readonly after: unknown }[];
}

const place = { site: z.string(), list: z.string() };
const row = { ...place, id: z.string() };
/** Whose look it is; see `accessTo`. */
const look = { as: z.string().optional(), ...row };
const as = { person: z.string() };

/**
 * What a person does to rows in SharePoint's own pages, by Graph's rules for values: `POST /_shell/sharepoint/rows`
 * adds one, `GET .../row` reads one, `POST .../edit` changes columns of the version that the person saw (412 when there
 * is a newer one), `GET .../versions` tells its history, `POST .../restore` goes back to a version. Removal goes through
 * `/_control/rows/remove`.
 */
export function registerRows(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const state = graphStateOf(context);

  shellRoute(
    app,
    'POST',
    '/_shell/sharepoint/rows',
    z.strictObject({ ...as, ...place, fields: z.record(z.string(), z.unknown()) }),
    ({ person, site, list: name, fields }) => {
      const by = personNamed(directory, person);
      const list = listNamed(context, site, name);
      checkMayEdit(by, list.site);
      if (list.drive !== undefined) throw new GraphError(400, 'invalidRequest', 'A library holds files: upload one.');
      const values = readFields(list, fields);
      checkRequired(list, values);
      return rowView(context, list, state.items.create(list, values, actorOfPerson(by)));
    },
  );

  shellRoute(app, 'GET', '/_shell/sharepoint/row', z.strictObject(look), (input) => {
    const list = listNamed(context, input.site, input.list);
    checkMayLook(directory, input.as, list.site);
    return rowView(context, list, itemOf(list, input.id));
  });

  shellRoute(
    app,
    'POST',
    '/_shell/sharepoint/edit',
    z.strictObject({ ...as, ...row, version: z.int(), fields: z.record(z.string(), z.unknown()) }),
    ({ person, site, list: name, id, version, fields }) => {
      const by = personNamed(directory, person);
      const list = listNamed(context, site, name);
      checkMayEdit(by, list.site);
      if (itemOf(list, id).version !== version) throw saveConflict();
      editItemAs(context, by, list.site, list.id, id, fields);
      return rowView(context, list, itemOf(list, id));
    },
  );

  shellRoute(app, 'GET', '/_shell/sharepoint/versions', z.strictObject(look), (input) => {
    const list = listNamed(context, input.site, input.list);
    checkMayLook(directory, input.as, list.site);
    const versions = state.items.versions(list, itemOf(list, input.id));
    return { versions: versions.map((version, index) => versionView(version, versions[index + 1])) };
  });

  shellRoute(
    app,
    'POST',
    '/_shell/sharepoint/restore',
    z.strictObject({ ...as, ...row, version: z.int() }),
    ({ person, site, list: name, id, version }) => {
      const by = personNamed(directory, person);
      const list = listNamed(context, site, name);
      checkMayEdit(by, list.site);
      const item = itemOf(list, id);
      const wanted = state.items.versions(list, item).find((known) => known.version === version);
      if (!wanted) throw new GraphError(404, 'itemNotFound', `There is no version ${version} of this row any more.`);
      const file = list.drive === undefined ? undefined : state.files.ofItem(list.drive, item.id);
      if (file && !file.isFolder) {
        // A version of a file is its columns and its bytes together.
        state.files.restoreVersion(file, version, actorOfPerson(by));
        return rowView(context, list, itemOf(list, id));
      }
      const changes = restoring(list, item.fields, wanted.fields);
      return rowView(context, list, state.items.update(list, id, changes, actorOfPerson(by)));
    },
  );

  function itemOf(list: List, id: string) {
    const item = state.items.get(list, id);
    if (!item) throw new GraphError(404, 'itemNotFound', 'This row is gone: somebody has deleted it.');
    return item;
  }
}

/** What SharePoint's form says when somebody else has saved the row since it was opened. */
const saveConflict = (): GraphError =>
  new GraphError(
    412,
    'resourceModified',
    'Save conflict. Your changes conflict with those made concurrently by another user.',
  );

/** SharePoint's form does not let a person save a row without its required columns; the API does. */
function checkRequired(list: List, values: FieldChanges): void {
  const missing = list.columns.filter(
    ({ required, hidden, readOnly, name }) => required && !hidden && !readOnly && (values[name] ?? null) === null,
  );
  if (missing.length > 0)
    throw new GraphError(
      400,
      'invalidRequest',
      `You can't leave this blank: ${missing.map(({ displayName }) => displayName).join(', ')}.`,
    );
}

/** What brings the columns of a row back; what SharePoint keeps about a file itself stays. */
function restoring(list: List, now: Fields, wanted: Fields): FieldChanges {
  const own = list.columns.filter(({ isSystem, name }) => !isSystem || name === 'Title').map(({ name }) => name);
  return Object.fromEntries(
    own.filter((name) => now[name] !== wanted[name]).map((name) => [name, wanted[name] ?? null]),
  );
}

function versionView(
  { version, fields, modified, modifiedBy }: ItemVersion,
  before: ItemVersion | undefined,
): VersionView {
  const names = new Set([...Object.keys(fields), ...Object.keys(before?.fields ?? {})]);
  return {
    version,
    at: iso(modified),
    by: nameOf(modifiedBy),
    changes: [...names]
      .filter((column) => before?.fields[column] !== fields[column])
      .map((column) => ({ column, before: before?.fields[column] ?? null, after: fields[column] ?? null })),
  };
}
