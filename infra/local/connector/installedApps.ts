import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import { GraphError } from '../graph/graphError';
import { type GraphRequest, registerGraphRoute } from '../graph/router';
import { NotAccepted } from './chat';

import { connectorStateOf } from './connectorState';
import { graphChatIdOf } from './conversations';
import type { Installation } from './installations';
import { isRecord } from './isRecord';
import { type ConnectorParts, chatPersonOf } from './parts';

const PERMISSION = 'TeamsAppInstallation.ReadWriteSelfForUser.All';

/** The one app in the organisation's catalogue. */
export interface CatalogApp {
  readonly id: string;
  /** The manifest's id. */
  readonly externalId: string;
  readonly displayName: string;
}

/** Graph's view of who has the app: install it for a person, look it up, remove it, and find its chat. */
export function registerInstalledApps(
  context: TenantContext,
  directory: Directory,
  parts: ConnectorParts,
  catalogApp: CatalogApp,
): void {
  const { chat, installations, botAppId } = parts;

  const personIn = ({ params }: GraphRequest): Person => {
    const name = params.user ?? '';
    const person = directory.get(name) ?? directory.byUserPrincipalName(name);
    if (!person || person.isMailboxOnly) throw new GraphError(404, 'NotFound', 'The user could not be found.');
    return person;
  };
  const state = connectorStateOf(context);
  const installFor = (person: Person): boolean => {
    if (installations.hasState(person.id, 'neverOpened')) throw new GraphError(404, 'NotFound', 'Not Found');
    try {
      const lagMs = state.quirks.installLagMs * (state.quirks.installLagMs > 0 ? state.random() : 0);
      return chat.install(chatPersonOf(person), catalogApp.id, lagMs);
    } catch (error) {
      if (error instanceof NotAccepted) throw new GraphError(403, 'Forbidden', error.message);
      throw error;
    }
  };
  const installationIn = (request: GraphRequest): Installation => {
    const installation = installations.get(personIn(request).id);
    if (!installation || installation.id !== request.params.installation) {
      throw new GraphError(404, 'NotFound', 'The app is not installed for this user.');
    }
    return installation;
  };

  registerGraphRoute(context, 'POST', '/users/{user}/teamwork/installedApps', PERMISSION, (request) => {
    const person = personIn(request);
    if (appIdIn(request.body, context.settings.origin) !== catalogApp.id) {
      throw new GraphError(403, 'Forbidden', 'An application may install itself only.');
    }
    if (!installFor(person)) {
      throw new GraphError(409, 'Conflict', 'App is already installed in the personal scope of the user.');
    }
    return { status: 201 };
  });

  registerGraphRoute(
    context,
    'GET',
    '/users/{user}/teamwork/installedApps',
    PERMISSION,
    (request) => {
      const expand = expandIn(request);
      const installation = installations.get(personIn(request).id);
      const wanted = filterIn(request);
      const isWanted = installation && (!wanted || wanted(catalogApp));
      return { status: 200, body: { value: isWanted ? [view(installation, expand)] : [] } };
    },
    { query: ['$expand', '$filter'] },
  );

  registerGraphRoute(
    context,
    'GET',
    '/users/{user}/teamwork/installedApps/{installation}',
    PERMISSION,
    (request) => ({ status: 200, body: view(installationIn(request), expandIn(request)) }),
    { query: ['$expand'] },
  );

  registerGraphRoute(
    context,
    'DELETE',
    '/users/{user}/teamwork/installedApps/{installation}',
    PERMISSION,
    (request) => {
      installationIn(request);
      chat.uninstall(chatPersonOf(personIn(request)));
      return { status: 204 };
    },
  );

  registerGraphRoute(
    context,
    'GET',
    '/users/{user}/teamwork/installedApps/{installation}/chat',
    PERMISSION,
    (request) => {
      const { personId } = installationIn(request);
      if (!chat.isSettled(personId)) throw new GraphError(404, 'NotFound', 'The chat does not exist yet.');
      const id = graphChatIdOf(botAppId, personId);
      parts.conversations.open(personId);
      return { status: 200, body: { id, topic: null, chatType: 'oneOnOne', tenantId: context.settings.tenantId } };
    },
  );

  function view({ id }: Installation, expand: boolean): Record<string, unknown> {
    return { id, ...(expand && { teamsApp: { ...catalogApp, distributionMethod: 'organization' } }) };
  }
}

function appIdIn(body: unknown, origin: string): string {
  if (!isRecord(body)) throw badRequest('The request body is missing.');
  const { 'teamsApp@odata.bind': bind, ...others } = body;
  const [unknown] = Object.keys(others);
  if (unknown) throw badRequest(`Unknown property '${unknown}'.`);
  if (typeof bind !== 'string') throw badRequest("'teamsApp@odata.bind' must be specified.");
  const [, base, id] = /^(.*)\/appCatalogs\/teamsApps\/([^/]+)$/.exec(bind) ?? [];
  const bases = [
    `${origin}/v1.0`,
    origin.replace('localhost', '127.0.0.1').concat('/v1.0'),
    'https://graph.microsoft.com/v1.0',
  ];
  if (!id || !base || !bases.includes(base)) throw badRequest(`Bad app reference '${bind}'.`);
  return id;
}

function expandIn({ query }: GraphRequest): boolean {
  const expand = query.get('$expand');
  if (expand !== undefined && expand !== 'teamsApp') throw badRequest(`Could not expand '${expand}'.`);
  return expand === 'teamsApp';
}

function filterIn({ query }: GraphRequest): ((app: CatalogApp) => boolean) | undefined {
  const filter = query.get('$filter');
  if (filter === undefined) return undefined;
  const [, property, value] = /^teamsApp\/(id|externalId) eq '([^']*)'$/.exec(filter) ?? [];
  if (!property) throw badRequest(`The filter '${filter}' is not supported.`);
  return (app) => app[property as 'id' | 'externalId'] === value;
}

const badRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message, { unknownCall: true });
