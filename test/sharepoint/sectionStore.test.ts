import { startTenant, type TestTenant } from '../support/tenant';
import { anAnswer, aSection } from './builders';
import { closeAll, openSharePoint, provisioned, sitesOf } from './site';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
  await provisioned(tenant);
});
afterEach(async () => {
  await tenant.clearFaults();
  await closeAll();
});
afterAll(() => tenant.close());

let assessments = 0;
/** Sections of an assessment that no other test has. */
const fresh = (...ids: string[]) => {
  const assessmentKey = `campaign|partner${++assessments}`;
  return ids.map((sectionId) => aSection({ key: `${assessmentKey}|${sectionId}|-`, assessmentKey, sectionId }));
};
const rowOf = async (key: string): Promise<{ id: string; fields: Record<string, unknown> }> => {
  const filter = encodeURIComponent(`fields/Key eq '${key}'`);
  return (await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Sections/items?$expand=fields&$filter=${filter}`))
    .body.value[0];
};

describe('answers of a section', () => {
  it('are saved with one call of 2 resource units, new or changed', async () => {
    const { stores } = await openSharePoint(tenant);
    const [section] = fresh('vision');
    if (!section) throw new Error();
    await tenant.resetUsage();
    const created = await stores.sections.save(section, undefined);
    expect(await tenant.work()).toMatchObject({ requests: 1, resourceUnits: 2 });
    await stores.sections.save({ ...section, revision: 2 }, created.version);
    expect(await tenant.work()).toMatchObject({ requests: 2, resourceUnits: 4 });
  });

  it('are loaded with at most one call, and none while nothing changed', async () => {
    const one = await openSharePoint(tenant);
    const sections = fresh('vision', 'risk', 'partners');
    for (const section of sections) await one.stores.sections.save(section, undefined);
    const two = await openSharePoint(tenant);
    const [{ assessmentKey } = { assessmentKey: '' }] = sections;
    expect(two.stores.sections.heads(assessmentKey).map(({ value }) => value.outcomes)).toEqual([
      { q1: 'm' },
      { q1: 'm' },
      { q1: 'm' },
    ]);
    await tenant.resetUsage();
    const loaded = await two.stores.sections.load(assessmentKey);
    // In the order in which the feed brought the rows, which is SharePoint's affair.
    expect(loaded).toHaveLength(sections.length);
    expect(loaded.map(({ value }) => value)).toEqual(expect.arrayContaining(sections));
    expect(await tenant.work()).toMatchObject({ requests: 1, resourceUnits: 2 });
    await two.stores.sections.load(assessmentKey);
    await one.stores.sections.load(assessmentKey);
    expect((await tenant.work()).requests).toBe(1);
  });

  it('longer than one column come back letter by letter', async () => {
    const { stores } = await openSharePoint(tenant);
    const [section] = fresh('long');
    if (!section) throw new Error();
    const value = `${'🚚 Nguyễn "quoted"\n\t  \u0007 '.repeat(5_000)}`;
    const long = { ...section, answers: [anAnswer({ value })] };
    await stores.sections.save(long, undefined);
    const other = await openSharePoint(tenant);
    const [loaded] = await other.stores.sections.load(section.assessmentKey);
    expect(loaded?.value).toEqual(long);
  });

  it('too long for the row are refused in words', async () => {
    const { stores } = await openSharePoint(tenant);
    const [section] = fresh('tooLong');
    if (!section) throw new Error();
    const call = stores.sections.save({ ...section, answers: [anAnswer({ value: 'x'.repeat(240_001) })] }, undefined);
    await expect(call).rejects.toMatchObject({ code: 'tooLarge' });
  });

  it('of two people who save at once, the second is told, and sees what the first wrote', async () => {
    const one = await openSharePoint(tenant);
    const [section] = fresh('vision');
    if (!section) throw new Error();
    const { version } = await one.stores.sections.save(section, undefined);
    const two = await openSharePoint(tenant);
    await two.stores.sections.save({ ...section, revision: 2, answers: [anAnswer({ value: 'no' })] }, version);
    await expect(one.stores.sections.save({ ...section, revision: 2 }, version)).rejects.toMatchObject({
      code: 'conflict',
    });
    const [loaded] = await one.stores.sections.load(section.assessmentKey);
    expect(loaded?.value.answers[0]?.value).toBe('no');
    await expect(one.stores.sections.save(section, undefined)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('whose save took effect although the answer was lost are saved, not a conflict', async () => {
    const { stores } = await openSharePoint(tenant);
    const [section] = fresh('vision');
    if (!section) throw new Error();
    await tenant.setFaults({ match: { method: 'POST', pathPattern: '/items$' }, kind: 'dropAfter', times: 1 });
    const { version } = await stores.sections.save(section, undefined);
    await tenant.setFaults({ match: { method: 'PATCH', pathPattern: '/fields$' }, kind: 'dropAfter', times: 1 });
    const second = await stores.sections.save({ ...section, revision: 2 }, version);
    expect((await rowOf(section.key)).fields).toMatchObject({ Revision: 2 });
    await stores.sections.save({ ...section, revision: 3 }, second.version);
  });

  it('changed by hand in SharePoint are put back from its own earlier version', async () => {
    const putBack: string[] = [];
    const { stores, feed } = await openSharePoint(tenant, {
      onPutBack: (noun, key, columns, { name }) => void putBack.push([noun, key, ...columns, name].join(' ')),
    });
    const [section] = fresh('vision');
    if (!section) throw new Error();
    await stores.sections.save(section, undefined);
    const { id, fields } = await rowOf(section.key);
    await tenant.edit('luis', sitesOf(tenant).records, 'Sections', id, {
      Body: String(fields.Body).replace('yes', 'no'),
    });
    await feed.poll();
    const [loaded] = await stores.sections.load(section.assessmentKey);
    expect(loaded?.value).toEqual(section);
    expect((await rowOf(section.key)).fields.Body).toBe(fields.Body);
    expect(putBack).toEqual([`sections ${section.key} Body Luis Ortega`]);
    const saved = await stores.sections.save({ ...section, revision: 2 }, loaded?.version);
    expect(saved.value.revision).toBe(2);
  });
});
