import path from 'node:path';
import { Readable } from 'node:stream';
import { loadContent } from '../../src/content/load';
import { AppError } from '../../src/errors';
import type { Answering } from '../../src/useCases/useCases';
import { aPdf } from './files';
import { askedPartner, reviewer, startWorld, type World } from './world';

// A question that a file answers: the certificate of the seals, asked of who keeps seals.
const CERTIFICATE = 'sealIsoProof';
const content = loadContent(path.resolve('src/content'));
const sectionOf = (questionId: string): string => content.questions.find(({ id }) => id === questionId)?.section ?? '';

let world: World;
beforeAll(async () => {
  world = await startWorld(content);
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

interface Asked {
  readonly contact: Answering['contact'];
  readonly assessmentKey: string;
}
const asPage = ({ contact }: Asked): Answering => ({ contact, source: 'page' });
const save = async (asked: Asked, questionId: string, value: unknown, comment?: string) => {
  const view = await world.useCases.questionnaire(asPage(asked), asked.assessmentKey);
  const sectionId = sectionOf(questionId);
  const baseRevision = view.sections.find(({ id }) => id === sectionId)?.revision ?? 0;
  const place = { assessmentKey: asked.assessmentKey, sectionId };
  return world.useCases.saveAnswers(asPage(asked), place, {
    baseRevision,
    answers: [{ questionId, value, ...(comment ? { comment } : {}) }],
  });
};
const attach = (asked: Asked) =>
  world.useCases.attachEvidence(
    asPage(asked),
    { assessmentKey: asked.assessmentKey, questionId: CERTIFICATE },
    { name: 'certificate.pdf', body: Readable.from([aPdf]) },
  );
const withdraw = (asked: Asked, key: string) =>
  world.useCases.withdrawEvidence(asPage(asked), asked.assessmentKey, key);
const viewOf = (asked: Asked) => world.useCases.questionnaire(asPage(asked), asked.assessmentKey);
const shown = async (asked: Asked) => {
  const { answers, evidence, progress } = await viewOf(asked);
  return {
    value: answers.find(({ questionId }) => questionId === CERTIFICATE)?.value,
    files: evidence.length,
    isMissing: progress.missing.some(({ questionId }) => questionId === CERTIFICATE),
  };
};
const stored = async ({ assessmentKey }: Asked) =>
  (await world.sharePoint.stores.sections.load(assessmentKey))
    .flatMap(({ value }) => value.answers)
    .find(({ questionId }) => questionId === CERTIFICATE)?.value;

async function askedAboutSeals(): Promise<Asked> {
  const asked = await askedPartner(world);
  await save(asked, 'handlesCargo', 'handles');
  await save(asked, 'usesSeals', 'stock');
  expect(await shown(asked)).toEqual({ value: undefined, files: 0, isMissing: true });
  return asked;
}

it('a file answers the question in the same act, and the last one taken back opens it again', async () => {
  const asked = await askedAboutSeals();
  const first = await attach(asked);
  expect(await stored(asked)).toBe('attached');
  expect(await shown(asked)).toEqual({ value: 'attached', files: 1, isMissing: false });
  const second = await attach(asked);
  await withdraw(asked, first.key);
  expect(await shown(asked)).toEqual({ value: 'attached', files: 1, isMissing: false });
  await withdraw(asked, second.key);
  expect(await stored(asked)).toBeNull();
  expect(await shown(asked)).toEqual({ value: null, files: 0, isMissing: true });
  // A second click is no error.
  await withdraw(asked, second.key);
});

it('nobody says that a file is attached, and nobody denies one that is', async () => {
  const asked = await askedAboutSeals();
  expect((await save(asked, CERTIFICATE, 'attached')).refused).toHaveLength(1);
  expect((await save(asked, CERTIFICATE, 'cannot')).refused).toEqual([]);
  expect(await shown(asked)).toEqual({ value: 'cannot', files: 0, isMissing: false });
  await attach(asked);
  expect((await save(asked, CERTIFICATE, 'cannot')).refused[0]?.problem).toMatch(/Remove the file first/);
  expect((await save(asked, CERTIFICATE, null, 'Of 2025')).refused).toEqual([]);
  expect(await stored(asked)).toBe('attached');
});

it('when the answer cannot be saved, the file is not stored either', async () => {
  const asked = await askedAboutSeals();
  const failure = new AppError('unavailable', 'SharePoint did not answer.');
  jest.spyOn(world.sharePoint.stores.sections, 'save').mockRejectedValue(failure);
  await expect(attach(asked)).rejects.toBe(failure);
  jest.restoreAllMocks();
  expect(await shown(asked)).toEqual({ value: undefined, files: 0, isMissing: true });
});

it('an answer whose file is gone counts as none, also when its row could not be saved again', async () => {
  const asked = await askedAboutSeals();
  const { key } = await attach(asked);
  jest.spyOn(world.sharePoint.stores.sections, 'save').mockRejectedValue(new AppError('unavailable', 'Away.'));
  await withdraw(asked, key);
  jest.restoreAllMocks();
  expect(await stored(asked)).toBe('attached');
  expect(await shown(asked)).toEqual({ value: null, files: 0, isMissing: true });
  await attach(asked);
  expect(await shown(asked)).toEqual({ value: 'attached', files: 1, isMissing: false });
});

it('a file that was looked at stays, and so does the answer', async () => {
  const asked = await askedAboutSeals();
  const { key } = await attach(asked);
  const version = world.sharePoint.stores.evidence.get(key)?.version ?? '';
  await world.useCases.reviewEvidence(reviewer, key, { version, reviewState: 'rejected', note: 'It is of 2019.' });
  await expect(withdraw(asked, key)).rejects.toMatchObject({ code: 'conflict' });
  expect(await shown(asked)).toEqual({ value: 'attached', files: 1, isMissing: false });
});
