import { randomUUID } from 'node:crypto';
import type { Activity } from './activity';
import { memberIdOf } from './conversations';

/** Everything about the two sides of a chat that Teams writes into each activity it posts to a bot. */
export interface ChatSides {
  readonly botAppId: string;
  readonly botName: string;
  readonly tenantId: string;
  /** With a slash at the end. */
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly person: { readonly id: string; readonly name: string };
  /** Milliseconds since 1970. */
  readonly at: number;
}

const LOCALE = 'en-US';
const TIME_ZONE = 'America/Toronto';

/** The parts that every activity from a personal Teams chat carries. */
function envelope(sides: ChatSides): Omit<Activity, 'type'> {
  const at = new Date(sides.at).toISOString();
  return {
    id: `f:${randomUUID()}`,
    timestamp: at,
    localTimestamp: at,
    localTimezone: TIME_ZONE,
    channelId: 'msteams',
    serviceUrl: sides.serviceUrl,
    from: { id: memberIdOf(sides.botAppId, sides.person.id), name: sides.person.name, aadObjectId: sides.person.id },
    conversation: { conversationType: 'personal', tenantId: sides.tenantId, id: sides.conversationId },
    recipient: { id: `28:${sides.botAppId}`, name: sides.botName },
    entities: [{ type: 'clientInfo', locale: LOCALE, country: 'US', platform: 'Web', timezone: TIME_ZONE }],
    channelData: { tenant: { id: sides.tenantId } },
    locale: LOCALE,
  };
}

/** What a person typed. Teams adds the same text as HTML. */
export function messageFrom(sides: ChatSides, id: string, text: string): Activity {
  return {
    ...envelope(sides),
    id,
    type: 'message',
    text,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }],
  };
}

/** A press on an `Action.Submit`: a message without text whose value is the action's data and the inputs. */
export function submitFrom(sides: ChatSides, value: unknown, replyToId: string | undefined): Activity {
  return { ...envelope(sides), type: 'message', value, ...repliesTo(sides, replyToId) };
}

/** A press on an `Action.Execute`. */
export function executeFrom(
  sides: ChatSides,
  action: { readonly verb?: string; readonly id?: string; readonly data: unknown },
  replyToId: string | undefined,
): Activity {
  return {
    ...envelope(sides),
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
    ...repliesTo(sides, replyToId),
  };
}

/** What Teams tells a bot when the app is added to or removed from a person's scope. */
export function installationUpdate(sides: ChatSides, action: 'add' | 'remove'): Activity {
  return { ...envelope(sides), type: 'installationUpdate', action };
}

/** What Teams also tells a bot after an installation. */
export function membersAdded(sides: ChatSides): Activity {
  const { from, recipient, ...rest } = envelope(sides);
  return { ...rest, from, recipient, type: 'conversationUpdate', membersAdded: [from, recipient] };
}

/**
 * Input values as Teams sends them: all of them text, several choices joined by commas, empty inputs left out.
 */
export function inputValues(inputs: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [id, value] of Object.entries(inputs)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') values[id] = text;
  }
  return values;
}

function repliesTo(sides: ChatSides, replyToId: string | undefined): Partial<Activity> {
  if (!replyToId) return {};
  return {
    replyToId,
    channelData: { tenant: { id: sides.tenantId }, source: { name: 'message' }, legacy: { replyToId } },
  };
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');
