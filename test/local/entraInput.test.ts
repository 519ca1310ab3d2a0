import fc from 'fast-check';
import { request } from 'undici';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
beforeAll(async () => {
  t = await startTenant();
});
afterAll(() => t?.close());

const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'assertion',
  'requested_token_use',
  'refresh_token',
  'scope',
  'claims',
];
const likely = (): string[] => [
  'client_credentials',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  'on_behalf_of',
  t.environment.service.CLIENT_ID ?? '',
  t.environment.service.CLIENT_SECRET ?? '',
  'https://graph.microsoft.com/.default',
  'https://graph.microsoft.com/User.Read openid',
  'eyJhbGciOiJub25lIn0.e30.',
  'eyJhbGciOiJQUzI1NiIsIng1dCNTMjU2IjpudWxsfQ.bnVsbA.AA',
  '1.bnVsbA.AAAA',
  '__proto__',
];

it('whatever the form says, the answer is a token or a refusal in Entra’s words, never a failure', async () => {
  const value = fc.oneof(fc.constantFrom(...likely()), fc.string({ unit: 'binary', maxLength: 40 }));
  const form = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 8 });
  const tenantName = fc.oneof(
    { weight: 5, arbitrary: fc.constant(t.environment.service.TENANT_ID ?? '') },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
  );
  await fc.assert(
    fc.asyncProperty(
      form,
      tenantName,
      fc.constantFrom('', 'Basic OjpA', 'Basic JTIlMg==', 'Bearer x'),
      async (fields, tenant, authorization) => {
        const answer = await request(`${t.origin}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            ...(authorization && { authorization }),
          },
          body: fields.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join('&'),
        });
        const body = (await answer.body.json()) as { access_token?: string; error_codes?: number[] };
        if (answer.statusCode === 200) expect(body.access_token).toBeDefined();
        else {
          expect(answer.statusCode).toBeGreaterThanOrEqual(400);
          expect(answer.statusCode).toBeLessThan(500);
          expect(body.error_codes).toHaveLength(1);
        }
      },
    ),
    { numRuns: 150, seed: 4 },
  );
});

it('an unknown grant is refused and listed', async () => {
  const answer = await request(`${t.origin}/${t.environment.service.TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=password&username=maya&password=x',
  });
  await answer.body.dump();
  expect(answer.statusCode).toBe(400);
  expect((await t.refused())[0]).toMatchObject({ method: 'POST', reason: expect.stringContaining('password') });
});

it('GET is told to post, in Entra’s words', async () => {
  const { statusCode, body } = await request(`${t.origin}/${t.environment.service.TENANT_ID}/oauth2/v2.0/token`);
  expect(statusCode).toBe(400);
  expect(await body.json()).toMatchObject({ error_codes: [900561] });
});
