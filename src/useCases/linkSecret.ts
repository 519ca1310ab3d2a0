import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs and checks personal links. Nothing about a secret is stored: it is computed again for every message. */
export interface LinkSecrets {
  /** The version of the newest key, which signs new links. */
  readonly currentKeyVersion: number;
  /** Whether the key of this version is still there. */
  knows(keyVersion: number): boolean;
  /** 52 characters: the link's key and 128 bits that only the service can compute. */
  sign(linkKey: string, generation: number, keyVersion: number): string;
  /** Whether the secret is the one of this generation. Takes the same time whatever differs. */
  verify(secret: ParsedSecret, generation: number, keyVersion: number): boolean;
}

/** A secret's two halves, in lower case. */
export interface ParsedSecret {
  readonly linkKey: string;
  readonly signature: string;
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const KEY_LENGTH = 26;
const SIGNATURE_LENGTH = 26;
const SIGNATURE_BYTES = 16;

function crockford(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let position = 0; position < SIGNATURE_LENGTH; position++) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text;
}

/**
 * Reads a secret from a link or as a person typed it: spaces, dashes and capitals do not matter, and O, I and L stand
 * for the digits they look like. `undefined` when it cannot be a secret.
 */
export function parseSecret(text: string): ParsedSecret | undefined {
  if (text.length > 200) return undefined;
  const plain = text
    .toLowerCase()
    .replace(/[\s\-\u2010-\u2015]/g, '')
    .replace(/o/g, '0')
    .replace(/[il]/g, '1');
  if (!/^[0-9a-hjkmnp-tv-z]{52}$/.test(plain)) return undefined;
  return { linkKey: plain.slice(0, KEY_LENGTH), signature: plain.slice(KEY_LENGTH) };
}

/** The secret in groups of four, as it is printed in a mail. */
export const typedForm = (secret: string): string => (secret.toUpperCase().match(/.{1,4}/g) ?? []).join('-');

/** @param keys newest last; the newest signs, all verify. At least one, 32 bytes or more each. */
export function createLinkSecrets(keys: readonly { readonly version: number; readonly key: Buffer }[]): LinkSecrets {
  const newest = keys.at(-1);
  if (!newest) throw new RangeError('There must be at least one link key.');
  const byVersion = new Map(keys.map(({ version, key }) => [version, key]));
  const signatureOf = (linkKey: string, generation: number, key: Buffer): string =>
    crockford(createHmac('sha256', key).update(`${linkKey}|${generation}`).digest().subarray(0, SIGNATURE_BYTES));
  return {
    currentKeyVersion: newest.version,
    knows: (keyVersion) => byVersion.has(keyVersion),
    sign(linkKey, generation, keyVersion) {
      const key = byVersion.get(keyVersion);
      if (!key) throw new RangeError(`There is no link key of version ${keyVersion}.`);
      return linkKey + signatureOf(linkKey, generation, key);
    },
    verify(secret, generation, keyVersion) {
      const key = byVersion.get(keyVersion);
      // A removed key verifies nothing, and takes as long as one that is there.
      const expected = signatureOf(secret.linkKey, generation, key ?? newest.key);
      const isEqual = timingSafeEqual(Buffer.from(expected), Buffer.from(secret.signature.padEnd(SIGNATURE_LENGTH)));
      return isEqual && key !== undefined;
    },
  };
}
