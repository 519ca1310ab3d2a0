import type { Application, Directory, Person } from '../directory';
import { EntraError, missing } from './entraError';
import { audienceOf, type OwnOrigins } from './resources';
import { GRAPH_AUDIENCE, type TokenIssuer } from './tokens';

/** Scopes about the sign-in itself, which nobody has to consent to. */
const SIGN_IN = ['openid', 'profile', 'offline_access', 'email'];

/** Whom and what a token on behalf of a person is for. */
export interface Delegation {
  readonly person: Person;
  /** Granted scopes of Graph, in short form: `User.Read`. */
  readonly scopes: readonly string[];
  readonly wantsIdToken: boolean;
  readonly wantsRefreshToken: boolean;
}

export interface DelegationRules {
  readonly directory: Directory;
  readonly issuer: TokenIssuer;
  readonly origins: OwnOrigins;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const badAssertion = (number: number, message: string): EntraError =>
  new EntraError(400, 'invalid_grant', number, message);

/** The person in whose name a token is asked for: one who holds a token of this application. Throws an EntraError. */
export function personOfAssertion(form: URLSearchParams, application: Application, rules: DelegationRules): Person {
  const assertion = form.get('assertion');
  if (!assertion) throw missing('assertion');
  if (form.get('requested_token_use') !== 'on_behalf_of') throw missing('requested_token_use');
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(assertion))
    throw new EntraError(400, 'invalid_request', 50027, 'JWT token is invalid or malformed.');
  const claims = rules.issuer.verifySignature(assertion);
  if (!claims)
    throw badAssertion(
      50013,
      'Assertion failed signature validation. [Reason - The provided signature value did not match the expected signature value.]',
    );
  if (claims.aud !== application.id && claims.aud !== `api://${application.id}`)
    throw badAssertion(
      500131,
      `Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '${String(claims.aud)}' and the expected audience is 'api://${application.id}' or one of the Application Uris of this application with App ID '${application.id}'(${application.displayName}). The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.`,
    );
  if (!(Number(claims.exp) > rules.now / 1000))
    throw badAssertion(
      500133,
      'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
    );
  if (claims.idtyp === 'app' || claims.scp === undefined)
    throw badAssertion(
      7000114,
      `Application '${application.id}' is not allowed to make application on-behalf-of calls.`,
    );
  return personNamed(String(claims.oid), rules.directory);
}

/** Throws an EntraError for somebody who has been removed from the directory. */
export function personNamed(id: string, directory: Directory): Person {
  const person = directory.get(id);
  if (person && !person.isMailboxOnly) return person;
  throw badAssertion(50034, `The user account ${id} does not exist in the Northgate Trading Ltd directory.`);
}

/** What the person's token may be used for. Throws 70011, 500011 or 65001. */
export function delegationOf(
  scope: string,
  person: Person,
  application: Application,
  rules: DelegationRules,
): Delegation {
  const asked = scope.trim().split(/\s+/).filter(Boolean);
  if (asked.length === 0) throw missing('scope');
  const granted = rules.directory.stateOf(application.name).consentRevoked ? [] : (application.delegatedScopes ?? []);
  const wanted = new Set<string>();
  for (const one of asked.filter((name) => !SIGN_IN.includes(name))) {
    const [, resource = GRAPH_AUDIENCE, name = one] = /^(.+)\/([^/]+)$/.exec(one) ?? [];
    if (audienceOf(resource, rules.origins, rules.directory) !== GRAPH_AUDIENCE)
      throw new EntraError(
        400,
        'invalid_scope',
        70011,
        `The provided value for the input parameter 'scope' is not valid. The scope '${scope}' is not known here.`,
        { unknownCall: true },
      );
    for (const each of name === '.default' ? (granted.length > 0 ? granted : ['.default']) : [name]) wanted.add(each);
  }
  const isGranted = (name: string): boolean => granted.some((known) => known.toLowerCase() === name.toLowerCase());
  if (![...wanted].every(isGranted))
    throw new EntraError(
      400,
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application with ID '${application.id}' named '${application.displayName}'. Send an interactive authorization request for this user and resource.`,
      { suberror: 'consent_required' },
    );
  return {
    person,
    scopes: granted.filter(
      (name) => wanted.size === 0 || [...wanted].some((one) => one.toLowerCase() === name.toLowerCase()),
    ),
    wantsIdToken: asked.includes('openid'),
    wantsRefreshToken: asked.includes('offline_access'),
  };
}
