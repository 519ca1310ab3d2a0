import { z } from 'zod';
import { addressBase } from '../callOrigin';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { GraphError, unknownCall } from '../graph/graphError';
import { readSelect } from '../graph/query';
import { type GraphReply, type GraphRequest, registerGraphRoute } from '../graph/router';
import type { ExchangeLimits } from './exchangeLimits';
import { mailboxOf } from './mailboxOf';
import type { Folder, MailStore, StoredFile, StoredMail } from './mailStore';
import { readMessageQuery } from './messageQuery';
import { ATTACHMENT_PROPERTIES, attachmentView, MESSAGE_PROPERTIES, messageView } from './messageView';

const TYPE = 'microsoft.graph.message';
const FOLDERS: Readonly<Record<string, Folder>> = {
  inbox: 'inbox',
  sentitems: 'sentitems',
  deleteditems: 'deleteditems',
};
const USUAL_PAGE = 10;
const LARGEST_PAGE = 1_000;
const TEXT_BODY = 'outlook.body-content-type="text"';
const PREFER = [TEXT_BODY, 'IdType="ImmutableId"'];
const LIST_QUERY = ['$select', '$top', '$filter', '$orderby', '$skip', '$count'];

const change = z.strictObject({ isRead: z.boolean() });

/** Messages of the shared mailbox: lists, one message, its attachments, marking it read, deleting it. */
export function registerMessages(
  context: TenantContext,
  directory: Directory,
  store: MailStore,
  limits: ExchangeLimits,
): void {
  const mailIn = (request: GraphRequest): StoredMail => {
    const { mail } = mailboxOf(directory, request.params.user ?? '');
    const id = request.params.message ?? '';
    if (!id.startsWith('AAMk')) throw new GraphError(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');
    const found = store.get(id);
    if (found?.mailbox !== mail.toLowerCase()) throw itemNotFound();
    return found;
  };
  const fileIn = (mail: StoredMail, id: string | undefined): StoredFile => {
    const file = mail.files.find((one) => one.id === id);
    if (!file) throw new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
    return file;
  };
  const withMailbox = (work: (request: GraphRequest) => GraphReply) => (request: GraphRequest) => {
    const { id } = mailboxOf(directory, request.params.user ?? '');
    return limits.call(request.application.id, id, () => work(request));
  };
  const list = (request: GraphRequest): GraphReply => {
    const mailbox = mailboxOf(directory, request.params.user ?? '').mail;
    const name = request.params.folder;
    const folder = name === undefined ? undefined : FOLDERS[name.toLowerCase()];
    if (name !== undefined && !folder) throw itemNotFound();
    return page(context, request, store.list(mailbox, folder));
  };

  const options = { query: LIST_QUERY, prefer: PREFER };
  registerGraphRoute(
    context,
    'GET',
    '/users/{user}/mailFolders/{folder}/messages',
    'Mail.Read',
    withMailbox(list),
    options,
  );
  registerGraphRoute(context, 'GET', '/users/{user}/messages', 'Mail.Read', withMailbox(list), options);

  const path = '/users/{user}/messages/{message}';
  registerGraphRoute(
    context,
    'GET',
    path,
    'Mail.Read',
    withMailbox((request) => {
      const select = readSelect(request.query.get('$select'), MESSAGE_PROPERTIES, TYPE);
      return { status: 200, body: messageView(asText(mailIn(request), request), select) };
    }),
    { query: ['$select'], prefer: PREFER },
  );
  registerGraphRoute(
    context,
    'PATCH',
    path,
    'Mail.ReadWrite',
    withMailbox((request) => {
      const wish = change.safeParse(request.body);
      if (!wish.success) throw unknownCall(`Only isRead can be changed here. ${z.prettifyError(wish.error)}`);
      const mail = mailIn(request);
      store.markRead(mail.id, wish.data.isRead);
      return { status: 200, body: messageView({ ...mail, isRead: wish.data.isRead }, undefined) };
    }),
    { prefer: PREFER },
  );
  registerGraphRoute(
    context,
    'DELETE',
    path,
    'Mail.ReadWrite',
    withMailbox((request) => {
      store.move(mailIn(request).id, 'deleteditems');
      return { status: 204 };
    }),
    { prefer: PREFER },
  );
  registerGraphRoute(
    context,
    'GET',
    `${path}/attachments`,
    'Mail.Read',
    withMailbox((request) => {
      const select = readSelect(request.query.get('$select'), ATTACHMENT_PROPERTIES, 'microsoft.graph.attachment');
      const mail = mailIn(request);
      return { status: 200, body: { value: mail.files.map((file) => withBytes(mail, file, select)) } };
    }),
    { query: ['$select'] },
  );
  registerGraphRoute(
    context,
    'GET',
    `${path}/attachments/{attachment}`,
    'Mail.Read',
    withMailbox((request) => {
      const select = readSelect(request.query.get('$select'), ATTACHMENT_PROPERTIES, 'microsoft.graph.attachment');
      const mail = mailIn(request);
      return { status: 200, body: withBytes(mail, fileIn(mail, request.params.attachment), select) };
    }),
    { query: ['$select'] },
  );

  function withBytes(mail: StoredMail, file: StoredFile, select: readonly string[] | undefined) {
    return attachmentView(mail, file, store.fileBytes(mail, file.id) ?? Buffer.alloc(0), select);
  }
}

const itemNotFound = (): GraphError =>
  new GraphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

/** One page of mails that come newest first. Unlike lists, mailboxes filter, order and skip. */
function page(context: TenantContext, request: GraphRequest, mails: readonly StoredMail[]): GraphReply {
  const { query } = request;
  const select = readSelect(query.get('$select'), MESSAGE_PROPERTIES, TYPE);
  const top = wholeNumber(query.get('$top'), '$top', 1, LARGEST_PAGE) ?? USUAL_PAGE;
  const skip = wholeNumber(query.get('$skip'), '$skip', 0, Number.MAX_SAFE_INTEGER) ?? 0;
  const count = query.get('$count');
  if (count !== undefined && count !== 'true' && count !== 'false')
    throw new GraphError(400, 'ErrorInvalidUrlQuery', `Invalid value '${count}' for $count.`);
  const { isWanted, compare } = readMessageQuery(query.get('$filter'), query.get('$orderby'));
  const found = mails.filter(isWanted).sort(compare);
  const isLast = skip + top >= found.length;
  return {
    status: 200,
    body: {
      ...(count === 'true' && { '@odata.count': found.length }),
      value: found.slice(skip, skip + top).map((mail) => messageView(asText(mail, request), select)),
      ...(!isLast && { '@odata.nextLink': nextLink(context, request, skip + top) }),
    },
  };
}

/** The mail with its plain text as its body where the caller prefers that. */
const asText = (mail: StoredMail, { headers }: GraphRequest): StoredMail =>
  headers.prefer?.includes(TEXT_BODY) ? { ...mail, contentType: 'text', content: mail.text } : mail;

function wholeNumber(text: string | undefined, name: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (number >= least && number <= most) return number;
  throw new GraphError(
    400,
    'ErrorInvalidUrlQuery',
    number > most
      ? `The limit of '${most}' for ${name} query has been exceeded. The value from the incoming request is '${text}'.`
      : `Invalid value '${text}' for ${name} query option found.`,
  );
}

function nextLink({ settings }: TenantContext, { path, query }: GraphRequest, skip: number): string {
  const next = new URLSearchParams([...query].filter(([name]) => name !== '$skip'));
  next.set('$skip', String(skip));
  return `${addressBase(settings)}/v1.0${path}?${next}`;
}
