import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { type Person, ROLES } from '../../src/domain/person';
import { AppError } from '../../src/errors';
import type { SigningKeys } from './signingKeys';

/** Who stands behind the token that Teams gave the tab. */
export interface TabTokens {
  /**
   * Throws `unauthenticated` without a good token of this tenant for this service, `forbidden` for applications and
   * for people without a role (guests among them), `unavailable` when the signing keys cannot be had.
   */
  personOf(authorization: string | undefined): Promise<Person>;
}

// What Entra puts into an access token of version 2.0 for our API. Anything else in it is of no concern here.
const claims = z.object({
  ver: z.literal('2.0'),
  tid: z.string(),
  oid: z.guid(),
  idtyp: z.string().optional(),
  scp: z.string().optional(),
  roles: z.array(z.string()).optional(),
  name: z.string().max(200).optional(),
  preferred_username: z.string().max(320).optional(),
});

const REFUSED = 'Your sign-in could not be checked. Reload the page to sign in again.';

/** Checks tab tokens against the tenant's keys. `hostName` is the host in the application's id URI. */
export function createTabTokens(options: {
  keys: SigningKeys;
  tenantId: string;
  clientId: string;
  publicUrl: string;
}): TabTokens {
  const { keys, clientId, tenantId } = options;
  const audience = [clientId, `api://${clientId}`, `api://${new URL(options.publicUrl).host}/${clientId}`];

  async function verified(token: string) {
    const issuer = await keys.issuer();
    try {
      const { payload } = await jwtVerify(token, keys.keyOf, {
        algorithms: ['RS256'],
        issuer,
        audience,
        clockTolerance: 300,
        requiredClaims: ['exp', 'nbf', 'iat'],
      });
      return claims.parse(payload);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      const isOver = cause instanceof errors.JWTExpired;
      throw new AppError('unauthenticated', isOver ? 'Your sign-in has run out. Reload the page to go on.' : REFUSED, {
        cause,
      });
    }
  }

  return {
    async personOf(authorization) {
      const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
      if (authorization === undefined)
        throw new AppError('unauthenticated', 'Sign in first: open Trustlane in Microsoft Teams.');
      // An access token of Entra is a few kilobytes; nothing larger is worth the arithmetic.
      if (token === undefined || token.length > 16_384) throw new AppError('unauthenticated', REFUSED);
      const found = await verified(token);
      if (found.tid.toLowerCase() !== tenantId.toLowerCase()) throw new AppError('unauthenticated', REFUSED);
      if (found.idtyp === 'app' || found.scp === undefined) {
        throw new AppError('forbidden', 'This address is for people who are signed in, not for applications.');
      }
      if (!found.scp.split(' ').includes('access_as_user')) {
        throw new AppError('forbidden', 'This sign-in does not cover Trustlane. Open Trustlane in Microsoft Teams.');
      }
      const roles = ROLES.filter((role) => found.roles?.includes(role));
      if (roles.length === 0) {
        throw new AppError(
          'forbidden',
          'You have no role in Trustlane yet. Ask the person who looks after it at your company for one.',
        );
      }
      const email = found.preferred_username?.includes('@') ? found.preferred_username : undefined;
      return {
        oid: found.oid.toLowerCase(),
        tid: found.tid.toLowerCase(),
        name: found.name ?? email ?? 'A colleague',
        email,
        roles,
      };
    },
  };
}
