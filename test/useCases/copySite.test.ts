import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { QuestionView } from '../../src/contracts/questionnaire';
import { PartlyCopied } from '../../src/useCases/copySite';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, leaping, startWorld, type World } from './world';

// The shipped pack, because there a site has many sections and gates; nothing here knows its questions by name.
const content = loadContent(path.resolve('src/content'));
const SITES = [
  { id: 'mty', name: 'Monterrey' },
  { id: 'slt', name: 'Saltillo' },
];
let world: World;
beforeAll(async () => {
  world = await startWorld(content);
});
afterAll(() => world.close());
afterEach(() => world.tenant.clearFaults());

/** Good, and opens every gate that hangs on it. A question that only a file answers has none. */
function openAnswer({ id, type, choices, rows, min, max, when }: QuestionView, today: string): unknown {
  const opening = content.questions.find(({ gate }) => gate?.question === id)?.gate?.in ?? [];
  if (opening.length > 0 && type !== 'multipleChoice') return opening[0];
  switch (type) {
    case 'yesPartlyNo':
      return 'yes';
    case 'singleChoice':
    case 'acceptDocument':
    case 'evidence':
      return choices?.[0]?.id;
    case 'multipleChoice':
      return choices?.filter(({ exclusive }) => !exclusive).map((choice) => choice.id);
    case 'table':
      return Object.fromEntries((rows ?? []).map((row) => [row.id, choices?.[0]?.id]));
    case 'number':
      return Math.min(Math.max(30, min ?? 0), max ?? 30);
    case 'date':
      return `${Number(today.slice(0, 4)) + (when === 'future' ? 1 : -1)}${today.slice(4, 8)}01`;
    default:
      return 'Ana Ruiz, plant manager';
  }
}

/** Two plants; everything is answered for the company and for Monterrey. */
async function answeredAtMonterrey() {
  const asked = await askedPartner(world, { sites: SITES });
  const by: Answering = { contact: asked.contact, source: 'page' };
  const { useCases, clock } = world;
  const view = () => useCases.questionnaire(by, asked.assessmentKey);
  const today = clock.now().toISOString().slice(0, 10);
  const open = async () => {
    const now = await view();
    return { now, missing: now.progress.missing.filter(({ siteId }) => siteId !== 'slt') };
  };
  for (let { now, missing } = await open(); missing.length > 0; { now, missing } = await open()) {
    for (const section of now.sections) {
      const answers = section.questions
        .filter(({ id }) => missing.some((each) => each.questionId === id && each.siteId === section.siteId))
        .map((question) => ({ questionId: question.id, value: openAnswer(question, today) }));
      if (answers.length === 0) continue;
      const at = { assessmentKey: asked.assessmentKey, sectionId: section.id, siteId: section.siteId };
      const saved = await useCases.saveAnswers(by, at, { baseRevision: section.revision, answers });
      expect(saved.refused).toEqual([]);
    }
  }
  const copy = () => {
    // Some time after the last answer, so that the rows tell which was saved last.
    clock.advance(1_000);
    return useCases.copySite(by, asked.assessmentKey, 'slt', { fromSiteId: 'mty', mode: 'missing' });
  };
  const answeredAt = async (siteId: string) => (await view()).answers.filter((each) => each.siteId === siteId).length;
  return { ...asked, by, view, copy, answeredAt };
}

it('answers a whole second plant in one act, gates and what they open, with one call for each section', async () => {
  const lupe = await answeredAtMonterrey();
  const sections = (await lupe.view()).sections.filter(({ siteId }) => siteId === 'slt').length;
  await world.tenant.resetUsage();
  const result = await lupe.copy();
  expect(await world.tenant.work()).toMatchObject({ requests: sections, resourceUnits: 2 * sections });
  expect(result).toMatchObject({ copied: await lupe.answeredAt('mty'), kept: 0 });
  expect(result.saved).toHaveLength(sections);
  const after = await lupe.view();
  expect(after.progress).toMatchObject({ percent: 100, missing: [] });
  expect(after.answers.filter(({ siteId }) => siteId === 'slt').every((each) => each.copiedFrom === 'mty')).toBe(true);
  const other = await world.another();
  expect(other.useCases.assessmentsOf(lupe.contact)[0]?.percent).toBe(100);
}, 30_000);

it('says what was copied when SharePoint refuses a section, and goes on from there when it is asked again', async () => {
  const lupe = await answeredAtMonterrey();
  const all = await lupe.answeredAt('mty');
  await world.tenant.setFaults({
    match: { method: 'POST', pathPattern: '/items$' },
    kind: 'status',
    status: 403,
    times: 2,
  });
  const failure = await leaping(() => lupe.copy().catch((error: unknown) => error));
  await world.tenant.clearFaults();
  expect(failure).toBeInstanceOf(PartlyCopied);
  const { message, saved } = failure as PartlyCopied;
  const there = await lupe.answeredAt('slt');
  expect(there).toBeGreaterThan(0);
  expect(there).toBeLessThan(all);
  expect(message).toContain(`Only ${there} answers were taken over from Monterrey`);
  expect(message).toContain('Please choose “Same as Monterrey” once more');
  const sections = (await lupe.view()).sections.filter(({ siteId }) => siteId === 'slt');
  expect(
    sections
      .filter(({ revision }) => revision > 0)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(saved.map(({ sectionId }) => sectionId).sort());
  const shown = (await world.another()).useCases.assessmentsOf(lupe.contact)[0]?.percent;
  expect(shown).toBe((await lupe.view()).progress.percent);
  expect(await lupe.copy()).toMatchObject({ copied: all - there, kept: there });
  expect(await lupe.answeredAt('slt')).toBe(all);
}, 30_000);
