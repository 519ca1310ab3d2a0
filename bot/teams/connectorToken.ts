import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type RemoteJWKSet } from 'jose';
import { z } from 'zod';

const ISSUER = 'https://api.botframework.com';
const CHANNEL = 'msteams';
const CLOCK_TOLERANCE_SECONDS = 300;
/** A key that is not known leads to one look at the key set, and to no other within this time. */
const COOLDOWN_MS = 60_000;
const KEYS_MAX_AGE_MS = 12 * 3_600_000;
const TIMEOUT_MS = 10_000;
const PAUSE_MS = 2_000;

const metadata = z.looseObject({ issuer: z.literal(ISSUER), jwks_uri: z.url() });
const endorsedKey = z.looseObject({ kid: z.string(), endorsements: z.array(z.string()).optional() });

/** What a checked token says. */
export interface ConnectorClaims extends JWTPayload {
  readonly serviceurl?: unknown;
}

/** The token is missing, forged, of another issuer or audience, out of its time, or not from a Teams key. */
export class BadToken extends Error {
  override readonly name = 'BadToken';
}

/** The issuer's keys cannot be read now, so no token can be judged. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

/**
 * Checks the bearer tokens of the Bot Connector: RS256 by a published key that is endorsed for Teams, issued by the
 * connector for this bot, in its time (5 minutes' tolerance). Tokens of the Bot Framework Emulator have another issuer
 * and fail here. The SDK's own check is not used: it answers forged tokens with 500, skips the service address when the
 * activity has none, and trusts keys without an endorsement.
 * @param metadataUrl the connector's OpenID metadata
 */
export function createTokenCheck(
  metadataUrl: string,
  botAppId: string,
  now: () => Date,
): (authorization: unknown) => Promise<ConnectorClaims> {
  let keys: Promise<RemoteJWKSet> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function readKeySet(): Promise<RemoteJWKSet> {
    const response = await fetch(metadataUrl, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const uri = new URL(metadata.parse(await response.json()).jwks_uri);
    if (metadataUrl.startsWith('https:') && uri.protocol !== 'https:') throw new Error('the keys are not behind https');
    return createRemoteJWKSet(uri, {
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: KEYS_MAX_AGE_MS,
      timeoutDuration: TIMEOUT_MS,
    });
  }

  function keySet(): Promise<RemoteJWKSet> {
    // Strangers must not be able to make us knock, call after call, at a service that is down.
    if (!keys && Math.abs(performance.now() - failedAt) < PAUSE_MS) {
      throw new KeysUnavailable('The connector metadata was not readable just now.');
    }
    keys ??= readKeySet().catch((cause: unknown) => {
      keys = undefined;
      failedAt = performance.now();
      throw new KeysUnavailable('The connector metadata cannot be read.', { cause });
    });
    return keys;
  }

  return async (authorization) => {
    const token =
      typeof authorization === 'string' ? /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1] : '';
    if (!token) throw new BadToken('no bearer token');
    const known = await keySet();
    const verified = await jwtVerify<ConnectorClaims>(token, known, {
      algorithms: ['RS256'],
      issuer: ISSUER,
      audience: botAppId,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ['exp'],
      currentDate: now(),
    }).catch((cause: unknown) => {
      if (cause instanceof errors.JOSEError && !isUnreadable(cause)) throw new BadToken(cause.code, { cause });
      if (cause instanceof TypeError && known.jwks() !== undefined) throw new BadToken('malformed', { cause });
      throw new KeysUnavailable('The connector keys cannot be read.', { cause });
    });
    const { kid } = verified.protectedHeader;
    const key = (known.jwks()?.keys ?? [])
      .map((each) => endorsedKey.safeParse(each).data)
      .find((each) => each?.kid === kid);
    if (!kid || !key?.endorsements?.includes(CHANNEL)) throw new BadToken('the key is not endorsed for Teams');
    return verified.payload;
  };
}

/** The key set itself was not to be had, as opposed to a token that is wrong. */
const isUnreadable = (error: errors.JOSEError): boolean =>
  error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC';
