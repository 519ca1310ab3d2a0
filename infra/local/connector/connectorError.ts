/** An answer of the Bot Connector that is not a success, in the shape that Teams gives it. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly body: unknown = { error: { code, message } },
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const conversationNotFound = (): ConnectorError =>
  new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');

/** Teams says "Conversation not found." here too; only the code differs. */
export const activityNotFound = (): ConnectorError =>
  new ConnectorError(404, 'ActivityNotFoundInConversation', 'Conversation not found.');

/** The request cannot be read: no JSON, or not what this call takes. */
export const badSyntax = (message: string): ConnectorError => new ConnectorError(400, 'BadSyntax', message);

/** A value or property of the payload that Teams does not take. */
export const badArgument = (message: string): ConnectorError => new ConnectorError(400, 'BadArgument', message);

export const notInstalled = (): ConnectorError =>
  new ConnectorError(403, 'ForbiddenOperationException', "Bot is not installed in user's personal scope");

export const disabledByAdmin = (): ConnectorError =>
  new ConnectorError(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot');

/** The bot is not (or not yet) part of the chat. */
export const notInRoster = (): ConnectorError =>
  new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.');

export const notEnoughPermissions = (): ConnectorError =>
  new ConnectorError(403, 'NotEnoughPermissions', 'The bot may change its own messages only.');

/** What some guests get instead of a chat. Teams gives it the code of an error of its own. */
export const aclCheckFailed = (): ConnectorError =>
  new ConnectorError(403, 'ServiceError', 'Failure due to: AclCheckFailed.');

/** @param retryAfter whole seconds; left out when Teams does not say */
export const throttled = (retryAfter: number | undefined): ConnectorError =>
  new ConnectorError(
    429,
    'Throttled',
    'Too many requests.',
    undefined,
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );

/** The person has blocked the bot or removed the app: nothing will get through until they undo it. */
export const writesBlocked = (): ConnectorError => {
  const details = {
    subCode: 'MessageWritesBlocked',
    details: 'Thread is not accessible to user',
    errorCode: null,
    errorSubCode: null,
  };
  return new ConnectorError(403, 'MessageWritesBlocked', 'Message writes are blocked.', {
    error: { code: 'MessageWritesBlocked', message: JSON.stringify(details) },
    errorCode: 209,
    message: JSON.stringify(details, undefined, 2),
  });
};

const FAULTS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadArgument', 'The request is not valid.'],
  401: ['Unauthorized', 'Authorization has been denied for this request.'],
  403: ['NotEnoughPermissions', 'The bot does not have the permission for this.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  413: ['MessageSizeTooBig', 'Message size too large.'],
  429: ['Throttled', 'Too many requests.'],
};

/** The body that the connector gives with a status that was asked for, as faults on demand do. */
export function connectorFaultBody(status: number): { error: { code: string; message: string } } {
  const [code, message] = FAULTS[status] ?? ['ServiceError', 'Unknown'];
  return { error: { code, message } };
}
