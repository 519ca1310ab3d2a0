import { ADAPTIVE_CARD, type Activity, type Attachment } from './activity';
import { badSyntax, ConnectorError } from './connectorError';

/** Teams counts a message in UTF-16 and refuses it above about 100 KB. */
const MESSAGE_LIMIT_BYTES = 100 * 1024;
/** The newest card version that Teams takes from bots. */
const NEWEST_CARD = [1, 5] as const;

const ATTACHMENT_TYPES = new Set([
  ADAPTIVE_CARD,
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
  'image/png',
  'image/jpeg',
  'image/gif',
]);

/**
 * Checks an activity from the bot as Teams does and returns it.
 * Throws a ConnectorError: 413 for size, 400 for shape.
 */
export function checkActivity(body: unknown): Activity {
  if (!isRecord(body)) throw badSyntax('The activity is not a JSON object.');
  if (JSON.stringify(body).length * 2 > MESSAGE_LIMIT_BYTES) {
    throw new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  if (body.type !== 'message' && body.type !== 'typing') {
    throw badSyntax(`Activity type '${String(body.type)}' is not supported in a personal chat.`);
  }
  if (body.text !== undefined && typeof body.text !== 'string') throw badSyntax('text must be a string.');
  const attachments = body.attachments ?? [];
  if (!Array.isArray(attachments)) throw badSyntax('attachments must be an array.');
  for (const attachment of attachments as unknown[]) checkAttachment(attachment);
  if (body.type === 'message' && !body.text && attachments.length === 0) {
    throw badSyntax('Activity must include non empty text field or at least one attachment.');
  }
  return { ...body, type: body.type };
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

function checkAttachment(value: unknown): asserts value is Attachment {
  if (!isRecord(value) || typeof value.contentType !== 'string') throw badSyntax('An attachment has no contentType.');
  if (!ATTACHMENT_TYPES.has(value.contentType)) {
    throw badSyntax(`Unknown attachment type '${value.contentType}'.`);
  }
  if (value.contentType === ADAPTIVE_CARD) checkCard(value.content);
}

/** Throws a ConnectorError, 400, unless Teams can show the card. */
export function checkCard(card: unknown): void {
  if (!isRecord(card) || card.type !== 'AdaptiveCard') throw badSyntax('The card is not an AdaptiveCard.');
  const [major, minor] = String(card.version ?? '')
    .split('.')
    .map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major) || Number.isNaN(minor)) {
    throw badSyntax('The card has no version.');
  }
  if (major > NEWEST_CARD[0] || (major === NEWEST_CARD[0] && minor > NEWEST_CARD[1])) {
    throw badSyntax(`Adaptive Card version ${major}.${minor} is newer than Teams shows (${NEWEST_CARD.join('.')}).`);
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
