import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../domain/answer';
import type { SectionAnswers, SectionHead } from '../domain/assessment';
import type { SectionStore, Stored } from '../useCases/ports';
import { explained } from './client/graphErrors';
import { encode } from './codecs/codec';
import { BODY_SCHEMA_VERSION, bodyShape, type MarkedHead } from './codecs/section';
import type { Fields } from './fields';
import type { Intake } from './intake';
import { editorOf, type Item, itemPage, itemShape, versionOf } from './item';
import { BODY_PARTS } from './lists/records';
import { partNames } from './lists/declaration';
import { joined, spread, storableJson } from './longText';
import { NEWER_ANSWERS } from './quarantine';
import { settle, writableRow } from './recordStore';
import { alreadyThere, createRow, filterBy, readRow, rowTarget, updateRow } from './rows';

const BODIES_KEPT = 2_000;
const bodyColumns = partNames('Body', BODY_PARTS);
const markOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** Questionnaires whose answers are read at a start, so many at most and so many at the same time. */
const READ_AT_START = 25;
const READ_TOGETHER = 5;

/** What the layer itself needs of the answers, beside what others do. */
export interface SectionReading {
  /**
   * Reads the answers of questionnaires that somebody worked on since then, the latest first: who is answering while the
   * service starts again saves in one call as before. 2 RU each, 25 at most. One that cannot be read is left out.
   * @param since ISO time
   */
  readLatest(since: string): Promise<void>;
}

/** Answers, one row for a section. One Graph call for a save, at most one for a load when nothing was tampered with. */
export function sectionStore(intake: Intake<MarkedHead>): SectionStore & SectionReading {
  const { codec, model, graph, places, hooks, clientId, quarantine } = intake.parts;
  const target = () => rowTarget(graph, places.of(codec.list), codec);
  const bodies = new Map<string, { version: string; answers: readonly Answer[] }>();

  const keep = (key: string, version: string, answers: readonly Answer[]): void => {
    bodies.delete(key);
    bodies.set(key, { version, answers });
    const [oldest] = bodies.keys();
    if (bodies.size > BODIES_KEPT && oldest !== undefined) bodies.delete(oldest);
  };

  const readStale = async (assessmentKey: string, stale: readonly { itemId: string }[]): Promise<readonly Item[]> => {
    const select = [...target().select, ...bodyColumns];
    const [first] = stale;
    if (stale.length === 1 && first) {
      const item = await readRow(target(), first.itemId, select);
      if (!item) intake.takeGone(first.itemId);
      return item ? [item] : [];
    }
    const items: Item[] = [];
    const query = `${filterBy('AssessmentKey', assessmentKey)}&$expand=fields($select=${select.join(',')})&$top=500`;
    for (let link: string | undefined = `${target().place.path}/items?${query}`; link; ) {
      const page: z.infer<typeof itemPage> = itemPage.parse((await graph.call({ method: 'GET', path: link })).body);
      items.push(...page.value);
      link = page['@odata.nextLink'];
    }
    return items;
  };

  /**
   * Takes a row with its answers. Answers changed by hand are put back from SharePoint's own earlier versions; where
   * there is none, this row is out of use and the others go on.
   */
  const takeBody = async (item: Item): Promise<void> => {
    const row = model.rowOfItem(item.id);
    if (!row?.value) return;
    const text = joined('Body', BODY_PARTS, item.fields ?? {});
    const { bodyMark } = row.value;
    const isIntact = bodyMark === undefined || markOf(text) === bodyMark;
    const version = versionOf(item);
    const whole = isIntact ? text : await earlierBody(item.id, bodyMark);
    if (whole === undefined) return block(item, row.key, CHANGED_BY_HAND);
    const read = readBody(whole);
    if ('problem' in read) return block(item, row.key, read.problem);
    if (isIntact) return keep(row.key, version, read.answers);
    const written = await updateRow(
      target(),
      item.id,
      { ...headCells(row.value), ...spread('Body', BODY_PARTS, whole) },
      version,
    );
    const stored = await settle(intake, item.id, row.value, written);
    keep(row.key, stored.version, read.answers);
    const editor = editorOf(item, clientId);
    if (editor) hooks.onPutBack?.(codec.noun, row.key, ['Body'], editor);
  };

  /** What is known of the row is forgotten, so that whatever somebody mends it to is looked at anew. */
  const block = (item: Item, key: string, reason: string): void => {
    model.put({ key, itemId: item.id, version: versionOf(item), dataMark: '', blocked: reason });
    const lastChangedBy = editorOf(item, clientId)?.name;
    quarantine.add({ noun: codec.noun, itemId: item.id, key, reason, lastChangedBy });
  };

  const headCells = (head: MarkedHead) => {
    const { [codec.keyColumn]: _, ...cells } = encode(codec, head);
    return cells;
  };

  const earlierBody = async (itemId: string, mark: string): Promise<string | undefined> => {
    const { body } = await graph.call({
      method: 'GET',
      path: `${target().place.path}/items/${itemId}/versions?$expand=fields($select=${bodyColumns.join(',')})`,
    });
    const versions = z.object({ value: z.array(z.object({ fields: itemShape.shape.fields })) }).parse(body).value;
    return versions
      .map(({ fields }): string => joined('Body', BODY_PARTS, (fields ?? {}) as Fields))
      .find((text) => markOf(text) === mark);
  };

  /** Rows of which nothing could ever be read. They are told apart by their keys alone, and few. */
  const unreadable = (assessmentKey: string): Stored<SectionAnswers>[] =>
    quarantine.list().flatMap(({ noun, key = '', reason }): Stored<SectionAnswers>[] => {
      if (noun !== codec.noun || !key.startsWith(`${assessmentKey}|`) || model.get(key)) return [];
      const [sectionId = '', siteId] = key.slice(assessmentKey.length + 1).split('|');
      const place = { sectionId, ...(siteId === undefined || siteId === '-' ? {} : { siteId }) };
      const head = { key, assessmentKey, ...place, revision: 0, outcomes: {}, updatedAt: '', updatedBy: '' };
      return [{ value: { ...head, answers: [], blocked: reason }, version: model.row(key)?.version ?? '' }];
    });

  const latestSince = (since: string): string[] => {
    const latest = new Map<string, string>();
    for (const { value } of model.rows()) {
      if (!value || value.updatedAt < since) continue;
      if (value.updatedAt > (latest.get(value.assessmentKey) ?? '')) latest.set(value.assessmentKey, value.updatedAt);
    }
    return [...latest].sort(([, a], [, b]) => (a < b ? 1 : -1)).map(([key]) => key);
  };

  const store: SectionStore & SectionReading = {
    async readLatest(since) {
      const keys = latestSince(since).slice(0, READ_AT_START);
      const worker = async (): Promise<void> => {
        for (let key = keys.shift(); key !== undefined; key = keys.shift())
          await store.load(key).catch(() => undefined);
      };
      await Promise.all(Array.from({ length: READ_TOGETHER }, worker));
    },

    heads: (assessmentKey) => model.by('assessmentKey', assessmentKey),

    load: (assessmentKey) =>
      explained(async () => {
        const rowsNow = () =>
          model.by('assessmentKey', assessmentKey).flatMap(({ value }) => model.row(value.key) ?? []);
        const stale = rowsNow().filter(({ key, version }) => bodies.get(key)?.version !== version);
        if (stale.length > 0) {
          const items = await readStale(assessmentKey, stale);
          await intake.takeAll(items);
          for (const item of items) await takeBody(item);
        }
        const readable = rowsNow().flatMap(({ key, value, version, blocked }): Stored<SectionAnswers>[] => {
          const body = bodies.get(key);
          if (!value || !body) return [];
          return [{ value: { ...headOf(value), answers: body.answers, ...(blocked ? { blocked } : {}) }, version }];
        });
        return [...readable, ...unreadable(assessmentKey)];
      }),

    save: (section, expected) =>
      explained(async () => {
        const { answers, blocked: _, ...plain } = section;
        const text = storableJson({ schemaVersion: BODY_SCHEMA_VERSION, revision: section.revision, answers });
        const head: MarkedHead = { ...plain, bodyMark: markOf(text) };
        const body = spread('Body', BODY_PARTS, text);
        if (expected === undefined) {
          if (model.row(section.key)) throw alreadyThere();
          const created = await createRow(target(), { ...encode(codec, head), ...body });
          if (created.kind === 'exists') {
            await intake.takeAll([created.item]);
            throw alreadyThere();
          }
          intake.takeOwn(created.itemId, created.version, head);
          keep(section.key, created.version, answers);
          return { value: section, version: created.version };
        }
        const row = writableRow(model.row(section.key), expected);
        const updated = await updateRow(target(), row.itemId, { ...headCells(head), ...body }, expected);
        const { version } = await settle(intake, row.itemId, head, updated);
        keep(section.key, version, answers);
        return { value: section, version };
      }),
  };
  return store;
}

const headOf = ({ bodyMark: _, ...head }: MarkedHead): SectionHead => head;

function readBody(text: string): { readonly answers: readonly Answer[] } | { readonly problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { problem: CHANGED_BY_HAND };
  }
  const parsed = bodyShape.safeParse(body);
  if (!parsed.success) return { problem: CHANGED_BY_HAND };
  if (parsed.data.schemaVersion > BODY_SCHEMA_VERSION) return { problem: NEWER_ANSWERS };
  return { answers: parsed.data.answers };
}

const CHANGED_BY_HAND = 'These answers were changed by hand in SharePoint and cannot be read.';
