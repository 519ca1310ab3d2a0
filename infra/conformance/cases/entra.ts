import { decodeJwt } from 'jose';
import { type ConformanceCase, documented, remembered, that } from '../case';
import { listAt, textAt } from '../json';
import { ask, CODES, CREDENTIALS, GRAPH, seeError, tokenUrl } from './entraSupport';

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
];
