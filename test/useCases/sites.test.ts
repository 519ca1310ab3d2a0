import { buffer } from 'node:stream/consumers';
import type { CurrentAnswer } from '../../src/contracts/questionnaire';
import type { Answering } from '../../src/useCases/useCases';
import { textsOf, unzipped } from '../documents/unzipped';
import { askedPartner, buyer, manager, newKey, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
afterEach(() => world.tenant.clearFaults());

const asPage = (asked: { contact: Answering['contact'] }): Answering => ({ contact: asked.contact, source: 'page' });
const confirmed = { name: 'Guadalupe Hernández', jobTitle: 'Security manager', isConfirmed: true as const };
const PLANTS = [
  { id: 'mty', name: 'Monterrey' },
  { id: 'slt', name: 'Saltillo' },
];
const SITE = 'atThisSite';

/** A partner that is asked, with everything that a contact does to its sites. */
async function asked(sites?: { id: string; name: string }[], in_: World = world) {
  const partner = await askedPartner(in_, sites ? { sites } : {});
  const by = asPage(partner);
  const { assessmentKey, partnerKey } = partner;
  const { useCases, sharePoint } = in_;
  const view = () => useCases.questionnaire(by, assessmentKey);
  return {
    ...partner,
    by,
    view,
    sites: () => sharePoint.stores.partners.get(partnerKey)?.value.sites ?? [],
    siteIdsAsked: async () => [...new Set((await view()).sections.flatMap(({ siteId }) => siteId ?? []))],
    add: (name: string, requestId = newKey()) => useCases.addSite(by, assessmentKey, { requestId, name }),
    answer: async (siteId: string | undefined, sectionId: string, given: Record<string, unknown>) => {
      const section = (await view()).sections.find((each) => each.id === sectionId && each.siteId === siteId);
      const at = { assessmentKey, sectionId, ...(siteId ? { siteId } : {}) };
      const answers = Object.entries(given).map(([questionId, value]) => ({ questionId, value }));
      return useCases.saveAnswers(by, at, { baseRevision: section?.revision ?? 0, answers });
    },
    at: async (siteId: string): Promise<Record<string, CurrentAnswer>> =>
      Object.fromEntries(
        (await view()).answers.flatMap((answer) =>
          answer.siteId === siteId ? [[answer.questionId, answer] as const] : [],
        ),
      ),
    submit: () =>
      useCases.submitAssessment(by, assessmentKey, { ...confirmed, openMustsReason: 'Only some are known.' }),
  };
}

describe('adding a site', () => {
  it('asks its questions at the end, leaves the answers of the place that was there, and asks for its name', async () => {
    const lupe = await asked();
    await lupe.answer('main', SITE, { siteEmergencyPractised: 'yes' });
    expect((await lupe.view()).sites).toEqual([{ id: 'main', isAddedByPartner: false }]);

    const { siteId } = await lupe.add('  Plant\u200b 2 ');
    const view = await lupe.view();
    expect(view.sites).toEqual([
      { id: 'main', isAddedByPartner: true },
      { id: siteId, name: 'Plant 2', isAddedByPartner: true },
    ]);
    expect(view.sections.at(-1)).toMatchObject({ siteId, siteName: 'Plant 2', state: 'notStarted' });
    expect(await lupe.at('main')).toMatchObject({ siteEmergencyPractised: { value: 'yes' } });

    await world.useCases.renameSite(lupe.by, lupe.assessmentKey, 'main', { name: 'Plant 1' });
    expect((await lupe.view()).sites?.[0]).toEqual({ id: 'main', name: 'Plant 1', isAddedByPartner: true });
    expect(await lupe.at('main')).toMatchObject({ siteEmergencyPractised: { value: 'yes' } });
  });

  it('shows the name of a single place once somebody has given it one', async () => {
    const lupe = await asked();
    await world.useCases.renameSite(lupe.by, lupe.assessmentKey, 'main', { name: 'Monterrey' });
    const view = await lupe.view();
    expect(view.sites).toEqual([{ id: 'main', name: 'Monterrey', isAddedByPartner: true }]);
    expect(view.sections.find(({ siteId }) => siteId)?.siteName).toBe('Monterrey');
  });

  it('adds nothing when it is repeated, and two at once both arrive', async () => {
    const lupe = await asked();
    const requestId = newKey();
    const [one, two] = await Promise.all([lupe.add('Saltillo', requestId), lupe.add('Saltillo', requestId)]);
    expect(two).toEqual(one);
    await Promise.all([lupe.add('Monclova'), lupe.add('Torreón')]);
    expect(lupe.sites().map(({ name }) => name)).toEqual(['Main site', 'Saltillo', 'Monclova', 'Torreón']);
  });

  it('arrives beside a change that a buyer and another instance make at the same moment', async () => {
    const lupe = await asked();
    const other = await world.another();
    const there = await other.useCases.addSite(lupe.by, lupe.assessmentKey, { requestId: newKey(), name: 'There' });
    const here = await lupe.add('Here');
    expect(lupe.sites().map(({ id }) => id)).toEqual(['main', there.siteId, here.siteId]);
  });

  it.each([
    ['the same name', 'MONTERREY', 'conflict'],
    ['the same name with other marks', ' Monterréy. ', 'conflict'],
    ['no name at all', '\u200b\u202e ', 'invalid'],
  ])('is refused for %s, and changes nothing', async (_, name, code) => {
    const lupe = await asked(PLANTS);
    await expect(lupe.add(name)).rejects.toMatchObject({ code });
    expect(lupe.sites()).toHaveLength(2);
  });

  it('ends at 50 sites', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ id: `s${index}`, name: `Site ${index}` }));
    await expect((await asked(many)).add('One more')).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is a place of the partner: its other open questionnaire asks about it too, one that was sent does not', async () => {
    const lupe = await asked(PLANTS);
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes' });
    await lupe.submit();
    const { key: campaignKey } = await world.useCases.openCampaign(manager, {
      requestId: newKey(),
      title: 'Again',
      why: 'One year has passed.',
      dueOn: new Date(world.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
      partnerKeys: [lupe.partnerKey],
    });
    await world.jobs.resumeImports();
    const newer = `${campaignKey}|${lupe.partnerKey}`;
    await expect(lupe.add('Monclova')).rejects.toMatchObject({ code: 'conflict' });
    const { siteId } = await world.useCases.addSite(lupe.by, newer, { requestId: newKey(), name: 'Monclova' });
    const asksAbout = async (key: string) => [
      ...new Set(
        (await world.useCases.questionnaire(lupe.by, key)).sections.flatMap((section) => section.siteId ?? []),
      ),
    ];
    expect(await asksAbout(newer)).toEqual(['mty', 'slt', siteId]);
    expect(await asksAbout(lupe.assessmentKey)).toEqual(['mty', 'slt']);
    const sent = await lupe.view();
    expect(sent.sites?.map(({ id }) => id)).toEqual(['mty', 'slt']);
  });

  it('counts in the progress that lists show, at once and after a restart', async () => {
    const lupe = await asked(PLANTS);
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes' });
    const percent = (in_: World) => in_.useCases.assessmentsOf(lupe.contact)[0]?.percent;
    const before = await lupe.view();
    expect(percent(world)).toBe(before.progress.percent);
    for (const name of ['Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']) await lupe.add(name);
    const shown = percent(world);
    const after = await lupe.view();
    expect(after.progress.total).toBeGreaterThan(before.progress.total);
    expect(shown).toBe(after.progress.percent);
    const other = await world.another();
    expect(percent(other)).toBe(after.progress.percent);
  });

  it('is told to the customer with the name of who added it, and in the history', async () => {
    const lupe = await asked(PLANTS);
    await lupe.add('Monclova');
    const seen = await world.useCases.viewPartner(manager, lupe.partnerKey);
    expect(seen.partner.sites.at(-1)).toMatchObject({ name: 'Monclova', addedBy: 'Guadalupe Hernández' });
    expect(seen.history.map(({ who, text }) => `${who}: ${text}`)).toContain(
      'Guadalupe Hernández: Added the site “Monclova”',
    );
  });

  it('stays marked as the contact’s own when the customer changes the partner', async () => {
    const lupe = await asked(PLANTS);
    const { siteId } = await lupe.add('Monclova');
    const seen = await world.useCases.viewPartner(manager, lupe.partnerKey);
    const { ownerName: _, sites, ...partner } = seen.partner;
    const plain = sites.map(({ id, name }) => ({ id, name }));
    await world.useCases.changePartner(manager, lupe.partnerKey, { ...partner, sites: plain, version: seen.version });
    expect(lupe.sites().find(({ id }) => id === siteId)?.addedBy).toBe(lupe.contactKey);
  });
});

describe('renaming and taking out', () => {
  it('is refused for a site that the customer entered, with the name of whom to write to', async () => {
    const lupe = await asked(PLANTS);
    const { useCases } = world;
    await expect(useCases.renameSite(lupe.by, lupe.assessmentKey, 'mty', { name: 'X1' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining(manager.name),
    });
    await expect(useCases.removeSite(lupe.by, lupe.assessmentKey, 'mty')).rejects.toMatchObject({ code: 'forbidden' });
    expect(lupe.sites()).toEqual(PLANTS);
  });

  it('parks the answers of a site that is taken out: stored, seen by nobody, counted nowhere', async () => {
    const lupe = await asked(PLANTS);
    const before = await lupe.view();
    const { siteId } = await lupe.add('Monclova');
    await lupe.answer(siteId, SITE, { siteEmergencyPractised: 'yes', siteStatementShown: 'no' });
    await world.useCases.removeSite(lupe.by, lupe.assessmentKey, siteId);
    await world.useCases.removeSite(lupe.by, lupe.assessmentKey, siteId);
    const after = await lupe.view();
    expect(after.progress).toEqual(before.progress);
    expect(after.answers).toEqual([]);
    expect(world.useCases.assessmentsOf(lupe.contact)[0]?.percent).toBe(before.progress.percent);
    const rows = await world.sharePoint.stores.sections.load(lupe.assessmentKey);
    expect(rows.find(({ value }) => value.siteId === siteId)?.value.answers).toHaveLength(2);
    await expect(lupe.answer(siteId, SITE, { siteStatementShown: 'yes' })).rejects.toMatchObject({ code: 'notFound' });
  });

  it('does not count a site that replaced another as answered, also after a restart', async () => {
    const lupe = await asked(PLANTS);
    const { siteId } = await lupe.add('Monclova');
    await lupe.answer(siteId, SITE, { siteEmergencyPractised: 'yes', siteStatementShown: 'no' });
    await world.useCases.removeSite(lupe.by, lupe.assessmentKey, siteId);
    await lupe.add('Torreón');
    const other = await world.another();
    expect(other.useCases.assessmentsOf(lupe.contact)[0]?.percent).toBe(0);
  });

  it('keeps the last site, and lets the unnamed one go once there is another', async () => {
    const lupe = await asked();
    const { useCases } = world;
    await expect(useCases.removeSite(lupe.by, lupe.assessmentKey, 'main')).rejects.toMatchObject({ code: 'conflict' });
    const { siteId } = await lupe.add('Monterrey');
    await useCases.removeSite(lupe.by, lupe.assessmentKey, 'main');
    expect(await lupe.siteIdsAsked()).toEqual([siteId]);
  });

  it('keeps a site that was sent in another questionnaire', async () => {
    const lupe = await asked(PLANTS);
    const { siteId } = await lupe.add('Monclova');
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes' });
    await lupe.submit();
    const { key: campaignKey } = await world.useCases.openCampaign(manager, {
      requestId: newKey(),
      title: 'Again',
      why: 'One year has passed.',
      dueOn: new Date(world.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
      partnerKeys: [lupe.partnerKey],
    });
    await world.jobs.resumeImports();
    const newer = `${campaignKey}|${lupe.partnerKey}`;
    await expect(world.useCases.removeSite(lupe.by, newer, siteId)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Security 2027'),
    });
  });

  it('lets nobody reach the sites of another partner', async () => {
    const [lupe, stranger] = [await asked(PLANTS), await asked(PLANTS)];
    const { useCases } = world;
    const requestId = newKey();
    for (const act of [
      useCases.addSite(stranger.by, lupe.assessmentKey, { requestId, name: 'Mine' }),
      useCases.renameSite(stranger.by, lupe.assessmentKey, 'mty', { name: 'Mine' }),
      useCases.removeSite(stranger.by, lupe.assessmentKey, 'mty'),
      useCases.copySite(stranger.by, lupe.assessmentKey, 'slt', { fromSiteId: 'mty', mode: 'all' }),
    ])
      await expect(act).rejects.toMatchObject({ code: 'notFound' });
    expect(lupe.sites()).toEqual(PLANTS);
  });
});

describe('same as another site', () => {
  it('takes over answers and reasons, marked as copied until somebody changes them, without comments', async () => {
    const lupe = await asked(PLANTS);
    await world.useCases.saveAnswers(
      lupe.by,
      { assessmentKey: lupe.assessmentKey, sectionId: SITE, siteId: 'mty' },
      {
        baseRevision: 0,
        answers: [
          { questionId: 'siteEmergencyPractised', value: 'yes', comment: 'In March.' },
          { questionId: 'siteStatementShown', value: null, naReason: 'noPremises' },
        ],
      },
    );
    const copy = { fromSiteId: 'mty', mode: 'missing' as const };
    const result = await world.useCases.copySite(lupe.by, lupe.assessmentKey, 'slt', copy);
    expect(result).toEqual({ copied: 2, kept: 0, saved: [{ sectionId: SITE, siteId: 'slt', revision: 1 }] });
    const { siteEmergencyPractised: practised, siteStatementShown: shown } = await lupe.at('slt');
    expect(practised).toMatchObject({ value: 'yes', copiedFrom: 'mty', by: 'Guadalupe Hernández' });
    expect(practised?.comment).toBeUndefined();
    expect(shown).toMatchObject({ value: null, naReason: 'noPremises', copiedFrom: 'mty' });

    await world.useCases.saveAnswers(
      lupe.by,
      { assessmentKey: lupe.assessmentKey, sectionId: SITE, siteId: 'slt' },
      { baseRevision: 1, answers: [{ questionId: 'siteEmergencyPractised', value: 'yes', comment: 'Here too.' }] },
    );
    expect((await lupe.at('slt')).siteEmergencyPractised).toMatchObject({ copiedFrom: 'mty', comment: 'Here too.' });
    await lupe.answer('slt', SITE, { siteEmergencyPractised: 'no' });
    expect((await lupe.at('slt')).siteEmergencyPractised?.copiedFrom).toBeUndefined();
    expect((await lupe.at('mty')).siteEmergencyPractised?.value).toBe('yes');
  });

  it('leaves what is answered when only the missing is wanted, replaces it when all is, and repeats at no cost', async () => {
    const lupe = await asked(PLANTS);
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes', siteStatementShown: 'yes' });
    await lupe.answer('slt', SITE, { siteEmergencyPractised: 'no' });
    const copy = (mode: 'missing' | 'all') =>
      world.useCases.copySite(lupe.by, lupe.assessmentKey, 'slt', { fromSiteId: 'mty', mode });
    expect(await copy('missing')).toMatchObject({ copied: 1, kept: 1 });
    expect((await lupe.at('slt')).siteEmergencyPractised?.value).toBe('no');
    await world.tenant.resetUsage();
    expect(await copy('missing')).toEqual({ copied: 0, kept: 2, saved: [] });
    expect((await world.tenant.work()).requests).toBe(0);
    expect(await copy('all')).toMatchObject({ copied: 1, kept: 1 });
    expect((await lupe.at('slt')).siteEmergencyPractised?.value).toBe('yes');
  });

  it('cannot be claimed by what is sent', async () => {
    const lupe = await asked(PLANTS);
    const forged = { questionId: 'siteStatementShown', value: 'yes', copiedFrom: 'mty' };
    await world.useCases.saveAnswers(
      lupe.by,
      { assessmentKey: lupe.assessmentKey, sectionId: SITE, siteId: 'slt' },
      { baseRevision: 0, answers: [forged] },
    );
    expect((await lupe.at('slt')).siteStatementShown?.copiedFrom).toBeUndefined();
  });

  it.each([
    ['itself', 'slt', 'slt', undefined, 'invalid'],
    ['a site that is not there', 'nowhere', 'slt', undefined, 'notFound'],
    ['a part that is not asked there', 'mty', 'slt', 'leadership', 'notFound'],
  ])('is refused from %s', async (_, fromSiteId, to, sectionId, code) => {
    const lupe = await asked(PLANTS);
    const input = { fromSiteId, mode: 'all' as const, ...(sectionId ? { sectionId } : {}) };
    await expect(world.useCases.copySite(lupe.by, lupe.assessmentKey, to, input)).rejects.toMatchObject({ code });
  });

  it('is refused once the answers were sent', async () => {
    const lupe = await asked(PLANTS);
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes' });
    await lupe.submit();
    const copy = world.useCases.copySite(lupe.by, lupe.assessmentKey, 'slt', { fromSiteId: 'mty', mode: 'all' });
    await expect(copy).rejects.toMatchObject({ code: 'conflict' });
  });

  it('merges with what another instance saved at that site a moment ago', async () => {
    const lupe = await asked(PLANTS);
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes', siteStatementShown: 'yes' });
    const other = await world.another();
    await other.useCases.saveAnswers(
      lupe.by,
      { assessmentKey: lupe.assessmentKey, sectionId: SITE, siteId: 'slt' },
      { baseRevision: 0, answers: [{ questionId: 'siteEmergencyPractised', value: 'no' }] },
    );
    const copy = { fromSiteId: 'mty', mode: 'missing' as const };
    expect(await world.useCases.copySite(lupe.by, lupe.assessmentKey, 'slt', copy)).toMatchObject({
      copied: 1,
      kept: 1,
    });
    expect((await lupe.at('slt')).siteEmergencyPractised?.value).toBe('no');
  });
});

describe('somebody who answers only what was handed over', () => {
  const handedOver = async (places: { sectionId: string; siteId?: string }[]) => {
    const lupe = await asked(PLANTS);
    await world.useCases.delegate(lupe.by, lupe.assessmentKey, {
      requestId: newKey(),
      places,
      to: { name: 'Ana Ruiz', email: `${newKey()}@acero.example` },
    });
    const ana = world.sharePoint.stores.contacts
      .by('partnerKey', lupe.partnerKey)
      .find(({ value }) => value.access === 'delegated')?.value;
    if (!ana) throw new Error('The colleague is not there.');
    return { lupe, ana: { contact: ana, source: 'page' } as const };
  };

  it('does not decide which sites there are', async () => {
    const { lupe, ana } = await handedOver([{ sectionId: SITE, siteId: 'slt' }]);
    const { useCases } = world;
    for (const act of [
      useCases.addSite(ana, lupe.assessmentKey, { requestId: newKey(), name: 'Mine' }),
      useCases.renameSite(ana, lupe.assessmentKey, 'slt', { name: 'Mine' }),
      useCases.removeSite(ana, lupe.assessmentKey, 'slt'),
    ])
      await expect(act).rejects.toMatchObject({ code: 'forbidden' });
    expect(lupe.sites()).toEqual(PLANTS);
  });

  it('copies between the parts that are theirs, and reads no other by copying it', async () => {
    const { lupe, ana } = await handedOver([{ sectionId: SITE, siteId: 'slt' }]);
    await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes' });
    const copy = { fromSiteId: 'mty', mode: 'all' as const };
    await expect(world.useCases.copySite(ana, lupe.assessmentKey, 'slt', copy)).rejects.toMatchObject({
      code: 'notFound',
    });
    expect(await lupe.at('slt')).toEqual({});
    expect(world.useCases.pulse(ana, lupe.assessmentKey).sections).toEqual([]);
    const both = await handedOver(PLANTS.map(({ id }) => ({ sectionId: SITE, siteId: id })));
    await both.lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes' });
    const result = await world.useCases.copySite(both.ana, both.lupe.assessmentKey, 'slt', copy);
    expect(result.copied).toBe(1);
    expect(world.useCases.pulse(both.ana, both.lupe.assessmentKey).sections).toHaveLength(2);
  });

  it('gets a copy of the own parts alone', async () => {
    const { lupe, ana } = await handedOver([{ sectionId: SITE, siteId: 'slt' }]);
    await lupe.answer(undefined, 'leadership', { leadershipPerson: 'A name nobody else may read' });
    await lupe.answer('slt', SITE, { siteEmergencyPractised: 'partly' });
    await lupe.submit();
    const textOf = async (by: Answering) => {
      const { body } = await world.useCases.submittedCopy(by, lupe.assessmentKey, 'docx');
      return textsOf((await unzipped(await buffer(body))).get('word/document.xml') ?? '', 'w:t').join('\n');
    };
    expect(await textOf(lupe.by)).toContain('A name nobody else may read');
    const theirs = await textOf(ana);
    expect(theirs).toContain('Partly');
    expect(theirs).not.toContain('A name nobody else may read');
  });
});

it('a buyer sees in the tab what differs between the sites, and what was copied', async () => {
  const lupe = await asked(PLANTS);
  await lupe.answer('mty', SITE, { siteEmergencyPractised: 'yes', siteStatementShown: 'no' });
  await world.useCases.copySite(lupe.by, lupe.assessmentKey, 'slt', { fromSiteId: 'mty', mode: 'all' });
  await lupe.answer('slt', SITE, { siteEmergencyPractised: 'no' });
  const seen = await world.useCases.viewPartner({ ...buyer, roles: ['Reader'] }, lupe.partnerKey);
  const [assessment] = seen.assessments;
  expect(assessment?.differences).toEqual([
    {
      questionId: 'siteEmergencyPractised',
      question: expect.any(String),
      sites: [
        { siteId: 'mty', siteName: 'Monterrey', answer: 'Yes' },
        { siteId: 'slt', siteName: 'Saltillo', answer: 'No' },
      ],
    },
  ]);
  const saltillo = assessment?.sections.find(({ siteId }) => siteId === 'slt')?.answers;
  const row = (id: string) => saltillo?.find(({ questionId }) => questionId === id);
  expect(row('siteStatementShown')?.sameAs).toBe('Monterrey');
  expect(row('siteEmergencyPractised')?.sameAs).toBeUndefined();
});
