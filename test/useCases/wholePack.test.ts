import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { QuestionView } from '../../src/contracts/questionnaire';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, manager, startWorld, type World } from './world';

// The shipped pack whole, as a foreign manufacturer with two plants gets it: nothing here knows its questions by name.
const content = loadContent(path.resolve('src/content'));
const SITES = [
  { id: 'north', name: 'North plant' },
  { id: 'south', name: 'South plant' },
];
let world: World;
beforeAll(async () => {
  world = await startWorld(content);
});
afterAll(() => world.close());

/** Good, and opens every gate that hangs on it. */
function openAnswer({ id, type, choices, rows, min, max, when }: QuestionView, today: string): unknown {
  const opening = content.questions.find(({ gate }) => gate?.question === id)?.gate?.in ?? [];
  if (opening.length > 0 && type !== 'multipleChoice') return opening[0];
  switch (type) {
    case 'yesPartlyNo':
      return 'yes';
    case 'singleChoice':
      return choices?.[0]?.id;
    case 'multipleChoice':
      return choices?.filter(({ exclusive }) => !exclusive).map((choice) => choice.id);
    case 'table':
      return Object.fromEntries((rows ?? []).map((row) => [row.id, choices?.[0]?.id]));
    case 'acceptDocument':
      return 'accepted';
    case 'evidence':
      return 'cannot';
    case 'number':
      return Math.min(Math.max(30, min ?? 0), max ?? 30);
    case 'date':
      return `${Number(today.slice(0, 4)) + (when === 'future' ? 1 : -1)}${today.slice(4, 8)}01`;
    default:
      return 'Ana Ruiz, plant manager';
  }
}

it('a foreign manufacturer with two plants answers everything: 2 units a save, no question twice, progress to 100 %', async () => {
  const { useCases, clock, tenant, sharePoint } = world;
  const asked = await askedPartner(world, { sites: SITES });
  const by: Answering = { contact: asked.contact, source: 'page' };
  const today = clock.now().toISOString().slice(0, 10);
  let view = await useCases.questionnaire(by, asked.assessmentKey);
  expect(view.progress).toMatchObject({ answered: 0, percent: 0 });
  expect(view.progress.minutesAtMost).toBeGreaterThan(view.progress.minutesLeft);
  await tenant.resetUsage();
  let saves = 0;
  for (; view.progress.missing.length > 0; view = await useCases.questionnaire(by, asked.assessmentKey)) {
    for (const section of view.sections) {
      const missing = view.progress.missing.filter(
        ({ sectionId, siteId }) => sectionId === section.id && siteId === section.siteId,
      );
      const answers = section.questions
        .filter(({ id }) => missing.some(({ questionId }) => questionId === id))
        .map((question) => ({ questionId: question.id, value: openAnswer(question, today) }));
      if (answers.length === 0) continue;
      const place = { assessmentKey: asked.assessmentKey, sectionId: section.id, siteId: section.siteId };
      const saved = await useCases.saveAnswers(by, place, { baseRevision: section.revision, answers });
      expect(saved.refused).toEqual([]);
      expect(saved.progress.answered).toBeLessThanOrEqual(saved.progress.total);
      saves += 1;
    }
  }
  expect(view.progress).toMatchObject({ percent: 100, minutesLeft: 0, minutesAtMost: 0 });
  const places = view.answers.map(({ questionId, siteId }) => `${questionId}@${siteId ?? ''}`);
  expect(new Set(places).size).toBe(places.length);

  const sent = await useCases.submitAssessment(by, asked.assessmentKey, {
    name: 'Ana Ruiz',
    jobTitle: 'Plant manager',
    isConfirmed: true,
  });
  expect(sent.isNew).toBe(true);
  expect((await tenant.work()).resourceUnits).toBeLessThanOrEqual(2 * saves + 20);
  expect(sharePoint.stores.assessments.get(asked.assessmentKey)?.value.figures?.unanswered).toBe(0);
});

it('a process that has read no answer knows how far a partner is, also where a gate stands in another section', async () => {
  const { useCases, clock } = world;
  const asked = await askedPartner(world, { sites: SITES });
  const by: Answering = { contact: asked.contact, source: 'card' };
  const today = clock.now().toISOString().slice(0, 10);
  const gated = content.questions.find(({ gate, section }) =>
    content.questions.some((each) => each.id === gate?.question && each.section !== section && !each.gate),
  );
  const gate = content.questions.find(({ id }) => id === gated?.gate?.question);
  const before = await useCases.questionnaire(by, asked.assessmentKey);
  const section = before.sections.find(({ questions }) => questions.some(({ id }) => id === gate?.id));
  const question = section?.questions.find(({ id }) => id === gate?.id);
  if (!section || !question) throw new Error('The pack has no gate in another section.');
  const saved = await useCases.saveAnswers(
    by,
    { assessmentKey: asked.assessmentKey, sectionId: section.id, siteId: section.siteId },
    { baseRevision: 0, answers: [{ questionId: question.id, value: openAnswer(question, today) }] },
  );
  expect(saved.progress.total).toBeGreaterThan(before.progress.total);
  const other = await world.another();
  const percent = other.useCases.assessmentsOf(asked.contact)[0]?.percent;
  expect(percent).toBe(saved.progress.percent);
  const detail = await other.useCases.viewPartner(manager, asked.partnerKey);
  expect(detail.assessments[0]?.progress).toMatchObject({ answered: 1, total: saved.progress.total });
});
