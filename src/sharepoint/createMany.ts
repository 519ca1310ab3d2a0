import { messageFor } from '../errors';
import type { CreateOutcome } from '../useCases/ports';
import { BATCH_SIZE, sendBatch, type SubOutcome } from './client/batch';
import { asAppError } from './client/graphErrors';
import { asJob } from './client/priority';
import { refusalOf } from './client/refusalOf';
import { type Codec, encode } from './codecs/codec';
import type { FieldValue } from './fields';
import type { Intake } from './intake';
import { itemPage, itemShape, versionOf } from './item';
import { byKeyPath, filled, isSameRow, type RowTarget } from './rows';

/** Batches under way at the same time: enough to hide the way to SharePoint, few enough to leave connections to people. */
const PARALLEL = 2;
const MOST_ROUNDS = 4;

type OnRow = (key: string, outcome: CreateOutcome, reason?: string) => void;

interface OpenRow<T> {
  readonly value: T;
  readonly cells: Readonly<Record<string, FieldValue>>;
  /** An earlier try may have created it. */
  mayBeOurs: boolean;
  /** Why the latest try was not answered. */
  silence?: unknown;
}

/**
 * Creates many rows in batches of 20, 2 RU a row, as a job. Every row is reported once; none makes it throw. A row whose
 * creation is unclear is read back by its key before it is tried again.
 */
export async function createMany<T extends { readonly key: string }>(
  intake: Intake<T>,
  target: () => RowTarget,
  values: readonly T[],
  onRow: OnRow = () => undefined,
): Promise<void> {
  const { codec, model } = intake.parts;
  const open: OpenRow<T>[] = [];
  const seen = new Set<string>();
  for (const value of values) {
    if (model.row(value.key) || seen.has(value.key)) onRow(value.key, 'exists');
    else addRow(codec, value, open, onRow);
    seen.add(value.key);
  }
  const chunks = Array.from({ length: Math.ceil(open.length / BATCH_SIZE) }, (_, index) =>
    open.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
  const worker = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) await createChunk(intake, target, chunk, onRow);
  };
  await asJob(() => Promise.all(Array.from({ length: PARALLEL }, worker)));
}

function addRow<T extends { readonly key: string }>(codec: Codec<T>, value: T, open: OpenRow<T>[], onRow: OnRow): void {
  try {
    open.push({ value, cells: encode(codec, value), mayBeOurs: false });
  } catch (error) {
    onRow(value.key, 'failed', messageFor(error));
  }
}

async function createChunk<T extends { readonly key: string }>(
  intake: Intake<T>,
  target: () => RowTarget,
  chunk: readonly OpenRow<T>[],
  onRow: OnRow,
): Promise<void> {
  let open = [...chunk];
  for (let round = 1; open.length > 0 && round <= MOST_ROUNDS; round += 1) {
    try {
      open = await createRound(intake, target(), open, onRow);
    } catch (error) {
      for (const row of open) row.silence = error;
      intake.parts.log.warn(
        { err: error, noun: intake.parts.codec.noun, rows: open.length },
        'A batch was not answered.',
      );
    }
  }
  for (const { value, silence } of open) onRow(value.key, 'failed', messageFor(asAppError(silence)));
}

/** One try for each row. Returns those that are still open. */
async function createRound<T extends { readonly key: string }>(
  intake: Intake<T>,
  target: RowTarget,
  rows: readonly OpenRow<T>[],
  onRow: OnRow,
): Promise<OpenRow<T>[]> {
  const { graph } = intake.parts;
  const outcomes = await sendBatch(
    graph,
    rows.map(({ cells }, index) => ({
      id: String(index),
      method: 'POST' as const,
      path: `${target.place.path}/items`,
      body: { fields: filled(cells) },
    })),
  );
  const toReadBack: OpenRow<T>[] = [];
  const open: OpenRow<T>[] = [];
  for (const [index, row] of rows.entries()) {
    const next = judgeCreate(intake, row, outcomes.get(String(index)), onRow);
    if (next === 'readBack') toReadBack.push(row);
    else if (next === 'open') open.push(row);
  }
  return toReadBack.length === 0 ? open : [...open, ...(await readBack(intake, target, toReadBack, onRow))];
}

function judgeCreate<T extends { readonly key: string }>(
  intake: Intake<T>,
  row: OpenRow<T>,
  outcome: SubOutcome | undefined,
  onRow: OnRow,
): 'done' | 'open' | 'readBack' {
  const { key } = row.value;
  if (outcome?.kind !== 'answered') row.silence = outcome?.reason;
  if (outcome?.kind === 'notDone') return 'open';
  if (outcome?.kind !== 'answered') {
    row.mayBeOurs = true;
    return 'readBack';
  }
  if (outcome.status < 300) {
    const item = itemShape.parse(outcome.body);
    intake.takeOwn(item.id, versionOf(item), row.value);
    onRow(key, 'created');
    return 'done';
  }
  const refusal = refusalOf(outcome.status, outcome.body, false);
  if (refusal.isClash) {
    if (row.mayBeOurs) return 'readBack';
    onRow(key, 'exists');
    return 'done';
  }
  intake.parts.log.warn(
    { noun: intake.parts.codec.noun, status: refusal.status, code: refusal.code },
    'A row was refused.',
  );
  const known = asAppError(refusal);
  onRow(key, 'failed', known === refusal ? 'SharePoint refused this row as it is.' : messageFor(known));
  return 'done';
}

/** Finds out what became of rows whose creation was unclear. Returns those that are not there. */
async function readBack<T extends { readonly key: string }>(
  intake: Intake<T>,
  target: RowTarget,
  rows: readonly OpenRow<T>[],
  onRow: OnRow,
): Promise<OpenRow<T>[]> {
  const { graph } = intake.parts;
  const outcomes = await sendBatch(
    graph,
    rows.map(({ value }, index) => ({ id: String(index), method: 'GET' as const, path: byKeyPath(target, value.key) })),
  );
  return rows.filter((row, index) => {
    const outcome = outcomes.get(String(index));
    if (outcome?.kind !== 'answered' || outcome.status !== 200) return true;
    const item = itemPage.parse(outcome.body).value[0];
    if (!item) return true;
    const isOurs = isSameRow(target, item.fields, row.cells);
    if (isOurs) intake.takeOwn(item.id, versionOf(item), row.value);
    onRow(row.value.key, isOurs ? 'created' : 'exists');
    return false;
  });
}
