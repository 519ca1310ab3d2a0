import { LoginRefused, LoginSilent } from '../../src/entra/loginFailure';
import { NotReached } from '../../src/useCases/ports';
import { ForeignService } from './connector/connectorClients';

/** What the connector said, taken from the SDK's error. Empty when there was no answer. */
export interface PlatformAnswer {
  readonly status?: number;
  /** The connector's error code, such as `ConversationNotFound`. */
  readonly code?: string;
  /** The person has removed or blocked the app. */
  readonly isBlocked: boolean;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Reads an error thrown by the connector client. */
export function platformAnswer(error: unknown): PlatformAnswer {
  const { statusCode, response, body } = record(error);
  const text = String(record(response).bodyAsText ?? '') || JSON.stringify(body ?? '');
  const parsed = parse(text);
  const code = record(parsed.error).code ?? parsed.code;
  return {
    status: typeof statusCode === 'number' ? statusCode : undefined,
    code: typeof code === 'string' ? code : undefined,
    isBlocked:
      statusCode === 403 && (parsed.errorCode === 209 || /MessageWritesBlocked|ConversationBlockedByUser/.test(text)),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}

/** There was no connection at all, so nothing can have arrived. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Turns a failure on the way to a person into the sentence that people read. Final means that trying again is of no use.
 * Without an answer it is not final: the message may have arrived all the same.
 */
export function notReachedBy(error: unknown): NotReached {
  if (error instanceof NotReached) return error;
  const because = (reason: string, isFinal: boolean): NotReached => new NotReached(reason, isFinal, { cause: error });
  if (error instanceof ForeignService)
    return because('Their chat is kept at an address that this service does not trust.', true);
  // Without a token nothing was sent.
  if (error instanceof LoginRefused) return because('Teams refused the sign-in of this service.', false);
  if (error instanceof LoginSilent) return because('Teams cannot be reached right now.', false);
  if (NOT_CONNECTED.has(String(record(error).code))) return because('Teams cannot be reached right now.', false);
  const { status, code, isBlocked } = platformAnswer(error);
  if (isBlocked) return because('They have removed or blocked the app in Teams.', true);
  const said = code ? ` (${code})` : '';
  switch (status) {
    case undefined:
      return because('Teams did not answer, so it is not known whether the message arrived.', false);
    case 400:
    case 413:
      return because(`Teams does not take this message${said}.`, true);
    case 401:
      return because('Teams refused the sign-in of this service.', false);
    case 403:
      return code === 'ForbiddenOperationException'
        ? because('The app is not installed for them in Teams.', true)
        : because(`Teams does not let the app write to them${said}.`, true);
    case 404:
      return because('Teams does not know this chat any more.', true);
    case 429:
      return because('Teams asks to wait because many messages were sent.', false);
    default:
      return because('Teams could not take the message right now.', status < 500 && status !== 412);
  }
}
