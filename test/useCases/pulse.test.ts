import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, newKey, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const SITES = [
  { id: 'mty', name: 'Monterrey' },
  { id: 'slt', name: 'Saltillo' },
];

it('tells of saves and of sites from memory alone, without any answer', async () => {
  const { useCases, tenant } = world;
  const asked = await askedPartner(world, { sites: SITES });
  const by: Answering = { contact: asked.contact, source: 'page' };
  const at = { assessmentKey: asked.assessmentKey, sectionId: 'atThisSite', siteId: 'mty' };
  await useCases.saveAnswers(by, at, {
    baseRevision: 0,
    answers: [{ questionId: 'siteEmergencyPractised', value: 'partly', comment: 'secret words' }],
  });
  await tenant.resetUsage();
  const before = useCases.pulse(by, asked.assessmentKey);
  expect((await tenant.work()).requests).toBe(0);
  expect(before).toMatchObject({
    status: 'open',
    sections: [{ sectionId: 'atThisSite', siteId: 'mty', revision: 1, savedBy: 'Guadalupe Hernández' }],
  });
  expect(JSON.stringify(before)).not.toMatch(/partly|secret/);

  const { siteId } = await useCases.addSite(by, asked.assessmentKey, { requestId: newKey(), name: 'Monclova' });
  const added = useCases.pulse(by, asked.assessmentKey).collaboration;
  expect(added).toBeGreaterThan(before.collaboration);
  await useCases.renameSite(by, asked.assessmentKey, siteId, { name: 'Monclova 2' });
  const renamed = useCases.pulse(by, asked.assessmentKey).collaboration;
  expect(renamed).toBeGreaterThan(added);
});

it('says nothing of a site that was taken out, and nothing to a stranger', async () => {
  const { useCases } = world;
  const [asked, stranger] = [await askedPartner(world, { sites: SITES }), await askedPartner(world)];
  const by: Answering = { contact: asked.contact, source: 'page' };
  const { siteId } = await useCases.addSite(by, asked.assessmentKey, { requestId: newKey(), name: 'Monclova' });
  await useCases.saveAnswers(
    by,
    { assessmentKey: asked.assessmentKey, sectionId: 'atThisSite', siteId },
    { baseRevision: 0, answers: [{ questionId: 'siteEmergencyPractised', value: 'yes' }] },
  );
  expect(useCases.pulse(by, asked.assessmentKey).sections).toHaveLength(1);
  await useCases.removeSite(by, asked.assessmentKey, siteId);
  expect(useCases.pulse(by, asked.assessmentKey).sections).toEqual([]);
  const other: Answering = { contact: stranger.contact, source: 'page' };
  expect(() => useCases.pulse(other, asked.assessmentKey)).toThrow(expect.objectContaining({ code: 'notFound' }));
});
