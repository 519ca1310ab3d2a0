import { randomBytes, randomUUID } from 'node:crypto';
import type Database from 'libsql';
import { inTransaction } from '../database';
import { DOMAIN } from '../people';
import { plainTextOf } from './plainText';

export interface MailAddress {
  readonly address: string;
  readonly name?: string;
}

/** A file in a mail as its writer gives it. */
export interface MailFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly isInline?: boolean;
  readonly contentId?: string;
}

/** A file in a mail without its bytes. `size` in bytes. */
export interface StoredFile extends Omit<MailFile, 'bytes'> {
  readonly id: string;
  readonly size: number;
}

/** A mail as its writer gives it. */
export interface MailDraft {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly bcc?: readonly MailAddress[];
  readonly replyTo?: readonly MailAddress[];
  readonly subject: string;
  readonly contentType: 'html' | 'text';
  readonly content: string;
  readonly importance?: 'low' | 'normal' | 'high';
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
}

export type Folder = 'inbox' | 'sentitems' | 'deleteditems';

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
  readonly files: readonly StoredFile[];
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

interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly content_type: string;
  readonly size: number;
  readonly is_inline: number;
  readonly content_id: string | null;
}

/** Everybody's mail: the customer's mailboxes and those of outside contacts alike. */
export interface MailStore {
  /** Puts a copy into a folder; one that arrives later (`at`, tenant time) is not there until then. */
  put(mailbox: string, folder: Folder, draft: MailDraft, internetMessageId: string, at?: number): void;
  /** Keeps the files of a mail, once for all its copies. */
  putFiles(internetMessageId: string, files: readonly MailFile[]): void;
  get(id: string): StoredMail | undefined;
  /** The bytes of a file of this mail. */
  fileBytes(mail: StoredMail, fileId: string): Buffer | undefined;
  /** Newest first; all folders without `folder`. `since` in milliseconds, inclusive. */
  list(mailbox: string, folder?: Folder, since?: number): readonly StoredMail[];
  /** Every address that has ever received mail, with the number of its unread mails. */
  mailboxes(): readonly { readonly address: string; readonly unread: number; readonly latest: number }[];
  markRead(id: string, isRead?: boolean): void;
  /** Moves a copy; it gets another id, as a move in Outlook does. */
  move(id: string, folder: Folder): void;
  /** Runs `work` as one: all of its copies are stored, or none. */
  together(work: () => void): void;
  clear(): void;
}

export const newInternetMessageId = (): string => `<${randomUUID()}@${DOMAIN}>`;

// Real ids are opaque and safe in a URL only after encoding; these are safe as they are.
const newId = (): string => `AAMk${randomBytes(48).toString('base64url')}`;

/** Opens the mail kept in the tenant's database. */
export function openMail(db: Database.Database, now: () => number): MailStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS mails (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, mailbox TEXT NOT NULL, folder TEXT NOT NULL,
      internet_message_id TEXT NOT NULL, at INTEGER NOT NULL, is_read INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS mails_by_mailbox ON mails (mailbox, folder, at);
    CREATE TABLE IF NOT EXISTS mail_files (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, internet_message_id TEXT NOT NULL,
      name TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL, is_inline INTEGER NOT NULL,
      content_id TEXT, bytes BLOB NOT NULL);
    CREATE INDEX IF NOT EXISTS mail_files_by_mail ON mail_files (internet_message_id);
  `);
  const insert = db.prepare(
    'INSERT INTO mails (id, mailbox, folder, internet_message_id, at, is_read, json) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const insertFile = db.prepare(
    `INSERT INTO mail_files (id, internet_message_id, name, content_type, size, is_inline, content_id, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const one = db.prepare('SELECT * FROM mails WHERE id = ?');
  const list = db.prepare(
    `SELECT * FROM mails WHERE mailbox = ? AND (? IS NULL OR folder = ?) AND at >= ? AND at <= ?
     ORDER BY at DESC, seq DESC`,
  );
  const boxes = db.prepare(
    `SELECT mailbox AS address, sum(is_read = 0) AS unread, max(at) AS latest FROM mails
     WHERE folder = 'inbox' AND at <= ? GROUP BY mailbox`,
  );
  const read = db.prepare('UPDATE mails SET is_read = ? WHERE id = ?');
  const relocate = db.prepare('UPDATE mails SET id = ?, folder = ? WHERE id = ?');
  const filesOf = db.prepare(
    'SELECT id, name, content_type, size, is_inline, content_id FROM mail_files WHERE internet_message_id = ? ORDER BY seq',
  );
  const bytesOf = db.prepare('SELECT bytes FROM mail_files WHERE internet_message_id = ? AND id = ?');
  const view = (row: MailRow): StoredMail => viewOf(row, filesOf.all(row.internet_message_id) as FileRow[]);

  return {
    put(mailbox, folder, draft, internetMessageId, at = now()) {
      const isRead = folder === 'inbox' ? 0 : 1;
      insert.run(newId(), mailbox.toLowerCase(), folder, internetMessageId, at, isRead, JSON.stringify(draft));
    },
    putFiles(internetMessageId, files) {
      for (const { name, contentType, bytes, isInline = false, contentId } of files) {
        const id = `AAMkA${randomBytes(24).toString('base64url')}`;
        insertFile.run(
          id,
          internetMessageId,
          name,
          contentType,
          bytes.length,
          isInline ? 1 : 0,
          contentId ?? null,
          bytes,
        );
      }
    },
    get(id) {
      const row = one.get(id) as MailRow | undefined;
      return row && row.at <= now() ? view(row) : undefined;
    },
    fileBytes(mail, fileId) {
      const row = bytesOf.get(mail.internetMessageId, fileId) as { bytes: Uint8Array } | undefined;
      return row && Buffer.from(row.bytes);
    },
    list: (mailbox, folder, since = 0) =>
      (list.all(mailbox.toLowerCase(), folder ?? null, folder ?? null, since, now()) as MailRow[]).map(view),
    mailboxes: () => boxes.all(now()) as { address: string; unread: number; latest: number }[],
    markRead: (id, isRead = true) => void read.run(isRead ? 1 : 0, id),
    move: (id, folder) => void relocate.run(newId(), folder, id),
    together: (work) => inTransaction(db, work),
    clear: () => void db.exec('DELETE FROM mails; DELETE FROM mail_files'),
  };
}

function viewOf(row: MailRow, files: readonly FileRow[]): StoredMail {
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
    files: files.map((file) => ({
      id: file.id,
      name: file.name,
      contentType: file.content_type,
      size: file.size,
      isInline: file.is_inline === 1,
      ...(file.content_id !== null && { contentId: file.content_id }),
    })),
  };
}
