import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import { GraphError, invalidRequest, unknownCall } from './graphError';
import { openToken, sealToken, withOption } from './pageToken';
import { readSelect } from './query';
import { registerGraphRoute } from './router';
import { contextUrl, graphBase, type Json } from './shapes';
import { graphStateOf } from './state';

const USUAL = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];
const ON_REQUEST = ['userType', 'externalUserState', 'accountEnabled', 'companyName', 'country'];
const USUAL_PAGE = 100;
const LARGEST_PAGE = 999;
const PROPERTIES: ReadonlySet<string> = new Set([...USUAL, ...ON_REQUEST]);

/** Users of the directory: by id or user principal name, and looked up by mail or user principal name. */
export function registerUsers(context: TenantContext, directory: Directory): void {
  const state = graphStateOf(context);

  registerGraphRoute(
    context,
    'GET',
    '/users/{user}',
    'User.Read.All',
    (request) => {
      const select = readSelect(request.query.get('$select'), PROPERTIES, 'microsoft.graph.user');
      const { user = '' } = request.params;
      const person = directory.get(user) ?? directory.byUserPrincipalName(user);
      if (!person)
        throw new GraphError(
          404,
          'Request_ResourceNotFound',
          `Resource '${user}' does not exist or one of its queried reference-property objects are not present.`,
        );
      return {
        status: 200,
        body: { '@odata.context': contextUrl(context, 'users/$entity'), ...userShape(person, select) },
      };
    },
    { query: ['$select'] },
  );

  registerGraphRoute(
    context,
    'GET',
    '/users',
    'User.Read.All',
    (request) => {
      const { query } = request;
      const select = readSelect(query.get('$select'), PROPERTIES, 'microsoft.graph.user');
      const isWanted = readUserFilter(query.get('$filter'));
      const top = readPageSize(query.get('$top'));
      const token = query.get('$skiptoken');
      const opened =
        token === undefined ? { skip: 0 } : (openToken(state.linkKey, token) as { skip?: number } | undefined);
      if (opened?.skip === undefined)
        throw new GraphError(
          400,
          'Directory_ExpiredPageToken',
          'The specified page token value has expired and can no longer be included in your request.',
        );
      const found = directory.list().filter(isWanted);
      const body: Json = {
        '@odata.context': contextUrl(context, 'users'),
        value: found.slice(opened.skip, opened.skip + top).map((person) => userShape(person, select)),
      };
      if (found.length > opened.skip + top)
        body['@odata.nextLink'] = withOption(
          `${graphBase(context)}/users`,
          query,
          '$skiptoken',
          sealToken(state.linkKey, { skip: opened.skip + top }),
        );
      return { status: 200, body };
    },
    { query: ['$select', '$filter', '$top', '$skiptoken'] },
  );
}

function userShape(person: Person, select: readonly string[] | undefined): Json {
  const all: Json = {
    businessPhones: [],
    displayName: person.displayName,
    givenName: person.givenName ?? null,
    jobTitle: person.jobTitle ?? null,
    mail: person.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: person.preferredLanguage ?? null,
    surname: person.surname ?? null,
    userPrincipalName: person.userPrincipalName,
    id: person.id,
    userType: person.userType,
    externalUserState: person.externalUserState ?? null,
    accountEnabled: true,
    companyName: person.companyName ?? null,
    country: person.country ?? null,
  };
  return Object.fromEntries((select ?? USUAL).map((name) => [name, all[name]]));
}

/** 1 to 999; the directory refuses what lists would cut to their limit. */
function readPageSize(text: string | undefined): number {
  if (text === undefined) return USUAL_PAGE;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= LARGEST_PAGE) return size;
  throw invalidRequest(`Invalid page size specified: '${text}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`);
}

const COMPARISON = /^(mail|userPrincipalName|userType)\s+eq\s+'((?:[^']|'')*)'$/;

/** `mail eq '…' or userPrincipalName eq '…'`, without regard to case. Throws 400 for anything else. */
function readUserFilter(text: string | undefined): (person: Person) => boolean {
  if (text === undefined) return () => true;
  const tests = text.split(/\s+or\s+/).map((part) => {
    const [, property, literal = ''] = COMPARISON.exec(part.trim()) ?? [];
    if (property !== 'mail' && property !== 'userPrincipalName' && property !== 'userType')
      throw unknownCall(`Invalid filter clause: ${part}`, 'Request_UnsupportedQuery');
    return { property, value: literal.replaceAll("''", "'").toLowerCase() } as const;
  });
  return (person) => tests.some(({ property, value }) => person[property].toLowerCase() === value);
}
