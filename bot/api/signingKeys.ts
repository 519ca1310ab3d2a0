import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { AppError } from '../../src/errors';
import type { Clock } from '../../src/useCases/ports';

/** Where the tenant signs its tokens: the issuer's exact name and its current keys. */
export interface SigningKeys {
  /** Throws `unavailable` when the sign-in service does not answer. */
  issuer(): Promise<string>;
  /** For `jwtVerify`. An unknown key is looked for again at most once a minute. */
  readonly keyOf: JWTVerifyGetKey;
}

const metadata = z.object({ issuer: z.string().min(1), jwks_uri: z.url() });
type Metadata = z.infer<typeof metadata>;

const KEPT_FOR_MS = 24 * 3600 * 1000;
const PAUSE_AFTER_FAILURE_MS = 5_000;
const UNAVAILABLE = 'The sign-in service does not answer right now. Nothing was changed. Please try again in a minute.';

/**
 * The OpenID metadata and keys of one tenant, fetched when first needed from the configured address and kept for a day.
 * A failure is remembered for a few seconds, so that a flood of tokens causes no flood of look-ups.
 */
export function createSigningKeys(options: {
  loginBaseUrl: string;
  tenantId: string;
  clock: Pick<Clock, 'now'>;
}): SigningKeys {
  const address = `${options.loginBaseUrl}/${options.tenantId}/v2.0/.well-known/openid-configuration`;
  let known:
    | { at: number; value: Promise<{ issuer: string; keys: ReturnType<typeof createRemoteJWKSet> }> }
    | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  const now = () => options.clock.now().getTime();

  const unavailable = (cause: unknown) => new AppError('unavailable', UNAVAILABLE, { cause });

  async function fetchMetadata(): Promise<Metadata> {
    const reply = await fetch(address, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
    if (!reply.ok) throw new Error(`The OpenID metadata answered ${reply.status}.`);
    const found = metadata.parse(await reply.json());
    if (new URL(found.jwks_uri).origin !== new URL(options.loginBaseUrl).origin) {
      throw new Error('The OpenID metadata names keys at another host than the configured one.');
    }
    if (!found.issuer.toLowerCase().includes(options.tenantId.toLowerCase())) {
      throw new Error('The OpenID metadata belongs to another tenant.');
    }
    return found;
  }

  async function discover() {
    if (Math.abs(now() - failedAt) < PAUSE_AFTER_FAILURE_MS) throw unavailable(new Error('It failed a moment ago.'));
    try {
      const found = await fetchMetadata();
      const keys = createRemoteJWKSet(new URL(found.jwks_uri), {
        timeoutDuration: 5_000,
        cooldownDuration: 60_000,
        cacheMaxAge: KEPT_FOR_MS,
      });
      return { issuer: found.issuer, keys };
    } catch (error) {
      if (error instanceof AppError) throw error;
      failedAt = now();
      throw unavailable(error);
    }
  }

  function current() {
    if (known && Math.abs(now() - known.at) < KEPT_FOR_MS) return known.value;
    const value = discover();
    const entry = { at: now(), value };
    known = entry;
    value.catch(() => {
      if (known === entry) known = undefined;
    });
    return value;
  }

  return {
    issuer: async () => (await current()).issuer,
    keyOf: async (header, token) => {
      const { keys } = await current();
      if (Math.abs(now() - failedAt) < PAUSE_AFTER_FAILURE_MS && !keys.fresh) throw unavailable(undefined);
      try {
        return await keys(header, token);
      } catch (error) {
        if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
        failedAt = now();
        throw unavailable(error);
      }
    },
  };
}
