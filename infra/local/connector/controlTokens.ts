import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { ConnectorParts } from './parts';
import { CONNECTOR_ISSUER } from './signingKeys';
import { messageFrom } from './personActivity';

const request = z.strictObject({
  appId: z.string().optional(),
  serviceUrl: z.string().nullable().optional(),
  issuer: z.string().optional(),
  audience: z.string().optional(),
  /** Seconds from now; negative for an expired token. */
  expiresIn: z.number().optional(),
  endorsed: z.boolean().optional(),
  alg: z.enum(['RS256', 'HS256', 'none']).optional(),
  /** `stranger`: signed with a key that is not in the key set. */
  key: z.enum(['endorsed', 'unendorsed', 'stranger']).optional(),
  /** Written over the usual claims; null leaves one out. */
  claims: z.record(z.string(), z.unknown()).optional(),
  /** With a person, a sound activity of theirs comes with the token. */
  person: z.string().optional(),
});

/**
 * `POST /_control/botToken`: a connector token with chosen defects, for tests of the bot's endpoint.
 * Answers `{token, activity?}`; without any wish both are what the connector itself would send.
 */
export function registerBotTokens(app: FastifyInstance, context: TenantContext, parts: ConnectorParts): void {
  app.post('/_control/botToken', async (call) => {
    const wish = request.parse(call.body ?? {});
    const now = Math.floor(context.clock.now() / 1000);
    const expiresIn = wish.expiresIn ?? 3600;
    const claims: Record<string, unknown> = {
      iss: wish.issuer ?? CONNECTOR_ISSUER,
      aud: wish.audience ?? wish.appId ?? parts.botAppId,
      iat: now + Math.min(0, expiresIn) - 60,
      nbf: now + Math.min(0, expiresIn) - 60,
      exp: now + expiresIn,
      serviceurl: wish.serviceUrl === undefined ? parts.sides().serviceUrl : (wish.serviceUrl ?? undefined),
      ...wish.claims,
    };
    for (const name of Object.keys(claims))
      if (claims[name] === null || claims[name] === undefined) delete claims[name];
    const key = wish.key ?? (wish.endorsed === false ? 'unendorsed' : 'endorsed');
    const token = await (await parts.keys()).sign({ claims, key, algorithm: wish.alg ?? 'RS256' });
    if (!wish.person) return { token };
    const person = parts.personOf(wish.person);
    const conversationId = parts.conversations.open(person.id).id;
    const sides = { ...parts.sides(), conversationId, person, at: context.clock.now() };
    return { token, activity: messageFrom(sides, String(context.clock.now()), 'help') };
  });
}
