import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';
import type Database from 'libsql';

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
  /** The key set as published: `endorsements` names the channels a key may speak for. */
  readonly published: { readonly keys: readonly JWK[] };
  /** A compact JWT with exactly `claims` (seconds since 1970 for `iat`, `nbf`, `exp`). */
  sign(request: TokenRequest): Promise<string>;
}

interface StoredKey {
  readonly kid: string;
  readonly privateJwk: JWK;
}

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
  const published = {
    keys: [
      { ...publicPart(keyOf('endorsed')), endorsements: ['msteams'] },
      // Left in the key set on purpose: a product that skips the endorsement check would trust it.
      publicPart(keyOf('unendorsed')),
    ],
  };

  return {
    published,
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
  const row = db.prepare('SELECT kid, jwk FROM connector_keys WHERE name = ?').get(name) as
    | { kid: string; jwk: string }
    | undefined;
  if (row) return { kid: row.kid, privateJwk: JSON.parse(row.jwk) as JWK };
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const privateJwk = await exportJWK(privateKey);
  const kid = `connector-${name}-${Buffer.from(String(privateJwk.n)).toString('base64url').slice(0, 12)}`;
  db.prepare('INSERT INTO connector_keys (name, kid, jwk) VALUES (?, ?, ?)').run(name, kid, JSON.stringify(privateJwk));
  return { kid, privateJwk };
}

function publicPart({ kid, privateJwk }: StoredKey): JWK {
  return { kty: 'RSA', use: 'sig', kid, x5t: kid, n: privateJwk.n, e: privateJwk.e };
}
