import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { Agent, request } from 'undici';
import { createTenant, type Tenant } from '../../infra/local/tenant';

interface Written {
  readonly service: Readonly<Record<string, string>>;
  readonly https: { readonly origin: string; readonly caFile: string };
}

let dir: string;
let tenant: Tenant;
let environment: Written;
let dispatcher: Agent;

const start = async (): Promise<void> => {
  tenant = await createTenant({ port: 0, dir, productUrl: 'http://localhost:9', httpsPort: 0 });
  await tenant.listen();
  environment = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as Written;
  dispatcher = new Agent({ connect: { ca: readFileSync(environment.https.caFile) } });
};
const stop = async (): Promise<void> => {
  await dispatcher.close();
  await tenant.close();
};

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'tenant-https-'));
  await start();
});
afterAll(async () => {
  await stop();
  rmSync(dir, { recursive: true, force: true });
});

type Call = { method?: 'GET' | 'POST'; body?: string; headers?: Record<string, string> };
const call = async (url: string, options: Call = {}) => {
  const answer = await request(url, { dispatcher, ...options });
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes; what is not there fails the test
  return { status: answer.statusCode, body: (await answer.body.json()) as any };
};

const graphToken = async (origin: string): Promise<string> => {
  const { TENANT_ID = '', CLIENT_ID = '', CLIENT_SECRET = '' } = environment.service;
  const answer = await call(`${origin}/${TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      scope: `${origin}/.default`,
    }).toString(),
  });
  return answer.body.access_token;
};

it('whoever gets an answer finds environment.json, though certificates take a while after the port is open', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenant-opening-'));
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  const fresh = await createTenant({ port, dir: folder, productUrl: 'http://localhost:9', httpsPort: 0 });
  const listening = fresh.listen();
  const first = async (): Promise<boolean> => {
    for (;;) {
      const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
      if (answer?.ok) return existsSync(path.join(folder, 'environment.json'));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  expect(await first()).toBe(true);
  await listening;
  await fresh.close();
  rmSync(folder, { recursive: true, force: true });
});

it('a client that trusts the authority reaches the same tenant over https', async () => {
  const token = await graphToken(environment.https.origin);
  for (const origin of [environment.https.origin, tenant.context.settings.origin]) {
    const answer = await call(`${origin}/v1.0/sites/${environment.service.RECORDS_SITE_ID}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  }
});

it('a client that does not trust the authority gets no answer', async () => {
  await expect(request(`${environment.https.origin}/healthz`)).rejects.toMatchObject({
    code: expect.stringMatching(/CERT|ISSUER|SELF_SIGNED|LEAF_SIGNATURE/),
  });
});

it('addresses in answers follow the scheme and host that the call came with', async () => {
  const { https } = environment;
  const byNumber = https.origin.replace('localhost', '127.0.0.1');
  const http = tenant.context.settings.origin;
  const token = await graphToken(https.origin);
  for (const [index, origin] of [https.origin, byNumber, http].entries()) {
    const users = await call(`${origin}/v1.0/users?$top=2`, { headers: { authorization: `Bearer ${token}` } });
    expect(users.body['@odata.nextLink']).toMatch(new RegExp(`^${origin}/v1.0/users\\?`));
    const drives = await call(`${origin}/v1.0/sites/${environment.service.RECORDS_SITE_ID}/drives`, {
      headers: { authorization: `Bearer ${token}` },
    });
    // A call with a body: it is read in events of the socket before the route runs.
    const session = await call(
      `${origin}/v1.0/drives/${drives.body.value[0].id}/root:/a${index}.bin:/createUploadSession`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ item: { '@microsoft.graph.conflictBehavior': 'replace', name: `a${index}.bin` } }),
      },
    );
    expect(session.body.uploadUrl).toMatch(new RegExp(`^${origin}/upload/`));
  }
});

it('the metadata read over https leads to an issuer and keys over https', async () => {
  const { https, service } = environment;
  const metadata = (await call(`${https.origin}/${service.TENANT_ID}/v2.0/.well-known/openid-configuration`)).body;
  expect(metadata).toMatchObject({
    issuer: `${https.origin}/${service.TENANT_ID}/v2.0`,
    jwks_uri: `${https.origin}/${service.TENANT_ID}/discovery/v2.0/keys`,
  });
  const minted = await call(`${https.origin}/_control/token`, {
    method: 'POST',
    headers: { 'x-local-control': '1', 'content-type': 'application/json' },
    body: '{"person":"maya"}',
  });
  const { keys } = (await call(metadata.jwks_uri)).body;
  const { payload } = await jwtVerify(minted.body.token, createLocalJWKSet({ keys }), { issuer: metadata.issuer });
  expect(payload.name).toBe('Maya Okafor');
});

it('a stranger’s host name is refused over https too', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(environment.https.origin);
    const ca = readFileSync(environment.https.caFile);
    get(
      { host: 'localhost', port, path: '/healthz', ca, servername: 'localhost', headers: { host: 'tenant.example' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    ).on('error', reject);
  });
  expect(status).toBe(403);
});

it('authority and certificates are made once, and their keys are for the owner only', async () => {
  const before = readFileSync(environment.https.caFile, 'utf8');
  const thumbprint = environment.service.CLIENT_CERTIFICATE_THUMBPRINT;
  expect(thumbprint).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(environment.service.LOCAL_CLIENT_CERTIFICATE_KEY_FILE ?? '').mode & 0o077).toBe(0);
  await stop();
  await start();
  expect(readFileSync(environment.https.caFile, 'utf8')).toBe(before);
  expect(environment.service.CLIENT_CERTIFICATE_THUMBPRINT).toBe(thumbprint);
});
