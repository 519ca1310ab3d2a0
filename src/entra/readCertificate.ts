import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { CertificateCredential } from './credential';

/** What is wrong with a certificate, as words that follow the name of its setting. Holds nothing of the certificate. */
export class BadCertificate extends Error {
  override readonly name = 'BadCertificate';
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;
/** Entra takes RSA keys of this size and more; its own advice. */
const SMALLEST_KEY_BITS = 2048;

/**
 * Reads a certificate with its private key from PEM. Settings that hold one line only may write line ends as `\n` or the
 * whole as base64. The first certificate that belongs to the key is the application's; others are the ones that signed it.
 * Throws BadCertificate.
 */
export function readCertificate(text: string): CertificateCredential {
  const pem = asPem(text);
  const blocks = [...pem.matchAll(BLOCK)].map(([block, kind = '']) => ({ block, kind }));
  const keys = blocks.filter(({ kind }) => kind.endsWith('PRIVATE KEY'));
  const certificates = blocks.filter(({ kind }) => kind === 'CERTIFICATE').map(({ block }) => parsed(block));
  if (certificates.length === 0) throw new BadCertificate('holds no certificate in PEM');
  const [key, ...more] = keys;
  if (!key) throw new BadCertificate('holds a certificate but not its private key; put both into one PEM');
  if (more.length > 0) throw new BadCertificate('holds more than one private key');
  if (key.kind === 'ENCRYPTED PRIVATE KEY' || key.block.includes('ENCRYPTED'))
    throw new BadCertificate('holds a private key with a password; store it without one');
  const privateKey = keyOf(key.block);
  if (privateKey.asymmetricKeyType !== 'rsa') throw new BadCertificate('must have an RSA key');
  if ((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < SMALLEST_KEY_BITS)
    throw new BadCertificate(`must have a key of at least ${SMALLEST_KEY_BITS} bits`);
  const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (!own) throw new BadCertificate('holds a private key that does not belong to the certificate');
  return {
    kind: 'certificate',
    certificate: [own, ...certificates.filter((each) => each !== own)].map(String).join(''),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    thumbprintSha256: own.fingerprint256.replaceAll(':', '').toLowerCase(),
    validFrom: new Date(own.validFrom).toISOString(),
    validTo: new Date(own.validTo).toISOString(),
  };
}

function asPem(text: string): string {
  const given = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  return given.replaceAll('\\r', '').replaceAll('\\n', '\n').replaceAll('\r', '');
}

// The parsers' own messages are not passed on: some repeat what they were given.
function parsed(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw new BadCertificate('holds a certificate that cannot be read');
  }
}

function keyOf(block: string): KeyObject {
  try {
    return createPrivateKey(block);
  } catch {
    throw new BadCertificate('holds a private key that cannot be read');
  }
}
