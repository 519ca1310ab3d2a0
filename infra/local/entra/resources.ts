import type { Application, Directory } from '../directory';
import { EntraError } from './entraError';
import { CONNECTOR_AUDIENCE, GRAPH_AUDIENCE } from './tokens';

/** Addresses of the tenant itself: a scope may name Graph by any of them as well as by Microsoft's name. */
export type OwnOrigins = readonly string[];

/** The `aud` that a token for `resource` carries. Throws 500011 for a resource that the directory does not know. */
export function audienceOf(resource: string, origins: OwnOrigins, directory: Directory): string {
  const name = resource.replace(/\/+$/, '');
  if (name === GRAPH_AUDIENCE || origins.includes(name)) return GRAPH_AUDIENCE;
  if (name === CONNECTOR_AUDIENCE) return CONNECTOR_AUDIENCE;
  const application = applicationNamed(name, directory);
  if (application) return application.id;
  throw new EntraError(
    400,
    'invalid_resource',
    500011,
    `The resource principal named ${name} was not found in the tenant named Northgate Trading Ltd. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

/** An application is known as a resource by its id and as `api://id`, in lower case. */
function applicationNamed(name: string, directory: Directory): Application | undefined {
  const id = name.replace(/^api:\/\//, '');
  return directory.applications().find((application) => application.id === id);
}

/** The resource of a client-credentials scope: exactly one, as `<resource>/.default`. Throws 900144 … 1002012. */
export function defaultScopeResource(scope: string): string {
  const scopes = scope.trim().split(/\s+/);
  if (scopes.length > 1)
    throw new EntraError(
      400,
      'invalid_scope',
      28000,
      `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
    );
  const resource = /^(\S+?)\/\.default$/.exec(scope.trim())?.[1];
  if (resource) return resource;
  throw new EntraError(
    400,
    'invalid_scope',
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  );
}
