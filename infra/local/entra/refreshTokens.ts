import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Meta } from '../database';
import { openToken, sealToken } from '../graph/pageToken';
import { EntraError } from './entraError';

const LIFETIME_MS = 90 * 86_400_000;

const content = z.object({ person: z.string(), application: z.string(), until: z.number() });

/** Refresh tokens: sealed notes of who asked for whom, 90 days long. */
export interface RefreshTokens {
  issue(personId: string, applicationId: string): string;
  /** The object id of the person. Throws 70000, or 700082 for one that has run out. */
  open(token: string, applicationId: string): string;
}

/** @param now the tenant's clock, milliseconds since 1970 */
export function createRefreshTokens(meta: Meta, now: () => number): RefreshTokens {
  const key = Buffer.from(
    meta.getOrMake('entra.refreshKey', () => randomBytes(32).toString('base64')),
    'base64',
  );
  return {
    issue: (person, application) =>
      `1.${sealToken(key, { person, application, until: now() + LIFETIME_MS, id: randomUUID() })}`,
    open(token, applicationId) {
      const opened = content.safeParse(openToken(key, token.replace(/^1\./, '')));
      if (!opened.success || opened.data.application !== applicationId)
        throw new EntraError(
          400,
          'invalid_grant',
          9002313,
          "Invalid request. Request is malformed or invalid: the value of 'refresh_token' is not one of this application.",
        );
      if (opened.data.until <= now())
        throw new EntraError(400, 'invalid_grant', 700082, 'The refresh token has expired due to inactivity.');
      return opened.data.person;
    },
  };
}
