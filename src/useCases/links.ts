import { addDays, daysBetween } from '../domain/campaign';
import type { Contact } from '../domain/contact';
import type { Link } from '../domain/link';
import { AppError } from '../errors';
import { contactFor } from './access';
import { dayIn } from './calendar';
import type { KeyedQueue } from './keyedQueue';
import { type LinkSecrets, parseSecret, typedForm } from './linkSecret';
import type { Clock, Stored, Stores } from './ports';
import type { UseCases } from './useCases';

/** How long a link works after it was made or renewed, and after the due date of what it opens. */
const VALID_DAYS = 60;
/** A link with fewer days left is renewed when it is sent again. */
const RENEW_BELOW_DAYS = 30;
/** How many ended generations are told apart from links that never were. */
const REMEMBERED_GENERATIONS = 20;

const UNKNOWN =
  'This link is not complete or not known. Please open the link in the last message you got, or type the code from that message.';
const REVOKED =
  'This link was replaced or ended by the person who asked you. Please use the link in the last message you got, or write to that person.';
const RUN_OUT =
  'This link has run out. Please write to the person who asked you; with the next message you get a new one.';

export const pageUrl = (publicUrl: string): string => `${publicUrl}/answer/`;

type LinkUseCases = Pick<UseCases, 'linkFor' | 'openLink' | 'contactOfLink' | 'needsCode' | 'revokeLink'>;

/** Ends every link and session of a contact; the next message carries a fresh link. */
export type EndLinks = (contactKey: string) => Promise<void>;

/** Personal links of contacts. A contact has one row, under the contact's own key, so that two can never be made. */
export function createLinks(deps: {
  stores: Pick<Stores, 'links' | 'contacts' | 'assessments' | 'campaigns' | 'sections' | 'partners'>;
  clock: Clock;
  queue: KeyedQueue;
  links: LinkSecrets;
  publicUrl: string;
}): LinkUseCases & { readonly endLinks: EndLinks } {
  const { stores, clock, queue, links, publicUrl } = deps;
  const now = (): Date => clock.now();

  const wantedExpiry = (contact: Contact): string => {
    const dueDays = stores.assessments.by('partnerKey', contact.partnerKey).flatMap(({ value }) => {
      const campaign = value.status === 'open' ? stores.campaigns.get(value.campaignKey)?.value : undefined;
      return campaign ? [campaign.dueOn] : [];
    });
    const latest = [dayIn(now()), ...dueDays].sort().at(-1) ?? dayIn(now());
    return `${addDays(latest, VALID_DAYS)}T23:59:59.000Z`;
  };

  const isGood = (link: Link): boolean =>
    link.revokedAt === undefined &&
    links.knows(link.keyVersion) &&
    daysBetween(dayIn(now()), link.expiresAt.slice(0, 10)) >= RENEW_BELOW_DAYS;

  const rowOf = async (contact: Contact): Promise<Link> => {
    const stored = stores.links.get(contact.key);
    if (stored && isGood(stored.value)) return stored.value;
    try {
      return (stored ? await renew(stored, contact) : await stores.links.create(newLink(contact))).value;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
      const there = await stores.links.refresh(contact.key);
      if (!there) throw error;
      return isGood(there.value) ? there.value : (await renew(there, contact)).value;
    }
  };
  const newLink = (contact: Contact): Link => ({
    key: contact.key,
    contactKey: contact.key,
    generation: 1,
    keyVersion: links.currentKeyVersion,
    expiresAt: wantedExpiry(contact),
    createdAt: now().toISOString(),
  });
  const renew = ({ value, version }: Stored<Link>, contact: Contact): Promise<Stored<Link>> => {
    const { revokedAt: _ended, ...rest } = value;
    // A link that only runs out soon keeps its secret, so that the messages sent before go on working.
    const keyVersion = links.knows(value.keyVersion) ? value.keyVersion : links.currentKeyVersion;
    return stores.links.update({ ...rest, keyVersion, expiresAt: wantedExpiry(contact) }, version);
  };

  const hasRunOut = (link: Link): boolean => Date.parse(link.expiresAt) < now().getTime();
  const activeContact = (link: Link): Contact | undefined => {
    const contact = stores.contacts.get(link.contactKey)?.value;
    return contact?.status === 'active' ? contact : undefined;
  };
  const needsCode = (contact: Contact): boolean =>
    stores.assessments
      .by('partnerKey', contact.partnerKey)
      .some(({ value }) => value.status === 'submitted' || stores.sections.heads(value.key).length > 0);

  const endLinks: EndLinks = (contactKey) =>
    queue.run(`link ${contactKey}`, async () => {
      let stored = stores.links.get(contactKey) ?? (await stores.links.refresh(contactKey));
      for (let tries = 1; stored && stored.value.revokedAt === undefined; tries++) {
        const ended: Link = {
          ...stored.value,
          generation: stored.value.generation + 1,
          keyVersion: links.currentKeyVersion,
          revokedAt: now().toISOString(),
        };
        try {
          await stores.links.update(ended, stored.version);
          return;
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'conflict' || tries > 2) throw error;
          stored = await stores.links.refresh(contactKey);
        }
      }
    });

  return {
    needsCode,
    linkFor: (contact) =>
      queue.run(`link ${contact.key}`, async () => {
        const link = await rowOf(contact);
        const secret = links.sign(link.key, link.generation, link.keyVersion);
        return { url: `${pageUrl(publicUrl)}#${secret}`, code: typedForm(secret), expiresAt: link.expiresAt };
      }),

    openLink(text) {
      const secret = parseSecret(text);
      if (!secret) throw new AppError('notFound', UNKNOWN);
      const link = stores.links.get(secret.linkKey)?.value;
      const isCurrent = links.verify(secret, link?.generation ?? 1, link?.keyVersion ?? links.currentKeyVersion);
      if (!link) throw new AppError('notFound', UNKNOWN);
      if (!isCurrent) {
        const oldest = Math.max(1, link.generation - REMEMBERED_GENERATIONS);
        for (let generation = link.generation - 1; generation >= oldest; generation--) {
          if (links.verify(secret, generation, link.keyVersion)) throw new AppError('forbidden', REVOKED);
        }
        throw new AppError('notFound', UNKNOWN);
      }
      const contact = activeContact(link);
      if (link.revokedAt !== undefined || !contact) throw new AppError('forbidden', REVOKED);
      if (hasRunOut(link)) throw new AppError('invalid', RUN_OUT);
      return { linkKey: link.key, generation: link.generation, contact, needsCode: needsCode(contact) };
    },

    contactOfLink(linkKey, generation) {
      const link = stores.links.get(linkKey)?.value;
      const contact = link && activeContact(link);
      if (!link || !contact || link.generation !== generation || link.revokedAt !== undefined)
        throw new AppError('unauthenticated', REVOKED);
      if (hasRunOut(link)) throw new AppError('unauthenticated', RUN_OUT);
      return contact;
    },

    async revokeLink(by, contactKey) {
      contactFor(stores, by, 'edit', contactKey);
      await endLinks(contactKey);
    },
    endLinks,
  };
}
