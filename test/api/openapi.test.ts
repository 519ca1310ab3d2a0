import { type ApiServer, startApi } from './support/apiServer';

let api: ApiServer;
// biome-ignore lint/suspicious/noExplicitAny: a description has many shapes; what is not there fails the test
let description: any;
beforeAll(async () => {
  api = await startApi();
  description = (await api.call('GET', '/api/openapi.json')).body;
});
afterAll(() => api.close());

it('describes every address of the API, and no other', () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(api.routes.map(({ method, path }) => `${method} ${path}`).sort());
  expect(described).toEqual(
    expect.arrayContaining([
      'GET /api/me',
      'GET /api/overview',
      'GET /api/partners',
      'POST /api/partners',
      'GET /api/partners/{key}',
      'PUT /api/partners/{key}',
      'POST /api/partners/{key}/contacts',
      'PUT /api/contacts/{key}',
      'GET /api/contacts/{key}/teams',
      'POST /api/contacts/{key}/teams',
      'POST /api/contacts/{key}/revokeLink',
      'POST /api/imports',
      'GET /api/imports/{key}/report',
      'POST /api/campaigns/preview',
      'POST /api/evidence/{key}/review',
      'GET /api/evidence/{key}/content',
      'POST /api/assessments/{key}/notApplicable',
      'GET /api/countries',
      'PUT /partner/assessments/{key}/sections/{sectionId}/{siteId}',
    ]),
  );
});

it('says of each what goes in and comes out, and how to be let in', () => {
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Record<string, unknown>>)) {
      const where = `${method} ${path}`;
      expect([where, operation.summary]).toEqual([where, expect.stringMatching(/\.$/)]);
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters as { name: string; in: string; required: boolean }[];
      expect([where, parameters.filter((each) => each.in === 'path').map(({ name }) => name)]).toEqual([where, named]);
      expect(operation.responses).toHaveProperty('4XX');
    }
  }
});

it('carries the words and limits of the schemas that check the calls', () => {
  const body = description.paths['/api/partners'].post.requestBody.content['application/json'].schema;
  expect(body.required).toEqual(expect.arrayContaining(['name', 'country', 'types', 'requestId']));
  expect(body.properties.name).toMatchObject({ type: 'string', maxLength: 200 });
  expect(description.paths['/api/me'].get.security).toEqual([{ teams: [] }]);
  expect(description.paths['/partner/questionnaire'].get.security).toEqual([{ link: [] }]);
});

it('is valid as far as its references go, and names no operation twice', () => {
  const text = JSON.stringify(description);
  for (const [, ref] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(description.components.schemas).toHaveProperty(ref ?? '');
  }
  expect(text).not.toMatch(/"\$ref":"#\/\$defs/);
  const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(api.routes.length);
});
