import type { MailAddress, StoredFile, StoredMail } from './mailStore';

/** Everything that a message answers; `internetMessageHeaders` only when it is selected. */
export const MESSAGE_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'subject',
  'bodyPreview',
  'body',
  'from',
  'sender',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'receivedDateTime',
  'sentDateTime',
  'internetMessageId',
  'internetMessageHeaders',
  'importance',
  'isRead',
  'isDraft',
  'hasAttachments',
  'parentFolderId',
]);

export const ATTACHMENT_PROPERTIES: ReadonlySet<string> = new Set([
  'id',
  'name',
  'contentType',
  'size',
  'isInline',
  'lastModifiedDateTime',
  'contentId',
  'contentBytes',
]);

/** A mail as Graph's message. */
export function messageView(mail: StoredMail, select: readonly string[] | undefined): Record<string, unknown> {
  const at = isoOf(mail.at);
  const everything: Record<string, unknown> = {
    id: mail.id,
    receivedDateTime: at,
    sentDateTime: at,
    hasAttachments: mail.files.some(({ isInline }) => !isInline),
    internetMessageId: mail.internetMessageId,
    subject: mail.subject,
    bodyPreview: mail.text.slice(0, 255),
    importance: mail.importance ?? 'normal',
    parentFolderId: `AAMkFolder-${mail.folder}`,
    isRead: mail.isRead,
    isDraft: false,
    body: { contentType: mail.contentType, content: mail.content },
    sender: recipientView(mail.from),
    from: recipientView(mail.from),
    toRecipients: mail.to.map(recipientView),
    ccRecipients: (mail.cc ?? []).map(recipientView),
    bccRecipients: (mail.bcc ?? []).map(recipientView),
    replyTo: (mail.replyTo ?? []).map(recipientView),
  };
  const names = select ? new Set(['id', ...select]) : undefined;
  const shown = Object.entries(everything).filter(([name]) => !names || names.has(name));
  if (names?.has('internetMessageHeaders')) shown.push(['internetMessageHeaders', mail.headers ?? []]);
  return Object.fromEntries([['@odata.etag', `W/"${mail.id.slice(4, 20)}"`], ...shown]);
}

/** A file of a mail as Graph's fileAttachment. */
export function attachmentView(
  mail: StoredMail,
  file: StoredFile,
  bytes: Buffer,
  select: readonly string[] | undefined,
): Record<string, unknown> {
  const everything: Record<string, unknown> = {
    id: file.id,
    lastModifiedDateTime: isoOf(mail.at),
    name: file.name,
    contentType: file.contentType,
    size: file.size,
    isInline: file.isInline ?? false,
    contentId: file.contentId ?? null,
    contentBytes: bytes.toString('base64'),
  };
  const shown = Object.entries(everything).filter(([name]) => !select || name === 'id' || select.includes(name));
  return { '@odata.type': '#microsoft.graph.fileAttachment', ...Object.fromEntries(shown) };
}

const isoOf = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

const recipientView = ({ address, name }: MailAddress): unknown => ({
  emailAddress: { name: name ?? address, address },
});
