import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { TenantContext } from '../context';
import { metaOf } from '../database';
import { FileStore } from './fileStore';
import { ItemStore } from './itemStore';
import { ListStore } from './listStore';
import { Quirks } from './quirks';
import { createSchema } from './schema';
import { UsageMeter } from './usage';

/** What Graph's routes of one tenant share. */
export interface GraphState {
  readonly usage: UsageMeter;
  readonly quirks: Quirks;
  readonly lists: ListStore;
  readonly items: ItemStore;
  readonly files: FileStore;
  /** Signs page tokens, delta tokens and pre-authenticated addresses. */
  readonly linkKey: Buffer;
}

const states = new WeakMap<TenantContext, GraphState>();

/** Graph's state of a tenant, made on first use. */
export function graphStateOf(context: TenantContext): GraphState {
  const known = states.get(context);
  if (known) return known;
  const { db, settings } = context;
  createSchema(db);
  const changed = (): void => void context.events.emit('changed', 'items');
  const lists = new ListStore(db, context.clock);
  const items = new ItemStore(db, context.clock, changed);
  const quirks = new Quirks(settings.seed, settings.quirks);
  const state: GraphState = {
    usage: new UsageMeter(context),
    quirks,
    lists,
    items,
    files: new FileStore(db, lists, items, path.join(settings.dir, 'tenant', 'files'), quirks, context.clock),
    linkKey: Buffer.from(
      metaOf(db).getOrMake('graph.linkKey', () => randomBytes(32).toString('base64')),
      'base64',
    ),
  };
  lists.createDefaultLibraries();
  context.onReset(() => {
    lists.clear();
    items.clear();
    state.files.clear();
    state.usage.reset();
    quirks.reset();
    lists.createDefaultLibraries();
  });
  states.set(context, state);
  return state;
}

/** The id of the site that a drive belongs to, or undefined for an unknown drive. */
export const siteOfDrive = (context: TenantContext, drive: string): string | undefined =>
  graphStateOf(context).lists.byDrive(drive)?.site;
