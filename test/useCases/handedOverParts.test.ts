import type { SectionPlace } from '../../src/domain/delegation';
import type { Answering } from '../../src/useCases/useCases';
import { outlineOf } from '../../bot/teams/outline';
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

/** A partner whose contact Lupe has handed the places over to Ana. */
async function handedOver(places: readonly SectionPlace[]) {
  const asked = await askedPartner(world, { sites: SITES, email: `lupe-${newKey()}@acero.example` });
  const { useCases, sharePoint } = world;
  const { assessmentKey } = asked;
  const lupe: Answering = { contact: asked.contact, source: 'page' };
  const email = `ana-${newKey()}@acero.example`;
  const to = { name: 'Ana Ruiz', email };
  await useCases.delegate(lupe, assessmentKey, { requestId: newKey(), places: [...places], to });
  const contact = sharePoint.stores.contacts.by('email', email)[0]?.value;
  if (!contact) throw new Error('The colleague is not there.');
  const ana: Answering = { contact, source: 'page' };
  const save = (by: Answering, place: SectionPlace, questionId: string, value: unknown) =>
    useCases.saveAnswers(by, { assessmentKey, ...place }, { baseRevision: 99, answers: [{ questionId, value }] });
  const view = (by = ana) => useCases.questionnaire(by, assessmentKey);
  const asks = async (questionId: string) =>
    (await view()).sections.some((each) => each.questions.some(({ id }) => id === questionId));
  return { ...asked, lupe, ana, save, view, asks };
}

const AT_MTY = { sectionId: 'atThisSite', siteId: 'mty' };
const CARRIERS = { sectionId: 'hiredCarriers' };

it('a gate that stands elsewhere keeps its effect, and is not shown', async () => {
  const it = await handedOver([AT_MTY]);
  expect(await it.asks('siteDriverList')).toBe(false);
  await it.save(it.lupe, CARRIERS, 'carriersHired', 'never');
  expect(await it.asks('siteDriverList')).toBe(false);
  await it.save(it.lupe, CARRIERS, 'carriersHired', 'always');
  const view = await it.view();
  const question = view.sections[0]?.questions.find(({ id }) => id === 'siteDriverList');
  expect(question).toBeDefined();
  expect(question?.gate).toBeUndefined();
  expect(outlineOf(view).flatMap(({ questions }) => questions.map(({ id }) => id))).toContain('siteDriverList');
  expect(view.answers).toEqual([]);
  expect(view.sections.map(({ id, siteId }) => [id, siteId])).toEqual([['atThisSite', 'mty']]);
});

it('what waits for an answer elsewhere is said to the colleague, to the one who hands it over, and in the message', async () => {
  const it = await handedOver([AT_MTY]);
  const sentence =
    /^More may come up in “.*Monterrey” when “.*” and “.*” are answered by Guadalupe Hernández or a colleague\.$/;
  expect((await it.view()).waiting).toEqual([expect.stringMatching(sentence)]);
  expect((await it.view(it.lupe)).waiting).toBeUndefined();
  const ben = { name: 'Ben Cruz', email: `ben-${newKey()}@acero.example` };
  const again = (places: readonly SectionPlace[]) =>
    world.useCases.delegate(it.lupe, it.assessmentKey, { requestId: newKey(), places: [...places], to: ben });
  expect((await again([AT_MTY])).message).toMatch(/More may come up in “.*Monterrey” when .* are answered by you\.$/);
  expect((await again([CARRIERS])).message).not.toContain('come up');
  // Ben answers a gate of Ana's part now; she hears of nobody but Lupe.
  const { message } = await world.useCases.delegate(it.lupe, it.assessmentKey, {
    requestId: newKey(),
    places: [{ sectionId: 'atThisSite', siteId: 'slt' }],
    to: { contactKey: it.ana.contact.key },
  });
  expect(message).toMatch(/are answered by you and Ben Cruz\.$|are answered by Ben Cruz and you\.$/);
  expect(JSON.stringify((await it.view()).waiting)).not.toContain('Ben');
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();
  const mail = world.post.mails.find(({ to }) => to === it.ana.contact.email);
  expect(mail?.text).toContain('answered by Guadalupe Hernández or a colleague');

  await it.save(it.lupe, CARRIERS, 'carriersHired', 'always');
  await it.save(it.lupe, { sectionId: 'risks' }, 'riskRoute', 'yes');
  expect((await it.view()).waiting).toBeUndefined();
});

it('what was answered behind a gate that has closed elsewhere is neither shown nor counted', async () => {
  const it = await handedOver([AT_MTY]);
  await it.save(it.lupe, CARRIERS, 'carriersHired', 'always');
  const saved = await it.save(it.ana, AT_MTY, 'siteDriverList', 'yes');
  expect(saved.progress).toMatchObject({ answered: 1 });
  await it.save(it.lupe, CARRIERS, 'carriersHired', 'never');
  const view = await it.view();
  expect(view.answers).toEqual([]);
  expect(view.progress.answered).toBe(0);
  await it.save(it.lupe, CARRIERS, 'carriersHired', 'sometimes');
  expect((await it.view()).answers).toMatchObject([{ questionId: 'siteDriverList', value: 'yes' }]);
});

it('a gate within the part stays with its question, so that page and chat follow at once', async () => {
  const it = await handedOver([CARRIERS]);
  const [section] = (await it.view()).sections;
  expect(section?.questions.find(({ id }) => id === 'carriersApproved')?.gate?.question).toBe('carriersHired');
  await it.save(it.ana, CARRIERS, 'carriersHired', 'never');
  expect(outlineOf(await it.view()).flatMap(({ questions }) => questions.map(({ id }) => id))).toEqual([
    'carriersHired',
  ]);
});

it('progress, in the list, on the page and after a save, is that of the part alone', async () => {
  const it = await handedOver([AT_MTY]);
  const wholeBefore = (await it.view(it.lupe)).progress.total;
  const before = await it.view();
  expect(before.progress.total).toBeLessThan(wholeBefore);
  expect(before.progress.missing.every(({ sectionId, siteId }) => sectionId === 'atThisSite' && siteId === 'mty')).toBe(
    true,
  );
  const saved = await it.save(it.ana, AT_MTY, 'siteEmergencyPractised', 'yes');
  expect(saved.progress.missing.length).toBe(before.progress.missing.length - 1);
  expect((await it.view()).progress).toEqual(saved.progress);
  const [own] = world.useCases.assessmentsOf(it.ana.contact);
  const { percent, answered, total } = saved.progress;
  expect(own).toMatchObject({ percent, answered, total });
  const [all] = world.useCases.assessmentsOf(it.lupe.contact);
  expect(all?.percent).toBeLessThan(saved.progress.percent);
});

it('both see what the other saves, and a part that is not handed over any more takes no save', async () => {
  const it = await handedOver([CARRIERS]);
  await it.save(it.ana, CARRIERS, 'carriersHired', 'always');
  expect((await it.view(it.lupe)).answers).toMatchObject([{ questionId: 'carriersHired', by: 'Ana Ruiz' }]);
  const key = world.sharePoint.stores.assessments.get(it.assessmentKey)?.value.delegations?.[0]?.key ?? '';
  await world.useCases.withdrawDelegation(it.lupe, it.assessmentKey, key);
  await expect(it.save(it.ana, CARRIERS, 'carriersHired', 'never')).rejects.toMatchObject({ code: 'notFound' });
  expect((await it.view(it.lupe)).answers).toMatchObject([{ value: 'always' }]);
});

it('files within the part are added and taken back, and no others', async () => {
  const it = await handedOver([{ sectionId: 'leadership' }]);
  const { Readable } = await import('node:stream');
  const { aPdf } = await import('./files');
  const add = (by: Answering, questionId: string) =>
    world.useCases.attachEvidence(
      by,
      { assessmentKey: it.assessmentKey, questionId },
      { name: 'a.pdf', body: Readable.from(aPdf) },
    );
  const own = await add(it.ana, 'leadershipStatement');
  const others = await add(it.lupe, 'partnerScreening');
  expect((await it.view()).evidence.map(({ key }) => key)).toEqual([own.key]);
  await expect(add(it.ana, 'partnerScreening')).rejects.toMatchObject({ code: 'notFound' });
  await expect(world.useCases.withdrawEvidence(it.ana, it.assessmentKey, others.key)).rejects.toMatchObject({
    code: 'notFound',
  });
  await world.useCases.withdrawEvidence(it.ana, it.assessmentKey, own.key);
  expect((await it.view(it.lupe)).evidence.map(({ key }) => key)).toEqual([others.key]);
});
