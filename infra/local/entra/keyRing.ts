import type { Meta } from '../database';
import { newPrivateKeyPem, type SigningKey, signingKeyOf } from './signingKey';

/** The directory's signing keys: one signs, all that are published verify. Kept in the database. */
export interface KeyRing {
  /** The key that signs. */
  current(): SigningKey;
  /** The published keys, newest first. */
  published(): readonly SigningKey[];
  find(kid: unknown): SigningKey | undefined;
  /** Signs with a new key from now on; the old ones stay published until `dropOld`. */
  roll(): void;
  /** Publishes nothing but the key that signs. */
  dropOld(): void;
  /** Goes up with every change, for those who remember what they verified. */
  generation(): number;
}

/** @param given PKCS8 PEM to begin with at a first start, instead of making a key */
export function openKeyRing(meta: Meta, given?: string): KeyRing {
  const first = meta.getOrMake('entra.signingKey', () => given ?? newPrivateKeyPem());
  const pems = JSON.parse(meta.getOrMake('entra.signingKeys', () => JSON.stringify([first]))) as string[];
  let keys = pems.map(signingKeyOf);
  let generation = 0;
  const save = (next: readonly string[]): void => {
    meta.set('entra.signingKeys', JSON.stringify(next));
    pems.splice(0, pems.length, ...next);
    keys = pems.map(signingKeyOf);
    generation += 1;
  };
  const current = (): SigningKey => {
    const [key] = keys;
    if (!key) throw new Error('The directory has no signing key.');
    return key;
  };
  return {
    current,
    published: () => keys,
    find: (kid) => keys.find((key) => key.kid === kid),
    roll: () => save([newPrivateKeyPem(), ...pems]),
    dropOld: () => save(pems.slice(0, 1)),
    generation: () => generation,
  };
}
