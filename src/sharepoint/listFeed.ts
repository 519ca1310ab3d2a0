import { createHash } from 'node:crypto';
import { GraphRefusal } from './client/graphErrors';
import type { Intake } from './intake';
import { itemPage } from './item';
import { feedColumns } from './lists/declaration';
import type { ModelRow } from './readModel';
import { SnapshotFile, snapshotFile } from './snapshot';

const PAGE_SIZE = 500;
const SNAPSHOT_EVERY_MS = 30_000;
/** Written with every snapshot, so that a thousand rows pasted by hand do not weigh on each. */
const MOST_UNUSABLE = 200;

/** What keeps one list's read model true. */
export interface Feed {
  readonly noun: string;
  readonly isPeoples: boolean;
  load(): Promise<void>;
  poll(): Promise<void>;
  save(isNow?: boolean): Promise<void>;
  close(): void;
}

/** Follows the changes of one list. Links are Graph's own and are followed as they are. */
export class ListFeed<T extends { readonly key: string }> implements Feed {
  private nextLink: string | undefined;
  private deltaLink: string | undefined;
  private running: Promise<void> | undefined;
  private isDirty = false;
  private saving: Promise<void> | undefined;
  private kept: SnapshotFile | undefined;
  private savedAt = Number.NEGATIVE_INFINITY;
  private rest: () => void;

  constructor(
    private readonly intake: Intake<T>,
    private readonly stateDir: string,
  ) {
    this.rest = intake.parts.hub.onChange((noun) => {
      if (noun === intake.parts.codec.noun) this.isDirty = true;
    });
  }

  get noun(): string {
    return this.intake.parts.codec.noun;
  }

  /** People work in the records site; the system site changes through us alone, and so do some lists beside people's. */
  get isPeoples(): boolean {
    const { site, changesSeldom } = this.intake.parts.codec.list;
    return site === 'records' && !changesSeldom;
  }

  /** Fills the model from the snapshot, if there is one, and then from SharePoint. */
  async load(): Promise<void> {
    if (this.deltaLink === undefined && this.nextLink === undefined) await this.restore();
    await this.poll();
  }

  /** Reads what has changed. Calls at the same time share one read. */
  poll(): Promise<void> {
    this.running ??= this.read().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Adds to the snapshot what changed; not more often than every 30 s unless `isNow`. */
  async save(isNow = false): Promise<void> {
    if (this.saving && !isNow) return;
    await this.saving?.catch(() => undefined);
    // What is owed must come again from the old link, so the new one is not kept yet.
    if (!this.isDirty || this.deltaLink === undefined || this.intake.isOwing) return;
    if (!isNow && performance.now() - this.savedAt < SNAPSHOT_EVERY_MS) return;
    this.isDirty = false;
    this.savedAt = performance.now();
    this.saving = this.write(this.deltaLink).finally(() => {
      this.saving = undefined;
    });
    await this.saving;
  }

  close(): void {
    this.rest();
  }

  private async read(): Promise<void> {
    const { graph, model, hub } = this.intake.parts;
    await this.intake.retryOwing();
    let restarts = 0;
    for (;;) {
      const link = this.nextLink ?? this.deltaLink ?? this.begin();
      try {
        const { body } = await graph.call({ method: 'GET', path: link });
        const page = itemPage.parse(body);
        await this.intake.takeAll(page.value);
        if (page.value.length > 0) this.isDirty = true;
        this.nextLink = page['@odata.nextLink'];
        if (this.nextLink !== undefined) continue;
        this.deltaLink = page['@odata.deltaLink'];
        if (this.deltaLink === undefined) throw new Error('The change feed ended without a link to go on from.');
        hub.tell(this.noun, model.endRebuild());
        return;
      } catch (error) {
        const isExpired = error instanceof GraphRefusal && error.status === 410;
        restarts += 1;
        if (!isExpired || restarts > 2) throw error;
        this.nextLink = undefined;
        this.deltaLink = undefined;
      }
    }
  }

  /** A new enumeration: rows that it does not bring are gone. */
  private begin(): string {
    const { codec, places, model, quarantine } = this.intake.parts;
    this.isDirty = true;
    model.beginRebuild();
    // Those in no model are news whenever they come; the ones that have gone are not brought.
    for (const { noun, itemId } of quarantine.list())
      if (noun === codec.noun && !model.rowOfItem(itemId)) quarantine.clear(noun, itemId);
    const select = feedColumns(codec.list).join(',');
    return `${places.of(codec.list).path}/items/delta?$expand=fields($select=${select})&$top=${PAGE_SIZE}`;
  }

  private async restore(): Promise<void> {
    const { codec, graph, model, quarantine } = this.intake.parts;
    const deltaLink = await this.snapshot().read({
      row: (row) => {
        const value = row.value === undefined ? undefined : codec.shape.safeParse(row.value);
        // A value that no longer fits has been damaged on disk: read everything anew.
        if (value && !value.success) return false;
        const restored: ModelRow<T> = { ...row, value: value?.data };
        model.put(restored);
        quarantine.clear(codec.noun, row.itemId);
        if (row.blocked) quarantine.add({ noun: codec.noun, itemId: row.itemId, key: row.key, reason: row.blocked });
        return true;
      },
      gone: (itemId) => {
        model.remove(itemId);
        quarantine.clear(codec.noun, itemId);
      },
      // Rows may be newer than the last link: what is good there has been mended since.
      unusable: (rows) => {
        for (const row of rows) {
          const known = model.rowOfItem(row.itemId);
          if (!known || known.blocked === row.reason) quarantine.add({ ...row, noun: codec.noun });
        }
      },
    });
    // Graph has moved to another address since (a national cloud, a local port): its old links lead nowhere.
    if (deltaLink === undefined || !graph.isOwnLink(deltaLink)) {
      model.clear();
      return this.snapshot().discard();
    }
    model.takeChanged();
    this.deltaLink = deltaLink;
  }

  private async write(deltaLink: string): Promise<void> {
    const { codec, model, quarantine } = this.intake.parts;
    const unusable = quarantine
      .list()
      .filter(({ noun }) => noun === codec.noun)
      .slice(0, MOST_UNUSABLE)
      .map(({ noun: _, ...row }) => row);
    const rows = { all: () => model.rows(), rowOf: (itemId: string) => model.rowOfItem(itemId), size: model.size };
    try {
      await this.snapshot().write({ ...rows, itemIds: model.takeChanged(), deltaLink, unusable });
    } catch (error) {
      this.isDirty = true;
      throw error;
    }
  }

  private snapshot(): SnapshotFile {
    this.kept ??= new SnapshotFile(snapshotFile(this.stateDir, this.noun), this.fits());
    return this.kept;
  }

  private fits(): string {
    const { codec, places } = this.intake.parts;
    const about = [places.of(codec.list).path, codec.schemaVersion, ...feedColumns(codec.list)];
    return createHash('sha256').update(JSON.stringify(about)).digest('hex');
  }
}
