import { randomBytes } from 'node:crypto';
import type { Answer, CallInit, Column, Expected, MadeFolder, MadeList, Options, Target } from './case';
import { type Check, check } from './expect';
import { createCall, type Exchange } from './http';
import { haveInstalled } from './installedApp';
import { listAt, textAt } from './json';
import { mustBe } from './mustBe';

export { mustBe };

/** What all cases of a run share: its name and the library in which folders are made. */
export interface Run {
  readonly options: Options;
  readonly prefix: string;
  /** Id of the run's own library; made when first asked for. */
  library(): Promise<string>;
  /** The bot's app for its person; installed when first asked for. */
  bot(): Promise<void>;
  /** Called by `end`. */
  atEnd(undo: () => Promise<unknown>): void;
  /** Removes what the run itself made. Resolves with what could not be removed. */
  end(): Promise<readonly string[]>;
}

/** A target for one case, and what the case left behind in it. */
export interface CaseTarget extends Target {
  readonly checks: readonly Check[];
  readonly exchanges: readonly Exchange[];
  /** Undoes in reverse order. Resolves with what could not be undone. */
  undo(): Promise<readonly string[]>;
}

/** Beginning of the names of everything that any run makes; `--sweep` looks for it. */
export const PREFIX = 'conformance-';

/** Starts a run. Nothing is sent yet. */
export function createRun(options: Options): Run {
  const prefix = `${PREFIX}${randomBytes(4).toString('hex')}`;
  const call = createCall({ paceMs: options.paceMs });
  const graph = (path: string, init: CallInit = {}) =>
    call(`${options.base}/v1.0${path}`, { token: options.token, ...init });
  let made: Promise<string> | undefined;
  let installed: Promise<void> | undefined;
  const undos: (() => Promise<unknown>)[] = [];

  const make = async () => {
    const list = await mustBe(
      await graph(`/sites/${options.site}/lists`, {
        method: 'POST',
        body: { displayName: `${prefix}-files`, list: { template: 'documentLibrary' } },
      }),
      'making a library for the run',
      201,
    );
    const listId = textAt(list.body, 'id');
    const path = `/sites/${options.site}/lists/${listId}`;
    run.atEnd(async () => mustBe(await graph(path, { method: 'DELETE' }), 'removing the library', 204, 404));
    const drive = await mustBe(await graph(`${path}/drive`), 'its drive', 200);
    return textAt(drive.body, 'id');
  };
  const run: Run = {
    options,
    prefix,
    async library() {
      made ??= make();
      return made;
    },
    atEnd: (undo) => void undos.push(undo),
    async bot() {
      const { bot, base, peopleToken, patienceSeconds } = options;
      if (!bot?.personId || !bot.catalogue) return;
      const { personId: person, catalogue } = bot;
      const wish = { person, catalogue, base, token: peopleToken, patienceSeconds };
      installed ??= haveInstalled(graph, wish, run.atEnd);
      await installed;
    },
    end: () => undoAll(undos.splice(0).reverse()),
  };
  return run;
}

/** The tenant as one case sees it. */
export function createTarget(run: Run): CaseTarget {
  const { options, prefix } = run;
  const checks: Check[] = [];
  const exchanges: Exchange[] = [];
  const undos: (() => Promise<unknown>)[] = [];
  const call = createCall({ paceMs: options.paceMs, onExchange: (exchange) => exchanges.push(exchange) });
  const name = (what: string): string => `${prefix}-${what}-${randomBytes(3).toString('hex')}`;

  const target: CaseTarget = {
    options,
    prefix,
    checks,
    exchanges,
    name,
    call,
    async graph(path, init = {}) {
      const url = path.startsWith('/') ? `${options.base}/v1.0${path}` : path;
      const isOurs = url.startsWith(`${options.base}/v1.0/`);
      const { token = isOurs ? options.token : null, ...rest } = init;
      return call(url, { ...rest, token });
    },
    see<T>(what: string, seen: T, expected: Expected<T>) {
      const result = check(what, seen, expected);
      checks.push(result);
      return result.asExpected;
    },
    async makeList(columns: readonly Column[] = []): Promise<MadeList> {
      const displayName = name('list');
      const answer = await mustBe(
        await target.graph(`/sites/${options.site}/lists`, {
          method: 'POST',
          body: { displayName, columns, list: { template: 'genericList' } },
        }),
        'making a list',
        201,
      );
      const id = textAt(answer.body, 'id');
      const path = `/sites/${options.site}/lists/${id}`;
      target.cleanUp(async () => mustBe(await target.graph(path, { method: 'DELETE' }), 'removing a list', 204, 404));
      return { id, displayName, path };
    },
    async makeFolder(): Promise<MadeFolder> {
      const driveId = await run.library();
      const folder = name('folder');
      const answer = await mustBe(
        await target.graph(`/drives/${driveId}/root/children`, {
          method: 'POST',
          body: { name: folder, folder: {}, '@microsoft.graph.conflictBehavior': 'fail' },
        }),
        'making a folder',
        201,
      );
      const itemId = textAt(answer.body, 'id');
      const path = `/drives/${driveId}/items/${itemId}`;
      target.cleanUp(async () => mustBe(await target.graph(path, { method: 'DELETE' }), 'removing a folder', 204, 404));
      return { driveId, itemId, name: folder, path };
    },
    installBot: () => run.bot(),
    cleanUpAtEnd: (undo) => run.atEnd(undo),
    cleanUp(undo) {
      undos.push(undo);
    },
    undo: () => undoAll(undos.splice(0).reverse()),
  };
  return target;
}

/** Undoes one after the other, whatever becomes of each. Resolves with what could not be undone. */
async function undoAll(undos: readonly (() => Promise<unknown>)[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const undo of undos) {
    try {
      await undo();
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
}

/** Removes lists and libraries that earlier runs left on the site. Resolves with their names. */
export async function sweep(options: Options): Promise<readonly string[]> {
  const call = createCall({ paceMs: options.paceMs });
  const removed: string[] = [];
  let url: string | undefined = `${options.base}/v1.0/sites/${options.site}/lists?$select=id,displayName`;
  const found: { id: string; displayName: string }[] = [];
  while (url) {
    const page: Answer = await mustBe(await call(url, { token: options.token }), 'reading the lists of the site', 200);
    for (const list of listAt(page.body, 'value')) {
      found.push({ id: textAt(list, 'id'), displayName: textAt(list, 'displayName') });
    }
    url = textAt(page.body, '@odata.nextLink') || undefined;
  }
  for (const { id, displayName } of found.filter((list) => list.displayName.startsWith(PREFIX))) {
    const path = `${options.base}/v1.0/sites/${options.site}/lists/${id}`;
    await mustBe(await call(path, { method: 'DELETE', token: options.token }), `removing ${displayName}`, 204, 404);
    removed.push(displayName);
  }
  return removed;
}
