import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createSubmittedCopies } from '../../src/useCases/submittedCopy';
import type { Answering, Download } from '../../src/useCases/useCases';
import { textsOf, unzipped } from '../documents/unzipped';
import { aPdf } from './files';
import { askedPartner, buyer, content, manager, newKey, person, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const confirmed = { name: 'Guadalupe Hernández', jobTitle: 'Security manager', isConfirmed: true as const };
const textOf = async (copy: Download): Promise<string> => {
  const bytes = await buffer(copy.body);
  expect(bytes).toHaveLength(copy.size ?? 0);
  const parts = [...(await unzipped(bytes)).values()];
  return parts.flatMap((xml) => [...textsOf(xml, 'w:t'), ...textsOf(xml, 't')]).join('\n');
};

/** Two answers and a file, sent. */
async function sent() {
  const asked = await askedPartner(world, {
    sites: [{ id: 'mty', name: 'Monterrey' }],
    name: `Acero ${newKey()}: “A/B”`,
  });
  const by: Answering = { contact: asked.contact, source: 'page' };
  const { useCases } = world;
  const at = { assessmentKey: asked.assessmentKey, sectionId: 'leadership' };
  await useCases.saveAnswers(by, at, {
    baseRevision: 0,
    answers: [{ questionId: 'leadershipStatement', value: 'yes', comment: 'Signed in May.' }],
  });
  await useCases.attachEvidence(
    by,
    { assessmentKey: asked.assessmentKey, questionId: 'leadershipStatement' },
    { name: 'statement.pdf', body: Readable.from([aPdf]) },
  );
  await useCases.submitAssessment(by, asked.assessmentKey, { ...confirmed, openMustsReason: 'Later.' });
  return { ...asked, by };
}

describe.each(['docx', 'xlsx'] as const)('a copy as %s', (format) => {
  it('shows what was sent, not what stands in the rows now', async () => {
    const { by, assessmentKey, partnerKey } = await sent();
    const row = (await world.sharePoint.stores.sections.load(assessmentKey)).at(0);
    if (!row) throw new Error('The row is not there.');
    const { value, version } = row;
    const answers = value.answers.map((each) => ({ ...each, value: 'no', comment: 'Changed later.' }));
    await world.sharePoint.stores.sections.save({ ...value, revision: value.revision + 1, answers }, version);

    const copy = await world.useCases.submittedCopy(by, assessmentKey, format);
    expect(copy.name).toMatch(new RegExp(`^Acero .*sent \\d{4}-\\d\\d-\\d\\d\\.${format}$`));
    expect(copy.name).not.toMatch(/[\\/:"]/);
    const text = await textOf(copy);
    expect(text).toContain('Signed in May.');
    expect(text).toContain('statement.pdf');
    expect(text).toContain('Monterrey');
    expect(text).toContain('Guadalupe Hernández, Security manager');
    expect(text).toContain(`${content.packs[0]?.title}, version ${content.packs[0]?.version}`);
    expect(text).toContain('still to be checked with the authority');
    expect(text).not.toContain('Changed later.');
    const theirs = await world.useCases.answersCopy(manager, assessmentKey, format);
    expect(await textOf(theirs)).toContain('Signed in May.');
    expect(partnerKey).toBeTruthy();
  });

  it('is not there before anything was sent', async () => {
    const asked = await askedPartner(world);
    const by: Answering = { contact: asked.contact, source: 'page' };
    await expect(world.useCases.submittedCopy(by, asked.assessmentKey, format)).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('not sent yet'),
    });
  });
});

it('tells a colleague with a part about that part alone', async () => {
  const { useCases, sharePoint } = world;
  const asked = await askedPartner(world, { name: `Acero ${newKey()}` });
  const by: Answering = { contact: asked.contact, source: 'page' };
  const key = asked.assessmentKey;
  const answers = [{ questionId: 'leadershipStatement', value: 'yes', comment: 'Signed in May.' }];
  await useCases.saveAnswers(by, { assessmentKey: key, sectionId: 'leadership' }, { baseRevision: 0, answers });
  const email = `ana@${asked.contact.email?.split('@')[1] ?? ''}`;
  const places = [{ sectionId: 'partners' }];
  await useCases.delegate(by, key, { requestId: newKey(), places, to: { name: 'Ana Ruiz', email } });
  await useCases.submitAssessment(by, key, { ...confirmed, openMustsReason: 'The guards are on strike.' });
  const ana = sharePoint.stores.contacts
    .by('partnerKey', asked.partnerKey)
    .find(({ value }) => value.email === email)?.value;
  if (!ana) throw new Error('Ana is not there.');
  const hers = await textOf(await useCases.submittedCopy({ contact: ana, source: 'page' }, key, 'docx'));
  expect(hers).toContain('Guadalupe Hernández, Security manager');
  expect(hers).not.toContain('Signed in May.');
  expect(hers).not.toContain('on strike');
  expect(await textOf(await useCases.submittedCopy(by, key, 'docx'))).toContain('on strike');
});

it('names to a colleague with a part the sites of that part alone', async () => {
  const { useCases, sharePoint } = world;
  const sites = [
    { id: 'mty', name: 'Monterrey' },
    { id: 'slt', name: 'Saltillo' },
  ];
  const asked = await askedPartner(world, { sites, name: `Acero ${newKey()}` });
  const by: Answering = { contact: asked.contact, source: 'page' };
  const key = asked.assessmentKey;
  const at = { assessmentKey: key, sectionId: 'atThisSite', siteId: 'slt' };
  const answers = [{ questionId: 'siteEmergencyPractised', siteId: 'slt', value: 'yes' }];
  await useCases.saveAnswers(by, at, { baseRevision: 0, answers });
  await useCases.copySite(by, key, 'mty', { fromSiteId: 'slt', mode: 'all' });
  const email = (who: string): string => `${who}@${asked.contact.email?.split('@')[1] ?? ''}`;
  const handTo = async (who: string, places: { sectionId: string; siteId?: string }[]) => {
    await useCases.delegate(by, key, { requestId: newKey(), places, to: { name: who, email: email(who) } });
    const all = sharePoint.stores.contacts.by('partnerKey', asked.partnerKey);
    const found = all.find(({ value }) => value.email === email(who))?.value;
    if (!found) throw new Error(`${who} is not there.`);
    return { contact: found, source: 'page' } as const;
  };
  const ana = await handTo('ana', [{ sectionId: 'atThisSite', siteId: 'mty' }]);
  const ben = await handTo('ben', [{ sectionId: 'partners' }]);
  await useCases.submitAssessment(by, key, { ...confirmed, openMustsReason: 'Later.' });
  for (const format of ['docx', 'xlsx'] as const) {
    const [whole, hers, his] = await Promise.all(
      [by, ana, ben].map(async (each) => textOf(await useCases.submittedCopy(each, key, format))),
    );
    expect(whole).toContain('Monterrey; Saltillo');
    expect(hers).toContain('Monterrey');
    expect(hers).not.toMatch(/Saltillo|slt/);
    expect(his).not.toMatch(/Monterrey|Saltillo|slt|Sites/);
  }
});

it('is given to nobody else: a stranger, a buyer of other partners, a person without a role', async () => {
  const { assessmentKey } = await sent();
  const stranger = await askedPartner(world);
  const { useCases } = world;
  const by: Answering = { contact: stranger.contact, source: 'page' };
  await expect(useCases.submittedCopy(by, assessmentKey, 'docx')).rejects.toMatchObject({ code: 'notFound' });
  await expect(useCases.answersCopy(buyer, assessmentKey, 'docx')).rejects.toMatchObject({ code: 'notFound' });
  await expect(useCases.answersCopy({ ...person('Reader'), roles: [] }, assessmentKey, 'docx')).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(useCases.answersCopy(manager, `${newKey()}|${newKey()}`, 'xlsx')).rejects.toMatchObject({
    code: 'notFound',
  });
});

it('is named after the day on which it was sent where the customer is', async () => {
  const { by, assessmentKey } = await sent();
  const nameIn = async (timeZone: string): Promise<string> => {
    const copies = createSubmittedCopies({
      stores: world.sharePoint.stores,
      contents: { of: async () => content } as never,
      customerName: 'Northgate Trading Ltd',
      timeZone,
      makeCopy: async () => Buffer.from('bytes'),
    });
    return (await copies.submittedCopy(by, assessmentKey, 'xlsx')).name;
  };
  // At no moment have these two the same day.
  const [east, west] = [await nameIn('Pacific/Kiritimati'), await nameIn('Etc/GMT+12')];
  expect([east, west]).toEqual([expect.stringMatching(/sent \d{4}/), expect.stringMatching(/sent \d{4}/)]);
  expect(east).not.toBe(west);
});
