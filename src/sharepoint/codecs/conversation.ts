import { z } from 'zod';
import type { ConversationReference } from '../../domain/link';
import { conversations } from '../lists/system';
import { codec } from './codec';

const shape = z.looseObject({
  key: z.string().min(1),
  oid: z.string().min(1),
  tid: z.string().min(1),
  conversationId: z.string().min(1),
  serviceUrl: z.string(),
  state: z.enum(['active', 'blocked']),
  liveCards: z.record(z.string(), z.looseObject({ activityId: z.string(), at: z.string() })).optional(),
});

export const conversationCodec = codec<ConversationReference>('conversations', conversations, shape, {
  UserId: { show: ({ oid }) => oid },
  State: { show: ({ state }) => state },
});
