import { campaignDetail, campaignList, campaignPreview } from '../../src/contracts/campaigns';
import { me } from '../../src/contracts/me';
import { overview } from '../../src/contracts/overview';
import { partnerDetail, partnerList } from '../../src/contracts/partners';
import { questionnaireView } from '../../src/contracts/questionnaire';
import type { Person } from '../../src/domain/person';
import { askedPartner, buyer, day, leaping, manager, newKey, reader, reviewer, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const stranger: Person = { ...reader, roles: [] };
const otherBuyer: Person = { ...buyer, oid: 'other-buyer', name: 'Olga' };
const aPartner = (name: string) => ({
  requestId: newKey(),
  name,
  tradingNames: [],
  country: 'VN',
  types: ['exporter' as const],
  sites: [],
  exposure: {},
});
const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const send = async (asked: Awaited<ReturnType<typeof askedPartner>>, value: string) => {
  const by = { contact: asked.contact, source: 'page' as const };
  await world.useCases.saveAnswers(
    by,
    { assessmentKey: asked.assessmentKey, sectionId: 'leadership' },
    { baseRevision: 0, answers: [{ questionId: 'leadershipChecks', value }] },
  );
  await world.useCases.submitAssessment(by, asked.assessmentKey, {
    name: 'Lupe',
    jobTitle: 'Manager',
    isConfirmed: true,
    openMustsReason: 'Later.',
  });
};

it('an empty customer has true and empty pages', () => {
  expect(world.useCases.me(manager)).toMatchObject({ isEmpty: true, may: { importPartners: true } });
  expect(world.useCases.overview(manager)).toMatchObject({
    partners: 0,
    asked: 0,
    callFirst: [],
    groups: { done: 0, reached: 0, waiting: 0, notReached: 0 },
  });
});

it('groups and the matrix add up, and a partner without a score is not rated, never low', async () => {
  const [bad, open] = [await askedPartner(world, { name: 'Bad' }), await askedPartner(world, { name: 'Open' })];
  await world.useCases.addPartner(manager, aPartner('Never asked'));
  const alone = await world.useCases.addPartner(manager, aPartner('Nobody there'));
  await world.useCases.openCampaign(manager, {
    requestId: newKey(),
    title: 'To nobody',
    why: 'Because.',
    dueOn: day(world, 9),
    partnerKeys: [alone.key],
  });
  await world.jobs.resumeImports();
  await send(bad, 'no');
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();

  const seen = world.useCases.overview(manager);
  expect(seen).toMatchObject({ partners: 4, asked: 3, groups: { done: 1, reached: 1, waiting: 0, notReached: 1 } });
  const cells = seen.matrix.flatMap(({ cells: each }) => each);
  expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  expect(cells.filter(({ risk }) => risk === 'low').reduce((sum, { count }) => sum + count, 0)).toBe(0);
  expect(seen.tiles).toMatchObject({ highRisk: 1, notRated: 3, notReached: 1 });
  expect(seen.tiles.openMusts).toBeGreaterThan(0);
  expect(seen.callFirst.map(({ name }) => name)).toEqual(['Bad']);
  expect(seen.toCall).toBe(1);
  expect(seen.recent.map(({ text }) => text)).toContain('Guadalupe Hernández: Sent the answers');
  const detail = world.useCases.viewCampaign(manager, open.campaignKey);
  const { done, reached, waiting, notReached } = detail.groups;
  expect(done + reached + waiting + notReached).toBe(detail.asked);
});

it('every page fits its contract', async () => {
  const asked = await askedPartner(world, {
    name: 'Contract',
    sites: [
      { id: 'a', name: 'Plant A' },
      { id: 'b', name: 'Plant B' },
    ],
  });
  await send(asked, 'partly');
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();
  const { useCases } = world;
  me.parse(plainJson(useCases.me(reader)));
  overview.parse(plainJson(useCases.overview(reader)));
  partnerList.parse(plainJson(useCases.listPartners(reader)));
  campaignList.parse(plainJson(useCases.listCampaigns(reader)));
  campaignDetail.parse(plainJson(useCases.viewCampaign(reader, asked.campaignKey)));
  questionnaireView.parse(
    plainJson(await useCases.questionnaire({ contact: asked.contact, source: 'page' }, asked.assessmentKey)),
  );
  const detail = partnerDetail.parse(plainJson(await useCases.viewPartner(reviewer, asked.partnerKey)));
  expect(detail.assessments[0]).toMatchObject({ status: 'submitted', group: 'done', openMustsReason: 'Later.' });
  expect(detail.assessments[0]?.sections.filter(({ siteName }) => siteName === 'Plant B').length).toBeGreaterThan(0);
  expect(detail.assessments[0]?.score?.figures).toEqual(expect.objectContaining({ threat: 3 }));
  expect(detail.history[0]).toBeDefined();
  const preview = { title: 'P', why: 'W', dueOn: day(world, 9), partnerKeys: [asked.partnerKey] };
  campaignPreview.parse(plainJson(await useCases.previewCampaign(manager, preview)));
});

it('the partner sees no risk figure', async () => {
  const asked = await askedPartner(world);
  await send(asked, 'no');
  const by = { contact: asked.contact, source: 'page' as const };
  const text = JSON.stringify([
    await world.useCases.questionnaire(by, asked.assessmentKey),
    world.useCases.assessmentsOf(asked.contact),
    await world.useCases.submitAssessment(by, asked.assessmentKey, { name: 'Lupe', jobTitle: 'x', isConfirmed: true }),
  ]);
  expect(text).not.toMatch(/vulnerab|"threat|riskDeclared|riskEvidenced|openMusts"|figures/i);
});

describe('scope', () => {
  it('a buyer sees and changes own partners only, and learns nothing of others', async () => {
    const { useCases } = world;
    const { key } = await useCases.addPartner(buyer, aPartner(`Own ${newKey()}`));
    expect(useCases.listPartners(buyer).rows.map((row) => row.key)).toEqual([key]);
    expect(useCases.overview(buyer)).toMatchObject({ partners: 1, asked: 0, callFirst: [], campaigns: [] });
    expect(useCases.listCampaigns(buyer).campaigns).toEqual([]);
    await expect(useCases.viewPartner(otherBuyer, key)).rejects.toMatchObject({ code: 'notFound' });
    await expect(useCases.viewPartner(otherBuyer, newKey())).rejects.toMatchObject({ code: 'notFound' });
    const [campaign] = useCases.listCampaigns(manager).campaigns;
    expect(() => useCases.viewCampaign(buyer, campaign?.key ?? '')).toThrow(
      expect.objectContaining({ code: 'notFound' }),
    );
    const contact = { requestId: newKey(), name: 'X', status: 'active' as const };
    await expect(useCases.addContact(otherBuyer, key, contact)).rejects.toMatchObject({ code: 'notFound' });
    await useCases.addContact(buyer, key, contact);
    await expect(useCases.revokeLink(otherBuyer, contact.requestId)).rejects.toMatchObject({ code: 'notFound' });
    expect((await useCases.viewPartner(buyer, key)).may).toEqual({
      edit: true,
      chase: true,
      review: false,
      decide: false,
    });
  });

  it.each<[string, (by: Person) => unknown, Person[]]>([
    ['adding a partner', (by) => world.useCases.addPartner(by, aPartner('Z')), [reader, reviewer, stranger]],
    [
      'importing',
      (by) => world.useCases.stageImport(by, { name: 'a.csv', bytes: Buffer.from('Name\nA') }),
      [reader, reviewer, buyer, stranger],
    ],
    [
      'opening a campaign',
      (by) =>
        world.useCases.openCampaign(by, {
          requestId: newKey(),
          title: 'T',
          why: 'W',
          dueOn: day(world, 1),
          partnerKeys: [newKey()],
        }),
      [reader, reviewer, buyer, stranger],
    ],
    ['reading partners', async (by) => world.useCases.listPartners(by), [stranger]],
    ['reading the overview', async (by) => world.useCases.overview(by), [stranger]],
    ['reading who one is', async (by) => world.useCases.me(by), [stranger]],
  ])('%s is refused without the role, and Graph is not asked', async (_what, act, refusedTo) => {
    await world.tenant.resetUsage();
    for (const by of refusedTo) await expect((async () => act(by))()).rejects.toMatchObject({ code: 'forbidden' });
    expect((await world.tenant.work()).requests).toBe(0);
  });
});

describe('partners and contacts by hand', () => {
  it('a second click adds nothing, a double is refused by name, an old version changes nothing', async () => {
    const input = aPartner(`Nhà máy ${newKey()}`);
    await world.useCases.addPartner(manager, input);
    await world.tenant.resetUsage();
    expect(await world.useCases.addPartner(manager, input)).toEqual({ key: input.requestId });
    await expect(
      world.useCases.addPartner(manager, { ...input, requestId: newKey(), name: input.name.toUpperCase() }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(input.name) });
    expect((await world.tenant.work()).requests).toBe(0);
    const { version } = await world.useCases.viewPartner(manager, input.requestId);
    const { requestId, ...plain } = input;
    await world.useCases.changePartner(manager, requestId, { ...plain, city: 'Hải Phòng', version });
    await expect(
      world.useCases.changePartner(manager, requestId, { ...plain, city: 'Huế', version }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(world.sharePoint.stores.partners.get(requestId)?.value.city).toBe('Hải Phòng');
  });

  it('a contact is bound to the person who has its address, and to nobody else', async () => {
    const asked = await askedPartner(world, { email: 'lupe@acerosdelnorte.example' });
    const version = () => world.sharePoint.stores.contacts.get(asked.contactKey)?.version ?? '';
    await expect(
      world.useCases.bindTeams(manager, asked.contactKey, { oid: 'somebody', version: version() }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await world.useCases.bindTeams(manager, asked.contactKey, { oid: 'oid-lupe', version: version() });
    expect(world.useCases.contactsOf({ oid: 'oid-lupe', tid: 't1' }).map(({ key }) => key)).toEqual([asked.contactKey]);
    expect(world.useCases.contactsOf({ oid: 'oid-lupe', tid: 't2' })).toEqual([]);
    await world.useCases.changeContact(manager, asked.contactKey, {
      name: 'Other',
      email: 'other@acerosdelnorte.example',
      status: 'active',
      version: version(),
    });
    expect(world.useCases.contactsOf({ oid: 'oid-lupe', tid: 't1' })).toEqual([]);
  });
});

describe('a campaign', () => {
  const input = (partnerKeys: string[], more: object = {}) => ({
    requestId: newKey(),
    title: 'C',
    why: 'W',
    dueOn: day(world, 5),
    partnerKeys,
    ...more,
  });

  it.each([
    ['a due date in the past', () => ({ dueOn: day(world, -1) }), 'invalid'],
    ['a due date in ten years', () => ({ dueOn: day(world, 3650) }), 'invalid'],
    ['a partner that is not there', () => ({ partnerKeys: [newKey()] }), 'notFound'],
  ])('with %s is refused and changes nothing', async (_what, more, code) => {
    const { key } = await world.useCases.addPartner(manager, aPartner(`P ${newKey()}`));
    await world.tenant.resetUsage();
    const asked = input([key], more());
    await expect(world.useCases.openCampaign(manager, asked)).rejects.toMatchObject({ code });
    await expect(world.useCases.previewCampaign(manager, asked)).rejects.toMatchObject({ code });
    expect((await world.tenant.work()).requests).toBe(0);
  });

  it('that mail could not deliver in time is refused with the binding limit', async () => {
    const many = Array.from(
      { length: 120 },
      (_, index) => `Late ${index},SE,${Array.from({ length: 1 }, () => `late${index}@x.example`).join()}`,
    );
    const staged = await world.useCases.stageImport(manager, {
      name: 'l.csv',
      bytes: Buffer.from(['Name,Country,Email', ...many].join('\n')),
    });
    await world.useCases.startImport(manager, staged.key, {
      mapping: { name: 0, country: 1, contactEmail: 2 },
      defaultType: 'exporter',
    });
    await world.jobs.resumeImports();
    const partnerKeys = world.sharePoint.stores.partners
      .all()
      .filter(({ value }) => value.importedFrom?.startsWith(staged.key))
      .map(({ value }) => value.key);
    expect(await world.useCases.previewCampaign(manager, input(partnerKeys))).toMatchObject({
      partners: 120,
      byMail: 120,
      minutesToSend: 4.8,
      limit: expect.stringContaining('25 messages'),
    });
  });

  it('is opened once by two clicks, whole after a kill in the middle, and asks every partner once', async () => {
    const keys = world.sharePoint.stores.partners.all().map(({ value }) => value.key);
    expect(keys.length).toBeGreaterThan(120);
    const asked = input(keys);
    await Promise.all([world.useCases.openCampaign(manager, asked), world.useCases.openCampaign(manager, asked)]);
    await world.tenant.setFaults({ match: { pathPattern: '\\$batch' }, kind: 'dropAfter', rate: 0.5, times: 3 });
    await leaping(world.jobs.resumeImports).catch(() => undefined);
    await world.tenant.clearFaults();
    const other = await world.another();
    await other.jobs.resumeImports();
    await other.jobs.resumeImports();
    const { stores } = other.sharePoint;
    expect(stores.campaigns.get(asked.requestId)?.value.status).toBe('open');
    const rows = stores.assessments.by('campaignKey', asked.requestId);
    expect(new Set(rows.map(({ value }) => value.partnerKey)).size).toBe(keys.length);
    expect(rows).toHaveLength(keys.length);
    expect(stores.journal.by('aggregate', asked.requestId).map(({ value }) => value.act)).toEqual(['campaignOpened']);
  });

  it('keeps the content it was opened with', async () => {
    const asked = await askedPartner(world);
    const hash = world.sharePoint.stores.campaigns.get(asked.campaignKey)?.value.contentHash ?? '';
    const json = await world.sharePoint.stores.frozenContents.read(`${hash}.json`);
    expect(JSON.parse(json ?? '{}').questions.length).toBeGreaterThan(10);
  });
});
