import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import type { Operation } from './connectorLimits';
import { connectorStateOf } from './connectorState';
import {
  ConnectorError,
  conversationNotFound,
  disabledByAdmin,
  notInRoster,
  throttled,
  writesBlocked,
} from './connectorError';
import { type Conversation, memberIdOf } from './conversations';
import type { ConnectorParts } from './parts';

/** What the bot may do in which chat. All throw a ConnectorError. */
export interface Threads {
  /** Counts a call against the limits of its chat and of the app, 429 above them. */
  admit(operation: Operation, thread: string, weight?: number): void;
  /** 403 while the administrator has switched the bot off. */
  enabled(): void;
  existing(conversationId: string): Conversation;
  /** A chat that the bot may write to now. */
  writable(conversationId: string): Conversation;
  /** By directory object id or the bot's own `29:` id, never by mail address or user principal name. */
  memberOf(id: string): Person | undefined;
  memberView(conversation: Conversation): Record<string, unknown>;
}

const MISSING_SHARE = 0.3;

export function createThreads(context: TenantContext, directory: Directory, parts: ConnectorParts): Threads {
  const { conversations, installations, chat, botAppId } = parts;
  const state = connectorStateOf(context);

  const enabled = (): void => {
    if (state.isDisabledByAdmin) throw disabledByAdmin();
  };
  const existing = (id: string): Conversation => {
    const conversation = conversations.get(id);
    if (!conversation) throw conversationNotFound();
    return conversation;
  };

  return {
    enabled,
    existing,
    admit(operation, thread, weight = 1) {
      if (!state.isLimited) return;
      // Graph's id of a chat means the same thread.
      const wait = state.limits.take(operation, conversations.get(thread)?.id ?? thread, weight);
      if (wait === undefined) return;
      const isSilent = state.quirks.retryAfterMissing && state.random() < MISSING_SHARE;
      throw throttled(isSilent ? undefined : Math.max(1, Math.ceil(wait / 1000)));
    },
    writable(id) {
      enabled();
      const conversation = existing(id);
      const { personId } = conversation;
      if (!installations.get(personId) || installations.hasState(personId, 'blocked')) throw writesBlocked();
      if (installations.hasState(personId, 'notInRoster') || !chat.isSettled(personId)) throw notInRoster();
      return conversation;
    },
    memberOf(id) {
      const person = id.startsWith('29:')
        ? directory.list().find((known) => memberIdOf(botAppId, known.id) === id)
        : directory.get(id.replace(/^8:orgid:/, ''));
      return person?.isMailboxOnly ? undefined : person;
    },
    memberView({ personId }) {
      const person = directory.get(personId);
      if (!person)
        throw new ConnectorError(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
      return {
        id: memberIdOf(botAppId, person.id),
        name: person.displayName,
        aadObjectId: person.id,
        ...(person.givenName && { givenName: person.givenName }),
        ...(person.surname && { surname: person.surname }),
        email: person.mail,
        userPrincipalName: person.userPrincipalName,
        tenantId: context.settings.tenantId,
        userRole: person.userType === 'Guest' ? 'guest' : 'user',
      };
    },
  };
}
