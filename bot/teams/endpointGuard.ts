import type { Config } from '../../src/config';
import type { Clock } from '../../src/useCases/ports';
import { BadToken, type ConnectorClaims, createTokenCheck, KeysUnavailable } from './connectorToken';
import { type InboundActivity, inboundActivity } from './inboundActivity';
import { createRateBound } from './rateBound';
import { isAllowedService } from './serviceHosts';

/** A request that was turned away: HTTP status, a code and a sentence for the caller, and the detail for our log. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: 400 | 401 | 403 | 429 | 503,
    readonly code: string,
    message: string,
    /** Never sent to the caller. */
    readonly detail: string,
  ) {
    super(message);
  }
}

export interface Admitted {
  readonly claims: ConnectorClaims;
  readonly activity: InboundActivity;
}

const CHANNEL = 'msteams';
const PER_PERSON = { limit: 40, windowMs: 10_000 };
const IN_ALL = { limit: 600, windowMs: 10_000 };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const unauthorized = (detail: string): Refused =>
  new Refused(401, 'unauthorized', 'The request does not carry a valid token of the Bot Connector.', detail);
const forbidden = (code: string, message: string): Refused => new Refused(403, code, message, code);

/**
 * Decides whether a request to the messaging endpoint is from Teams, for this bot, in the customer's own tenant, by way
 * of an allowed service, and from a person. Throws `Refused` otherwise. It touches nothing but the issuer's key set, so
 * that a stranger causes no work behind it.
 */
export function createEndpointGuard(
  config: Pick<Config, 'botAppId' | 'botOpenIdMetadataUrl' | 'botServiceHosts' | 'tenantId'>,
  clock: Pick<Clock, 'now'>,
): (request: { headers: Readonly<Record<string, unknown>>; body: unknown }) => Promise<Admitted> {
  const checkToken = createTokenCheck(config.botOpenIdMetadataUrl, config.botAppId, () => clock.now());
  const now = () => clock.now().getTime();
  const isWithinPersonBound = createRateBound(PER_PERSON.limit, PER_PERSON.windowMs, now);
  const isWithinTotalBound = createRateBound(IN_ALL.limit, IN_ALL.windowMs, now);

  return async ({ headers, body }) => {
    const claims = await checkToken(headers.authorization ?? headers.Authorization).catch((error: unknown) => {
      if (error instanceof BadToken) throw unauthorized(error.message);
      if (error instanceof KeysUnavailable) {
        throw new Refused(503, 'unavailable', 'Tokens cannot be checked right now. Please try again.', error.message);
      }
      throw error;
    });
    const parsed = inboundActivity.safeParse(body);
    if (!parsed.success) {
      const where = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
      throw new Refused(400, 'badActivity', 'The activity is not complete.', `wrong or missing: ${where || 'body'}`);
    }
    const activity = checkOrigin(parsed.data, claims);
    if (!isWithinPersonBound(activity.person.oid) || !isWithinTotalBound('all')) {
      throw new Refused(429, 'tooMany', 'Too many requests. Please wait a few seconds.', 'rate bound');
    }
    return { claims, activity };
  };

  function checkOrigin(activity: ReturnType<typeof inboundActivity.parse>, claims: ConnectorClaims): InboundActivity {
    const { serviceUrl, channelId, conversation, channelData, from } = activity;
    if (channelId !== CHANNEL) throw forbidden('channel', 'Only messages from Teams are taken.');
    if (!serviceUrl || !isAllowedService(serviceUrl, config.botServiceHosts)) {
      throw forbidden('service', 'Messages from this service are not taken.');
    }
    // Without the claim anybody holding a token could have our answers, and our own token, sent elsewhere.
    if (claims.serviceurl !== serviceUrl) throw unauthorized('the token is for another service address');
    const tenantId = config.tenantId.toLowerCase();
    if (conversation?.tenantId?.toLowerCase() !== tenantId || channelData?.tenant?.id.toLowerCase() !== tenantId) {
      throw forbidden('tenant', 'Messages from this organisation are not taken.');
    }
    if (!from?.aadObjectId || !GUID.test(from.aadObjectId)) {
      throw forbidden('person', 'Only messages from people of the directory are taken.');
    }
    const { type, id, name, action, text, value, replyToId } = activity;
    return {
      type,
      id,
      name,
      action,
      text,
      value,
      replyToId,
      serviceUrl,
      conversationId: conversation.id,
      isPersonal: conversation.conversationType === 'personal',
      person: { oid: from.aadObjectId.toLowerCase(), tid: config.tenantId, name: from.name ?? '' },
      memberId: from.id,
    };
  }
}
