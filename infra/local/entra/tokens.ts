import { createHmac, createSign, createVerify, randomUUID } from 'node:crypto';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import type { Application, Directory, Person } from '../directory';
import { seededRandom } from '../seed';
import type { KeyRing } from './keyRing';
import { newPrivateKeyPem, type SigningKey, signingKeyOf } from './signingKey';

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const CONNECTOR_AUDIENCE = 'https://api.botframework.com';
/** The client id of Teams on the web, which asks for tab tokens. */
const TEAMS_CLIENT_ID = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
/** Seconds: an access token lives as long as Entra likes, between these. */
export const SHORTEST_LIFETIME = 3_600;
export const LONGEST_LIFETIME = 5_400;

export type Claims = Readonly<Record<string, unknown>>;

/**
 * How a token is signed: by the tenant; by a key that nobody knows; not at all; by a stranger under the tenant's key
 * id; or HS256 with the public key as the secret. All but the first exist so that tests can try to break in.
 */
export type Signature = 'tenant' | 'stranger' | 'none' | 'publicKeyAsSecret';

export interface TokenIssuer {
  readonly keys: KeyRing;
  /** The issuer of tokens for the product's API, at the address that the call came with. */
  readonly issuer: () => string;
  /** The issuer of tokens for Microsoft's own older APIs, Graph and the Bot Connector among them. */
  readonly olderIssuer: () => string;
  /** A token for an application. `claims` replace the usual ones; undefined removes one. */
  forApplication(application: Application, audience: string, claims?: Claims, signature?: Signature): string;
  /** A token for the product's API as Teams gets it for a person in the tab. */
  forPerson(person: Person, claims?: Claims, signature?: Signature): string;
  /** A token with which `application` acts for a person, at Graph. `scopes` are what was consented to. */
  onBehalfOf(person: Person, application: Application, scopes: readonly string[]): string;
  /** What tells `application` who signed in. */
  idToken(person: Person, application: Application): string;
  /** The claims of a token that this tenant signed and that has not expired; undefined otherwise. */
  verify(token: string): Claims | undefined;
  /** The claims of a token that this tenant signed, expired or not; undefined otherwise. */
  verifySignature(token: string): Claims | undefined;
}

export function createTokenIssuer(context: TenantContext, directory: Directory, keys: KeyRing): TokenIssuer {
  const { settings, clock } = context;
  // A stream of its own: how long a token lives must not depend on what else was left to chance.
  const chance = seededRandom(settings.seed ^ 0x70ce);
  const origin = (): string =>
    settings.httpsOrigin && addressBase(settings).startsWith('https:') ? settings.httpsOrigin : settings.origin;
  const issuer = (): string => `${origin()}/${settings.tenantId}/v2.0`;
  const olderIssuer = (): string => `https://sts.windows.net/${settings.tenantId}/`;
  const isOurs = (iss: unknown): boolean =>
    iss === olderIssuer() ||
    iss === `${settings.origin}/${settings.tenantId}/v2.0` ||
    (settings.httpsOrigin !== undefined && iss === `${settings.httpsOrigin}/${settings.tenantId}/v2.0`);
  let strangerKey: SigningKey | undefined;
  let verified = new Map<string, Claims>();
  let verifiedIn = keys.generation();

  const common = (audience: string, version: '1.0' | '2.0'): Claims => {
    const now = Math.floor(clock.now() / 1000);
    return {
      aud: audience,
      iss: version === '1.0' ? olderIssuer() : issuer(),
      iat: now,
      nbf: now,
      exp: now + SHORTEST_LIFETIME + Math.floor(chance() * (LONGEST_LIFETIME - SHORTEST_LIFETIME)),
      tid: settings.tenantId,
      uti: randomUUID(),
      ver: version,
    };
  };
  // Without the administrator's consent an application still gets a token, but none that may do anything.
  const consentedRoles = ({ name, graphRoles }: Application): readonly string[] | undefined =>
    directory.stateOf(name).consentRevoked || graphRoles.length === 0 ? undefined : graphRoles;
  const versionFor = (audience: string): '1.0' | '2.0' =>
    audience === GRAPH_AUDIENCE || audience === CONNECTOR_AUDIENCE ? '1.0' : '2.0';

  const sign = (claims: Claims, signature: Signature): string => {
    const key = keys.current();
    const header = { typ: 'JWT', alg: algorithmOf(signature), kid: key.kid };
    const body = `${encode(header)}.${encode(claims)}`;
    if (signature === 'none') return `${body}.`;
    if (signature === 'publicKeyAsSecret')
      return `${body}.${createHmac('sha256', key.publicPem).update(body).digest('base64url')}`;
    if (signature === 'stranger') strangerKey ??= signingKeyOf(newPrivateKeyPem());
    const signer = signature === 'stranger' && strangerKey ? strangerKey : key;
    return `${body}.${createSign('RSA-SHA256').update(body).sign(signer.privateKey, 'base64url')}`;
  };

  const verifySignature = (token: string): Claims | undefined => {
    if (verifiedIn !== keys.generation()) {
      verified = new Map();
      verifiedIn = keys.generation();
    }
    const known = verified.get(token);
    if (known) return known;
    const claims = signedClaims(token, keys);
    if (!claims || !isOurs(claims.iss)) return undefined;
    if (verified.size > 1_000) verified.clear();
    verified.set(token, claims);
    return claims;
  };

  return {
    keys,
    issuer,
    olderIssuer,
    forApplication: (application, audience, claims = {}, signature = 'tenant') =>
      sign(
        {
          ...common(audience, versionFor(audience)),
          appid: application.id,
          appidacr: '1',
          app_displayname: application.displayName,
          ...(versionFor(audience) === '2.0' && { azp: application.id, azpacr: '1' }),
          idp: olderIssuer(),
          idtyp: 'app',
          oid: application.principalId,
          sub: application.principalId,
          roles: audience === GRAPH_AUDIENCE ? consentedRoles(application) : undefined,
          ...claims,
        },
        signature,
      ),
    forPerson: (person, claims = {}, signature = 'tenant') =>
      sign(
        {
          ...common(directory.application('service')?.id ?? '', '2.0'),
          azp: TEAMS_CLIENT_ID,
          azpacr: '0',
          name: person.displayName,
          oid: person.id,
          preferred_username: signInNameOf(person),
          roles: person.roles.length > 0 ? person.roles : undefined,
          scp: 'access_as_user',
          sub: subjectOf(person),
          ...claims,
        },
        signature,
      ),
    onBehalfOf: (person, application, scopes) =>
      sign(
        {
          ...common(GRAPH_AUDIENCE, '1.0'),
          app_displayname: application.displayName,
          appid: application.id,
          appidacr: '1',
          idtyp: 'user',
          name: person.displayName,
          oid: person.id,
          scp: scopes.join(' '),
          sub: subjectOf(person),
          unique_name: signInNameOf(person),
          upn: person.userPrincipalName,
        },
        'tenant',
      ),
    idToken: (person, application) =>
      sign(
        {
          ...common(application.id, '2.0'),
          name: person.displayName,
          oid: person.id,
          preferred_username: signInNameOf(person),
          roles: application.name === 'service' && person.roles.length > 0 ? person.roles : undefined,
          sub: subjectOf(person),
        },
        'tenant',
      ),
    verifySignature,
    verify(token) {
      const claims = verifySignature(token);
      const now = clock.now() / 1000;
      // Asked the way round that also refuses a claim that is missing or no number.
      return claims && Number(claims.exp) > now && Number(claims.nbf) <= now + 300 ? claims : undefined;
    },
  };
}

const signInNameOf = (person: Person): string => (person.userType === 'Guest' ? person.mail : person.userPrincipalName);

const subjectOf = (person: Person): string => Buffer.from(`${person.id}|sub`).toString('base64url');

const algorithmOf = (signature: Signature): string =>
  signature === 'none' ? 'none' : signature === 'publicKeyAsSecret' ? 'HS256' : 'RS256';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signedClaims(token: string, keys: KeyRing): Claims | undefined {
  const [head, body, signature, ...more] = token.split('.');
  if (!head || !body || !signature || more.length > 0) return undefined;
  try {
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: unknown; kid?: unknown };
    const key = header.alg === 'RS256' ? keys.find(header.kid) : undefined;
    const isSigned =
      key && createVerify('RSA-SHA256').update(`${head}.${body}`).verify(key.publicKey, signature, 'base64url');
    return isSigned ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims) : undefined;
  } catch {
    return undefined;
  }
}
