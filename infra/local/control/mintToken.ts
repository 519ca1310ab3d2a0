import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { tokenIssuerOf } from '../entra/register';
import { CONNECTOR_AUDIENCE, GRAPH_AUDIENCE } from '../entra/tokens';
import { GraphError } from '../graph/graphError';

/**
 * A token for a person (for the product's API, as Teams gets it in the tab) or for an application. `audience` of an
 * application: graph (usual), connector, or product. `claims` replace the usual ones, null removes one, `expiresIn` is in seconds and may
 * be negative, and `signature` makes tokens that must be refused.
 */
export const mintTokenSchema = z
  .strictObject({
    person: z.string().optional(),
    /** `runtime` is another word for the service. */
    app: z.enum(['runtime', 'service', 'provision', 'bot']).optional(),
    audience: z.enum(['graph', 'connector', 'product']).optional(),
    claims: z.record(z.string(), z.unknown()).optional(),
    expiresIn: z.number().optional(),
    signature: z.enum(['tenant', 'stranger', 'none', 'publicKeyAsSecret']).optional(),
  })
  .refine(({ person, app }) => (person === undefined) !== (app === undefined), 'Name either a person or an app.');
export type MintToken = z.infer<typeof mintTokenSchema>;

/** Throws 404 for an unknown person, 400 for a person whose invitation is still open. */
export function mintToken(context: TenantContext, directory: Directory, input: MintToken): { token: string } {
  const issuer = tokenIssuerOf(context);
  const now = Math.floor(context.clock.now() / 1000);
  const lifetime =
    input.expiresIn === undefined
      ? {}
      : {
          iat: now + Math.min(0, input.expiresIn) - 60,
          nbf: now + Math.min(0, input.expiresIn) - 60,
          exp: now + input.expiresIn,
        };
  const replaced = Object.entries(input.claims ?? {}).map(([name, value]) => [
    name,
    value === null ? undefined : value,
  ]);
  const claims = { ...lifetime, ...Object.fromEntries(replaced) };
  if (input.person !== undefined) {
    const person = directory.find(input.person);
    if (!person || person.isMailboxOnly)
      throw new GraphError(404, 'notFound', `Nobody in the directory is called ${input.person}.`);
    if (person.externalUserState === 'PendingAcceptance')
      throw new GraphError(400, 'invalid', `${person.displayName} has not accepted the invitation yet.`);
    return { token: issuer.forPerson(person, claims, input.signature) };
  }
  const application = directory.application(input.app === 'runtime' ? 'service' : (input.app ?? ''));
  if (!application) throw new GraphError(404, 'notFound', 'This application is not in the directory.');
  const audience = {
    graph: GRAPH_AUDIENCE,
    connector: CONNECTOR_AUDIENCE,
    product: directory.application('service')?.id ?? '',
  }[input.audience ?? 'graph'];
  return { token: issuer.forApplication(application, audience, claims, input.signature) };
}
