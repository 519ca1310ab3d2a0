import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BOT_CREDENTIAL, readCredential, SERVICE_CREDENTIAL } from '../src/configCredentials';
import { type MadeCertificate, madeCertificate } from './entra/certificates';

const IDENTITY = '33333333-0000-4000-8000-0000000000aa';
let made: MadeCertificate;
let folder: string;
let file: string;
beforeAll(async () => {
  made = await madeCertificate(90);
  folder = mkdtempSync(path.join(tmpdir(), 'trustlane-credential-'));
  file = path.join(folder, 'service.pem');
  writeFileSync(file, made.pem);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (env: Record<string, string>, names = SERVICE_CREDENTIAL) => {
  const problems: string[] = [];
  return { credential: readCredential(env, names, problems), problems };
};

it('the setting that is there decides', () => {
  expect(read({ CLIENT_SECRET: 's', CLIENT_CERTIFICATE: '' }).credential).toEqual({ kind: 'secret', secret: 's' });
  expect(read({ BOT_APP_PASSWORD: 's', BOT_APP_PASSWORD_EXPIRES_ON: '2027-05-31' }, BOT_CREDENTIAL).credential).toEqual(
    {
      kind: 'secret',
      secret: 's',
      expiresOn: '2027-05-31',
    },
  );
  expect(read({ CLIENT_MANAGED_IDENTITY: IDENTITY }).credential).toEqual({
    kind: 'managedIdentity',
    clientId: IDENTITY,
  });
});

it.each([
  ['a file', () => ({ CLIENT_CERTIFICATE_FILE: file })],
  ['a value of many lines', () => ({ CLIENT_CERTIFICATE: made.pem })],
  ['the certificate before the key', () => ({ CLIENT_CERTIFICATE: `${made.certificate}\n${made.privateKey}` })],
  ['a value of one line', () => ({ CLIENT_CERTIFICATE: made.pem.replaceAll('\n', '\\n') })],
  ['base64 of it', () => ({ CLIENT_CERTIFICATE: Buffer.from(made.pem).toString('base64') })],
  ['a file from Windows', () => ({ CLIENT_CERTIFICATE: made.pem.replaceAll('\n', '\r\n') })],
])('a certificate may come as %s', (_what, env) => {
  const { credential, problems } = read(env());
  expect(problems).toEqual([]);
  expect(credential).toMatchObject({ kind: 'certificate', thumbprintSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  if (credential?.kind !== 'certificate') throw new Error('It is not a certificate.');
  const days = (Date.parse(credential.validTo) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(90);
});

it('none, or two, is one clear sentence', () => {
  expect(read({}).problems).toEqual([
    'one of CLIENT_SECRET, CLIENT_CERTIFICATE, CLIENT_CERTIFICATE_FILE or CLIENT_MANAGED_IDENTITY is missing',
  ]);
  expect(read({ CLIENT_SECRET: 'hidden', CLIENT_MANAGED_IDENTITY: IDENTITY })).toEqual({
    credential: undefined,
    problems: ['CLIENT_SECRET and CLIENT_MANAGED_IDENTITY are set together; keep one of them'],
  });
});

it('what is wrong with a certificate is said without a word of it', async () => {
  const other = await madeCertificate(90);
  const elliptic = await madeCertificate(90, { keyType: 'ec' });
  const small = await madeCertificate(90, { keySize: 1024 });
  const { privateKey: locked } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hidden' },
  });
  const broken = (pem: string): string => pem.replace(/\n[A-Za-z0-9+/=]{20,}\n/, '\nhidden0hidden0hidden0hidden0\n');
  const cases: readonly (readonly [string, RegExp])[] = [
    ['hidden', /holds no certificate/],
    [made.certificate, /not its private key/],
    [made.privateKey, /holds no certificate/],
    [`${made.pem}\n${other.privateKey}`, /more than one private key/],
    [`${made.certificate}\n${other.privateKey}`, /does not belong to the certificate/],
    [`${made.certificate}\n${locked}`, /private key with a password/],
    [`${broken(made.certificate)}\n${made.privateKey}`, /certificate that cannot be read/],
    [`${made.certificate}\n${broken(made.privateKey)}`, /private key that cannot be read/],
    [elliptic.pem, /must have an RSA key/],
    [small.pem, /at least 2048 bits/],
  ];
  for (const [pem, message] of cases) {
    const { credential, problems } = read({ CLIENT_CERTIFICATE: pem });
    expect([credential, ...problems]).toEqual([undefined, expect.stringMatching(message)]);
    expect(problems.join()).not.toMatch(/hidden|BEGIN|[A-Za-z0-9+/]{40}/);
  }
});

it.each([
  [{ CLIENT_CERTIFICATE_FILE: '/nowhere/hidden.pem' }, /CLIENT_CERTIFICATE_FILE names a file that cannot be read/],
  [{ CLIENT_MANAGED_IDENTITY: 'hidden' }, /CLIENT_MANAGED_IDENTITY must be the client id/],
  [{ CLIENT_SECRET: 'hidden', CLIENT_SECRET_EXPIRES_ON: '31.12.2027' }, /CLIENT_SECRET_EXPIRES_ON must be a day/],
  [{ CLIENT_SECRET: 'hidden', CLIENT_SECRET_EXPIRES_ON: '2027-02-30' }, /CLIENT_SECRET_EXPIRES_ON must be a day/],
])('%j is refused without its value', (env, message) => {
  const { credential, problems } = read(env as Record<string, string>);
  expect([credential, ...problems]).toEqual([undefined, expect.stringMatching(message)]);
  expect(problems.join()).not.toContain('hidden');
});
