import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReadModel } from '../../src/sharepoint/readModel';
import { SnapshotFile, snapshotFile } from '../../src/sharepoint/snapshot';

interface Thing {
  readonly key: string;
  readonly colour: string;
}

const rowOf = (n: number, colour: string, version = 1) => ({
  key: `key${n}`,
  itemId: String(n),
  version: `"guid${n},${version}"`,
  value: { key: `key${n}`, colour },
  dataMark: 'mark',
});

describe('a snapshot', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(path.join(tmpdir(), 'trustlane-snapshot-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  const file = () => snapshotFile(stateDir, 'things');
  const linesOf = () => readFileSync(file(), 'utf8').split('\n').length - 1;
  const save = (snapshot: SnapshotFile, model: ReadModel<Thing>, deltaLink: string) =>
    snapshot.write({
      itemIds: model.takeChanged(),
      rowOf: (itemId) => model.rowOfItem(itemId),
      all: () => model.rows(),
      size: model.size,
      deltaLink,
    });
  const restore = async (fits = 'v1') => {
    const model = new ReadModel<Thing>({});
    const snapshot = new SnapshotFile(file(), fits);
    const deltaLink = await snapshot.read({
      row: (row) => {
        model.put({ ...row, value: row.value as Thing });
        return true;
      },
      gone: (itemId) => void model.remove(itemId),
    });
    model.takeChanged();
    return { model, snapshot, deltaLink, colours: model.all().map(({ value }) => `${value.key} ${value.colour}`) };
  };
  const filled = (count: number) => {
    const model = new ReadModel<Thing>({});
    for (let n = 0; n < count; n += 1) model.put(rowOf(n, 'red'));
    return model;
  };

  it('gives back what was written: rows that came, changed and went, and the last link', async () => {
    const model = filled(3);
    const snapshot = new SnapshotFile(file(), 'v1');
    await save(snapshot, model, 'link1');
    model.put(rowOf(1, 'blue', 2));
    model.remove('2');
    model.put(rowOf(3, 'green'));
    await save(snapshot, model, 'link2');
    const { deltaLink, colours } = await restore();
    expect(deltaLink).toBe('link2');
    expect(colours).toEqual(['key0 red', 'key1 blue', 'key3 green']);
  });

  it('writes as much as changed, not as much as there is', async () => {
    const model = filled(2_000);
    const snapshot = new SnapshotFile(file(), 'v1');
    await save(snapshot, model, 'link1');
    const before = readFileSync(file(), 'utf8');
    model.put(rowOf(7, 'blue', 2));
    await save(snapshot, model, 'link2');
    const after = readFileSync(file(), 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(linesOf()).toBe(1 + 2_000 + 1 + 2);
    // Also after a restart.
    const again = await restore();
    again.model.put(rowOf(8, 'blue', 2));
    await save(again.snapshot, again.model, 'link3');
    expect(readFileSync(file(), 'utf8').startsWith(after)).toBe(true);
  });

  it('does not grow for ever', async () => {
    const model = filled(10);
    const snapshot = new SnapshotFile(file(), 'v1');
    for (let version = 1; version < 400; version += 1) {
      for (let n = 0; n < 10; n += 1) model.put(rowOf(n, `colour ${version}`, version));
      await save(snapshot, model, `link${version}`);
      expect(linesOf()).toBeLessThan(1_100);
    }
    const { colours, deltaLink } = await restore();
    expect(deltaLink).toBe('link399');
    expect(new Set(colours)).toEqual(new Set(Array.from({ length: 10 }, (_, n) => `key${n} colour 399`)));
  });

  it('a write that a kill cut short costs only what it would have added', async () => {
    const model = filled(3);
    const snapshot = new SnapshotFile(file(), 'v1');
    await save(snapshot, model, 'link1');
    appendFileSync(file(), `${JSON.stringify(rowOf(1, 'blue', 2))}\n{"key":"key2","itemId":"2","ver`);
    const torn = await restore();
    // A row may be newer than the link: the feed brings it again, and it is known then.
    expect(torn.colours).toEqual(['key0 red', 'key1 blue', 'key2 red']);
    expect(torn.deltaLink).toBe('link1');
    torn.model.put(rowOf(2, 'green', 2));
    await save(torn.snapshot, torn.model, 'link2');
    const { colours, deltaLink } = await restore();
    expect(colours).toEqual(['key0 red', 'key1 blue', 'key2 green']);
    expect(deltaLink).toBe('link2');
  });

  it('is of no use to a version that keeps rows differently, nor when it never had a link', async () => {
    const model = filled(3);
    await save(new SnapshotFile(file(), 'v1'), model, 'link1');
    expect((await restore('v2')).deltaLink).toBeUndefined();
    const { snapshot } = await restore('v2');
    await snapshot.discard();
    expect((await restore()).deltaLink).toBeUndefined();
  });

  it('deleted while the service runs, it is written anew', async () => {
    const model = filled(3);
    const snapshot = new SnapshotFile(file(), 'v1');
    await save(snapshot, model, 'link1');
    rmSync(file());
    model.put(rowOf(1, 'blue', 2));
    await expect(save(snapshot, model, 'link2')).rejects.toThrow('ENOENT');
    await save(snapshot, model, 'link3');
    expect((await restore()).colours).toEqual(['key0 red', 'key1 blue', 'key2 red']);
  });

  it('after a write that failed, everything is written anew', async () => {
    const model = filled(3);
    const snapshot = new SnapshotFile(file(), 'v1');
    await save(snapshot, model, 'link1');
    model.put(rowOf(1, 'blue', 2));
    const failing = snapshot.write({
      itemIds: model.takeChanged(),
      rowOf: () => {
        throw new Error('no room');
      },
      all: () => model.rows(),
      size: model.size,
      deltaLink: 'link2',
    });
    await expect(failing).rejects.toThrow('no room');
    await save(snapshot, model, 'link3');
    const { colours, deltaLink } = await restore();
    expect(colours).toEqual(['key0 red', 'key1 blue', 'key2 red']);
    expect(deltaLink).toBe('link3');
  });
});
