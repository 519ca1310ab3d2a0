import { EntraError } from './entraError';
import type { TokenIssuer } from './tokens';

const EXCHANGE = 'api://AzureADTokenExchange';

/**
 * Checks an assertion that is itself a token of this directory: that of a managed identity, which an application trusts
 * through a federated credential. Returns false for anything that this directory did not issue, which is for others to
 * judge; throws an EntraError for a token that the application does not trust.
 */
export function isFederatedAssertion(
  assertion: string,
  issuer: Pick<TokenIssuer, 'verifySignature' | 'verify' | 'issuer'>,
  trusted: readonly string[],
): boolean {
  const claims = issuer.verifySignature(assertion);
  if (!claims) return false;
  const refuse = (number: number, message: string): EntraError =>
    new EntraError(401, 'invalid_client', number, message);
  if (!issuer.verify(assertion)) throw refuse(700024, 'Client assertion is not within its valid time range.');
  if (claims.iss !== issuer.issuer())
    throw refuse(
      700211,
      `No matching federated identity record found for presented assertion issuer '${String(claims.iss)}'.`,
    );
  if (claims.aud !== EXCHANGE)
    throw refuse(
      700212,
      `No matching federated identity record found for presented assertion audience '${String(claims.aud)}'.`,
    );
  if (!trusted.includes(String(claims.sub)))
    throw refuse(
      700213,
      `No matching federated identity record found for presented assertion subject '${String(claims.sub)}'.`,
    );
  return true;
}
