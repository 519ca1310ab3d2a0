/** An answer of the Bot Connector that is not a success, in the shape that Teams gives it. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly body: unknown = { error: { code, message } },
  ) {
    super(message);
  }
}

export const conversationNotFound = (): ConnectorError =>
  new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');

export const activityNotFound = (): ConnectorError =>
  new ConnectorError(404, 'ActivityNotFoundInConversation', 'Activity not found in the conversation.');

export const badSyntax = (message: string): ConnectorError => new ConnectorError(400, 'BadSyntax', message);

export const notInstalled = (): ConnectorError =>
  new ConnectorError(403, 'ForbiddenOperationException', "Bot is not installed in user's personal scope");

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
