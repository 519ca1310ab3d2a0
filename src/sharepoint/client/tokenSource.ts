import { createEntraApplication, type EntraSettings } from '../../entra/application';
import { LoginRefused, LoginSilent } from '../../entra/loginFailure';
import { GraphRefusal, GraphSilence } from './graphErrors';
import type { Transport } from './transport';

export interface TokenSource {
  /** An app-only token for Graph, from memory while it lasts. `isFresh`: fetch a new one, the last was refused. */
  get(isFresh?: boolean): Promise<string>;
}

export interface TokenSettings extends EntraSettings {
  readonly graphBaseUrl: string;
}

/**
 * The service's tokens for Graph, whatever it proves itself with. Throws GraphSilence when the login service does not
 * answer and GraphRefusal when it says no.
 */
export function createTokenSource(settings: TokenSettings, send: Transport): TokenSource {
  const application = createEntraApplication(settings, send);

  const fetchToken = async (isFresh: boolean): Promise<string> => {
    try {
      return (await application.tokenFor(settings.graphBaseUrl, isFresh)).accessToken;
    } catch (error) {
      throw asGraphFailure(error);
    }
  };

  // Calls that need a token at the same time share one request: MSAL would send one for each.
  const underWay = new Map<boolean, Promise<string>>();
  return {
    get(isFresh = false) {
      const known = underWay.get(isFresh);
      if (known) return known;
      const token = fetchToken(isFresh).finally(() => underWay.delete(isFresh));
      underWay.set(isFresh, token);
      return token;
    },
  };
}

function asGraphFailure(error: unknown): unknown {
  if (error instanceof LoginRefused) {
    const { code, message } = error;
    return new GraphRefusal({ status: 401, code, message });
  }
  return error instanceof LoginSilent
    ? new GraphSilence(error.message, false, undefined, { cause: error.cause })
    : error;
}
