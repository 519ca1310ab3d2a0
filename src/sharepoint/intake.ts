import type { Log } from '../useCases/ports';
import type { ChangesHub } from './changesHub';
import type { Graph } from './client/graph';
import { type Codec, type Editor, encode } from './codecs/codec';
import { editorOf, isOurOwn, type Item, versionOf } from './item';
import { dataMarkOf, judgeRow, type Verdict } from './judgeRow';
import type { Places } from './places';
import { ADDED_BY_HAND, COPIED, NEWER, OUR_FAULT, type Quarantine } from './quarantine';
import type { ReadModel } from './readModel';
import { rowTarget, updateRow } from './rows';

/** What the service wants to know of people's work in SharePoint itself. */
export interface EditHooks {
  /** A person changed columns that are not theirs to change; they have been put back. */
  onPutBack?(noun: string, key: string, columns: readonly string[], person: Editor): void;
  /** A person changed columns that they may change; the change holds. */
  onEdited?(noun: string, key: string, columns: readonly string[], person: Editor): void;
}

export interface IntakeParts<T extends { readonly key: string }> {
  readonly codec: Codec<T>;
  readonly model: ReadModel<T>;
  readonly graph: Graph;
  readonly places: Places;
  readonly clientId: string;
  readonly quarantine: Quarantine;
  readonly hub: ChangesHub;
  readonly hooks: EditHooks;
  readonly log: Log;
}

/** Takes rows into the read model: what the feed brings, what is read on request, and what we wrote ourselves. */
export class Intake<T extends { readonly key: string }> {
  /** Rows of a library that have no key: uploads on their way, or left over. */
  readonly unclaimed = new Map<string, Item>();
  /** Rows that could not be put back yet. */
  private readonly owing = new Map<string, Item>();

  constructor(readonly parts: IntakeParts<T>) {}

  /** Whether changes are still waiting to be put back. */
  get isOwing(): boolean {
    return this.owing.size > 0;
  }

  /** Takes the rows of one page, and tells listeners once. */
  async takeAll(items: readonly Item[]): Promise<void> {
    const changed = new Set<string>();
    for (const item of items) {
      const key = await this.takeSafely(item);
      if (key !== undefined) changed.add(key);
    }
    this.parts.hub.tell(this.parts.codec.noun, [...changed]);
  }

  /** Tries again what could not be put back. */
  async retryOwing(): Promise<void> {
    const items = [...this.owing.values()];
    this.owing.clear();
    if (items.length > 0) await this.takeAll(items);
  }

  /** A row that we have just written. Foreign changes that the feed brought in the meantime win. */
  takeOwn(itemId: string, version: string, value: T): void {
    const { codec, model, quarantine, hub } = this.parts;
    this.unclaimed.delete(itemId);
    if (!model.isNews(itemId, version)) return;
    model.put({ key: value.key, itemId, version, value, dataMark: dataMarkOf(codec, encode(codec, value)) }, true);
    quarantine.clear(codec.noun, itemId);
    hub.tell(codec.noun, [value.key]);
  }

  /** A row that was found gone. */
  takeGone(itemId: string): void {
    const { codec, model, hub } = this.parts;
    const key = model.remove(itemId);
    if (key !== undefined) hub.tell(codec.noun, [key]);
  }

  /** One row that trips over a mistake of ours may not stop the feed for all others. */
  private async takeSafely(item: Item): Promise<string | undefined> {
    try {
      return await this.take(item);
    } catch (error) {
      this.parts.log.error(
        { err: error, noun: this.parts.codec.noun, itemId: item.id },
        'A row could not be taken in.',
      );
      this.quarantine(item, undefined, OUR_FAULT);
      return undefined;
    }
  }

  private tell(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      this.parts.log.error({ err: error, noun: this.parts.codec.noun }, 'A listener to edits failed.');
    }
  }

  /** Returns the key when what is known of it changed. */
  private async take(item: Item): Promise<string | undefined> {
    const { codec, model, quarantine, log, clientId } = this.parts;
    if (item.deleted !== undefined) {
      this.unclaimed.delete(item.id);
      this.owing.delete(item.id);
      quarantine.clear(codec.noun, item.id);
      const key = model.remove(item.id);
      if (key !== undefined) log.warn({ noun: codec.noun, key }, 'A row was deleted in SharePoint.');
      return key;
    }
    const version = versionOf(item);
    model.markSeen(item.id);
    if (!model.isNews(item.id, version)) return undefined;
    const known = model.rowOfItem(item.id);
    const fields = item.fields ?? {};
    const key = known?.key ?? fields[codec.keyColumn];
    if (typeof key !== 'string' || key === '') return this.takeKeyless(item);
    const other = model.row(key);
    if (!known && other && !this.isKeyUnique()) {
      this.quarantine(item, key, COPIED);
      return undefined;
    }
    const before = known?.value;
    const editor = editorOf(item, clientId);
    // Its data may say anything: a contact made up by hand would have other people's questions sent to it.
    if (editor && !known && !isOurOwn(item, clientId)) {
      this.quarantine(item, key, ADDED_BY_HAND);
      return undefined;
    }
    const verdict = judgeRow(
      codec,
      fields,
      editor,
      before && known ? { value: before, dataMark: known.dataMark } : undefined,
    );
    await this.carryOut(item, key, version, verdict, editor, before !== undefined);
    const after = model.rowOfItem(item.id)?.value;
    return JSON.stringify(after) === JSON.stringify(before) ? undefined : key;
  }

  private async carryOut(
    item: Item,
    key: string,
    version: string,
    verdict: Verdict<T>,
    editor: Editor | undefined,
    wasKnown: boolean,
  ): Promise<void> {
    const { codec, model, quarantine, hooks } = this.parts;
    if (verdict.kind === 'putBack') return this.putBack(item, version, verdict, editor);
    if (verdict.kind === 'good') {
      const { value, dataMark, edited } = verdict;
      model.put({ key: value.key, itemId: item.id, version, value, dataMark });
      quarantine.clear(codec.noun, item.id);
      if (editor && wasKnown && edited.length > 0) this.tell(() => hooks.onEdited?.(codec.noun, key, edited, editor));
      return;
    }
    // The last good value stays readable, so that one bad cell does not make a partner vanish.
    const known = model.rowOfItem(item.id);
    const isNewer = verdict.kind === 'newer';
    const blocked = isNewer ? NEWER : verdict.reason;
    const value = isNewer ? (verdict.value ?? known?.value) : known?.value;
    const dataMark = isNewer ? verdict.dataMark : (known?.dataMark ?? '');
    model.put({ key, itemId: item.id, version, value, dataMark, blocked });
    this.quarantine(item, key, blocked);
  }

  private async putBack(
    item: Item,
    version: string,
    { value, columns, cells, edited }: Extract<Verdict<T>, { kind: 'putBack' }>,
    editor: Editor | undefined,
  ): Promise<void> {
    const { codec, graph, places, hooks, log } = this.parts;
    try {
      const target = rowTarget(graph, places.of(codec.list), codec);
      const result = await updateRow(target, item.id, cells, version);
      // Changed again meanwhile: the feed brings that change, and it is judged anew.
      if (result.kind !== 'updated') return;
      this.takeOwn(item.id, result.version, value);
    } catch (error) {
      log.warn({ err: error, noun: codec.noun, key: value.key, columns }, 'A change could not be put back yet.');
      this.owing.set(item.id, item);
      return;
    }
    log.info(
      { noun: codec.noun, key: value.key, columns, person: editor?.id },
      'Columns were put back after a change in SharePoint.',
    );
    if (!editor) return;
    this.tell(() => hooks.onPutBack?.(codec.noun, value.key, columns, editor));
    if (edited.length > 0) this.tell(() => hooks.onEdited?.(codec.noun, value.key, edited, editor));
  }

  private takeKeyless(item: Item): undefined {
    if (this.parts.codec.list.template === 'documentLibrary') this.unclaimed.set(item.id, item);
    else this.quarantine(item, undefined, ADDED_BY_HAND);
    return undefined;
  }

  private quarantine(item: Item, key: string | undefined, reason: string): void {
    const { codec, quarantine, clientId } = this.parts;
    quarantine.add({ noun: codec.noun, itemId: item.id, key, reason, lastChangedBy: editorOf(item, clientId)?.name });
  }

  private isKeyUnique(): boolean {
    const { list, keyColumn } = this.parts.codec;
    return list.columns.some(({ name, unique }) => name === keyColumn && unique === true);
  }
}
