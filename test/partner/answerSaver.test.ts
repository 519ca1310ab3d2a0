import type { SaveResult, SaveSection } from '../../src/contracts/questionnaire';
import { createAnswerSaver } from '../../tab/partner/answerSaver';
import { PageProblem } from '../../tab/partner/pageProblem';

const PLACE = { id: 'leadership' };
const progress = { answered: 0, total: 1, percent: 0, minutesLeft: 1, missing: [] };
const result = (more: Partial<SaveResult> = {}): SaveResult => ({
  revision: 1,
  savedAt: '2026-05-03T10:42:00.000Z',
  refused: [],
  conflicts: [],
  answers: [],
  progress,
  ...more,
});

/** A saver whose saves wait until the test lets them end. */
function setUp() {
  const sent: SaveSection[] = [];
  const ends: { resolve: (value: SaveResult) => void; reject: (error: unknown) => void }[] = [];
  const refusals: string[] = [];
  const saver = createAnswerSaver({
    save: (_place, input) => {
      sent.push(input);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    },
    onResult: () => undefined,
    onRefused: ({ code }) => refusals.push(code),
  });
  return { saver, sent, ends, refusals };
}
const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0).then(() => undefined);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('gathers what is typed within a pause and sends one save at a time', async () => {
  const { saver, sent, ends } = setUp();
  saver.change(PLACE, 'a', { value: 'y' });
  saver.change(PLACE, 'a', { value: 'yes' });
  saver.change(PLACE, 'b', { value: 'no' });
  await jest.advanceTimersByTimeAsync(1_200);
  expect(sent.map(({ answers }) => answers.map(({ value }) => value))).toEqual([['yes', 'no']]);
  saver.change(PLACE, 'a', { value: 'partly' });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(sent).toHaveLength(1);
  ends[0]?.resolve(result());
  await settle();
  expect(sent[1]).toEqual({
    baseRevision: 1,
    answers: [expect.objectContaining({ questionId: 'a', value: 'partly' })],
  });
  expect(saver.snapshot().saving.kind).toBe('saving');
  ends[1]?.resolve(result({ revision: 2 }));
  await settle();
  expect(saver.snapshot().saving).toEqual({ kind: 'saved', at: '2026-05-03T10:42:00.000Z' });
});

it('after a failed save the newest text wins, and it is sent again by itself', async () => {
  const { saver, sent, ends } = setUp();
  saver.change(PLACE, 'a', { value: 'old' });
  await jest.advanceTimersByTimeAsync(1_200);
  saver.change(PLACE, 'a', { value: 'new' });
  ends[0]?.reject(new PageProblem(503, 'unavailable', 'Not now.'));
  await settle();
  expect(saver.snapshot().saving).toEqual({ kind: 'failed', message: 'Not now.', isRepeated: true });
  await jest.advanceTimersByTimeAsync(3_000);
  expect(sent.at(-1)?.answers[0]?.value).toBe('new');
});

it('a refusal for good is told once and not repeated', async () => {
  const { saver, sent, ends, refusals } = setUp();
  saver.change(PLACE, 'a', { value: 'x' });
  await jest.advanceTimersByTimeAsync(1_200);
  ends[0]?.reject(new PageProblem(401, 'unauthenticated', 'Open the link again.'));
  await jest.advanceTimersByTimeAsync(120_000);
  expect(refusals).toEqual(['unauthenticated']);
  expect(sent).toHaveLength(1);
  expect(saver.hasPending()).toBe(true);
});

it('a section that the server refuses for good holds up no other, and is tried again when it changes or is looked at', async () => {
  const { saver, sent, ends, refusals } = setUp();
  const ids = (): unknown[] => sent.map(({ answers }) => answers[0]?.questionId);
  saver.change(PLACE, 'a', { value: 'yes' });
  saver.change({ id: 'seals' }, 'b', { value: 'no' });
  await jest.advanceTimersByTimeAsync(1_200);
  ends[0]?.reject(new PageProblem(409, 'conflict', 'Nothing was saved here just now.'));
  await settle();
  expect(ids()).toEqual(['a', 'b']);
  ends[1]?.resolve(result());
  await settle();
  // The other one is saved; what is not is still said, and not repeated by itself.
  const failed = { kind: 'failed', message: 'Nothing was saved here just now.', isRepeated: false };
  expect(saver.snapshot().saving).toEqual(failed);
  expect([saver.hasPending(PLACE), saver.hasPending({ id: 'seals' })]).toEqual([true, false]);
  expect(refusals).toEqual(['conflict']);
  saver.change({ id: 'seals' }, 'b', { value: 'yes' });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(ids()).toEqual(['a', 'b', 'b']);
  ends[2]?.resolve(result({ revision: 2 }));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(ids()).toHaveLength(3);
  expect(saver.snapshot().saving).toEqual(failed);

  saver.change(PLACE, 'a', { value: 'partly' });
  await jest.advanceTimersByTimeAsync(1_200);
  expect(sent.at(-1)?.answers[0]).toMatchObject({ questionId: 'a', value: 'partly' });
  ends[3]?.reject(new PageProblem(409, 'conflict', 'Nothing was saved here just now.'));
  await settle();
  const looked = saver.flush();
  await settle();
  ends[4]?.resolve(result());
  expect(await looked).toBe(true);
  expect(saver.snapshot().saving.kind).toBe('saved');
});

it('an answer of the server that was asked for before or during a save does not overwrite what was saved', async () => {
  const { saver, ends } = setUp();
  const before = saver.moment();
  saver.change(PLACE, 'a', { value: 'yes' });
  expect([...saver.heldSince(before)]).toEqual(['a']);
  await jest.advanceTimersByTimeAsync(1_200);
  const during = saver.moment();
  expect([...saver.heldSince(during)]).toEqual(['a']);
  ends[0]?.resolve(result());
  await settle();
  expect([...saver.heldSince(during)]).toEqual(['a']);
  expect([...saver.heldSince(saver.moment())]).toEqual([]);
});

it('a half-given answer is sent only when somebody wants to go on', async () => {
  const { saver, sent } = setUp();
  saver.change(PLACE, 'a', { value: null, naReason: '' });
  await jest.advanceTimersByTimeAsync(10_000);
  expect(sent).toEqual([]);
  void saver.flush(true);
  await settle();
  expect(sent[0]?.answers[0]).toMatchObject({ questionId: 'a', value: 'notApplicable' });
});

it('saves of one section by themselves lie three seconds apart, and another section does not wait for it', async () => {
  const starts: { id: string; at: number }[] = [];
  const saver = createAnswerSaver({
    save: async ({ id }) => {
      starts.push({ id, at: Date.now() });
      return result({ revision: starts.length });
    },
    onResult: () => undefined,
    onRefused: () => undefined,
  });
  const begin = Date.now();
  for (let turn = 0; turn < 60; turn += 1) {
    saver.change(PLACE, 'a', { value: `text ${turn}` });
    if (turn === 20) saver.change({ id: 'risks' }, 'b', { value: 'yes' });
    await jest.advanceTimersByTimeAsync(turn % 2 ? 1_300 : 100);
  }
  await jest.advanceTimersByTimeAsync(5_000);
  const leadership = starts.filter(({ id }) => id === 'leadership').map(({ at }) => at - begin);
  const gaps = leadership.slice(1).map((at, n) => at - (leadership[n] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
  expect(gaps.length).toBeGreaterThan(5);
  const risks = starts.filter(({ id }) => id === 'risks');
  expect(risks).toHaveLength(1);
  // It was given after ten rounds of 1.4 seconds and saved after its own pause.
  expect((risks[0]?.at ?? 0) - begin - 14_000).toBeLessThanOrEqual(1_300);
  expect(saver.snapshot().saving.kind).toBe('saved');
});

it('keeps on the device what is not acknowledged, and nothing else', async () => {
  const kept: (readonly { questionId: string; base: number }[])[] = [];
  const ends: ((value: SaveResult) => void)[] = [];
  const saver = createAnswerSaver({
    save: () => new Promise((resolve) => ends.push(resolve)),
    onResult: () => undefined,
    onRefused: () => undefined,
    keep: (unsaved) => {
      kept.push(unsaved);
      return true;
    },
  });
  const now = () => kept.at(-1)?.map(({ questionId, base }) => `${questionId} over ${base}`);
  saver.learnRevisions([{ ...PLACE, revision: 4 }]);
  for (const id of ['a', 'b', 'c']) saver.change(PLACE, id, { value: 'yes' });
  expect(now()).toEqual(['a over 4', 'b over 4', 'c over 4']);
  await jest.advanceTimersByTimeAsync(1_200);
  saver.change(PLACE, 'a', { value: 'no' });
  const theirs = { questionId: 'c', theirs: 'no', theirsText: 'No', by: 'Rosa', at: '2026-05-03T10:42:00.000Z' };
  ends[0]?.(result({ revision: 6, conflicts: [theirs] }));
  await settle();
  // Typed again meanwhile, and undecided: the conflict must be found again from where it began.
  expect(now()).toEqual(['a over 6', 'c over 4']);
  saver.settle('c');
  saver.change(PLACE, 'c', { value: 'yes' });
  await jest.advanceTimersByTimeAsync(3_000);
  ends[1]?.(result({ revision: 7 }));
  await settle();
  expect(now()).toEqual([]);
});

it('answers of an earlier visit are sent over the revision which that visit had seen', async () => {
  const { saver, sent } = setUp();
  saver.learnRevisions([{ ...PLACE, revision: 9 }]);
  saver.restore([{ place: PLACE, questionId: 'a', draft: { value: 'yes' }, base: 4 }]);
  saver.learnRevisions([{ ...PLACE, revision: 10 }]);
  void saver.flush();
  await settle();
  expect(sent[0]).toMatchObject({ baseRevision: 4, answers: [{ questionId: 'a', value: 'yes' }] });
});
