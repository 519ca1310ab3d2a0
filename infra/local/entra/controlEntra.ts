import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { SITE_ROLES, siteGrantsOf } from '../graph/siteGrants';
import { sites } from '../graph/siteNames';
import type { KeyRing } from './keyRing';

const applicationWish = z.strictObject({
  name: z.enum(['service', 'bot', 'provision']),
  enabled: z.boolean().optional(),
  secretExpired: z.boolean().optional(),
  consentRevoked: z.boolean().optional(),
});
const rollWish = z.strictObject({ dropOld: z.boolean().optional() });
const grantWish = z.strictObject({
  name: z.enum(['service', 'bot', 'provision']),
  site: z.enum(['records', 'system']),
  /** null takes the grant away. */
  role: z.enum(SITE_ROLES).nullable(),
});
const redeemWish = z.strictObject({ person: z.string() });

/**
 * `POST /_control/application` switches an application off, lets its secret run out or takes its consent away, and on
 * again; `GET` tells all. `POST /_control/rollKeys` signs with a new key from now on and leaves the old one published,
 * or with `dropOld` publishes nothing but the newest. `POST /_control/grant` gives an application a role on a site or takes
 * it away. `POST /_control/redeem` lets a guest accept the invitation.
 */
export function registerEntraControl(
  app: FastifyInstance,
  context: TenantContext,
  directory: Directory,
  keys: KeyRing,
): void {
  const view = () =>
    directory.applications().map(({ name, id, displayName }) => {
      const { certificates, federatedSubjects, ...state } = directory.stateOf(name);
      const trusts = { certificates: certificates.length, managedIdentities: federatedSubjects.length };
      return { name, id, displayName, ...state, ...trusts };
    });

  app.get('/_control/application', async () => ({ applications: view() }));
  app.post('/_control/application', async (request, reply) => {
    const wish = applicationWish.safeParse(request.body);
    if (!wish.success) return refuse(reply, 400, z.prettifyError(wish.error));
    const { name, ...change } = wish.data;
    directory.setState(name, change);
    return { applications: view() };
  });
  app.post('/_control/rollKeys', async (request, reply) => {
    const wish = rollWish.safeParse(request.body ?? {});
    if (!wish.success) return refuse(reply, 400, z.prettifyError(wish.error));
    const { dropOld = false } = wish.data;
    if (dropOld) keys.dropOld();
    else keys.roll();
    // The Bot Connector's own keys roll at the same word.
    context.events.emit('rollKeys', { dropOld });
    return { published: keys.published().map(({ kid }) => kid) };
  });
  app.post('/_control/grant', async (request, reply) => {
    const wish = grantWish.safeParse(request.body);
    if (!wish.success) return refuse(reply, 400, z.prettifyError(wish.error));
    const { name, role } = wish.data;
    const site = sites[wish.data.site].id;
    const application = directory.application(name);
    if (!application) return refuse(reply, 404, `There is no application ${name}.`);
    const grants = siteGrantsOf(context);
    const known = grants.of(site, application.id);
    if (role) grants.grant(site, application, [role]);
    else if (known) grants.revoke(site, known.id);
    return { grants: grants.list(site) };
  });
  app.post('/_control/redeem', async (request, reply) => {
    const wish = redeemWish.safeParse(request.body);
    if (!wish.success) return refuse(reply, 400, z.prettifyError(wish.error));
    const person = directory.find(wish.data.person);
    if (!person) return refuse(reply, 404, `Nobody in the directory is called ${wish.data.person}.`);
    return directory.redeem(person.id);
  });
}

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply =>
  reply.code(status).send({ error: { code: status === 404 ? 'notFound' : 'invalid', message } });
