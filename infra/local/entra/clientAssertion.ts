import { constants, createHash, createVerify, X509Certificate } from 'node:crypto';
import type { Application } from '../directory';
import { EntraError } from './entraError';

const LEEWAY_S = 300;

export interface AssertionRules {
  /** The certificates (PEM) registered for the application. */
  readonly certificates: readonly string[];
  /** Values of `aud` that mean this tenant's token endpoint. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Checks a client assertion as Entra documents it: PS256 with the SHA-256 thumbprint of a registered certificate,
 * `iss` and `sub` the application, `aud` the token endpoint, with `exp` and `jti`. Throws an EntraError.
 * An assertion may come again while it is valid: msal-node keeps and repeats it for ten minutes.
 */
export function checkClientAssertion(assertion: string, application: Application, rules: AssertionRules): void {
  const [head = '', body = '', signature = '', ...more] = assertion.split('.');
  const header = jsonOf(head);
  const claims = jsonOf(body);
  if (!header || !claims || !signature || more.length > 0)
    throw new EntraError(400, 'invalid_request', 50027, 'JWT token is invalid or malformed.');
  const thumbprint = String(header['x5t#S256'] ?? '');
  const refuse = (reason: string): EntraError =>
    new EntraError(
      401,
      'invalid_client',
      700027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${application.id}'.]`,
    );
  if (header.alg !== 'PS256')
    throw new EntraError(
      401,
      'invalid_client',
      700027,
      `Client assertion failed signature validation. [Reason - The algorithm '${String(header.alg)}' is not known here: sign with PS256.]`,
      { unknownCall: header.alg === 'RS256' },
    );
  const certificate = rules.certificates
    .map((pem) => new X509Certificate(pem))
    .find((known) => thumbprintIn(known) === thumbprint);
  if (!certificate) throw refuse('The key was not found.');
  if (rules.now > Date.parse(certificate.validTo)) throw refuse('The key used is expired.');
  const isSigned = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(
    {
      key: certificate.publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    },
    signature,
    'base64url',
  );
  if (!isSigned) throw refuse('The provided signature value did not match the expected signature value.');
  checkClaims(claims, application, rules);
}

function checkClaims(claims: Readonly<Record<string, unknown>>, application: Application, rules: AssertionRules): void {
  const refuse = (number: number, message: string): EntraError =>
    new EntraError(401, 'invalid_client', number, message);
  if (claims.iss !== application.id || claims.sub !== application.id)
    throw refuse(700021, "Client assertion application identifier doesn't match 'client_id' parameter.");
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (!audiences.some((audience) => rules.audiences.includes(String(audience))))
    throw refuse(700023, 'Client assertion audience claim does not match Realm issuer.');
  const now = rules.now / 1000;
  const { exp, nbf = 0 } = claims;
  if (typeof exp !== 'number' || typeof nbf !== 'number' || exp + LEEWAY_S <= now || nbf > now + LEEWAY_S)
    throw refuse(
      700024,
      `Client assertion is not within its valid time range. Current time: ${isoOf(now)}, assertion valid from ${isoOf(nbf)}, expiry time of assertion ${isoOf(exp)}.`,
    );
  if (typeof claims.jti !== 'string' || claims.jti === '')
    throw refuse(50027, "JWT token is invalid or malformed: the claim 'jti' is missing.");
}

const isoOf = (seconds: unknown): string =>
  typeof seconds === 'number' && Math.abs(seconds) < 8e12 ? new Date(seconds * 1000).toISOString() : 'none';

const thumbprintIn = (certificate: X509Certificate): string =>
  createHash('sha256').update(certificate.raw).digest('base64url');

function jsonOf(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
