import { checkRecord } from '../../infra/conformance/description/checkRecord';
import { descriptionShape } from '../../infra/conformance/description/operations';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const description = descriptionShape.parse({
  openapi: '3.1.0',
  paths: {
    '/sites/{site-id}/lists/{list-id}/items': {
      get: {
        parameters: [
          { name: 'site-id', in: 'path' },
          { name: '$top', in: 'query' },
        ],
        responses: {
          '2XX': json({
            type: 'object',
            required: ['value'],
            properties: { value: { type: 'array', items: { $ref: '#/components/schemas/item' } } },
          }),
          '4XX': json({ type: 'object', required: ['error'] }),
        },
      },
    },
    '/sites/{site-id}/lists/{list-id}/items/delta()': { get: { responses: {} } },
    '/drives/{drive-id}/items/{item-id}/content': { put: { responses: {} } },
    '/users/{user-id}/sendMail': {
      post: {
        requestBody: json({ type: 'object', properties: { message: { type: 'object' } }, additionalProperties: false }),
        responses: {},
      },
    },
  },
  components: {
    schemas: {
      item: { type: 'object', properties: { id: { type: 'string' }, made: { type: 'string', format: 'date-time' } } },
    },
  },
});

const ITEMS = '/v1.0/sites/a,b,c/lists/l1/items';
const call = (more: object): string =>
  JSON.stringify({
    area: 'graph',
    method: 'GET',
    path: ITEMS,
    query: '',
    status: 200,
    request: {},
    response: { body: { value: [{ id: '1', made: '2026-11-22T10:00:00Z' }] } },
    ...more,
  });
const check = (...lines: string[]) => checkRecord(lines.join('\n'), description);

it('finds nothing in calls that fit, however their address is written', () => {
  expect(
    check(
      call({ query: '%24top=5' }),
      call({ path: `${ITEMS}/delta`, query: 'token=x' }),
      call({ method: 'PUT', path: '/v1.0/drives/d/root:/a/b.pdf:/content', response: { body: { bytes: 3 } } }),
      call({ method: 'PUT', path: '/v1.0/drives/d/items/7:/b.pdf:/content', response: {} }),
      call({ status: 404, response: { body: { error: { code: 'itemNotFound' } } } }),
    ),
  ).toEqual({ lines: 5, compared: 5, notDescribed: [], differences: [] });
});

it.each<[string, object, string]>([
  ['a query option', { query: '$filter=x' }, 'has no query option $filter'],
  ['the answer', { response: { body: { value: [{ id: 1 }] } } }, 'the answer 200: /value/*/id must be string'],
  ['a missing property', { response: { body: {} } }, "the answer 200: the whole must have required property 'value'"],
  [
    'the shape of a date',
    { response: { body: { value: [{ id: '1', made: 'yesterday' }] } } },
    'the answer 200: /value/*/made must match format "date-time"',
  ],
  [
    'the shape of an error',
    { status: 400, response: { body: { message: 'no' } } },
    "the answer 400: the whole must have required property 'error'",
  ],
  [
    'the body that was sent',
    { method: 'POST', path: '/v1.0/users/u/sendMail', status: 202, request: { body: { massage: {} } }, response: {} },
    'the body that was sent: the whole must NOT have additional properties (massage)',
  ],
])('tells what differs in %s, once with how often', (_name, more, what) => {
  const { differences } = check(call({}), call(more), call(more));
  expect(differences).toEqual([{ operation: expect.any(String), what, calls: 2, firstLine: 2 }]);
});

it('tells which operations are not described, and leaves out what is not Graph’s or was refused as unknown', () => {
  const { compared, notDescribed, differences } = check(
    call({ path: '/v1.0/me' }),
    call({ area: 'entra', path: '/token' }),
    call({ path: '/v1.0/nowhere', status: 400, refused: 'unknown' }),
    call({ method: 'POST', path: '/v1.0/$batch' }),
  );
  expect({ compared, differences }).toEqual({ compared: 1, differences: [] });
  expect(notDescribed).toMatchObject([{ operation: 'GET /me', calls: 1 }]);
});

it('names the line that is not a recorded call', () => {
  expect(() => check(call({}), '{"area":')).toThrow('Line 2 is not a recorded call.');
});
