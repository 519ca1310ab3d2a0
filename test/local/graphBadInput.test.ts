import fc from 'fast-check';
import { request } from 'undici';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;
let token: string;

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  token = await t.token({ app: 'service' });
});
afterAll(() => t.close());
beforeEach(async () => {
  list = await makeList(t, `List ${Math.random()}`.replace('.', ''));
});

const create = (fields: unknown) => t.graph(`${list}/items`, { method: 'POST', body: { fields } });
const countOf = async () => (await t.graph(`${list}/items`)).body.value.length;

/** A body that no JSON.stringify would make. */
async function postRaw(body: string | Buffer, path = `${list}/items`, method = 'POST') {
  const answer = await request(`${t.origin}/v1.0${path}`, {
    method: method as 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: JSON.parse(text) };
}

it.each([
  ['a number beyond all bounds', '{"fields":{"Size":1e400}}'],
  ['a number below all bounds', '{"fields":{"Size":-1e400}}'],
  ['NUL in a text', '{"fields":{"Title":"a\\u0000b"}}'],
  ['half a character', '{"fields":{"Title":"\\ud83d"}}'],
  ['a character that is none', '{"fields":{"Title":"\\ufffe"}}'],
  ['a prototype', '{"fields":{"__proto__":{"Title":"a"}}}'],
  ['a prototype as text', '{"fields":{"__proto__":"a"}}'],
  ['a constructor', '{"fields":{"constructor":"a"}}'],
  ['a prototype beside the fields', '{"fields":{},"__proto__":{"a":1}}'],
  ['an array of fields', '{"fields":[]}'],
  ['fields as text', '{"fields":"Title"}'],
  ['no object at all', '[]'],
  ['null', 'null'],
  ['half a document', '{"fields":{"Title":"a"'],
  ['two documents', '{}{}'],
  ['a column in another case', '{"fields":{"TITLE":"a"}}'],
  ['the same with a space', '{"fields":{"Title ":"a"}}'],
])('%s is refused with 400 and stores nothing', async (_what, body) => {
  const answer = await postRaw(body);
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  expect(await countOf()).toBe(0);
});

it('JSON a hundred thousand levels deep is refused, and the tenant goes on', async () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const deep = `{"fields":{"Body":${open.repeat(100_000)}1${close.repeat(100_000)}}}`;
    expect((await postRaw(deep)).status).toBe(400);
  }
  expect((await create({ Title: 'a' })).status).toBe(201);
});

it('a body of many megabytes is refused, and so is one that is no UTF-8', async () => {
  expect((await postRaw(`{"fields":{"Body":"${'x'.repeat(5_000_000)}"}}`)).status).toBe(413);
  expect((await postRaw(`{"fields":{"Body":"${'x'.repeat(1_000_000)}"}}`)).status).toBe(400);
  const bytes = Buffer.concat([Buffer.from('{"fields":{"Title":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}}')]);
  expect((await postRaw(bytes)).status).toBe(400);
  expect(await countOf()).toBe(0);
});

it('a column may be called like a part of every object', async () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'];
  const odd = await makeList(t, `Odd ${Math.random()}`.replace('.', ''), {
    columns: names.map((name) => ({ name, text: {}, indexed: true, enforceUniqueValues: true })),
  });
  const add = (fields: unknown) => t.graph(`${odd}/items`, { method: 'POST', body: { fields } });
  expect((await add({})).status).toBe(201);
  expect((await add({})).status).toBe(201);
  const { body } = await add({ constructor: 'a', toString: 'b' });
  const read = (await t.graph(`${odd}/items/${body.id}?$expand=fields`)).body.fields;
  expect(Object.entries(read)).toEqual(
    expect.arrayContaining([
      ['constructor', 'a'],
      ['toString', 'b'],
    ]),
  );
  expect(Object.hasOwn(read, 'valueOf')).toBe(false);
  expect((await add({ constructor: 'A' })).status).toBe(409);
  expect((await t.graph(`${odd}/items?$filter=fields/constructor eq 'a'`)).body.value).toHaveLength(1);
});

it('the letters of all the world are kept as they came', async () => {
  const Title = 'Nguyễn 😀 \u202eabc\u202c \u00a0 e\u0301 \ufeff İı ß';
  const { body } = await create({ Title, Key: Title });
  expect((await t.graph(`${list}/items/${body.id}?$expand=fields`)).body.fields).toMatchObject({ Title, Key: Title });
});

it('whatever value comes for whatever column, the answer is 201 with that value or 400', async () => {
  const columns = ['Title', 'Note', 'Body', 'Size', 'IsActive', 'DueAt', 'State', 'Nothing', '__proto__'];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...columns),
      fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.jsonValue(), fc.constant(null)),
      async (column, value) => {
        const answer = await postRaw(`{"fields":{${JSON.stringify(column)}:${JSON.stringify(value)}}}`);
        expect([201, 400]).toContain(answer.status);
        if (answer.status === 201 && typeof value === 'string' && value !== '' && column !== 'DueAt')
          expect(answer.body.fields[column]).toBe(value);
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});

it('whatever stands in a query, the answer is JSON and no 5xx', async () => {
  await create({ Title: 'a', Key: 'k' });
  const options = ['$filter', '$expand', '$select', '$top', '$orderby', '$skiptoken', 'token'];
  const parts = [
    'fields',
    '/',
    '(',
    ')',
    '$select=',
    'Key',
    ' eq ',
    "'",
    ',',
    ';',
    'and',
    'startswith',
    '1',
    '%00',
    '.',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', '/delta', '/1', '/1/versions', '/1/fields'),
      fc.constantFrom(...options),
      fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ maxLength: 5 })), { maxLength: 12 }),
      async (place, option, words) => {
        const answer = await t.graph(`${list}/items${place}?${option}=${encodeURIComponent(words.join(''))}`);
        expect(answer.status).toBeLessThan(500);
        expect(typeof answer.body).toBe('object');
      },
    ),
    { numRuns: 200, seed: 11 },
  );
});

describe('many at once', () => {
  const twenty = Array.from({ length: 20 }, (_, n) => n);

  it('of 20 changes with the same If-Match exactly one takes effect', async () => {
    const { body } = await create({ Title: 'a' });
    const answers = await Promise.all(
      twenty.map((n) =>
        t.graph(`${list}/items/${body.id}/fields`, {
          method: 'PATCH',
          body: { Title: `t${n}` },
          headers: { 'if-match': body.eTag },
        }),
      ),
    );
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    const read = await t.graph(`${list}/items/${body.id}?$expand=fields`);
    expect(read.body.fields.Title).toBe(won[0]?.body.Title);
    expect((await t.graph(`${list}/items/${body.id}/versions`)).body.value).toHaveLength(2);
  });

  it('of 20 rows with the same unique key exactly one is made', async () => {
    await t.setQuirks({ uniqueClashVaries: true });
    const answers = await Promise.all(twenty.map((n) => create({ Key: n % 2 ? 'Same' : 'sAME', Title: `t${n}` })));
    await t.setQuirks({ uniqueClashVaries: false });
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { status } of answers) expect([201, 400, 409, 500]).toContain(status);
    expect(await countOf()).toBe(1);
  });

  it('of 20 changes without If-Match all take effect, one after the other', async () => {
    const { body } = await create({ Title: 'a' });
    const answers = await Promise.all(
      twenty.map((n) => t.graph(`${list}/items/${body.id}/fields`, { method: 'PATCH', body: { Size: n } })),
    );
    expect(new Set(answers.map((answer) => answer.body['@odata.etag'])).size).toBe(20);
    expect((await t.graph(`${list}/items/${body.id}/versions`)).body.value).toHaveLength(21);
  });

  it('of 20 removals exactly one finds the row', async () => {
    const { body } = await create({ Title: 'a' });
    const answers = await Promise.all(
      twenty.map(() => t.graph(`${list}/items/${body.id}`, { method: 'DELETE', headers: { 'if-match': body.eTag } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...twenty.slice(1).map(() => 404)]);
  });
});
