import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import { GraphError } from '../graph/graphError';
import { registerGraphRoute } from '../graph/router';
import type { MailAddress, MailDraft } from './mailStore';
import type { PostOffice } from './postOffice';
import type { SendingLimit } from './sendingLimit';

const recipient = z.strictObject({
  emailAddress: z.strictObject({ address: z.string(), name: z.string().optional() }),
});
const request = z.strictObject({
  message: z.strictObject({
    subject: z.string(),
    body: z.strictObject({ contentType: z.string(), content: z.string() }),
    toRecipients: z.array(recipient).min(1),
    ccRecipients: z.array(recipient).optional(),
    replyTo: z.array(recipient).optional(),
    importance: z.enum(['low', 'normal', 'high']).optional(),
    internetMessageHeaders: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  }),
  saveToSentItems: z.boolean().optional(),
});

/** `POST /users/{user}/sendMail`: 202 and no id, for the shared mailbox only. */
export function registerSendMail(
  context: TenantContext,
  directory: Directory,
  office: PostOffice,
  limit: SendingLimit,
): void {
  registerGraphRoute(context, 'POST', '/users/{user}/sendMail', 'Mail.Send', ({ params, body }) => {
    const sender = mailboxOf(directory, params.user ?? '');
    const { message, saveToSentItems = true } = parse(body);
    const wait = limit.take(sender.id);
    if (wait !== undefined) {
      throw new GraphError(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', {
        headers: { 'Retry-After': String(wait) },
      });
    }
    office.send({ from: { address: sender.mail, name: sender.displayName }, ...draftOf(message) }, saveToSentItems);
    return { status: 202 };
  });
}

/**
 * The person whose mailbox it is. Applications are confined to the shared mailbox: any other is 403, and a user
 * without a mailbox (a guest) 404.
 */
export function mailboxOf(directory: Directory, name: string): Person {
  const person = directory.get(name) ?? directory.byUserPrincipalName(name);
  if (!person) throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${name}' is invalid.`);
  if (person.userType === 'Guest') {
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  }
  if (!person.isMailboxOnly)
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return person;
}

function parse(body: unknown): z.infer<typeof request> {
  const parsed = request.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknownCall = issue?.code === 'unrecognized_keys';
  throw new GraphError(400, 'RequestBodyRead', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, {
    unknownCall,
  });
}

function draftOf(message: z.infer<typeof request>['message']): Omit<MailDraft, 'from'> {
  const contentType = message.body.contentType.toLowerCase();
  if (contentType !== 'html' && contentType !== 'text') {
    throw new GraphError(
      400,
      'RequestBodyRead',
      `Cannot convert the literal '${message.body.contentType}' to the expected type.`,
    );
  }
  const headers = message.internetMessageHeaders ?? [];
  for (const { name } of headers) {
    if (!/^x-/i.test(name)) {
      throw new GraphError(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${name}' should start with 'x-' or 'X-'.`,
      );
    }
  }
  if (headers.length > 5)
    throw new GraphError(
      400,
      'InvalidInternetMessageHeaderCollection',
      'Maximum number of headers in one message should be less than or equal to 5.',
    );
  return {
    to: addressesOf(message.toRecipients),
    cc: addressesOf(message.ccRecipients),
    replyTo: addressesOf(message.replyTo),
    subject: message.subject,
    contentType,
    content: message.body.content,
    headers,
  };
}

function addressesOf(recipients: readonly z.infer<typeof recipient>[] = []): MailAddress[] {
  return recipients.map(({ emailAddress: { address, name } }) => {
    if (!/^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(address)) {
      throw new GraphError(
        400,
        'ErrorInvalidRecipients',
        `At least one recipient isn't valid., Recipient '${address}' isn't resolved.`,
      );
    }
    return name ? { address, name } : { address };
  });
}
