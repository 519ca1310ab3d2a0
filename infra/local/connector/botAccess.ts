import type { TenantContext } from '../context';
import { tokenIssuerOf } from '../entra/register';
import { CONNECTOR_AUDIENCE } from '../entra/tokens';
import { ConnectorError } from './connectorError';

/** Who may call the connector. */
export interface BotAccess {
  /** Throws a ConnectorError, 401, unless the header carries the bot's own token for the connector. */
  check(authorization: string | undefined): void;
}

/** Accepts tokens of the tenant's Entra, for the connector's audience, of the one registered bot. */
export function botAccess(context: TenantContext, botAppId: string): BotAccess {
  return {
    check(authorization) {
      const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
      const claims = token ? tokenIssuerOf(context).verify(token) : undefined;
      if (claims?.aud !== CONNECTOR_AUDIENCE) {
        throw new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.');
      }
      if ((claims.appid ?? claims.azp) !== botAppId) {
        throw new ConnectorError(401, 'BotNotRegistered', 'No registration found for this bot.');
      }
    },
  };
}
