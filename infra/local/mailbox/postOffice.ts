import { bouncesByFault } from '../control/faults';
import type { TenantContext } from '../context';
import { metaOf } from '../database';
import type { Directory } from '../directory';
import { graphStateOf } from '../graph/state';
import { DOMAIN } from '../people';
import { type MailAddress, type MailDraft, type MailFile, type MailStore, newInternetMessageId } from './mailStore';
import { DAILY_LIMIT, NOT_FOUND, NOT_FOUND_HERE, nonDeliveryReport } from './nonDeliveryReport';

export interface Posting {
  /** A copy stays in the sender's sent items. */
  readonly keepsCopy: boolean;
  readonly files?: readonly MailFile[];
  /** The sender has reached the day's limit: everything comes back. */
  readonly isOverDailyLimit?: boolean;
}

/** Carries mail: into the recipients' inboxes, or back to the sender as a report that it could not be delivered. */
export interface PostOffice {
  send(draft: MailDraft, posting: Posting): void;
  /** Addresses that refuse all mail from now on, in place of those before. Outlives a restart. */
  setBouncing(addresses: readonly string[]): void;
  bouncing(): readonly string[];
}

const BOUNCING = 'mail.bouncing';

/** Reports come back after the delay of the quirk `bounceDelayMs`, as after a real server's answer. */
export function createPostOffice(context: TenantContext, store: MailStore, directory: Directory): PostOffice {
  const meta = metaOf(context.db);
  const { quirks } = graphStateOf(context);
  let refusing = new Set(JSON.parse(meta.get(BOUNCING) ?? '[]') as string[]);
  const changed = (): void => void context.events.emit('changed', 'mail');

  const problemWith = ({ address, name }: MailAddress): string | undefined => {
    const key = address.toLowerCase();
    const person = directory.byMail(address);
    if (refusing.has(key) || bouncesByFault(context, address, [name ?? '', person?.shortName ?? '', person?.id ?? '']))
      return NOT_FOUND;
    return key.endsWith(`@${DOMAIN}`) && !person ? NOT_FOUND_HERE : undefined;
  };

  return {
    send(draft, { keepsCopy, files = [], isOverDailyLimit = false }) {
      const messageId = newInternetMessageId();
      const delay = quirks.settings.bounceDelayMs;
      const { bcc = [], ...seen } = draft;
      let comesBack = false;
      store.together(() => {
        store.putFiles(messageId, files);
        if (keepsCopy) store.put(draft.from.address, 'sentitems', draft, messageId);
        for (const recipient of [...draft.to, ...(draft.cc ?? []), ...bcc]) {
          const problem = isOverDailyLimit ? DAILY_LIMIT : problemWith(recipient);
          if (!problem) store.put(recipient.address, 'inbox', seen, messageId);
          else {
            comesBack = true;
            const report = nonDeliveryReport(draft, messageId, recipient, problem);
            store.put(draft.from.address, 'inbox', report, newInternetMessageId(), context.clock.now() + delay);
          }
        }
      });
      changed();
      if (comesBack && delay > 0) setTimeout(changed, delay + 50).unref();
    },
    setBouncing(addresses) {
      refusing = new Set(addresses.map((address) => address.toLowerCase()));
      meta.set(BOUNCING, JSON.stringify([...refusing]));
    },
    bouncing: () => [...refusing],
  };
}
