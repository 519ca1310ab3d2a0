import { z } from 'zod';
import { GraphError } from '../graph/graphError';
import type { MailAddress, MailDraft, MailFile } from './mailStore';

/** Bytes: larger files need an upload session. */
const LARGEST_FILE = 3 * 1024 * 1024;
const MOST_RECIPIENTS = 500;
const MOST_HEADERS = 5;
const ADDRESS = /^[^\s\p{Cc}@<>"(),:;[\]\\]{1,64}@[^\s\p{Cc}@<>"(),:;[\]\\]+\.[^\s\p{Cc}@<>"(),:;[\]\\]+$/u;
/** Characters of a header's name and value together. */
const LONGEST_HEADER = 995;

const recipient = z.strictObject({
  emailAddress: z.strictObject({ address: z.string(), name: z.string().optional() }),
});
const file = z.strictObject({
  '@odata.type': z.literal('#microsoft.graph.fileAttachment'),
  name: z.string().min(1).max(255),
  contentType: z.string().optional(),
  contentBytes: z.string(),
  isInline: z.boolean().optional(),
  contentId: z.string().optional(),
});
/** A line break in a subject or a name would start a header of the writer's own choice. */
const hasLineBreak = (text: string): boolean => /[\r\n\0]/.test(text);

const request = z.strictObject({
  message: z.strictObject({
    subject: z.string().optional(),
    body: z.strictObject({ contentType: z.string(), content: z.string() }).optional(),
    toRecipients: z.array(recipient).optional(),
    ccRecipients: z.array(recipient).optional(),
    bccRecipients: z.array(recipient).optional(),
    replyTo: z.array(recipient).optional(),
    importance: z.enum(['low', 'normal', 'high']).optional(),
    internetMessageHeaders: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
    attachments: z.array(file).optional(),
  }),
  saveToSentItems: z.boolean().optional(),
});

/** What `sendMail` was asked to send. */
export interface SendRequest {
  readonly draft: Omit<MailDraft, 'from'>;
  readonly files: readonly MailFile[];
  readonly keepsCopy: boolean;
}

/** Reads the body of `sendMail`. Throws a GraphError in Exchange's words for anything that it refuses. */
export function readSendRequest(body: unknown): SendRequest {
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new GraphError(400, 'RequestBodyRead', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, {
      unknownCall: issue?.code === 'unrecognized_keys',
    });
  }
  const { message, saveToSentItems = true } = parsed.data;
  const to = addressesOf(message.toRecipients);
  const cc = addressesOf(message.ccRecipients);
  const bcc = addressesOf(message.bccRecipients);
  const count = to.length + cc.length + bcc.length;
  if (count === 0) throw badRecipients('At least one recipient must be specified.');
  if (count > MOST_RECIPIENTS)
    throw badRecipients(`The message has ${count} recipients; at most ${MOST_RECIPIENTS} are allowed.`);
  if (hasLineBreak(message.subject ?? ''))
    throw new GraphError(400, 'ErrorInvalidArgument', 'The subject must not contain a line break.');
  const { contentType, content } = bodyOf(message.body);
  return {
    draft: {
      to,
      cc,
      bcc,
      replyTo: addressesOf(message.replyTo),
      subject: message.subject ?? '',
      contentType,
      content,
      importance: message.importance ?? 'normal',
      headers: headersOf(message.internetMessageHeaders),
    },
    files: (message.attachments ?? []).map(fileOf),
    keepsCopy: saveToSentItems,
  };
}

const badRecipients = (message: string): GraphError => new GraphError(400, 'ErrorInvalidRecipients', message);

function bodyOf(
  body: { contentType: string; content: string } | undefined,
): Pick<MailDraft, 'contentType' | 'content'> {
  const contentType = (body?.contentType ?? 'text').toLowerCase();
  if (contentType !== 'html' && contentType !== 'text')
    throw new GraphError(
      400,
      'RequestBodyRead',
      `Cannot convert the literal '${body?.contentType}' to the expected type 'microsoft.graph.bodyType'.`,
    );
  return { contentType, content: body?.content ?? '' };
}

function headersOf(headers: readonly { name: string; value: string }[] = []): MailDraft['headers'] {
  if (headers.length > MOST_HEADERS)
    throw new GraphError(
      400,
      'InvalidInternetMessageHeaderCollection',
      `Maximum number of headers in one message should be less than or equal to ${MOST_HEADERS}.`,
    );
  for (const { name, value } of headers) {
    if (!/^x-[\x21-\x39\x3b-\x7e]+$/i.test(name))
      throw new GraphError(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
      );
    // A line break would start a header of the writer's own choice.
    if (/[\r\n]/.test(value) || name.length + value.length > LONGEST_HEADER)
      throw new GraphError(400, 'InvalidInternetMessageHeader', `The value of the header '${name}' is not valid.`);
  }
  return headers;
}

function addressesOf(recipients: readonly z.infer<typeof recipient>[] = []): MailAddress[] {
  return recipients.map(({ emailAddress: { address, name } }) => {
    if (address.length > 320 || !ADDRESS.test(address))
      throw badRecipients(`At least one recipient is not valid., Recipient '${address}' is not resolved.`);
    if (name !== undefined && hasLineBreak(name))
      throw badRecipients('The name of a recipient must not contain a line break.');
    return name ? { address, name } : { address };
  });
}

function fileOf({ name, contentType, contentBytes, isInline, contentId }: z.infer<typeof file>): MailFile {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(contentBytes) || contentBytes.length % 4 !== 0)
    throw new GraphError(
      400,
      'RequestBodyRead',
      `Cannot convert the literal of 'contentBytes' of '${name}' to the expected type 'Edm.Binary'.`,
    );
  const bytes = Buffer.from(contentBytes, 'base64');
  if (bytes.length >= LARGEST_FILE)
    throw new GraphError(
      413,
      'ErrorMessageSizeExceeded',
      `The attachment '${name}' is larger than 3 MB. Attach it with an upload session.`,
    );
  return {
    name,
    contentType: contentType ?? 'application/octet-stream',
    bytes,
    ...(isInline && { isInline }),
    ...(contentId !== undefined && { contentId }),
  };
}
