import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { type Answer, type ConformanceCase, documented, remembered, type Target, that } from '../case';
import { listAt, textAt } from '../json';
import { mustBe } from '../target';

const GRAPH = 'https://graph.microsoft.com';
const CODES = 'Microsoft Entra docs: Authentication and authorization error codes';
const CREDENTIALS = 'Microsoft Entra docs: OAuth 2.0 client credentials flow';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

const tokenUrl = ({ options }: Target, tenant = options.tenantId): string =>
  `${options.login}/${tenant}/oauth2/v2.0/token`;

/** The token endpoint, as the client with its secret; a parameter of `undefined` is left out. */
function ask(
  target: Target,
  changes: Readonly<Record<string, string | undefined>> = {},
  url = tokenUrl(target),
): Promise<Answer> {
  const parameters = {
    grant_type: 'client_credentials',
    client_id: target.options.client?.id,
    client_secret: target.options.client?.secret,
    scope: `${GRAPH}/.default`,
    ...changes,
  };
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return target.call(url, { method: 'POST', body: new URLSearchParams(given).toString(), headers: FORM });
}

/** Notes an error of the token endpoint: status, OAuth's word and one of Entra's numbers. */
function seeError(
  target: Target,
  what: string,
  answer: Answer,
  statuses: readonly number[],
  error: readonly string[],
  codes: readonly number[],
): void {
  target.see(`${what}: status`, answer.status, statuses);
  target.see(`${what}: error`, textAt(answer.body, 'error'), error);
  const seen = listAt(answer.body, 'error_codes').map(Number);
  target.see(`${what}: AADSTS code`, seen[0], codes);
  target.see(`${what}: in the words`, textAt(answer.body, 'error_description').includes(`AADSTS${seen[0]}`), true);
}

/** What the client signs to prove that it holds the certificate. */
async function clientAssertion(target: Target, keyPem: string | undefined): Promise<string> {
  const { client, certificate } = target.options;
  if (!client || !certificate) throw new Error('No certificate was given.');
  const thumbprint = createHash('sha256')
    .update(new X509Certificate(readFileSync(certificate.certFile)).raw)
    .digest('base64url');
  const key = keyPem === undefined ? (await generateKeyPair('PS256')).privateKey : createPrivateKey(keyPem);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setIssuer(client.id)
    .setSubject(client.id)
    .setAudience(tokenUrl(target))
    .setJti(randomUUID())
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('5m')
    .sign(key);
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ON_BEHALF = {
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  requested_token_use: 'on_behalf_of',
  scope: `${GRAPH}/.default`,
};

export const entraCases: readonly ConformanceCase[] = [
  {
    id: 'entra/metadata',
    area: 'entra',
    rule: 'The tenant publishes issuer, token endpoint and keys; keys are RSA and have an id',
    basis: documented('Microsoft Entra docs: OpenID Connect on the Microsoft identity platform'),
    needs: ['client'],
    async run(target) {
      const { login, tenantId } = target.options;
      const metadata = await target.call(`${login}/${tenantId}/v2.0/.well-known/openid-configuration`);
      target.see('status', metadata.status, 200);
      target.see(
        'issuer',
        textAt(metadata.body, 'issuer'),
        that('…/{tenant}/v2.0', (seen: string) => seen.endsWith(`/${tenantId}/v2.0`)),
      );
      target.see('token endpoint', textAt(metadata.body, 'token_endpoint'), tokenUrl(target));
      const keys = listAt((await target.call(textAt(metadata.body, 'jwks_uri'))).body, 'keys');
      target.see(
        'keys',
        keys.length > 0 && keys.every((key) => textAt(key, 'kty') === 'RSA' && textAt(key, 'kid') !== ''),
        true,
      );
    },
  },
  {
    id: 'entra/client-credentials',
    area: 'entra',
    rule: 'A client with its secret gets a bearer for the resource, good for 60 to 90 minutes, without a person in it',
    basis: documented(`${CREDENTIALS}; Configurable token lifetimes`),
    needs: ['client'],
    async run(target) {
      const answer = await ask(target);
      target.see('status', answer.status, 200);
      target.see('token_type', textAt(answer.body, 'token_type'), 'Bearer');
      const seconds = (answer.body as { expires_in?: unknown } | undefined)?.expires_in;
      target.see(
        'expires_in',
        seconds,
        that(
          'a number from 3,500 to 5,400 or a day',
          (seen) => typeof seen === 'number' && ((seen >= 3500 && seen <= 5400) || (seen > 80_000 && seen <= 86_400)),
        ),
      );
      const claims = decodeJwt(textAt(answer.body, 'access_token'));
      target.see('tid', claims.tid, target.options.tenantId);
      target.see('aud', claims.aud, [GRAPH, '00000003-0000-0000-c000-000000000000']);
      target.see('the application', claims.appid ?? claims.azp, target.options.client?.id);
      target.see('scp', claims.scp, undefined);
    },
  },
  {
    id: 'entra/wrong-secret',
    area: 'entra',
    rule: 'A wrong secret is 401 invalid_client, AADSTS7000215',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      seeError(
        target,
        'wrong',
        await ask(target, { client_secret: 'wrong-secret' }),
        [401, 400],
        ['invalid_client'],
        [7000215],
      );
    },
  },
  {
    id: 'entra/no-credential',
    area: 'entra',
    rule: 'A client without secret or assertion is refused with invalid_client, AADSTS7000216 or 7000218',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      const answer = await ask(target, { client_secret: undefined });
      seeError(target, 'none', answer, [401, 400], ['invalid_client', 'invalid_request'], [7000216, 7000218]);
    },
  },
  {
    id: 'entra/unknown-application',
    area: 'entra',
    rule: 'An application that the tenant does not know is unauthorized_client, AADSTS700016',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      const answer = await ask(target, { client_id: '99999999-0000-4000-8000-000000000009' });
      seeError(target, 'unknown', answer, [400, 401], ['unauthorized_client'], [700016]);
    },
  },
  {
    id: 'entra/scope-form',
    area: 'entra',
    rule: 'With client credentials the scope is the resource and /.default; anything else is invalid_scope',
    basis: documented(CREDENTIALS),
    needs: ['client'],
    async run(target) {
      const answer = await ask(target, { scope: `${GRAPH}/Sites.Read.All` });
      seeError(target, 'one permission', answer, [400], ['invalid_scope'], [1002012, 70011]);
    },
  },
  {
    id: 'entra/unknown-resource',
    area: 'entra',
    rule: 'A resource that the tenant does not know is invalid_resource, AADSTS500011',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      const answer = await ask(target, { scope: 'https://nothing.conformance.example/.default' });
      seeError(target, 'unknown', answer, [400], ['invalid_resource'], [500011]);
    },
  },
  {
    id: 'entra/grant-type',
    area: 'entra',
    rule: 'A grant type that does not exist is unsupported_grant_type, AADSTS70003',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      seeError(
        target,
        'made up',
        await ask(target, { grant_type: 'goodwill' }),
        [400],
        ['unsupported_grant_type'],
        [70003],
      );
    },
  },
  {
    id: 'entra/missing-parameter',
    area: 'entra',
    rule: 'A request without grant_type is invalid_request, AADSTS900144, and names what is missing',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      const answer = await ask(target, { grant_type: undefined });
      seeError(target, 'no grant type', answer, [400], ['invalid_request'], [900144]);
      target.see('names it', textAt(answer.body, 'error_description').includes('grant_type'), true);
    },
  },
  {
    id: 'entra/unknown-tenant',
    area: 'entra',
    rule: 'A tenant that does not exist is invalid_request, AADSTS90002',
    basis: documented(CODES),
    needs: ['client'],
    async run(target) {
      const url = tokenUrl(target, '99999999-0000-4000-8000-000000000009');
      seeError(target, 'unknown', await ask(target, {}, url), [400], ['invalid_request'], [90002]);
    },
  },
  {
    id: 'entra/error-shape',
    area: 'entra',
    rule: 'An error tells error, error_description, error_codes, timestamp, trace_id and correlation_id',
    basis: documented(`${CREDENTIALS}, error response`),
    needs: ['client'],
    async run(target) {
      const { body } = await ask(target, { client_secret: 'wrong-secret' });
      for (const name of ['error', 'error_description', 'timestamp', 'trace_id', 'correlation_id']) {
        target.see(name, textAt(body, name) !== '', true);
      }
      target.see('error_codes', listAt(body, 'error_codes').length > 0, true);
    },
  },
  {
    id: 'entra/json-body',
    area: 'entra',
    rule: 'The token endpoint takes forms: JSON is refused',
    basis: remembered(),
    needs: ['client'],
    async run(target) {
      const answer = await target.call(tokenUrl(target), {
        method: 'POST',
        body: { grant_type: 'client_credentials' },
      });
      target.see('status', answer.status, [400, 415]);
    },
  },
  {
    id: 'entra/certificate',
    area: 'entra',
    rule: "A client proves itself by an assertion that it signed with PS256 and its certificate's key",
    basis: documented('Microsoft Entra docs: Certificate credentials for application authentication'),
    needs: ['client', 'certificate'],
    async run(target) {
      const pem = readFileSync(target.options.certificate?.keyFile ?? '', 'utf8');
      const answer = await ask(target, {
        client_secret: undefined,
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await clientAssertion(target, pem),
      });
      target.see('status', answer.status, 200);
      target.see('a token', textAt(answer.body, 'access_token') !== '', true);
    },
  },
  {
    id: 'entra/certificate-wrong-key',
    area: 'entra',
    rule: 'An assertion signed with another key is invalid_client, AADSTS700027',
    basis: documented(CODES),
    needs: ['client', 'certificate'],
    async run(target) {
      const answer = await ask(target, {
        client_secret: undefined,
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await clientAssertion(target, undefined),
      });
      seeError(target, 'the assertion', answer, [401, 400], ['invalid_client'], [700027]);
    },
  },
  {
    id: 'entra/on-behalf-of',
    area: 'entra',
    rule: "A person's token for the client is exchanged for one for Graph, which holds the same person and scopes",
    basis: documented('Microsoft Entra docs: OAuth 2.0 On-Behalf-Of flow'),
    needs: ['client', 'assertion'],
    async run(target) {
      const assertion = target.options.assertion ?? '';
      const answer = await ask(target, { ...ON_BEHALF, assertion });
      await mustBe(answer, 'the exchange', 200);
      const claims = decodeJwt(textAt(answer.body, 'access_token'));
      target.see('the person', claims.oid, decodeJwt(assertion).oid);
      target.see('aud', claims.aud, [GRAPH, '00000003-0000-0000-c000-000000000000']);
      target.see(
        'scp',
        claims.scp,
        that('any text', (seen) => typeof seen === 'string' && seen !== ''),
      );
    },
  },
  {
    id: 'entra/on-behalf-of-forged',
    area: 'entra',
    rule: 'An assertion whose signature is wrong is invalid_grant, AADSTS50013',
    basis: documented(CODES),
    needs: ['client', 'assertion'],
    async run(target) {
      const [head, claims, signature = ''] = (target.options.assertion ?? '').split('.');
      const assertion = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
      seeError(
        target,
        'forged',
        await ask(target, { ...ON_BEHALF, assertion }),
        [400, 401],
        ['invalid_grant'],
        [50013],
      );
    },
  },
  {
    id: 'entra/on-behalf-of-own-token',
    area: 'entra',
    rule: 'A token that was issued for another resource cannot be exchanged',
    basis: documented('Microsoft Entra docs: OAuth 2.0 On-Behalf-Of flow'),
    needs: ['client', 'assertion'],
    async run(target) {
      const answer = await ask(target, { ...ON_BEHALF, assertion: target.options.token });
      target.see('status', answer.status, [400, 401]);
      target.see('error', textAt(answer.body, 'error'), ['invalid_grant', 'invalid_request']);
    },
  },
];
