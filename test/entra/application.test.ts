import { decodeJwt } from 'jose';
import { createEntraApplication } from '../../src/entra/application';
import type { Credential } from '../../src/entra/credential';
import { readCertificate } from '../../src/entra/readCertificate';
import { startTenant, type TestTenant } from '../support/tenant';
import { madeCertificate } from './certificates';
import { type IdentityEndpoint, startIdentityEndpoint } from './identityEndpoint';

const GRAPH = 'https://graph.microsoft.com';
const EXCHANGE = 'api://AzureADTokenExchange';
const IDENTITY = '33333333-0000-4000-8000-0000000000aa';
const PRINCIPAL = '33333333-0000-4000-8000-0000000000bb';
let tenant: TestTenant;
let endpoint: IdentityEndpoint;

beforeAll(async () => {
  tenant = await startTenant();
  endpoint = await startIdentityEndpoint(async (resource, clientId) => {
    if (clientId === tenant.environment.service.BOT_APP_ID) return tenant.token({ app: 'bot', audience: 'connector' });
    if (clientId !== IDENTITY) return undefined;
    const iss = `${tenant.origin}/${tenant.environment.service.TENANT_ID}/v2.0`;
    return tenant.token({
      app: 'bot',
      claims: { iss, aud: resource, sub: PRINCIPAL, oid: PRINCIPAL, appid: IDENTITY },
    });
  });
});
afterAll(async () => {
  await endpoint?.close();
  await tenant?.close();
});

const applicationOf = (credential: Credential, clientId = tenant.environment.service.CLIENT_ID ?? '') =>
  createEntraApplication(
    {
      loginBaseUrl: tenant.environment.service.LOGIN_BASE_URL ?? '',
      tenantId: tenant.environment.service.TENANT_ID ?? '',
      clientId,
      credential,
    },
    (url, init) => fetch(url, init),
  );
const told = async (token: Promise<unknown>): Promise<string> => {
  const error: unknown = await token.catch((cause: unknown) => cause);
  if (!(error instanceof Error)) throw new Error('There was no refusal.');
  const words = `${error.name}: ${error.message}`;
  expect(`${words} ${String(error.cause)} ${JSON.stringify(error)}`).not.toMatch(
    /eyJ|BEGIN|secret-detail|[0-9a-f]{8}-[0-9a-f]{4}|https?:/i,
  );
  return words;
};

describe('a certificate', () => {
  it('brings tokens, from memory while they last', async () => {
    const made = await madeCertificate(90);
    tenant.tenant.directory.addCertificate('service', made.certificate);
    const application = applicationOf(readCertificate(made.pem));
    const first = await application.tokenFor(GRAPH, false);
    expect(decodeJwt(first.accessToken)).toMatchObject({
      appid: tenant.environment.service.CLIENT_ID,
      aud: GRAPH,
      appidacr: '2',
    });
    expect((await application.tokenFor(GRAPH, false)).accessToken).toBe(first.accessToken);
    expect((await application.tokenFor(GRAPH, true)).accessToken).not.toBe(first.accessToken);
  });

  it('that Entra does not know, or that has run out, is refused in a sentence that says nothing of it', async () => {
    const strange = readCertificate((await madeCertificate(90)).pem);
    const old = await madeCertificate(-3);
    tenant.tenant.directory.addCertificate('service', old.certificate);
    for (const credential of [strange, readCertificate(old.pem)])
      expect(await told(applicationOf(credential).tokenFor(GRAPH, false))).toBe(
        'LoginRefused: The login service refused the service its token. The certificate is not registered with the application, or has run out. (AADSTS700027)',
      );
  });
});

describe('a secret', () => {
  it('that is wrong is refused in a sentence', async () => {
    const wrong = applicationOf({ kind: 'secret', secret: 'secret-detail' });
    expect(await told(wrong.tokenFor(GRAPH, false))).toMatch(/The client secret is wrong\. \(AADSTS7000215\)$/);
  });
});

describe('a managed identity', () => {
  it('vouches for the application that trusts it', async () => {
    const application = applicationOf({ kind: 'managedIdentity', clientId: IDENTITY });
    expect(await told(application.tokenFor(GRAPH, false))).toMatch(
      /does not trust the managed identity: it needs a federated credential for it\. \(AADSTS700213\)$/,
    );
    tenant.tenant.directory.setState('service', { federatedSubjects: [PRINCIPAL] });
    const { accessToken } = await application.tokenFor(GRAPH, false);
    expect(decodeJwt(accessToken)).toMatchObject({ appid: tenant.environment.service.CLIENT_ID, aud: GRAPH });
    expect(endpoint.asked.at(-1)).toEqual({ resource: EXCHANGE, clientId: IDENTITY });
  });

  it('is the application itself where the ids are the same, as for a bot that is one', async () => {
    const clientId = tenant.environment.service.BOT_APP_ID ?? '';
    const application = applicationOf({ kind: 'managedIdentity', clientId }, clientId);
    const { accessToken, expiresOn } = await application.tokenFor('https://api.botframework.com', false);
    expect(decodeJwt(accessToken)).toMatchObject({ appid: clientId, aud: 'https://api.botframework.com' });
    expect(expiresOn?.getTime()).toBeGreaterThan(Date.now() + 1_800_000);
    expect(endpoint.asked.at(-1)).toEqual({ resource: 'https://api.botframework.com', clientId });
  });

  it('that this machine does not have, or whose address is in trouble, is said in a sentence', async () => {
    const absent = applicationOf({ kind: 'managedIdentity', clientId: '33333333-0000-4000-8000-0000000000cc' });
    expect(await told(absent.tokenFor(GRAPH, false))).toBe(
      'LoginRefused: Azure gave no token for the managed identity. Is it assigned to this machine?',
    );
    endpoint.fail(503);
    const asked = endpoint.asked.length;
    const silent = applicationOf({ kind: 'managedIdentity', clientId: '33333333-0000-4000-8000-0000000000dd' });
    expect(await told(silent.tokenFor(GRAPH, false))).toMatch(
      /^LoginSilent: The managed identity does not answer on this machine\./,
    );
    // MSAL's own repeats are off: how often is for the caller to say.
    expect(endpoint.asked).toHaveLength(asked + 1);
    endpoint.fail(undefined);
  });
});
