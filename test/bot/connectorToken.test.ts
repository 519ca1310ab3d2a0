import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { BadToken, createTokenCheck, KeysUnavailable } from '../../bot/teams/connectorToken';

const APP = '45444444-0000-4000-8000-000000000002';
const ISSUER = 'https://api.botframework.com';
const asked: string[] = [];
let isDown = false;
let server: Server;
let origin: string;
let sign: (kid: string) => Promise<string>;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const key = { ...(await exportJWK(publicKey)), kid: 'known', use: 'sig', endorsements: ['msteams'] };
  sign = (kid) =>
    new SignJWT({ serviceurl: 'x' })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(ISSUER)
      .setAudience(APP)
      .setExpirationTime('1h')
      .sign(privateKey);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.statusCode = isDown ? 503 : 200;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(request.url === '/keys' ? { keys: [key] } : { issuer: ISSUER, jwks_uri: `${origin}/keys` }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked.length = 0;
  isDown = false;
});

const check = () => createTokenCheck(`${origin}/metadata`, APP, () => new Date());

it('reads metadata and keys once for many calls at the same moment', async () => {
  const checkToken = check();
  const authorization = `Bearer ${await sign('known')}`;
  await Promise.all([checkToken(authorization), checkToken(authorization), checkToken(authorization)]);
  expect(asked).toEqual(['/metadata', '/keys']);
});

it('looks for an unknown key once, however many tokens name one', async () => {
  const checkToken = check();
  await checkToken(`Bearer ${await sign('known')}`);
  for (const kid of ['a', 'b', 'c']) await expect(checkToken(`Bearer ${await sign(kid)}`)).rejects.toThrow(BadToken);
  expect(asked.filter((path) => path === '/keys').length).toBeLessThanOrEqual(2);
});

it('tells a token that cannot be judged from a bad one, does not knock again at once, and recovers', async () => {
  isDown = true;
  const checkToken = check();
  const authorization = `Bearer ${await sign('known')}`;
  await expect(checkToken(authorization)).rejects.toThrow(KeysUnavailable);
  await expect((async () => checkToken(authorization))()).rejects.toThrow(KeysUnavailable);
  expect(asked).toEqual(['/metadata']);
  isDown = false;
  const soon = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 5_000);
  await expect(checkToken(authorization)).resolves.toMatchObject({ aud: APP });
  soon.mockRestore();
});

it('asks nobody for a token that is none', async () => {
  await expect(check()('Bearer nonsense')).rejects.toThrow(BadToken);
  expect(asked).toEqual([]);
});
