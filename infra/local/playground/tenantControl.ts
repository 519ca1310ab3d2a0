import type { PlaygroundPerson } from './playgroundSettings';

/** What the bridge asks of the running local tenant. All throw an Error with the tenant's words. */
export interface TenantControl {
  people(): Promise<readonly PlaygroundPerson[]>;
  /** A connector token for the bot that names this service address. */
  botToken(serviceUrl: string): Promise<string>;
  /** Says where the Playground of these chats is, null when it has ended. */
  relay(conversations: readonly string[], url: string | null): Promise<void>;
  /** The address that the bot is told for chats in a Playground. */
  serviceUrl(): Promise<string>;
}

interface Listed extends PlaygroundPerson {
  readonly isMailboxOnly?: boolean;
  readonly externalUserState?: string;
}

/** @param tenantUrl such as `http://localhost:3979` */
export function tenantControl(tenantUrl: string): TenantControl {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${tenantUrl}${path}`, {
      method,
      headers: { 'x-local-control': '1', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    }).catch((cause: unknown) => {
      throw new Error(`The local tenant does not answer at ${tenantUrl}.`, { cause });
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The local tenant answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  };

  return {
    async people() {
      const all = (await call('GET', '/_shell/people')) as readonly Listed[];
      return all.filter((each) => !each.isMailboxOnly && each.externalUserState !== 'PendingAcceptance');
    },
    botToken: async (serviceUrl) =>
      ((await call('POST', '/_control/botToken', { serviceUrl })) as { token: string }).token,
    relay: async (conversations, url) => void (await call('POST', '/_control/playground', { conversations, url })),
    serviceUrl: async () => `${tenantUrl}/connector/playground/`,
  };
}
