import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import type Database from 'libsql';
import { inTransaction } from '../database';

/** The issuer of every genuine connector token. */
export const CONNECTOR_ISSUER = 'https://api.botframework.com';

/** Which of the connector's keys signs: the real one, one that no channel endorses, or one that is not published. */
export type KeyName = 'endorsed' | 'unendorsed' | 'stranger';

/** How a token is signed. `HS256` uses the public key as a shared secret, the classic confusion attack. */
export type TokenAlgorithm = 'RS256' | 'HS256' | 'none';

export interface TokenRequest {
  readonly claims: Record<string, unknown>;
  readonly key?: KeyName;
  readonly algorithm?: TokenAlgorithm;
}

/** The Bot Connector's own keys: what it publishes, and tokens signed with them. */
export interface SigningKeys {
  /** The key set as published now: `endorsements` names the channels a key may speak for. */
  published(): { readonly keys: readonly JWK[] };
  /** Signs with a new key from now on. The old one stays published, so that tokens signed with it stay good, or not. */
  roll(dropOld: boolean): Promise<void>;
  /** A compact JWT with exactly `claims` (seconds since 1970 for `iat`, `nbf`, `exp`). */
  sign(request: TokenRequest): Promise<string>;
}

interface StoredKey {
  readonly kid: string;
  readonly privateJwk: JWK;
}

/** The row of the key that signed before the last roll-over. */
const RETIRED = 'retired';
const NAMES: readonly KeyName[] = ['endorsed', 'unendorsed', 'stranger'];

/** Reads the connector's keys, or makes them at the tenant's first start, so that tokens outlive a restart. */
export async function openSigningKeys(db: Database.Database): Promise<SigningKeys> {
  db.exec('CREATE TABLE IF NOT EXISTS connector_keys (name TEXT PRIMARY KEY, kid TEXT NOT NULL, jwk TEXT NOT NULL)');
  const stored = new Map<KeyName, StoredKey>();
  await Promise.all(NAMES.map(async (name) => stored.set(name, await readOrMake(db, name))));

  const keyOf = (name: KeyName): StoredKey => {
    const key = stored.get(name);
    if (!key) throw new Error(`The connector has no key named ${name}.`);
    return key;
  };
  let retired = storedKey(db, RETIRED);

  return {
    published: () => ({
      keys: [
        ...[keyOf('endorsed'), ...(retired ? [retired] : [])].map((key) => ({
          ...publicPart(key),
          endorsements: ['msteams'],
        })),
        // Left in the key set on purpose: a product that skips the endorsement check would trust it.
        publicPart(keyOf('unendorsed')),
      ],
    }),
    async roll(dropOld) {
      const old = keyOf('endorsed');
      const made = await makeKey('endorsed');
      retired = dropOld ? undefined : old;
      inTransaction(db, () => {
        keepKey(db, 'endorsed', made);
        if (retired) keepKey(db, RETIRED, retired);
        else db.prepare('DELETE FROM connector_keys WHERE name = ?').run(RETIRED);
      });
      stored.set('endorsed', made);
    },
    async sign({ claims, key = 'endorsed', algorithm = 'RS256' }) {
      const { kid, privateJwk } = keyOf(key);
      if (algorithm === 'none') return new UnsecuredJWT(claims).encode();
      const header = { alg: algorithm, kid, typ: 'JWT' };
      if (algorithm === 'HS256') {
        const pem = createPublicKey({ key: { ...publicPart({ kid, privateJwk }) }, format: 'jwk' });
        return new SignJWT(claims)
          .setProtectedHeader(header)
          .sign(new TextEncoder().encode(String(pem.export({ type: 'spki', format: 'pem' }))));
      }
      return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(privateJwk, 'RS256'));
    },
  };
}

async function readOrMake(db: Database.Database, name: KeyName): Promise<StoredKey> {
  const known = storedKey(db, name);
  if (known) return known;
  const made = await makeKey(name);
  keepKey(db, name, made);
  return made;
}

function storedKey(db: Database.Database, name: string): StoredKey | undefined {
  const row = db.prepare('SELECT kid, jwk FROM connector_keys WHERE name = ?').get(name) as
    | { kid: string; jwk: string }
    | undefined;
  return row && { kid: row.kid, privateJwk: JSON.parse(row.jwk) as JWK };
}

async function makeKey(name: KeyName): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const privateJwk = await exportJWK(privateKey);
  const kid = `connector-${name}-${Buffer.from(String(privateJwk.n)).toString('base64url').slice(0, 12)}`;
  return { kid, privateJwk };
}

function keepKey(db: Database.Database, name: string, { kid, privateJwk }: StoredKey): void {
  db.prepare(
    'INSERT INTO connector_keys (name, kid, jwk) VALUES (?, ?, ?) ' +
      'ON CONFLICT (name) DO UPDATE SET kid = excluded.kid, jwk = excluded.jwk',
  ).run(name, kid, JSON.stringify(privateJwk));
}

function publicPart({ kid, privateJwk }: StoredKey): JWK {
  return { kty: 'RSA', use: 'sig', kid, x5t: kid, n: privateJwk.n, e: privateJwk.e };
}
