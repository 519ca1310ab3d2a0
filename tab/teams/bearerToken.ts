import { authentication } from '@microsoft/teams-js';
import { CannotStart } from './startInTeams';

/** A token is renewed when it has less than this left, so that a slow call does not outlive it. */
const RENEW_BEFORE = 2 * 60_000;

let kept: { readonly token: string; readonly expiresAt: number } | undefined;
let asking: Promise<string> | undefined;

function expiryOf(token: string): number {
  try {
    const payload = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? Number(claims.exp) : Number.NaN;
    return Number.isFinite(exp) ? exp * 1000 : 0;
  } catch {
    return 0;
  }
}

/**
 * The signed-in person's token for our API, from Teams. It stays in memory only.
 * @param isFresh ask Teams again even if the kept one looks good, after the service has refused it
 */
export async function bearerToken(isFresh = false): Promise<string> {
  if (!isFresh && kept && kept.expiresAt - RENEW_BEFORE > Date.now()) return kept.token;
  asking ??= authentication
    .getAuthToken()
    .then((token) => {
      kept = { token, expiresAt: expiryOf(token) };
      return token;
    })
    .catch((cause: unknown) => {
      throw new CannotStart('signInRefused', { cause });
    })
    .finally(() => {
      asking = undefined;
    });
  return asking;
}
