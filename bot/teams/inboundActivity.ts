import { z } from 'zod';

const account = z.looseObject({
  id: z.string().min(1).max(500),
  name: z.string().max(500).optional(),
  aadObjectId: z.string().max(100).optional(),
});

/** The parts of an activity that the service reads. All of it comes from outside, signed or not. */
export const inboundActivity = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(500).optional(),
  name: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  text: z.string().max(100_000).optional(),
  value: z.unknown().optional(),
  replyToId: z.string().max(500).optional(),
  channelId: z.string().max(100).optional(),
  serviceUrl: z.string().max(500).optional(),
  from: account.optional(),
  recipient: account.optional(),
  conversation: z
    .looseObject({
      id: z.string().min(1).max(500),
      tenantId: z.string().max(100).optional(),
      conversationType: z.string().max(100).optional(),
    })
    .optional(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().max(100) }).optional() }).optional(),
});

/** An activity whose token, sender, tenant, channel and service address were all checked. */
export interface InboundActivity {
  readonly type: string;
  /** Teams' id of it. An invoke that is sent again has the id of the first. */
  readonly id?: string;
  /** Name of an invoke, such as `adaptiveCard/action`. */
  readonly name?: string;
  /** Of an installationUpdate: `add`, `remove` and their kin. */
  readonly action?: string;
  readonly text?: string;
  /** What a card sent. Never to be trusted. */
  readonly value?: unknown;
  /** The activity that the pressed card stands in. */
  readonly replyToId?: string;
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly isPersonal: boolean;
  readonly person: { readonly oid: string; readonly tid: string; readonly name: string };
  /** The person's `29:` id in this chat. */
  readonly memberId: string;
}
