import { type Activity, ADAPTIVE_CARD } from './activity';
import type { BotEndpoint, BotReply } from './botEndpoint';
import { checkCard, isRecord } from './checkActivity';
import type { ConversationStore, StoredActivity } from './conversations';
import type { InstallationStore } from './installations';
import {
  type ChatSides,
  executeFrom,
  inputValues,
  installationUpdate,
  membersAdded,
  messageFrom,
  submitFrom,
} from './personActivity';

/** A person as the chat needs them: directory object id and the name that shows. */
export interface ChatPerson {
  readonly id: string;
  readonly name: string;
  /** A guest who has not accepted the invitation yet: Teams shows them nothing of this organization. */
  readonly isPending?: boolean;
}

/** One thing that a person does in the chat. Inputs are the card's, by input id. */
export type ChatAct =
  | { readonly text: string }
  | {
      readonly value: Readonly<Record<string, unknown>>;
      readonly inputs?: Record<string, unknown>;
      readonly replyToId?: string;
    }
  | {
      readonly action: {
        readonly verb?: string;
        readonly id?: string;
        readonly data?: Readonly<Record<string, unknown>>;
        readonly inputs?: Record<string, unknown>;
      };
      readonly replyToId?: string;
    };

/** What came of it: the bot's HTTP status and body, and what the person is shown. */
export interface ChatOutcome extends BotReply {
  /** A sentence that Teams shows under the card or message. */
  readonly notice?: string;
}

/** Teams' words when a bot fails an action. */
export const UNABLE = 'Unable to reach app. Please try again.';

/** The personal chats of the one bot: what people do in them, and what the bot hears of it. */
export interface Chat {
  /** Throws `NotInstalled` when the person does not have the app. */
  act(person: ChatPerson, act: ChatAct): Promise<ChatOutcome>;
  /** False when it is installed already. The bot hears of it after the answer. Throws `NotAccepted` for a pending guest. */
  install(person: ChatPerson, appId: string): boolean;
  uninstall(person: ChatPerson): boolean;
  /** While a person blocks the bot, it may not write; what the person does still reaches it. */
  setBlocked(person: ChatPerson, isBlocked: boolean): void;
  /** Resolves when everything told to the bot so far was answered or given up. */
  settled(): Promise<void>;
}

/** A person without the app wants to chat with the bot. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled';
}

/** A guest cannot have the app before they have accepted the invitation. */
export class NotAccepted extends Error {
  override readonly name = 'NotAccepted';
}

export interface ChatParts {
  readonly conversations: ConversationStore;
  readonly installations: InstallationStore;
  readonly bot: BotEndpoint;
  readonly sides: () => Omit<ChatSides, 'conversationId' | 'person' | 'at'>;
  readonly now: () => number;
  /** Called with the person's id after anything in their chat changed. */
  readonly changed: (personId: string) => void;
}

/** Connects people with the bot. */
export function createChat({ conversations, installations, bot, sides, now, changed }: ChatParts): Chat {
  const pending = new Set<Promise<unknown>>();
  const sidesOf = (person: ChatPerson): ChatSides => ({
    ...sides(),
    person,
    conversationId: conversations.open(person.id).id,
    at: now(),
  });
  const tell = (activities: readonly Activity[]): void => {
    const told: Promise<unknown> = (async () => {
      for (const activity of activities) await bot.post(activity);
    })().finally(() => pending.delete(told));
    pending.add(told);
  };

  async function say(person: ChatPerson, text: string): Promise<ChatOutcome> {
    const chat = sidesOf(person);
    const stored = conversations.add(chat.conversationId, 'person', { type: 'message', text });
    changed(person.id);
    const reply = await bot.post(messageFrom(chat, stored.id, text));
    if (!isSuccess(reply)) {
      conversations.markFailed(chat.conversationId, stored.id, reply.failure ?? `The app answered ${reply.status}.`);
      changed(person.id);
    }
    return reply;
  }

  async function execute(person: ChatPerson, act: Extract<ChatAct, { action: unknown }>): Promise<ChatOutcome> {
    const chat = sidesOf(person);
    const { verb, id, data, inputs } = act.action;
    const replyToId = act.replyToId ?? latestCard(conversations.list(chat.conversationId))?.id;
    const merged = { ...data, ...inputValues(inputs) };
    const reply = await bot.post(
      executeFrom(chat, { ...(verb && { verb }), ...(id && { id }), data: merged }, replyToId),
    );
    const notice = show(chat, replyToId, reply);
    changed(person.id);
    return { ...reply, ...(notice && { notice }) };
  }

  /** Puts a returned card in the place of the old one; returns the sentence to show otherwise. */
  function show(chat: ChatSides, replyToId: string | undefined, reply: BotReply): string | undefined {
    const { body } = reply;
    if (!isSuccess(reply) || !isRecord(body)) return UNABLE;
    const isFine = typeof body.statusCode === 'number' && body.statusCode < 300;
    if (isFine && body.type === ADAPTIVE_CARD) {
      if (!isShowable(body.value)) return UNABLE;
      if (replyToId) conversations.showCard(chat.conversationId, replyToId, body.value);
      return undefined;
    }
    if (isFine && body.type === 'application/vnd.microsoft.activity.message') return String(body.value ?? '');
    if (isRecord(body.value) && typeof body.value.message === 'string') return body.value.message;
    return UNABLE;
  }

  return {
    async act(person, act) {
      if (!installations.get(person.id)) throw new NotInstalled(`${person.name} does not have the app.`);
      if ('text' in act) return say(person, act.text);
      if ('action' in act) return execute(person, act);
      const chat = sidesOf(person);
      const replyToId = act.replyToId ?? latestCard(conversations.list(chat.conversationId))?.id;
      const reply = await bot.post(submitFrom(chat, { ...act.value, ...inputValues(act.inputs) }, replyToId));
      changed(person.id);
      return { ...reply, ...(!isSuccess(reply) && { notice: UNABLE }) };
    },
    install(person, appId) {
      if (person.isPending) throw new NotAccepted(`${person.name} has not accepted the invitation yet.`);
      if (!installations.install(person.id, appId)) return false;
      const chat = sidesOf(person);
      tell([installationUpdate(chat, 'add'), membersAdded(chat)]);
      changed(person.id);
      return true;
    },
    uninstall(person) {
      if (!installations.uninstall(person.id)) return false;
      tell([installationUpdate(sidesOf(person), 'remove')]);
      changed(person.id);
      return true;
    },
    setBlocked(person, isBlocked) {
      installations.setBlocked(person.id, isBlocked);
      changed(person.id);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}

function isShowable(card: unknown): boolean {
  try {
    checkCard(card);
    return true;
  } catch {
    return false;
  }
}

const isSuccess = ({ status }: BotReply): boolean => status >= 200 && status < 300;

function latestCard(activities: readonly StoredActivity[]): StoredActivity | undefined {
  return activities.findLast(
    ({ sender, activity }) =>
      sender === 'bot' && activity.attachments?.some(({ contentType }) => contentType === ADAPTIVE_CARD),
  );
}
