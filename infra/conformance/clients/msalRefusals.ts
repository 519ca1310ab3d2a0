import { generateKeyPairSync } from 'node:crypto';
import { type ConformanceCase, documented } from '../case';
import { applicationName, control } from './control';
import { GRAPH_SCOPE, msalCertificate, msalClient, msalRefusal } from './msal';

const ERRORS = documented('Entra docs: authentication and authorization error codes');
const wish = { scopes: [GRAPH_SCOPE] };

/** What Entra refuses msal-node, with the words and numbers that support asks for. */
export const msalRefusalCases: readonly ConformanceCase[] = [
  {
    id: 'client-msal/wrong-secret',
    area: 'client-msal',
    rule: 'A wrong secret is refused with invalid_client, AADSTS7000215.',
    basis: ERRORS,
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target, { clientSecret: 'this-is-not-the-secret' });
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential(wish));
      target.see('error', `${error} ${number}`, 'invalid_client 7000215');
    },
  },
  {
    id: 'client-msal/unknown-application',
    area: 'client-msal',
    rule: 'An application that the directory does not know is refused with unauthorized_client, AADSTS700016.',
    basis: ERRORS,
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target, { clientId: '9d1c3a52-6f0b-4f0e-8f6b-0d5c0f0e1a2b' });
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential(wish));
      target.see('error', `${error} ${number}`, 'unauthorized_client 700016');
    },
  },
  {
    id: 'client-msal/scope-without-default',
    area: 'client-msal',
    rule: 'Client credentials with another scope than /.default are refused with invalid_scope.',
    basis: documented('Entra docs: client credentials flow (scope)'),
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const scopes = ['https://graph.microsoft.com/User.Read'];
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential({ scopes }));
      target.see('error', error, 'invalid_scope');
      target.see('number', number, ['1002012', '70011']);
    },
  },
  {
    id: 'client-msal/unknown-resource',
    area: 'client-msal',
    rule: 'A resource that the tenant does not know is refused with invalid_resource, AADSTS500011.',
    basis: ERRORS,
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const scopes = ['api://0e3d0f6e-5a2b-4a55-9c31-7a4f5b0c1d2e/.default'];
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential({ scopes }));
      target.see('error', `${error} ${number}`, 'invalid_resource 500011');
    },
  },
  {
    id: 'client-msal/strange-certificate',
    area: 'client-msal',
    rule: 'An assertion signed with a key that is not registered is refused with invalid_client, AADSTS700027.',
    basis: ERRORS,
    needs: ['client', 'certificate', 'httpsBase'],
    async run(target) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const client = await msalClient(target, {
        clientCertificate: {
          ...(await msalCertificate(target)),
          privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        },
      });
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential(wish));
      target.see('error', `${error} ${number}`, 'invalid_client 700027');
    },
  },
  {
    id: 'client-msal/unsound-assertion',
    area: 'client-msal',
    rule: 'On-behalf-of with an assertion whose signature does not hold is refused with invalid_grant, AADSTS50013.',
    basis: ERRORS,
    needs: ['client', 'assertion', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const [head, body] = (target.options.assertion ?? '').split('.');
      const oboAssertion = `${head}.${body}.${Buffer.alloc(256, 7).toString('base64url')}`;
      const { error, number } = await msalRefusal(client.acquireTokenOnBehalfOf({ ...wish, oboAssertion }));
      target.see('error', error, 'invalid_grant');
      target.see('number', number, ['50013', '500132', '500133']);
    },
  },
  {
    id: 'client-msal/disabled-application',
    area: 'client-msal',
    rule: 'A disabled application is refused with AADSTS7000112 until it is enabled again.',
    basis: ERRORS,
    needs: ['client', 'control', 'httpsBase'],
    async run(target) {
      const name = await applicationName(target, target.options.client?.id ?? '');
      await control(target, 'POST', 'application', { name, enabled: false });
      target.cleanUp(() => control(target, 'POST', 'application', { name, enabled: true }));
      const client = await msalClient(target);
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential(wish));
      target.see('error', error, ['unauthorized_client', 'invalid_client']);
      target.see('number', number, '7000112');
      await control(target, 'POST', 'application', { name, enabled: true });
      const answer = await client.acquireTokenByClientCredential(wish);
      target.see('a token afterwards', answer?.fromCache, false);
    },
  },
  {
    id: 'client-msal/expired-secret',
    area: 'client-msal',
    rule: 'A secret that has run out is refused with invalid_client, AADSTS7000222.',
    basis: ERRORS,
    needs: ['client', 'control', 'httpsBase'],
    async run(target) {
      const name = await applicationName(target, target.options.client?.id ?? '');
      await control(target, 'POST', 'application', { name, secretExpired: true });
      target.cleanUp(() => control(target, 'POST', 'application', { name, secretExpired: false }));
      const client = await msalClient(target);
      const { error, number } = await msalRefusal(client.acquireTokenByClientCredential(wish));
      target.see('error', `${error} ${number}`, 'invalid_client 7000222');
    },
  },
];
