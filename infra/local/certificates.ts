import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A certificate and its private key, as PEM and as the files that hold them. */
export interface CertificatePair {
  readonly certificate: string;
  readonly privateKey: string;
  readonly certificateFile: string;
  readonly privateKeyFile: string;
}

/** The tenant's own certificate authority and the certificate of its https address. */
export interface ServerCertificates {
  readonly server: CertificatePair;
  /** What a client has to trust: NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
}

const DAY_MS = 86_400_000;
const YEARS_MS = 3_650 * DAY_MS;

/** `<dir>/tls`, for its owner only. */
export const certificateFolder = (dir: string): string => path.join(dir, 'tls');

/** The hexadecimal SHA-256 thumbprint of a certificate, as msal-node's `thumbprintSha256` wants it. */
export const thumbprintOf = (certificate: string): string =>
  createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');

/** The certificate for localhost and the authority that signed it, made at the first call and kept in `<dir>/tls`. */
export async function serverCertificates(dir: string): Promise<ServerCertificates> {
  const authority =
    readPair(dir, 'ca') ??
    (await makePair(dir, 'ca', 'Local tenant authority', {
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    }));
  const server =
    readPair(dir, 'localhost') ??
    (await makePair(dir, 'localhost', 'localhost', {
      keyType: 'ec',
      ca: { key: authority.privateKey, cert: authority.certificate },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
            { type: 7, ip: '::1' },
          ],
        },
      ],
    }));
  return { server, caFile: authority.certificateFile };
}

/** A self-signed RSA certificate with which an application proves itself to Entra, made once and kept in `<dir>/tls`. */
export async function applicationCertificate(dir: string, name: string): Promise<CertificatePair> {
  return readPair(dir, name) ?? (await makePair(dir, name, `Local tenant ${name}`, { keyType: 'rsa', keySize: 2048 }));
}

type GenerateOptions = NonNullable<Parameters<typeof import('selfsigned')['generate']>[1]>;

async function makePair(
  dir: string,
  name: string,
  commonName: string,
  options: GenerateOptions,
): Promise<CertificatePair> {
  // Loaded only when something has to be made: it takes longer than the rest of the tenant's start.
  const { generate } = await import('selfsigned');
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: commonName }], {
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + YEARS_MS),
    ...options,
  });
  const files = certificateFilesOf(dir, name);
  mkdirSync(certificateFolder(dir), { recursive: true, mode: 0o700 });
  // The key first: a start that is cut short leaves no certificate, and the next start makes both again.
  writeAtOnce(files.privateKeyFile, made.private);
  writeAtOnce(files.certificateFile, made.cert);
  return { certificate: made.cert, privateKey: made.private, ...files };
}

function readPair(dir: string, name: string): CertificatePair | undefined {
  const files = certificateFilesOf(dir, name);
  if (!existsSync(files.certificateFile) || !existsSync(files.privateKeyFile)) return undefined;
  const certificate = readFileSync(files.certificateFile, 'utf8');
  const privateKey = readFileSync(files.privateKeyFile, 'utf8');
  const known = new X509Certificate(certificate);
  const isUsable = known.checkPrivateKey(createPrivateKey(privateKey)) && Date.parse(known.validTo) > Date.now();
  return isUsable ? { certificate, privateKey, ...files } : undefined;
}

/** Where a certificate and its key are kept. */
export const certificateFilesOf = (dir: string, name: string) => ({
  certificateFile: path.join(certificateFolder(dir), `${name}.pem`),
  privateKeyFile: path.join(certificateFolder(dir), `${name}.key.pem`),
});

function writeAtOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}
