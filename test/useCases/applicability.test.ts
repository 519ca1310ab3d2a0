import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { SetApplicabilityInput } from '../../src/contracts/program';
import type { PartnerType } from '../../src/domain/partner';
import { aPdf } from './files';
import { askedPartner, buyer, content, day, manager, newKey, reader, reviewer, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const add = (requestId = newKey(), name = 'Minimum security criteria.pdf', bytes = aPdf) =>
  world.useCases.addAuthorityDocument(manager, { requestId, name, body: Readable.from([bytes]) });
const criterion = (id: string) => {
  const found = world.useCases.viewProgram(manager).criteria.find((each) => each.id === id);
  if (!found) throw new Error(`There is no criterion ${id}.`);
  return found;
};
/** A criterion with a type that is to be checked, which no other test decides about. */
const open = () => {
  const found = world.useCases
    .viewProgram(manager)
    .criteria.find(({ toBeChecked, decisions }) => decisions.length === 0 && toBeChecked.length > 1);
  const [type, second] = found?.toBeChecked ?? [];
  if (!found || !type || !second) throw new Error('Everything is decided.');
  return { id: found.id, type, second };
};
const decide = (id: string, types: PartnerType[], more: Partial<SetApplicabilityInput>, by = manager) =>
  world.useCases.setApplicability(by, {
    criterionId: id,
    types: types.map((type) => ({
      type,
      version: criterion(id).decisions.find((each) => each.type === type)?.version,
    })),
    state: 'applies',
    ...more,
  });
const entries = () => world.sharePoint.stores.journal.by('aggregate', 'program-ctpat');

it('a manager decides for several types at once, by a document and its page; it is shown and in the journal', async () => {
  const { id, type, second } = open();
  const { key: documentKey } = await add();
  await decide(id, [type, second], { documentKey, page: ' 12 ', note: 'Section 3.' });
  expect(criterion(id)).toMatchObject({
    toBeChecked: expect.not.arrayContaining([type, second]),
    appliesTo: expect.arrayContaining([type, second]),
  });
  expect(criterion(id).decisions).toContainEqual(
    expect.objectContaining({
      type,
      state: 'applies',
      otherwise: 'toBeChecked',
      by: 'Maya Okafor',
      documentName: 'Minimum security criteria.pdf',
      page: '12',
      note: 'Section 3.',
    }),
  );
  expect(entries().map(({ value }) => value.detail)).toContain(
    `${id} applies ${[type, second].sort().join(',')} ${documentKey} 12`,
  );
  expect(world.useCases.viewProgram(reader).documents).toContainEqual(
    expect.objectContaining({ key: documentKey, criteria: 1, addedBy: 'Maya Okafor' }),
  );
});

it('can be changed and taken back, and a repeated call does nothing twice', async () => {
  const { id, type } = open();
  const { key: documentKey } = await add();
  await decide(id, [type], { documentKey, page: '3' });
  const { version } = criterion(id).decisions[0] ?? {};
  const before = entries().length;
  await decide(id, [type], { documentKey, page: '3' });
  expect(criterion(id).decisions[0]?.version).toBe(version);
  expect(entries()).toHaveLength(before);
  await decide(id, [type], { state: 'doesNotApply', documentKey, page: '4' });
  expect(criterion(id)).toMatchObject({
    appliesTo: expect.not.arrayContaining([type]),
    toBeChecked: expect.not.arrayContaining([type]),
  });
  await decide(id, [type], { state: 'takenBack' });
  expect(criterion(id).toBeChecked).toContain(type);
  expect(criterion(id).decisions[0]).toMatchObject({ state: 'takenBack', documentKey: undefined });
  expect(entries()).toHaveLength(before + 2);
});

it('somebody who looked before a colleague decided is told, and changes nothing', async () => {
  const { id, type } = open();
  const { key: documentKey } = await add();
  await decide(id, [type], { documentKey, page: '3' });
  await expect(
    world.useCases.setApplicability(
      { ...manager, name: 'Another' },
      { criterionId: id, types: [{ type }], state: 'doesNotApply', documentKey, page: '3' },
    ),
  ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Maya Okafor decided about') });
  expect(criterion(id).appliesTo).toContain(type);
});

it.each([
  ['a reviewer', reviewer],
  ['a buyer', buyer],
  ['a reader', reader],
])('%s reads, and decides nothing and adds nothing', async (_name, by) => {
  const { id, type } = open();
  await expect(decide(id, [type], { documentKey: newKey(), page: '1' }, by)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(
    world.useCases.addAuthorityDocument(by, { requestId: newKey(), name: 'a.pdf', body: Readable.from([aPdf]) }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  expect(world.useCases.viewProgram(by).criteria.length).toBeGreaterThan(0);
});

it('refuses a document that is not there and a criterion that is not there', async () => {
  const { id, type } = open();
  await expect(decide(id, [type], { documentKey: newKey(), page: '1' })).rejects.toMatchObject({ code: 'invalid' });
  await expect(
    world.useCases.setApplicability(manager, { criterionId: '99.9', types: [{ type }], state: 'takenBack' }),
  ).rejects.toMatchObject({ code: 'notFound' });
});

it('a type that no question is for cannot get a criterion, which would stay unanswered for ever', async () => {
  const questions = content.questions.map((each) =>
    each.asksAbout.some(({ criterion: about }) => about === '3.8')
      ? { ...each, appliesTo: ['importer' as const] }
      : each,
  );
  const other = await startWorld({ ...content, questions });
  try {
    const documentKey = newKey();
    const file = { requestId: documentKey, name: 'a.pdf', body: Readable.from([aPdf]) };
    await other.useCases.addAuthorityDocument(manager, file);
    const input = { criterionId: '3.8', state: 'applies' as const, documentKey, page: '1' };
    const types = [{ type: 'importer' as const }, { type: 'itProvider' as const }];
    await expect(other.useCases.setApplicability(manager, { ...input, types })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('There is no question about 3.8 for IT provider'),
    });
    expect(other.useCases.viewProgram(manager).criteria.flatMap(({ decisions }) => decisions)).toEqual([]);
  } finally {
    await other.close();
  }
});

it('a document is checked like a proof, kept once, and given back', async () => {
  const requestId = newKey();
  await expect(add(requestId, 'page.html', Buffer.from('<html><script>1</script>'))).rejects.toMatchObject({
    code: 'invalid',
  });
  await add(requestId, '../../Ministry\u202e rules.PDF');
  await add(requestId, 'again.pdf');
  const kept = world.useCases.viewProgram(manager).documents.filter(({ key }) => key === requestId);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.name).toMatch(/^Ministry.? ?rules\.pdf$/);
  const { body, contentType } = await world.useCases.authorityDocumentContent(reader, requestId);
  expect(contentType).toBe('application/pdf');
  // SharePoint adds to a PDF.
  expect(await text(body)).toContain(aPdf.toString());
});

describe('what a campaign asks', () => {
  it('follows the decisions from the next campaign on; a running one never changes', async () => {
    const { key: documentKey } = await add();
    const before = await askedPartner(world);
    const questionsOf = async ({ contact, assessmentKey }: typeof before) => {
      const view = await world.useCases.questionnaire({ contact, source: 'page' }, assessmentKey);
      return view.sections.flatMap(({ questions }) => questions);
    };
    const asked = await questionsOf(before);
    const all = world.useCases.viewProgram(manager).criteria;
    const mine = all.filter(({ appliesTo }) => appliesTo.includes('foreignManufacturer'));
    for (const { id } of mine)
      await decide(id, ['foreignManufacturer'], { state: 'doesNotApply', documentKey, page: '7' });
    const after = await askedPartner(world);
    expect((await questionsOf(after)).length).toBeLessThan(asked.length);
    expect(await questionsOf(before)).toEqual(asked);

    // Another process without the content in memory reads what each campaign froze.
    const other = await world.another();
    const seen = await other.useCases.questionnaire({ contact: after.contact, source: 'page' }, after.assessmentKey);
    expect(seen.sections.flatMap(({ questions }) => questions)).toEqual(await questionsOf(after));
    const { campaigns } = world.sharePoint.stores;
    expect(campaigns.get(after.campaignKey)?.value.contentHash).not.toBe(
      campaigns.get(before.campaignKey)?.value.contentHash,
    );
    for (const { id } of mine) await decide(id, ['foreignManufacturer'], { state: 'takenBack' });
    const last = await askedPartner(world);
    expect(campaigns.get(last.campaignKey)?.value.contentHash).toBe(
      campaigns.get(before.campaignKey)?.value.contentHash,
    );
  });

  it('marks the questions of which nobody checked that this kind of partner is asked them', async () => {
    const { key: documentKey } = await add();
    const first = world.useCases
      .viewProgram(manager)
      .criteria.find(({ toBeChecked }) => toBeChecked.includes('warehouse'));
    await decide(first?.id ?? '', ['warehouse'], { documentKey, page: '2' });
    const { key: partnerKey } = await world.useCases.addPartner(manager, {
      requestId: newKey(),
      name: `Warehouse ${newKey()}`,
      tradingNames: [],
      country: 'MX',
      types: ['warehouse'],
      sites: [],
      exposure: {},
    });
    const { key: contactKey } = await world.useCases.addContact(manager, partnerKey, {
      requestId: newKey(),
      name: 'Ana',
      email: `${newKey()}@bodega.example`,
      status: 'active',
    });
    const input = { title: 'W', why: 'Because.', dueOn: day(world, 20), partnerKeys: [partnerKey] };
    const preview = await world.useCases.previewCampaign(manager, input);
    expect(preview.toBeChecked?.criteria).toBeGreaterThan(0);
    expect(preview.toBeChecked?.of).toBe(world.useCases.viewProgram(manager).criteria.length);
    const { key } = await world.useCases.openCampaign(manager, { ...input, requestId: newKey() });
    await world.jobs.resumeImports();
    const contact = world.sharePoint.stores.contacts.get(contactKey)?.value;
    if (!contact) throw new Error('The contact is not there.');
    const view = await world.useCases.questionnaire({ contact, source: 'page' }, `${key}|${partnerKey}`);
    const { criteria } = world.useCases.viewProgram(manager);
    const withType = (list: 'appliesTo' | 'toBeChecked') =>
      new Set(criteria.filter((each) => each[list].includes('warehouse')).map(({ id: number }) => number));
    const [applies, toBeChecked] = [withType('appliesTo'), withType('toBeChecked')];
    const asked = view.sections.flatMap(({ questions }) => questions);
    const unchecked = asked.filter(({ id }) => {
      const about = content.questions.find((each) => each.id === id)?.asksAbout.map((each) => each.criterion) ?? [];
      return about.some((each) => toBeChecked.has(each)) && !about.some((each) => applies.has(each));
    });
    expect(unchecked.length).toBeGreaterThan(0);
    expect(unchecked.length).toBeLessThan(asked.length);
    expect(asked.filter((each) => each.isApplicabilityChecked === false)).toEqual(unchecked);
  });
});
