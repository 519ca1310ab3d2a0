import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import { shellRoute } from './shellRoute';

/** Something longer is under way, such as the setting up of a sample. */
export interface Announcement {
  /** Two sentences at most: what is going on. */
  readonly text: string;
  /** 0 to 1; absent when nobody can say. */
  readonly done?: number;
}

/** Whoever announced something and was cut off must not leave its words behind for ever. */
const LASTS_MS = 3 * 60_000;

const announcement = z.strictObject({ text: z.string().max(300), done: z.number().min(0).max(1).optional() });

/**
 * `POST /_shell/announcement` with `{text, done?}`: every window of the shell shows it until another comes, three
 * minutes at most; an empty text takes it away.
 * @returns what is announced now
 */
export function registerAnnouncements(app: FastifyInstance, context: TenantContext): () => Announcement | undefined {
  let current: (Announcement & { readonly until: number }) | undefined;
  // By the machine's time: the tenant's own is moved while a sample plays.
  const now = (): number => performance.now();

  shellRoute(app, 'POST', '/_shell/announcement', announcement, ({ text, done }) => {
    current = text === '' ? undefined : { text, done, until: now() + LASTS_MS };
    context.events.emit('changed', 'clock');
  });
  return () => {
    if (!current || current.until < now()) return undefined;
    const { text, done } = current;
    return { text, ...(done !== undefined && { done }) };
  };
}
