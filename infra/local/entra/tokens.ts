import { createHmac, createSign, createVerify, randomUUID } from 'node:crypto';
import type { TenantContext } from '../context';
import type { Application, Directory, Person } from '../directory';
import { newPrivateKeyPem, type SigningKey, signingKeyOf } from './signingKey';

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
/** The client id of Teams on the web, which asks for tab tokens. */
const TEAMS_CLIENT_ID = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
/** Seconds. */
export const TOKEN_LIFETIME = 3_600;

export type Claims = Readonly<Record<string, unknown>>;

/**
 * How a token is signed: by the tenant; by a key that nobody knows; not at all; by a stranger under the tenant's key
 * id; or HS256 with the public key as the secret. All but the first exist so that tests can try to break in.
 */
export type Signature = 'tenant' | 'stranger' | 'none' | 'publicKeyAsSecret';

export interface TokenIssuer {
  readonly key: SigningKey;
  readonly issuer: () => string;
  /** A token for an application. `claims` replace the usual ones; undefined removes one. */
  forApplication(application: Application, audience: string, claims?: Claims, signature?: Signature): string;
  /** A token for the product's API as Teams gets it for a person in the tab. */
  forPerson(person: Person, claims?: Claims, signature?: Signature): string;
  /** The claims of a token that this tenant signed and that has not expired; undefined otherwise. */
  verify(token: string): Claims | undefined;
}

export function createTokenIssuer(context: TenantContext, directory: Directory, key: SigningKey): TokenIssuer {
  const { settings, clock } = context;
  const issuer = (): string => `${settings.origin}/${settings.tenantId}/v2.0`;
  let strangerKey: SigningKey | undefined;
  const verified = new Map<string, Claims>();

  const common = (audience: string): Claims => {
    const now = Math.floor(clock.now() / 1000);
    return {
      aud: audience,
      iss: issuer(),
      iat: now,
      nbf: now,
      exp: now + TOKEN_LIFETIME,
      tid: settings.tenantId,
      uti: randomUUID(),
      ver: '2.0',
    };
  };

  const sign = (claims: Claims, signature: Signature): string => {
    const header = { typ: 'JWT', alg: algorithmOf(signature), kid: key.kid };
    const body = `${encode(header)}.${encode(claims)}`;
    if (signature === 'none') return `${body}.`;
    if (signature === 'publicKeyAsSecret')
      return `${body}.${createHmac('sha256', key.publicPem).update(body).digest('base64url')}`;
    if (signature === 'stranger') strangerKey ??= signingKeyOf(newPrivateKeyPem());
    const signer = signature === 'stranger' && strangerKey ? strangerKey : key;
    return `${body}.${createSign('RSA-SHA256').update(body).sign(signer.privateKey, 'base64url')}`;
  };

  return {
    key,
    issuer,
    forApplication: (application, audience, claims = {}, signature = 'tenant') =>
      sign(
        {
          ...common(audience),
          appid: application.id,
          app_displayname: application.displayName,
          azp: application.id,
          azpacr: '1',
          idtyp: 'app',
          oid: application.principalId,
          sub: application.principalId,
          roles: audience === GRAPH_AUDIENCE ? application.graphRoles : undefined,
          ...claims,
        },
        signature,
      ),
    forPerson: (person, claims = {}, signature = 'tenant') =>
      sign(
        {
          ...common(directory.application('service')?.id ?? ''),
          azp: TEAMS_CLIENT_ID,
          azpacr: '0',
          name: person.displayName,
          oid: person.id,
          preferred_username: person.userType === 'Guest' ? person.mail : person.userPrincipalName,
          roles: person.roles.length > 0 ? person.roles : undefined,
          scp: 'access_as_user',
          sub: Buffer.from(`${person.id}|sub`).toString('base64url'),
          ...claims,
        },
        signature,
      ),
    verify(token) {
      const now = clock.now() / 1000;
      const known = verified.get(token);
      const claims = known ?? verifySignature(token, key);
      if (!claims || claims.iss !== issuer() || Number(claims.exp) <= now || Number(claims.nbf) > now + 300)
        return undefined;
      if (!known) {
        if (verified.size > 1_000) verified.clear();
        verified.set(token, claims);
      }
      return claims;
    },
  };
}

const algorithmOf = (signature: Signature): string =>
  signature === 'none' ? 'none' : signature === 'publicKeyAsSecret' ? 'HS256' : 'RS256';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function verifySignature(token: string, key: SigningKey): Claims | undefined {
  const [head, body, signature, ...more] = token.split('.');
  if (!head || !body || !signature || more.length > 0) return undefined;
  try {
    const header: unknown = JSON.parse(Buffer.from(head, 'base64url').toString());
    if ((header as { alg?: unknown }).alg !== 'RS256' || (header as { kid?: unknown }).kid !== key.kid)
      return undefined;
    const isSigned = createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key.publicKey, signature, 'base64url');
    return isSigned ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims) : undefined;
  } catch {
    return undefined;
  }
}
