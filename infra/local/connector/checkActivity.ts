import { ADAPTIVE_CARD, type Activity, type Attachment } from './activity';
import { checkCard } from './checkCard';
import { badArgument, badSyntax, ConnectorError } from './connectorError';
import { isRecord } from './isRecord';

/** Teams counts a message in UTF-16, without its pictures, and refuses it above about 100 KB. */
const MESSAGE_LIMIT_BYTES = 100 * 1024;
/** Offered answers show in 1:1 chats only, at most so many. */
const MOST_SUGGESTED = 3;

const ATTACHMENT_TYPES = new Set([
  ADAPTIVE_CARD,
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
  'image/png',
  'image/jpeg',
  'image/gif',
]);

/** The properties of the Bot Framework's activity. Whatever else a bot sends is a mistake, and is refused. */
const PROPERTIES = new Set(
  (
    'type id timestamp localTimestamp localTimezone serviceUrl channelId from conversation recipient replyToId text ' +
    'textFormat attachmentLayout attachments summary speak inputHint suggestedActions importance entities channelData ' +
    'locale value valueType name label action membersAdded membersRemoved reactionsAdded reactionsRemoved topicName ' +
    'historyDisclosed deliveryMode expiration callerId relatesTo code textHighlights listenFor semanticAction rawTimestamp ' +
    'rawExpiration rawLocalTimestamp'
  ).split(' '),
);

const ATTACHMENT_PROPERTIES = new Set(['contentType', 'contentUrl', 'content', 'name', 'thumbnailUrl']);

/** What the Bot Framework's schema says of properties that take one of a few words. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  textFormat: ['plain', 'markdown', 'xml'],
  attachmentLayout: ['list', 'carousel'],
  importance: ['low', 'normal', 'high'],
  inputHint: ['acceptingInput', 'ignoringInput', 'expectingInput'],
  deliveryMode: ['normal', 'notification', 'expectReplies', 'ephemeral'],
};

/**
 * Checks an activity from the bot as Teams does and returns it. `channelData` is the channel's and the bot's own: any is
 * taken. With `botAppId`, an activity that names its sender must name this bot.
 * Throws a ConnectorError: 413 for size, 400 for shape.
 */
export function checkActivity(body: unknown, botAppId?: string): Activity {
  if (!isRecord(body)) throw badSyntax('The activity is not a JSON object.');
  const unknown = Object.keys(body).find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) throw badArgument(`Unknown property '${unknown.slice(0, 100)}'.`);
  if (sizeOf(body) > MESSAGE_LIMIT_BYTES) {
    throw new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  if (body.type !== 'message' && body.type !== 'typing') {
    throw badArgument(`Activity type '${String(body.type)}' is not supported in a personal chat.`);
  }
  for (const [name, words] of Object.entries(WORDS)) {
    const value = body[name];
    if (value !== undefined && value !== null && !words.includes(String(value)))
      throw badArgument(`'${String(value).slice(0, 100)}' is not a value of ${name}.`);
  }
  if (botAppId !== undefined && body.from !== undefined) checkSender(body.from, botAppId);
  if (body.text !== undefined && typeof body.text !== 'string') throw badArgument('text must be a string.');
  const attachments = body.attachments ?? [];
  if (!Array.isArray(attachments)) throw badArgument('attachments must be an array.');
  for (const attachment of attachments as unknown[]) checkAttachment(attachment);
  if (body.suggestedActions !== undefined) checkSuggestedActions(body.suggestedActions);
  if (body.type === 'message' && !body.text && attachments.length === 0) {
    throw badSyntax('Activity must include non empty text field or at least one attachment.');
  }
  return { ...body, type: body.type };
}

/** Checks what a message is replaced with: it stays one message, so it is of one part. Throws a ConnectorError, 400. */
export function checkReplacement(body: unknown, botAppId: string): Activity {
  const activity = checkActivity(body, botAppId);
  if (activity.type !== 'message') throw badArgument('A message can be replaced with a message only.');
  if (splitActivity(activity).length > 1)
    throw badArgument('Text together with a card would be two messages: replace a message with one of the two.');
  return activity;
}

/**
 * Teams cuts a message with both text and cards in two and then answers no id, so the bot cannot edit either part.
 * Returns the parts in the order they show.
 */
export function splitActivity(activity: Activity): readonly Activity[] {
  if (!activity.text || !activity.attachments?.length) return [activity];
  const { text, attachments, ...rest } = activity;
  return [
    { ...rest, text },
    { ...rest, attachments },
  ];
}

/** Bytes in UTF-16; pictures inside the message do not count. */
const sizeOf = (body: unknown): number =>
  2 *
  JSON.stringify(body, (_name, value: unknown) =>
    typeof value === 'string' && /^data:image\/[\w.+-]+;base64,/.test(value) ? '' : value,
  ).length;

function checkAttachment(value: unknown): asserts value is Attachment {
  if (!isRecord(value) || typeof value.contentType !== 'string') throw badArgument('An attachment has no contentType.');
  const unknown = Object.keys(value).find((name) => !ATTACHMENT_PROPERTIES.has(name));
  if (unknown !== undefined) throw badArgument(`Unknown property '${unknown.slice(0, 100)}' of an attachment.`);
  if (!ATTACHMENT_TYPES.has(value.contentType)) {
    throw badArgument(`Unknown attachment type '${value.contentType}'.`);
  }
  if (value.contentType === ADAPTIVE_CARD) checkCard(value.content);
}

function checkSender(from: unknown, botAppId: string): void {
  const id = isRecord(from) && typeof from.id === 'string' ? from.id : '';
  if (id.replace(/^28:/, '').toLowerCase() !== botAppId.toLowerCase())
    throw badArgument('from is not the calling bot.');
}

function checkSuggestedActions(value: unknown): void {
  const actions = isRecord(value) ? value.actions : undefined;
  if (!Array.isArray(actions)) throw badArgument('suggestedActions.actions must be an array.');
  if (actions.length > MOST_SUGGESTED) throw badArgument(`More than ${MOST_SUGGESTED} suggested actions.`);
  for (const action of actions as unknown[]) {
    if (!isRecord(action) || action.type !== 'imBack') throw badArgument('A suggested action must be an imBack.');
  }
}
