import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Contact } from '../domain/contact';
import { AppError } from '../errors';
import type { MessageCards, MessageMails } from './messages';
import { type Clock, type Mailer, type Messenger, NotReached } from './ports';
import type { SendingPace } from './sendingPace';
import type { UseCases } from './useCases';

const VALID_MINUTES = 30;
const TRIES = 5;
const MESSAGES_PER_HOUR = 5;
const MINUTE = 60_000;

interface Issued {
  readonly code: string;
  readonly expiresAt: number;
  triesLeft: number;
}

/** "l…@acerosdelnorte.example": enough to know one's own address, too little to learn another's. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address][0] ?? ''}…${address.slice(at)}`;
}

/**
 * One-time codes, kept in memory only: after a restart the contact asks for another one. A code is good for 30 minutes
 * and 5 tries, and a new one ends the one before.
 */
export function createOneTimeCodes(deps: {
  clock: Clock;
  mailer: Mailer;
  messenger: Messenger;
  mails: MessageMails;
  cards: MessageCards;
  pace: SendingPace;
  customerName: string;
}): Pick<UseCases, 'sendCode' | 'verifyCode'> {
  const { clock, mailer, messenger, mails, cards, pace, customerName } = deps;
  const issued = new Map<string, Issued>();
  const sentAt = new Map<string, number[]>();

  const countMessage = (contactKey: string, now: number): void => {
    const recent = (sentAt.get(contactKey) ?? []).filter((time) => time > now - 60 * MINUTE);
    if (recent.length >= MESSAGES_PER_HOUR) {
      throw new AppError(
        'tooMany',
        `We sent you ${MESSAGES_PER_HOUR} codes within an hour. Please use the last one, or wait an hour and ask again.`,
      );
    }
    sentAt.set(contactKey, [...recent, now]);
  };

  return {
    async sendCode(contact: Contact) {
      const now = clock.now().getTime();
      if (!contact.email && !contact.teams)
        throw new AppError(
          'invalid',
          'There is no address to send a code to. Please write to the person who asked you.',
        );
      countMessage(contact.key, now);
      const code = randomInt(0, 1_000_000).toString().padStart(6, '0');
      const view = { customerName, contactName: contact.name, code, validMinutes: VALID_MINUTES };
      issued.set(contact.key, { code, expiresAt: now + VALID_MINUTES * MINUTE, triesLeft: TRIES });
      try {
        if (contact.email) {
          await pace.mail('code');
          await mailer.send({
            to: contact.email,
            toName: contact.name,
            reference: `code-${contact.key}`,
            ...mails.code(view),
          });
          return { sentTo: maskedAddress(contact.email) };
        }
        if (contact.teams) await messenger.send(contact.teams, cards.code(view));
        return { sentTo: 'your chat in Teams' };
      } catch (error) {
        if (!(error instanceof NotReached)) throw error;
        throw new AppError('unavailable', 'The code could not be sent just now. Please try again in a minute.', {
          cause: error,
        });
      }
    },

    verifyCode(contact, typed) {
      const found = issued.get(contact.key);
      const now = clock.now().getTime();
      if (!found || found.expiresAt < now) {
        issued.delete(contact.key);
        throw new AppError('invalid', 'This code has run out. Please ask for a new one.');
      }
      if (found.triesLeft === 0)
        throw new AppError('tooMany', 'This code was typed wrongly too often. Please ask for a new one.');
      found.triesLeft -= 1;
      const digits = typed.replace(/\D/g, '').slice(0, 12).padEnd(found.code.length, ' ');
      const isRight =
        digits.length === found.code.length && timingSafeEqual(Buffer.from(digits), Buffer.from(found.code));
      if (isRight) {
        issued.delete(contact.key);
        return;
      }
      const left = found.triesLeft;
      if (left === 0) throw new AppError('tooMany', 'This code was typed wrongly too often. Please ask for a new one.');
      throw new AppError(
        'invalid',
        `This is not the code we sent. You have ${left === 1 ? 'one try' : `${left} tries`} left.`,
      );
    },
  };
}
