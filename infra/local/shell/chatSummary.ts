import type { FastifyInstance } from 'fastify';
import type { TenantContext } from '../context';

/** How many messages the bot has written to a person, and when the latest (ISO, tenant time). */
export interface ChatSummary {
  readonly personId: string;
  readonly fromBot: number;
  readonly latestAt: string;
}

/** `GET /_shell/chats`: who has heard from the bot, so that the shell can mark what nobody has looked at. */
export function registerChatSummary(app: FastifyInstance, { db }: TenantContext): void {
  const summary = db.prepare<[]>(
    `SELECT person_id AS personId, count(*) AS fromBot, max(activities.at) AS latest
     FROM activities JOIN conversations ON conversations.id = conversation_id WHERE sender = 'bot' GROUP BY person_id`,
  );
  app.get(
    '/_shell/chats',
    async (): Promise<ChatSummary[]> =>
      (summary.all() as { personId: string; fromBot: number; latest: number }[]).map(({ latest, ...rest }) => ({
        ...rest,
        latestAt: new Date(latest).toISOString(),
      })),
  );
}
