import { runInThisContext } from 'node:vm';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
});
afterAll(() => t.close());
beforeEach(async () => {
  list = await makeList(t, `List ${Math.random()}`.replace('.', ''));
});

const create = (fields: unknown) => t.graph(`${list}/items`, { method: 'POST', body: { fields } });
const patch = (id: string, fields: unknown, headers = {}) =>
  t.graph(`${list}/items/${id}/fields`, { method: 'PATCH', body: fields, headers });
const fieldsOf = async (id: string) => (await t.graph(`${list}/items/${id}?$expand=fields`)).body.fields;

it('a row keeps a value of each type; what has none is absent', async () => {
  const fields = {
    Title: 'Nguyễn',
    Key: 'k',
    Body: 'a\nb',
    Size: 2.5,
    IsActive: false,
    DueAt: '2026-12-01T10:00:00.987Z',
    State: 'accepted',
  };
  const { body } = await create(fields);
  expect(body.eTag).toBe(body['@odata.etag']);
  expect(body.createdBy.application.displayName).toBe('Trustlane');
  const read = await fieldsOf(body.id);
  expect(read).toMatchObject({ ...fields, DueAt: '2026-12-01T10:00:00Z' });
  expect(read).not.toHaveProperty('Country');
});

it('null and empty text empty a column', async () => {
  const { body } = await create({ Title: 'a', Country: 'CA', Note: 'n' });
  await patch(body.id, { Country: null, Note: '' });
  const read = await fieldsOf(body.id);
  expect(read).not.toHaveProperty('Country');
  expect(read).not.toHaveProperty('Note');
});

it.each([
  ['an unknown column', { Colour: 'red' }],
  ['a column in another case', { title: 'a' }],
  ['a read-only column', { Created: '2026-01-01T00:00:00Z' }],
  ['a number in a text column', { Title: 5 }],
  ['a string in a number column', { Size: '5' }],
  ['a string in a boolean column', { IsActive: 'true' }],
  ['a date that is none', { DueAt: 'tomorrow' }],
  ['a choice that is not offered', { State: 'perhaps' }],
  ['256 characters in a line', { Title: 'x'.repeat(256) }],
  ['64,000 characters in a text', { Body: 'x'.repeat(64_000) }],
  ['two lines in a line', { Title: 'a\nb' }],
  ['a date before 1900', { DueAt: '1899-12-31T00:00:00Z' }],
  ['a date after 8900', { DueAt: '8901-01-01T00:00:00Z' }],
  ['an array', { Title: ['a'] }],
  ['an object', { Title: { a: 1 } }],
  ['an annotation of a plain column', { Title: 'a', 'Title@odata.type': 'Edm.String' }],
  ['a control character', { Title: 'a\u0007' }],
  ['half a character', { Title: 'a\ud83d' }],
])('%s is refused and changes nothing', async (_what, fields) => {
  expect((await create(fields)).status).toBe(400);
  const { body } = await create({ Title: 'before' });
  expect((await patch(body.id, { ...fields })).status).toBe(400);
  expect((await t.graph(`${list}/items/${body.id}`)).body.eTag).toBe(body.eTag);
});

it('the longest values are kept whole', async () => {
  const { body } = await create({ Title: 'x'.repeat(255), Body: 'y'.repeat(63_999) });
  expect(await fieldsOf(body.id)).toMatchObject({ Title: 'x'.repeat(255), Body: 'y'.repeat(63_999) });
});

it('only fields can be sent', async () => {
  expect((await t.graph(`${list}/items`, { method: 'POST', body: { fields: {}, name: 'a' } })).status).toBe(400);
  expect((await t.graph(`${list}/items`, { method: 'POST', body: { Title: 'a' } })).status).toBe(400);
});

it('If-Match with an old eTag is answered 412 and changes nothing', async () => {
  const { body } = await create({ Title: 'a' });
  const first = await patch(body.id, { Title: 'b' }, { 'if-match': body.eTag });
  expect(first.status).toBe(200);
  expect((await patch(body.id, { Title: 'c' }, { 'if-match': body.eTag })).status).toBe(412);
  expect(
    (await t.graph(`${list}/items/${body.id}`, { method: 'DELETE', headers: { 'if-match': body.eTag } })).status,
  ).toBe(412);
  expect((await fieldsOf(body.id)).Title).toBe('b');
  expect((await patch(body.id, { Title: 'd' }, { 'if-match': first.body['@odata.etag'] })).status).toBe(200);
  expect((await patch(body.id, { Title: 'e' })).status).toBe(200);
});

it('a unique key is kept without regard to case, on create and on change', async () => {
  await create({ Key: 'Abc' });
  const clash = await create({ Key: 'aBC' });
  expect(clash.status).toBe(409);
  expect(clash.body.error.message).toContain(
    'One or more fields with unique constraints already has the provided value',
  );
  const { body } = await create({ Key: 'other' });
  expect((await patch(body.id, { Key: 'ABC' })).status).toBe(409);
  expect((await t.graph(`${list}/items?$expand=fields`)).body.value).toHaveLength(2);
});

it('rows without the key do not clash, and a removed row gives its key back', async () => {
  expect((await create({ Title: 'a' })).status).toBe(201);
  expect((await create({ Title: 'b' })).status).toBe(201);
  const { body } = await create({ Key: 'k' });
  await t.graph(`${list}/items/${body.id}`, { method: 'DELETE' });
  expect((await create({ Key: 'K' })).status).toBe(201);
});

it('a clash is answered in the ways that have been seen, always in words that tell it', async () => {
  await t.setQuirks({ uniqueClashVaries: true });
  await create({ Key: 'k' });
  const seen = new Set<number>();
  for (let tries = 0; tries < 40; tries += 1) {
    const { status, body } = await create({ Key: 'k' });
    seen.add(status);
    expect(body.error.message).toMatch(/unique constraints|duplicate values were found/);
    expect(body.error.innerError.code).toBe(status === 500 ? '0x810200bf' : undefined);
  }
  await t.setQuirks({ uniqueClashVaries: false });
  expect([...seen].sort()).toEqual([400, 409, 500]);
});

it('$select limits what a row tells, and fields($select) its columns', async () => {
  const { body } = await create({ Title: 'a', Country: 'CA', Size: 1 });
  const read = (await t.graph(`${list}/items/${body.id}?$select=id,eTag&$expand=fields($select=Country)`)).body;
  expect(Object.keys(read).sort()).toEqual(['@odata.context', '@odata.etag', 'eTag', 'fields', 'id']);
  expect(read.fields).toEqual({ '@odata.etag': body.eTag, Country: 'CA' });
});

it.each([
  ['a guest', 'lupe'],
  ['a visitor of the site', 'priya'],
  ['an employee who is not on the site', 'omar'],
])('%s may not edit rows in SharePoint', async (_who, person) => {
  const { body } = await create({ Title: 'a' });
  const site = t.environment.service.RECORDS_SITE_ID ?? '';
  await expect(t.edit(person, site, list.split('/').at(-1) ?? '', body.id, { Title: 'b' })).rejects.toThrow('403');
  expect((await fieldsOf(body.id)).Title).toBe('a');
});

it('the rows of the system site are the product alone to change', async () => {
  const site = t.environment.service.SYSTEM_SITE_ID ?? '';
  const made = await t.graph(`/sites/${site}/lists`, {
    method: 'POST',
    as: 'provision',
    body: { displayName: 'Links' },
  });
  const items = `/sites/${site}/lists/${made.body.id}/items`;
  const { body } = await t.graph(items, { method: 'POST', body: { fields: { Title: 'a' } } });
  await expect(t.edit('maya', site, 'Links', body.id, { Title: 'b' })).rejects.toThrow('does not have permission');
});

it("SharePoint's form asks a person for what is required; Graph does not", async () => {
  const required = await makeList(t, `Required ${Math.random()}`.replace('.', ''), {
    columns: [{ name: 'Reason', text: {}, required: true }],
  });
  const made = await t.graph(`${required}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
  expect(made.status).toBe(201);
  const edit = (fields: Record<string, unknown>) =>
    t.edit('maya', t.environment.service.RECORDS_SITE_ID ?? '', required.split('/').at(-1) ?? '', made.body.id, fields);
  await expect(edit({ Title: 'b' })).rejects.toThrow("You can't leave this blank: Reason");
  expect((await edit({ Title: 'b', Reason: 'new name' })).fields).toMatchObject({ Title: 'b', Reason: 'new name' });
});

it('ids are never used again, and what is gone is 404 everywhere', async () => {
  const first = (await create({ Title: 'a' })).body.id;
  expect((await t.graph(`${list}/items/${first}`, { method: 'DELETE' })).status).toBe(204);
  expect(Number((await create({ Title: 'b' })).body.id)).toBe(Number(first) + 1);
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['GET', '/fields', undefined],
    ['GET', '/versions', undefined],
    ['PATCH', '/fields', { Title: 'c' }],
    ['DELETE', '', undefined],
  ] as const)
    expect(await t.graph(`${list}/items/${first}${path}`, { method, body })).toMatchObject({
      status: 404,
      body: { error: { code: 'itemNotFound' } },
    });
  expect((await t.graph(`${list}/items/abc`)).status).toBe(404);
  expect((await t.graph(`${list}/items/99999999999999999999`)).status).toBe(404);
});

it('an edit in SharePoint is checked like any other and shows its person', async () => {
  const { body } = await create({ Title: 'a', State: 'toReview' });
  const siteId = t.environment.service.RECORDS_SITE_ID ?? '';
  const name = list.split('/').at(-1) ?? '';
  await t.edit('jonas', siteId, name, body.id, { State: 'rejected' });
  const read = (await t.graph(`${list}/items/${body.id}?$expand=fields`)).body;
  expect(read).toMatchObject({
    fields: { State: 'rejected' },
    lastModifiedBy: { user: { displayName: 'Jonas Berg' } },
  });
  expect(read.eTag).not.toBe(body.eTag);
  await expect(t.edit('jonas', siteId, name, body.id, { State: 'maybe' })).rejects.toThrow('not one of its choices');
});

it.each([
  '2026-02-30T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '2026-01-01T24:00:00Z',
  '2026-01-01T10:60:00Z',
  '2026-01-01T10:00:61Z',
  '2026-01-01T10:00:00+15:00',
  '2026-01-01T10:00:00+10:75',
])('the date %s does not exist: 400 in a row and in a filter', async (date) => {
  const { status, body } = await t.graph(`${list}/items`, { method: 'POST', body: { fields: { DueAt: date } } });
  expect([status, body.error?.code]).toEqual([400, 'invalidRequest']);
  expect((await t.graph(`${list}/items?$filter=${encodeURIComponent(`fields/DueAt eq '${date}'`)}`)).status).toBe(400);
});

it('a leap day and an offset are kept as what they are', async () => {
  const times = { '2028-02-29T00:00:00Z': '2028-02-29T00:00:00Z', '2026-03-01T01:30:00+05:30': '2026-02-28T20:00:00Z' };
  for (const [given, kept] of Object.entries(times)) {
    const { body } = await t.graph(`${list}/items`, { method: 'POST', body: { fields: { DueAt: given } } });
    expect(body.fields.DueAt).toBe(kept);
  }
});

it.each(['UTC', 'America/Toronto', 'Asia/Kolkata'])(
  'a date without a zone is one of the site, at UTC, wherever the machine stands (%s)',
  async (zone) => {
    // Jest gives tests a copy of the environment; the zone follows the process's own.
    const env = runInThisContext('process.env') as NodeJS.ProcessEnv;
    const before = env.TZ;
    env.TZ = zone;
    try {
      const at = new Date(2026, 6, 1).getTimezoneOffset();
      expect(at).toBe({ UTC: 0, 'America/Toronto': 240, 'Asia/Kolkata': -330 }[zone]);
      const { body } = await t.graph(`${list}/items`, {
        method: 'POST',
        body: { fields: { DueAt: '2026-07-01T10:00:00' } },
      });
      expect(body.fields.DueAt).toBe('2026-07-01T10:00:00Z');
      const found = await t.graph(
        `${list}/items?$filter=${encodeURIComponent("fields/DueAt eq '2026-07-01T10:00:00'")}`,
      );
      expect(found.body.value.map(({ id }: { id: string }) => id)).toContain(body.id);
    } finally {
      if (before === undefined) delete env.TZ;
      else env.TZ = before;
    }
  },
);

it('an id is written in one way only', async () => {
  const { body } = await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
  for (const id of [`0${body.id}`, `00${body.id}`, '0', `+${body.id}`, `${body.id}.0`])
    expect((await t.graph(`${list}/items/${encodeURIComponent(id)}`)).status).toBe(404);
});

it.each(['*', '"x,1"'])('If-None-Match: %s on a change is refused and listed, nothing changes', async (tag) => {
  const { body } = await t.graph(`${list}/items`, { method: 'POST', body: { fields: { Title: 'a' } } });
  const count = (await t.refused()).length;
  const headers = { 'if-none-match': tag };
  const at = `${list}/items/${body.id}`;
  expect((await t.graph(`${at}/fields`, { method: 'PATCH', body: { Title: 'b' }, headers })).status).toBe(400);
  expect((await t.graph(at, { method: 'DELETE', headers })).status).toBe(400);
  expect((await t.graph(`${at}?$expand=fields`)).body.fields.Title).toBe('a');
  expect(await t.refused()).toHaveLength(count + 2);
});
