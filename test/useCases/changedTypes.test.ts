import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, day, manager, newKey, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld(loadContent(path.resolve(__dirname, '../../src/content')));
});
afterAll(() => world.close());

const asked = ({ sections }: QuestionnaireView): string[] =>
  sections.flatMap(({ id, siteId, questions }) => questions.map((question) => `${id} ${siteId} ${question.id}`));

it('a partner whose types are changed meanwhile is asked as before, in every process; the next campaign asks by the new ones', async () => {
  const { useCases, sharePoint } = world;
  const { assessmentKey, partnerKey, contact } = await askedPartner(world);
  const by: Answering = { contact, source: 'page' };
  const before = await useCases.questionnaire(by, assessmentKey);
  const partner = sharePoint.stores.partners.get(partnerKey);
  if (!partner) throw new Error('The partner is not there.');
  const { name, country, city, tradingNames, sites, exposure } = partner.value;
  const input = { name, country, city, tradingNames: [...tradingNames], sites: [...sites], exposure };
  await useCases.changePartner(manager, partnerKey, { ...input, types: ['itProvider'], version: partner.version });

  const after = await useCases.questionnaire(by, assessmentKey);
  expect(asked(after)).toEqual(asked(before));
  expect(after.progress).toEqual(before.progress);
  const other = await world.another();
  expect(asked(await other.useCases.questionnaire(by, assessmentKey))).toEqual(asked(before));
  expect(sharePoint.stores.partners.get(partnerKey)?.value.types).toEqual(['itProvider']);

  const { key } = await useCases.openCampaign(manager, {
    requestId: newKey(),
    title: 'Security 2028',
    why: 'Once more.',
    dueOn: day(world, 30),
    partnerKeys: [partnerKey],
  });
  await world.jobs.resumeImports();
  const next = await useCases.questionnaire(by, `${key}|${partnerKey}`);
  expect(asked(next).length).toBeLessThan(asked(before).length);
});
