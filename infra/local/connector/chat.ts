import { setTimeout as sleep } from 'node:timers/promises';
import { type Activity, ADAPTIVE_CARD } from './activity';
import type { BotEndpoint, BotReply } from './botEndpoint';
import { isShowable, submitFallback } from './checkCard';
import type { ConversationStore, StoredActivity } from './conversations';
import type { InstallationStore, PersonState } from './installations';
import { isRecord } from './isRecord';
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
      /** An old client knows no `Action.Execute` and shows its fallback, which comes as a message. */
      readonly client?: 'old';
      /** The client sends the same invoke twice. Absent: now and then, when that quirk is on. */
      readonly isRepeated?: boolean;
    };

/** What came of it: the bot's HTTP status and body, and what the person is shown. */
export interface ChatOutcome extends BotReply {
  /** A sentence that Teams shows under the card or message. */
  readonly notice?: string;
}

/** Teams' words when a bot fails an action. */
export const UNABLE = 'Unable to reach app. Please try again.';
const NO_BUTTON = 'This client does not show that button.';

/** The personal chats of the one bot: what people do in them, and what the bot hears of it. */
export interface Chat {
  /** Throws `NotInstalled` when the person does not have the app. */
  act(person: ChatPerson, act: ChatAct): Promise<ChatOutcome>;
  /**
   * False when it is installed already. The bot hears of it after the answer, and the chat is there then: `lagMs` of
   * real time later. Throws `NotAccepted` for a pending guest.
   */
  install(person: ChatPerson, appId: string, lagMs?: number): boolean;
  uninstall(person: ChatPerson): boolean;
  /** False while an installation is still on its way to the person's Teams. */
  isSettled(personId: string): boolean;
  /** While a person blocks the bot, it may not write; what the person does still reaches it. */
  setState(person: ChatPerson, state: PersonState, isSo: boolean): void;
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
  /** How often the client posts the next invoke: once, or twice with one id. */
  readonly invokePosts: () => 1 | 2;
  /** How often Teams tells of the next change of members: once, twice or not at all. */
  readonly updatePosts: () => 0 | 1 | 2;
  /** Ends waits when the tenant closes. */
  readonly closing: AbortSignal;
  /** Called with the person's id after anything in their chat changed. */
  readonly changed: (personId: string) => void;
}

/** Connects people with the bot. */
export function createChat(parts: ChatParts): Chat {
  const { conversations, installations, bot, sides, now, changed } = parts;
  const pending = new Set<Promise<unknown>>();
  /** By person: until when, on this process's own clock, an installation is on its way. */
  const settling = new Map<string, number>();
  const isSettled = (personId: string): boolean => (settling.get(personId) ?? 0) <= performance.now();
  const sidesOf = (person: ChatPerson): ChatSides => ({
    ...sides(),
    person,
    conversationId: conversations.open(person.id).id,
    at: now(),
  });
  const tell = (activities: readonly Activity[], lagMs = 0): void => {
    const told: Promise<unknown> = (async () => {
      if (lagMs > 0) await sleep(lagMs, undefined, { signal: parts.closing }).catch(() => undefined);
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
    if (act.client === 'old') return submitInstead(chat, act, replyToId);
    const merged = { ...data, ...inputValues(inputs) };
    const invoke = executeFrom(chat, { ...(verb && { verb }), ...(id && { id }), data: merged }, replyToId);
    let reply = await bot.post(invoke);
    // A client that sends again shows what came last.
    if (act.isRepeated ?? parts.invokePosts() === 2) reply = await bot.post(invoke);
    const notice = show(chat, replyToId, reply);
    changed(person.id);
    return { ...reply, ...(notice && { notice }) };
  }

  /** What a press on an `Action.Execute` becomes in an old client: its fallback, as a message. */
  async function submitInstead(
    chat: ChatSides,
    { action }: Extract<ChatAct, { action: unknown }>,
    replyToId: string | undefined,
  ): Promise<ChatOutcome> {
    const stored = replyToId ? conversations.find(chat.conversationId, replyToId) : undefined;
    const cards = stored
      ? [stored.shownCard, ...(stored.activity.attachments ?? []).map(({ content }) => content)]
      : [];
    const fallback = submitFallback(
      cards.find((card) => card !== undefined),
      action,
    );
    if (!fallback) return { status: 0, body: undefined, notice: NO_BUTTON };
    return submit(chat, { ...fallback.data, ...action.data, ...inputValues(action.inputs) }, replyToId);
  }

  async function submit(chat: ChatSides, value: unknown, replyToId: string | undefined): Promise<ChatOutcome> {
    const reply = await bot.post(submitFrom(chat, value, replyToId));
    changed(chat.person.id);
    return { ...reply, ...(!isSuccess(reply) && { notice: UNABLE }) };
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
      return submit(chat, { ...act.value, ...inputValues(act.inputs) }, replyToId);
    },
    isSettled,
    install(person, appId, lagMs = 0) {
      if (person.isPending) throw new NotAccepted(`${person.name} has not accepted the invitation yet.`);
      if (!installations.install(person.id, appId)) return false;
      const chat = sidesOf(person);
      settling.set(person.id, performance.now() + lagMs);
      const added = membersAdded(chat);
      tell([installationUpdate(chat, 'add'), ...Array.from({ length: parts.updatePosts() }, () => added)], lagMs);
      changed(person.id);
      return true;
    },
    uninstall(person) {
      if (!installations.uninstall(person.id)) return false;
      tell([installationUpdate(sidesOf(person), 'remove')]);
      changed(person.id);
      return true;
    },
    setState(person, state, isSo) {
      installations.setState(person.id, state, isSo);
      changed(person.id);
    },
    async settled() {
      await Promise.all(pending);
    },
  };
}

const isSuccess = ({ status }: BotReply): boolean => status >= 200 && status < 300;

function latestCard(activities: readonly StoredActivity[]): StoredActivity | undefined {
  return activities.findLast(
    ({ sender, activity }) =>
      sender === 'bot' && activity.attachments?.some(({ contentType }) => contentType === ADAPTIVE_CARD),
  );
}
