import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { GraphError, invalidRequest, notFound, unknownCall } from './graphError';
import { type GraphRequest, registerGraphRoute } from './router';
import { contextUrl, type Json } from './shapes';
import { SITE_ROLES, type SiteGrant, siteGrantsOf } from './siteGrants';

/** Permission operations are the dearest that SharePoint counts. */
const RESOURCE_UNITS = 5;
const PERMISSION = 'Sites.FullControl.All';
const TYPE = 'microsoft.graph.permission';

const roles = z.array(z.enum(SITE_ROLES)).min(1);
const identity = z.strictObject({
  application: z.strictObject({ id: z.guid(), displayName: z.string().optional() }),
});
const creation = z.strictObject({
  roles,
  grantedToIdentities: z.array(identity).length(1).optional(),
  grantedToIdentitiesV2: z.array(identity).length(1).optional(),
  grantedTo: identity.optional(),
  grantedToV2: identity.optional(),
});
const change = z.strictObject({ roles });

/** `/sites/{site}/permissions`: who among the applications may do what on a site. For administrators' tools only. */
export function registerSitePermissions(context: TenantContext, directory: Directory): void {
  const grants = siteGrantsOf(context);
  const options = { resourceUnits: RESOURCE_UNITS };
  const grantIn = ({ params }: GraphRequest): SiteGrant => {
    const found = grants.get(params.site ?? '', params.permission ?? '');
    if (!found) throw notFound('The permission could not be found.');
    return found;
  };

  registerGraphRoute(
    context,
    'POST',
    '/sites/{site}/permissions',
    PERMISSION,
    ({ params, body }) => {
      const wish = parse(creation, body);
      const [granted] = wish.grantedToIdentities ?? wish.grantedToIdentitiesV2 ?? [wish.grantedTo ?? wish.grantedToV2];
      const application = directory.applications().find(({ id }) => id === granted?.application.id.toLowerCase());
      if (!granted) throw invalidRequest('One of grantedToIdentities and grantedTo must be given.');
      if (!application) throw invalidRequest('The application is not found in the directory.');
      const { id, displayName } = application;
      const made = grants.grant(
        params.site ?? '',
        { id, displayName: granted.application.displayName ?? displayName },
        wish.roles,
      );
      return { status: 201, body: { '@odata.context': contextUrl(context, TYPE), ...shape(made) } };
    },
    options,
  );
  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/permissions',
    PERMISSION,
    ({ params }) => ({
      status: 200,
      // The list leaves the roles out; they come with a single grant.
      body: {
        '@odata.context': contextUrl(context, `Collection(${TYPE})`),
        value: grants.list(params.site ?? '').map((grant) => ({ ...shape(grant), roles: undefined })),
      },
    }),
    options,
  );
  registerGraphRoute(
    context,
    'GET',
    '/sites/{site}/permissions/{permission}',
    PERMISSION,
    (request) => ({ status: 200, body: { '@odata.context': contextUrl(context, TYPE), ...shape(grantIn(request)) } }),
    options,
  );
  registerGraphRoute(
    context,
    'PATCH',
    '/sites/{site}/permissions/{permission}',
    PERMISSION,
    (request) => {
      const { site, application, displayName } = grantIn(request);
      const made = grants.grant(site, { id: application, displayName }, parse(change, request.body).roles);
      return { status: 200, body: { '@odata.context': contextUrl(context, TYPE), ...shape(made) } };
    },
    options,
  );
  registerGraphRoute(
    context,
    'DELETE',
    '/sites/{site}/permissions/{permission}',
    PERMISSION,
    (request) => {
      const { site, id } = grantIn(request);
      grants.revoke(site, id);
      return { status: 204 };
    },
    options,
  );
}

function shape({ id, application, displayName, roles: given }: SiteGrant): Json {
  const identities = [{ application: { displayName, id: application } }];
  return { id, roles: given, grantedToIdentitiesV2: identities, grantedToIdentities: identities };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const message = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  throw issue?.code === 'unrecognized_keys' ? unknownCall(message) : new GraphError(400, 'invalidRequest', message);
}
