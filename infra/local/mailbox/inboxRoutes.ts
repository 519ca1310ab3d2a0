import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { GraphError, unknownCall } from '../graph/graphError';
import { readSelect, readTop } from '../graph/query';
import { type GraphRequest, registerGraphRoute } from '../graph/router';
import type { Folder, MailAddress, MailStore, StoredMail } from './mailStore';
import { mailboxOf } from './sendMail';

const TYPE = 'microsoft.graph.message';
const FOLDERS: Readonly<Record<string, Folder>> = { inbox: 'inbox', sentitems: 'sentitems' };
const USUAL_PAGE = 10;
const LARGEST_PAGE = 1_000;

/** Everything that a message answers; `internetMessageHeaders` only when it is selected. */
const PROPERTIES = new Set([
  'id',
  'subject',
  'bodyPreview',
  'body',
  'from',
  'sender',
  'toRecipients',
  'ccRecipients',
  'replyTo',
  'receivedDateTime',
  'sentDateTime',
  'internetMessageId',
  'internetMessageHeaders',
  'isRead',
  'hasAttachments',
]);

/** `GET /users/{user}/mailFolders/{folder}/messages`: where the service looks for non-delivery reports. */
export function registerInbox(context: TenantContext, directory: Directory, store: MailStore): void {
  registerGraphRoute(
    context,
    'GET',
    '/users/{user}/mailFolders/{folder}/messages',
    'Mail.Read',
    (request) => {
      const mailbox = mailboxOf(directory, request.params.user ?? '').mail;
      const folder = FOLDERS[(request.params.folder ?? '').toLowerCase()];
      if (!folder) throw new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
      const { query } = request;
      const select = readSelect(query.get('$select'), PROPERTIES, TYPE);
      const top = readTop(query.get('$top'), USUAL_PAGE, LARGEST_PAGE);
      const mails = inOrder(store.list(mailbox, folder, sinceIn(query.get('$filter'))), query.get('$orderby'));
      const skip = Number(query.get('$skip') ?? 0);
      if (!Number.isInteger(skip) || skip < 0) throw new GraphError(400, 'BadRequest', 'Invalid $skip.');
      const page = mails.slice(skip, skip + top);
      const isLast = skip + top >= mails.length;
      return {
        status: 200,
        body: {
          value: page.map((mail) => messageView(asText(mail, request), select)),
          ...(!isLast && { '@odata.nextLink': nextLink(context, request, skip + top) }),
        },
      };
    },
    {
      query: ['$select', '$top', '$filter', '$orderby', '$skip'],
      prefer: [TEXT_BODY, 'IdType="ImmutableId"'],
    },
  );
}

const TEXT_BODY = 'outlook.body-content-type="text"';

/** The mail with its plain text as its body where the caller prefers that. */
const asText = (mail: StoredMail, { headers }: GraphRequest): StoredMail =>
  headers.prefer?.includes(TEXT_BODY) ? { ...mail, contentType: 'text', content: mail.text } : mail;

/** The only filter that the service needs: mails since a moment. Milliseconds since 1970. */
function sinceIn(filter: string | undefined): number {
  if (filter === undefined) return 0;
  const [, operator, moment] =
    /^receivedDateTime (ge|gt) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)$/.exec(filter) ?? [];
  const at = Date.parse(moment ?? '');
  if (!operator || Number.isNaN(at))
    throw unknownCall(`The filter '${filter}' is not supported here.`, 'ErrorInvalidUrlQueryFilter');
  return operator === 'gt' ? at + 1 : at;
}

function inOrder(newestFirst: readonly StoredMail[], order = 'receivedDateTime desc'): readonly StoredMail[] {
  if (/^receivedDateTime desc$/i.test(order)) return newestFirst;
  if (/^receivedDateTime( asc)?$/i.test(order)) return newestFirst.toReversed();
  throw unknownCall(`The order '${order}' is not supported here.`, 'ErrorInvalidUrlQuery');
}

function nextLink({ settings }: TenantContext, { path, query }: GraphRequest, skip: number): string {
  const next = new URLSearchParams([...query].filter(([name]) => name !== '$skip'));
  next.set('$skip', String(skip));
  return `${settings.origin}/v1.0${path}?${next}`;
}

function messageView(mail: StoredMail, select: readonly string[] | undefined): Record<string, unknown> {
  const at = new Date(mail.at).toISOString().replace(/\.\d+Z$/, 'Z');
  const everything: Record<string, unknown> = {
    id: mail.id,
    receivedDateTime: at,
    sentDateTime: at,
    subject: mail.subject,
    bodyPreview: mail.text.slice(0, 255),
    body: { contentType: mail.contentType, content: mail.content },
    from: recipientView(mail.from),
    sender: recipientView(mail.from),
    toRecipients: mail.to.map(recipientView),
    ccRecipients: (mail.cc ?? []).map(recipientView),
    replyTo: (mail.replyTo ?? []).map(recipientView),
    internetMessageId: mail.internetMessageId,
    isRead: mail.isRead,
    hasAttachments: false,
  };
  const names = select ? new Set(['id', ...select]) : undefined;
  const shown = Object.entries(everything).filter(([name]) => !names || names.has(name));
  if (names?.has('internetMessageHeaders')) shown.push(['internetMessageHeaders', mail.headers ?? []]);
  return Object.fromEntries([['@odata.etag', `W/"${mail.id.slice(4, 20)}"`], ...shown]);
}

const recipientView = ({ address, name }: MailAddress): unknown => ({
  emailAddress: { name: name ?? address, address },
});
