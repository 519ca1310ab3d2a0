import type { Contact } from '../domain/contact';
import { type AddressFingerprint, type ContactAddress, type Delivery, refusalAt } from '../domain/delivery';
import type { Crypto, Stores } from './ports';

const FINGERPRINT_DIGITS = 16;

/** Why no mail follows. The refusal itself stands at the message that was refused. */
export const REFUSED_BEFORE = 'The mail address refused an earlier mail, so it is not written to again. Correct it.';

export interface ContactReach {
  /** The ways to the contact as they stand now, the better first. Empty when there is none. */
  of(contact: Contact): readonly ContactAddress[];
  /** The message that the contact's mail address refused for good; `undefined` when mail may be sent to it. */
  refusal(contact: Contact): Delivery | undefined;
  mailFingerprint(address: string): AddressFingerprint;
}

/** Says where a contact can be reached, from the contact, the person's chat and what became of earlier messages. */
export function createContactReach(deps: {
  stores: Pick<Stores, 'conversations' | 'deliveries'>;
  crypto: Pick<Crypto, 'sha256Hex'>;
}): ContactReach {
  const { stores } = deps;
  const fingerprint = (address: string): string => deps.crypto.sha256Hex(address).slice(0, FINGERPRINT_DIGITS);
  const mailFingerprint = (address: string): string => fingerprint(`mail:${address.toLowerCase()}`);

  const refusal = ({ key, email }: Contact): Delivery | undefined => {
    if (!email) return undefined;
    const deliveries = stores.deliveries.by('contactKey', key).map(({ value }) => value);
    // Most contacts never refused anything, and pages ask this of thousands.
    if (!deliveries.some(({ isRefusedForGood }) => isRefusedForGood)) return undefined;
    return refusalAt(mailFingerprint(email), deliveries);
  };

  return {
    refusal,
    mailFingerprint,
    of(contact) {
      const { teams, email } = contact;
      const addresses: ContactAddress[] = [];
      if (teams) {
        const isBlocked = stores.conversations.get(`${teams.tid}|${teams.oid}`)?.value.state === 'blocked';
        const state = isBlocked ? 'blocked' : 'open';
        addresses.push({ fingerprint: fingerprint(`teams:${teams.oid}`), channel: 'teams', state });
      }
      if (email) {
        const state = refusal(contact) ? 'dead' : 'open';
        addresses.push({ fingerprint: mailFingerprint(email), channel: 'mail', state });
      }
      return addresses;
    },
  };
}
