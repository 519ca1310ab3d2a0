import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Answering } from '../../src/useCases/useCases';
import { bestAnswer } from '../e2e/support/answerTheRest';
import { sitesOf } from '../sharepoint/site';
import { askedPartner, manager, newKey, reader, startWorld, type World } from '../useCases/world';

// Whoever may work in the records site may write anything into a row of answers. The whole shipped pack is asked.
let world: World;
beforeAll(async () => {
  world = await startWorld(loadContent(path.resolve(__dirname, '../../src/content')));
  // What a feed tells late was not there before the start.
  await world.tenant.withoutQuirks();
  // It would put back at once what is changed here for others to find.
  await world.sharePoint.feed.stop();
});
afterAll(() => world?.close());

type Asked = Awaited<ReturnType<typeof askedPartner>>;
const as = ({ contact }: Asked): Answering => ({ contact, source: 'page' });
const itemsOf = (list: string): string => `/sites/${sitesOf(world.tenant).records}/lists/${list}/items`;

async function rowOf(list: string, key: string) {
  const filter = encodeURIComponent(`fields/Key eq '${key}'`);
  const { body } = await world.tenant.graph(`${itemsOf(list)}?$expand=fields&$filter=${filter}`);
  return body.value[0] as { id: string; fields: Record<string, unknown> };
}
const edit = async (list: string, key: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
  await world.tenant.edit('jonas', sitesOf(world.tenant).records, list, (await rowOf(list, key)).id, fields);
};

/** Saves the first plain question of a section. */
async function saveIn(at: World, asked: Asked, view: QuestionnaireView, section: number, value?: string) {
  const { id = '', siteId, revision = 0, questions = [] } = view.sections[section] ?? {};
  const question = questions.find(({ gate, type }) => !gate && type === 'yesPartlyNo') ?? questions[0];
  if (!question) throw new Error('Nothing is asked.');
  return at.useCases.saveAnswers(
    as(asked),
    { assessmentKey: asked.assessmentKey, sectionId: id, siteId },
    { baseRevision: revision, answers: [{ questionId: question.id, value: value ?? bestAnswer(question) }] },
  );
}

const NONSENSE: readonly [string, Readonly<Record<string, unknown>>][] = [
  ['text that is no JSON', { Outcomes: 'who did this?' }],
  ['nothing at all', { Outcomes: null, Body: null, Body2: null }],
  ['another shape', { Outcomes: '{"schemaVersion":1,"key":5,"outcomes":[]}' }],
  ['brackets without end', { Outcomes: `{"key":${'['.repeat(30_000)}` }],
  ['a row of another', { Outcomes: '{"key":"other|row|x|-"}' }],
  ['answers that are none, under a mark that fits nothing', { Body: '{"answers":"all"}', isMarkLost: true }],
  ['answers for which no earlier version is known', { Body: '[]', isMarkLost: true }],
];

it.each(NONSENSE)(
  'a section whose row became %s is told about, and everything else goes on',
  async (_, { isMarkLost, ...fields }) => {
    const [asked, other] = [await askedPartner(world), await askedPartner(world)];
    const view = await world.useCases.questionnaire(as(asked), asked.assessmentKey);
    await saveIn(world, asked, view, 0);
    await saveIn(world, asked, view, 1);
    const [spoiled] = view.sections;
    const key = `${asked.assessmentKey}|${spoiled?.id}|${spoiled?.siteId ?? '-'}`;
    const { fields: before } = await rowOf('Sections', key);
    const unmarked = String(before.Outcomes).replace(/"bodyMark":"[^"]*"/, '"bodyMark":"lost"');
    await edit('Sections', key, isMarkLost ? { ...fields, Outcomes: unmarked } : fields);

    const later = await world.another();
    const { useCases } = later;
    const seen = await useCases.questionnaire(as(asked), asked.assessmentKey);
    expect(seen.sections.map(({ id }) => id)).toEqual(view.sections.map(({ id }) => id));
    expect(seen.sections[0]?.blocked).toMatch(/^Nothing can be saved in this part just now.+ Please tell Maya/);
    expect(seen.sections.filter(({ blocked }) => blocked !== undefined)).toHaveLength(1);
    const answered = (at: number) =>
      seen.answers.filter(({ questionId }) => seen.sections[at]?.questions.some(({ id }) => id === questionId)).length;
    expect([answered(0), answered(1)]).toEqual([0, 1]);
    // Its other sections, and other partners.
    expect((await saveIn(later, asked, seen, 1, 'no')).refused).toEqual([]);
    expect((await saveIn(later, asked, seen, 2)).refused).toEqual([]);
    expect((await saveIn(later, other, await useCases.questionnaire(as(other), other.assessmentKey), 0)).revision).toBe(
      1,
    );
    // The one that is spoiled is neither overwritten nor sent, and both are said in words.
    await expect(saveIn(later, asked, seen, 0)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Nothing was saved here just now\. .+ The other parts work\. Please tell Maya/),
    });
    await expect(
      useCases.submitAssessment(as(asked), asked.assessmentKey, {
        name: 'Ana Ruiz',
        jobTitle: 'Manager',
        isConfirmed: true,
        openMustsReason: 'We have no time.',
      }),
    ).rejects.toThrow(/cannot be read.+nothing was sent/);
    // A manager is told, with the name of who did it; a reader is not asked to mend anything.
    expect(useCases.me(manager).rowsToMend).toMatchObject({
      count: 1,
      rows: [
        {
          list: 'Sections',
          name: expect.stringContaining(spoiled?.title ?? '?'),
          act: expect.stringContaining('version history'),
          changedBy: 'Jonas Berg',
          url: expect.stringMatching(/\/Lists\/Sections\/DispForm\.aspx\?ID=\d+$/),
        },
      ],
    });
    expect(useCases.me(reader).rowsToMend).toBeUndefined();
    await useCases.viewPartner(manager, asked.partnerKey);
    useCases.overview(manager);

    await edit('Sections', key, { Outcomes: before.Outcomes, Body: before.Body, Body2: before.Body2 ?? null });
    await later.sharePoint.feed.poll();
    const mended = await useCases.questionnaire(as(asked), asked.assessmentKey);
    expect(mended.sections[0]?.blocked).toBeUndefined();
    expect(
      mended.answers.some(({ questionId }) => seen.sections[0]?.questions.some(({ id }) => id === questionId)),
    ).toBe(true);
    await saveIn(later, asked, mended, 0, 'partly');
    expect(useCases.me(manager).rowsToMend).toBeUndefined();
    await later.sharePoint.feed.stop();
  },
);

it('while the service runs, nonsense in a row of answers is put back, and the history of the partner names who wrote it', async () => {
  const asked = await askedPartner(world);
  const running = await world.another();
  const view = await running.useCases.questionnaire(as(asked), asked.assessmentKey);
  await saveIn(running, asked, view, 0);
  const key = `${asked.assessmentKey}|${view.sections[0]?.id}|-`;
  await edit('Sections', key, { Outcomes: 'nonsense', Body: 'more of it', Revision: 99 });
  await running.sharePoint.feed.poll();
  const seen = await running.useCases.questionnaire(as(asked), asked.assessmentKey);
  expect(seen.answers).toHaveLength(1);
  await saveIn(running, asked, seen, 0, 'no');
  const told = async () => (await running.useCases.viewPartner(manager, asked.partnerKey)).history;
  for (let tries = 0; !JSON.stringify(await told()).includes('Jonas Berg') && tries < 50; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(JSON.stringify(await told())).toContain('Jonas Berg');
  await running.sharePoint.feed.stop();
});

it.each([
  ['Assessments', { Data: '{"delegations":"everything to everybody"}' }],
  ['Assessments', { Data: '' }],
])('a row of %s that became nonsense before the start takes nothing but itself down', async (list, fields) => {
  const [asked, other] = [await askedPartner(world), await askedPartner(world)];
  await edit(list, asked.assessmentKey, fields);
  const later = await world.another();
  await expect(later.useCases.questionnaire(as(asked), asked.assessmentKey)).rejects.toMatchObject({
    code: 'notFound',
  });
  expect((await later.useCases.questionnaire(as(other), other.assessmentKey)).sections.length).toBeGreaterThan(10);
  expect(later.useCases.me(manager).rowsToMend?.rows).toContainEqual(
    expect.objectContaining({
      list: 'Assessments',
      name: expect.stringContaining((await world.useCases.viewPartner(manager, asked.partnerKey)).partner.name),
      changedBy: 'Jonas Berg',
    }),
  );
  await later.useCases.viewPartner(manager, asked.partnerKey);
  later.useCases.overview(manager);
  expect(later.useCases.assessmentsOf(asked.contact)).toEqual([]);
  await later.sharePoint.feed.stop();
});

it.each([
  ['no JSON', { Data: 'who did this?' }],
  ['another kind of request', { Data: '{"schemaVersion":1,"kind":"order","messages":5}' }],
  ['nothing', { Data: null, Kind: null, AssessmentKey: null }],
])('what a contact asked, made into %s, is out of use alone', async (_, fields) => {
  const [asked, other] = [await askedPartner(world), await askedPartner(world)];
  const ask = (of: Asked) =>
    world.useCases.askForHelp(as(of), of.assessmentKey, { requestId: newKey(), text: 'What is a seal?' });
  const { key } = await ask(asked);
  await ask(other);
  const filter = encodeURIComponent(`fields/Key eq '${key}'`);
  const items = `/sites/${sitesOf(world.tenant).system}/lists/PartnerRequests/items`;
  const { body } = await world.tenant.graph(`${items}?$expand=fields&$filter=${filter}`);
  const written = await world.tenant.graph(`${items}/${body.value[0].id}/fields`, {
    method: 'PATCH',
    as: 'provision',
    body: fields,
  });
  expect(written.status).toBe(200);

  const later = await world.another();
  const [mine, theirs] = await Promise.all(
    [asked, other].map((of) => later.useCases.questionnaire(as(of), of.assessmentKey)),
  );
  expect([mine?.help?.length ?? 0, theirs?.help?.length]).toEqual([0, 1]);
  expect((await saveIn(later, asked, mine as QuestionnaireView, 0)).refused).toEqual([]);
  expect(later.useCases.overview(manager).asking?.requests).toBeGreaterThan(0);
  expect(later.sharePoint.quarantine().map((row) => row.key)).toContain(key);
  const told = later.useCases.me(manager).rowsToMend?.rows.find(({ list }) => list === 'PartnerRequests');
  // The customer's people cannot open the site where it stands.
  expect(told).toMatchObject({ act: expect.stringContaining('administrator') });
  expect(told?.url).toBeUndefined();
  await later.sharePoint.feed.stop();
});
