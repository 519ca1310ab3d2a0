import { randomBytes, randomUUID } from 'node:crypto';
import type Database from 'libsql';
import { plainTextOf } from './plainText';

export interface MailAddress {
  readonly address: string;
  readonly name?: string;
}

/** A mail as its writer gives it. */
export interface MailDraft {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly replyTo?: readonly MailAddress[];
  readonly subject: string;
  readonly contentType: 'html' | 'text';
  readonly content: string;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

export type Folder = 'inbox' | 'sentitems';

/** A copy of a mail in somebody's folder. */
export interface StoredMail extends MailDraft {
  readonly id: string;
  /** Whose mailbox: an address in lower case. */
  readonly mailbox: string;
  readonly folder: Folder;
  readonly internetMessageId: string;
  /** Milliseconds since 1970, tenant time. */
  readonly at: number;
  /** The plain text part. */
  readonly text: string;
  readonly isRead: boolean;
}

interface MailRow {
  readonly id: string;
  readonly mailbox: string;
  readonly folder: Folder;
  readonly internet_message_id: string;
  readonly at: number;
  readonly is_read: number;
  readonly json: string;
}

/** Everybody's mail: the customer's mailboxes and those of outside contacts alike. */
export interface MailStore {
  /** Puts a copy into a folder. */
  put(mailbox: string, folder: Folder, draft: MailDraft, internetMessageId: string): StoredMail;
  get(id: string): StoredMail | undefined;
  /** Newest first. `since` in milliseconds, inclusive. */
  list(mailbox: string, folder: Folder, since?: number): readonly StoredMail[];
  /** Every address that has ever received mail, with the number of its unread mails. */
  mailboxes(): readonly { readonly address: string; readonly unread: number; readonly latest: number }[];
  markRead(id: string): void;
  clear(): void;
}

export const newInternetMessageId = (): string => `<${randomUUID()}@northgate.example>`;

/** Opens the mail kept in the tenant's database. */
export function openMail(db: Database.Database, now: () => number): MailStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS mails (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL, folder TEXT NOT NULL,
      internet_message_id TEXT NOT NULL, at INTEGER NOT NULL, is_read INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS mails_by_mailbox ON mails (mailbox, folder, at);
  `);
  const insert = db.prepare(
    'INSERT INTO mails (id, mailbox, folder, internet_message_id, at, is_read, json) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const one = db.prepare('SELECT * FROM mails WHERE id = ?');
  const list = db.prepare(
    'SELECT * FROM mails WHERE mailbox = ? AND folder = ? AND at >= ? ORDER BY at DESC, seq DESC',
  );
  const boxes = db.prepare(
    "SELECT mailbox AS address, sum(is_read = 0) AS unread, max(at) AS latest FROM mails WHERE folder = 'inbox' GROUP BY mailbox",
  );
  const read = db.prepare('UPDATE mails SET is_read = 1 WHERE id = ?');

  return {
    put(mailbox, folder, draft, internetMessageId) {
      // Real ids are opaque and safe in a URL only after encoding; these are safe as they are.
      const id = `AAMk${randomBytes(48).toString('base64url')}`;
      const at = now();
      insert.run(
        id,
        mailbox.toLowerCase(),
        folder,
        internetMessageId,
        at,
        folder === 'inbox' ? 0 : 1,
        JSON.stringify(draft),
      );
      return view(one.get(id) as MailRow);
    },
    get(id) {
      const row = one.get(id) as MailRow | undefined;
      return row && view(row);
    },
    list: (mailbox, folder, since = 0) => (list.all(mailbox.toLowerCase(), folder, since) as MailRow[]).map(view),
    mailboxes: () => boxes.all() as { address: string; unread: number; latest: number }[],
    markRead: (id) => void read.run(id),
    clear: () => void db.exec('DELETE FROM mails'),
  };
}

function view(row: MailRow): StoredMail {
  const draft = JSON.parse(row.json) as MailDraft;
  return {
    ...draft,
    id: row.id,
    mailbox: row.mailbox,
    folder: row.folder,
    internetMessageId: row.internet_message_id,
    at: row.at,
    isRead: row.is_read === 1,
    text: draft.contentType === 'html' ? plainTextOf(draft.content) : draft.content,
  };
}
