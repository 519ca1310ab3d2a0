/** A refusal by the local tenant, in its own words. */
export class TenantError extends Error {
  override readonly name = 'TenantError';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Calls the local tenant. The header tells it that the call comes from its own page. Throws TenantError. */
export async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: { 'x-local-control': '1', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok)
    throw new TenantError(response.status, messageIn(parsed) ?? `The tenant answered ${response.status}.`);
  return parsed as T;
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body);

/** Sends a file's bytes. Throws TenantError. */
export async function upload(path: string, file: Blob): Promise<void> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'x-local-control': '1', 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (response.ok) return;
  const parsed: unknown = await response.json().catch(() => undefined);
  throw new TenantError(response.status, messageIn(parsed) ?? `The tenant answered ${response.status}.`);
}

/** Saves what the tenant answers as a file. Its routes want a header, which a plain link does not send. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: { 'x-local-control': '1' } });
  if (!response.ok) throw new TenantError(response.status, 'The file could not be read.');
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to save by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function messageIn(body: unknown): string | undefined {
  const message = (body as { error?: { message?: unknown } } | undefined)?.error?.message;
  return typeof message === 'string' ? message : undefined;
}

/** A person of the directory. */
export interface Person {
  readonly id: string;
  readonly shortName: string;
  readonly displayName: string;
  readonly mail: string;
  readonly userPrincipalName: string;
  readonly userType: 'Member' | 'Guest';
  readonly externalUserState?: 'PendingAcceptance' | 'Accepted';
  readonly jobTitle?: string;
  readonly companyName?: string;
  readonly country?: string;
  readonly preferredLanguage?: string;
  readonly isMailboxOnly?: boolean;
  readonly roles: readonly string[];
}

export interface ShellState {
  readonly tenantId: string;
  readonly organization: string;
  readonly productUrl: string;
  readonly appName: string;
  readonly origin: string;
  readonly now: string;
  readonly offsetMs: number;
  /** Something longer that is under way; `done` from 0 to 1. */
  readonly announcement?: { readonly text: string; readonly done?: number };
}

export interface ChatActivity {
  readonly type: string;
  readonly id: string;
  readonly sender: 'bot' | 'person';
  readonly at: string;
  readonly editedAt?: string;
  readonly text?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content?: unknown }[];
  readonly failure?: string;
  /** Whatever else came over the connector. */
  readonly [property: string]: unknown;
}

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** The cards of a message, as a person sees them now. */
export const cardsOf = ({ attachments }: ChatActivity): readonly unknown[] =>
  (attachments ?? []).filter(({ contentType }) => contentType === ADAPTIVE_CARD).map(({ content }) => content);

/** What is true of a person in Teams. */
export interface Membership {
  readonly isInstalled: boolean;
  readonly isBlocked: boolean;
  /** They have never opened Teams, so nothing can be installed for them. */
  readonly neverOpened?: boolean;
  /** A chat with them is refused, as happens to some guests. */
  readonly aclRefused?: boolean;
  /** The bot is missing from the chat although the app is there. */
  readonly notInRoster?: boolean;
}

export interface ChatView extends Membership {
  readonly conversationId?: string;
  readonly activities: readonly ChatActivity[];
}

/** What came of something a person did; `notice` is shown under the message or card. */
export interface ChatOutcome {
  readonly status: number;
  readonly body?: unknown;
  readonly notice?: string;
}

export interface DeliveredMail {
  readonly id: string;
  readonly from: string;
  readonly fromName?: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: string;
  readonly isRead: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly files?: readonly MailFile[];
}

export interface MailFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

export interface Mailboxes {
  readonly bounce: readonly string[];
  readonly limitPerMinute: number | null;
  readonly mailboxes: readonly { readonly address: string; readonly unread: number; readonly latest: number }[];
}

export interface RefusedCall {
  readonly method: string;
  readonly path: string;
  readonly reason: string;
  readonly at: string;
}
