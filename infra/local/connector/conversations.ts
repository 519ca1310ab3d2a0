import { createHash } from 'node:crypto';
import type Database from 'libsql';
import type { Activity } from './activity';

/** Who wrote an activity: the product's bot or the person it talks to. */
export type Sender = 'bot' | 'person';

/** A message in a chat as it stands now. Times in milliseconds since 1970 by the tenant's clock. */
export interface StoredActivity {
  readonly id: string;
  readonly conversationId: string;
  readonly sender: Sender;
  readonly at: number;
  readonly editedAt?: number;
  /** As sent or last updated through the connector. */
  readonly activity: Activity;
  /** The card that a person sees instead, after the bot answered an action with a new one. */
  readonly shownCard?: unknown;
  /** Why the bot did not take a person's message, in words for the shell. */
  readonly failure?: string;
}

export interface Conversation {
  readonly id: string;
  /** The person's directory object id. */
  readonly personId: string;
}

interface ActivityRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly sender: Sender;
  readonly at: number;
  readonly edited_at: number | null;
  readonly json: string;
  readonly shown_card: string | null;
  readonly failure: string | null;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** The `29:` id of a person: another one for each bot, and the same for ever. */
export const memberIdOf = (botAppId: string, personId: string): string =>
  `29:1${digest(`member|${botAppId}|${personId}`)}`;

/** The id of the only 1:1 chat of a bot and a person. */
export const conversationIdOf = (botAppId: string, personId: string): string =>
  `a:1${digest(`chat|${botAppId}|${personId}`)}`;

/** Graph's id of the same chat. */
export const graphChatIdOf = (botAppId: string, personId: string): string =>
  `19:${personId}_${botAppId}@unq.gbl.spaces`;

/** Keeps 1:1 chats and their activities. */
export interface ConversationStore {
  /** The chat of this person, made at the first call. */
  open(personId: string): Conversation;
  /** By the connector's id or by the id that Graph gives the same chat. */
  get(conversationId: string): Conversation | undefined;
  ofPerson(personId: string): Conversation | undefined;
  /** Stores a new activity and answers it with its id, a number of milliseconds as text like Teams'. */
  add(conversationId: string, sender: Sender, activity: Activity): StoredActivity;
  find(conversationId: string, activityId: string): StoredActivity | undefined;
  /** False when there is no such activity of that sender. */
  replace(conversationId: string, activityId: string, activity: Activity): boolean;
  remove(conversationId: string, activityId: string): boolean;
  /** The card a person sees from now on in place of the one the bot sent. */
  showCard(conversationId: string, activityId: string, card: unknown): void;
  markFailed(conversationId: string, activityId: string, failure: string): void;
  /** Oldest first. */
  list(conversationId: string): readonly StoredActivity[];
  /** Forgets every chat. */
  clear(): void;
}

/** Opens the chats kept in the tenant's database. `now` is the tenant's clock in milliseconds. */
export function openConversations(db: Database.Database, botAppId: string, now: () => number): ConversationStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, person_id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS activities (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL,
      at INTEGER NOT NULL, edited_at INTEGER, json TEXT NOT NULL, shown_card TEXT, failure TEXT,
      UNIQUE (conversation_id, id));
  `);
  const get = db.prepare('SELECT id, person_id AS personId FROM conversations WHERE id = ?');
  const graphId = /^19:([0-9a-f-]{36})_[0-9a-f-]{36}@unq\.gbl\.spaces$/;
  const ofPerson = db.prepare('SELECT id, person_id AS personId FROM conversations WHERE person_id = ?');
  const create = db.prepare('INSERT OR IGNORE INTO conversations (id, person_id, at) VALUES (?, ?, ?)');
  const newest = db.prepare('SELECT max(CAST(id AS INTEGER)) AS id FROM activities WHERE conversation_id = ?');
  const insert = db.prepare('INSERT INTO activities (conversation_id, id, sender, at, json) VALUES (?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM activities WHERE conversation_id = ? AND id = ?');
  const update = db.prepare(
    "UPDATE activities SET json = ?, edited_at = ?, shown_card = NULL WHERE conversation_id = ? AND id = ? AND sender = 'bot'",
  );
  const remove = db.prepare("DELETE FROM activities WHERE conversation_id = ? AND id = ? AND sender = 'bot'");
  const show = db.prepare('UPDATE activities SET shown_card = ?, edited_at = ? WHERE conversation_id = ? AND id = ?');
  const fail = db.prepare('UPDATE activities SET failure = ? WHERE conversation_id = ? AND id = ?');
  const list = db.prepare('SELECT * FROM activities WHERE conversation_id = ? ORDER BY seq');

  return {
    open(personId) {
      const id = conversationIdOf(botAppId, personId);
      create.run(id, personId, now());
      return { id, personId };
    },
    get(id) {
      const personId = graphId.exec(id)?.[1];
      return (personId ? ofPerson.get(personId) : get.get(id)) as Conversation | undefined;
    },
    ofPerson: (personId) => ofPerson.get(personId) as Conversation | undefined,
    add(conversationId, sender, activity) {
      const at = now();
      // Ids grow even when the clock is turned back, because they are compared as numbers.
      const last = Number((newest.get(conversationId) as { id: number | null }).id ?? 0);
      const id = String(Math.max(at, last + 1));
      const stored = { ...activity, id };
      insert.run(conversationId, id, sender, at, JSON.stringify(stored));
      return { id, conversationId, sender, at, activity: stored };
    },
    find(conversationId, activityId) {
      const row = find.get(conversationId, activityId) as ActivityRow | undefined;
      return row && read(row);
    },
    replace: (conversationId, activityId, activity) =>
      update.run(JSON.stringify({ ...activity, id: activityId }), now(), conversationId, activityId).changes > 0,
    remove: (conversationId, activityId) => remove.run(conversationId, activityId).changes > 0,
    showCard(conversationId, activityId, card) {
      show.run(JSON.stringify(card), now(), conversationId, activityId);
    },
    markFailed(conversationId, activityId, failure) {
      fail.run(failure, conversationId, activityId);
    },
    list: (conversationId) => (list.all(conversationId) as ActivityRow[]).map(read),
    clear: () => void db.exec('DELETE FROM activities; DELETE FROM conversations'),
  };
}

function read(row: ActivityRow): StoredActivity {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    sender: row.sender,
    at: row.at,
    activity: JSON.parse(row.json) as Activity,
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(row.shown_card !== null && { shownCard: JSON.parse(row.shown_card) as unknown }),
    ...(row.failure !== null && { failure: row.failure }),
  };
}
