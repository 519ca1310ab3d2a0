import { decodeProtectedHeader } from 'jose';
import { request } from 'undici';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let service: Record<string, string>;

beforeAll(async () => {
  t = await startTenant();
  service = t.environment.service;
});
afterAll(() => t?.close());

describe('the signing key', () => {
  const published = async (path: string) =>
    (
      (await (await request(`${t.origin}/${service.TENANT_ID}${path}`)).body.json()) as {
        keys: { kid: string; alg?: string }[];
      }
    ).keys;
  const graphStatus = async (token: string) => {
    const { statusCode, body } = await request(`${t.origin}/v1.0/sites/${service.RECORDS_SITE_ID}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await body.dump();
    return statusCode;
  };

  it('rolls over: old tokens hold while the old key is published, and no longer', async () => {
    const before = await t.token({ app: 'service' });
    await t.control('POST', 'rollKeys', {});
    const after = await t.token({ app: 'service' });
    const kids = (await published('/discovery/v2.0/keys')).map(({ kid }) => kid);
    expect(kids).toHaveLength(2);
    expect(kids).toContain(decodeProtectedHeader(before).kid);
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    expect([await graphStatus(before), await graphStatus(after)]).toEqual([200, 200]);
    await t.control('POST', 'rollKeys', { dropOld: true });
    expect(await published('/discovery/v2.0/keys')).toHaveLength(1);
    expect([await graphStatus(before), await graphStatus(after)]).toEqual([401, 200]);
  });

  it('is published without its algorithm in the older document', async () => {
    expect((await published('/discovery/keys'))[0]).not.toHaveProperty('alg');
    expect((await published('/discovery/v2.0/keys'))[0]).toMatchObject({ alg: 'RS256' });
  });
});

describe('discovery', () => {
  const read = async (path: string) => {
    const { statusCode, body } = await request(`${t.origin}${path}`);
    return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
  };

  it('the older metadata names the older issuer, and common a pattern', async () => {
    expect((await read(`/${service.TENANT_ID}/.well-known/openid-configuration`)).body.issuer).toBe(
      `https://sts.windows.net/${service.TENANT_ID}/`,
    );
    expect((await read('/common/v2.0/.well-known/openid-configuration')).body.issuer).toBe(
      `${t.origin}/{tenantid}/v2.0`,
    );
  });

  it('instances are discovered, and a foreign one is refused', async () => {
    const ask = (host: string) =>
      read(
        `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`https://${host}/${service.TENANT_ID}/oauth2/v2.0/authorize`)}`,
      );
    const { host } = new URL(t.origin);
    expect((await ask(host)).body).toMatchObject({
      tenant_discovery_endpoint: `${t.origin}/${service.TENANT_ID}/v2.0/.well-known/openid-configuration`,
      metadata: expect.arrayContaining([expect.objectContaining({ aliases: [host] })]),
    });
    expect(await ask('login.evil.example')).toMatchObject({ status: 400, body: { error: 'invalid_instance' } });
  });
});
