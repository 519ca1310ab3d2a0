import type { ContactInput } from '../contracts/partners';
import { cleanLine } from '../domain/cleanText';
import type { Contact } from '../domain/contact';
import { AppError } from '../errors';
import { actorOf, contactFor, partnerFor } from './access';
import type { Journal } from './journal';
import type { EndLinks } from './links';
import type { Clock, Directory, Log, Stores } from './ports';
import type { UseCases } from './useCases';

const CHANGED =
  'Somebody changed this contact while you were editing, so nothing was saved. Reload it and make your change again.';

/** Adds and changes the people who answer for a partner, and binds them to people of the directory. */
export function createContacts(deps: {
  stores: Pick<Stores, 'partners' | 'contacts' | 'journal'>;
  directory: Directory;
  clock: Clock;
  journal: Journal;
  log: Log;
  tenantId: string;
  endLinks: EndLinks;
}): Pick<UseCases, 'addContact' | 'changeContact' | 'proposeTeams' | 'bindTeams' | 'contactsOf'> {
  const { stores, directory, clock, journal, log, tenantId, endLinks } = deps;

  const textsOf = (input: ContactInput): Pick<Contact, 'name' | 'email' | 'jobTitle' | 'status'> => {
    const name = cleanLine(input.name);
    if (name === '') throw new AppError('invalid', 'Give the contact a name.');
    return {
      name,
      email: input.email,
      jobTitle: input.jobTitle ? cleanLine(input.jobTitle) : undefined,
      status: input.status,
    };
  };
  const demandUnique = (contact: Pick<Contact, 'key' | 'partnerKey' | 'email'>): void => {
    const twin = contact.email === undefined ? [] : stores.contacts.by('email', contact.email);
    const found = twin.find(({ value }) => value.partnerKey === contact.partnerKey && value.key !== contact.key);
    if (found)
      throw new AppError(
        'conflict',
        `${found.value.name} has this mail address already at this partner. Nothing was saved.`,
      );
  };

  return {
    async addContact(by, partnerKey, { requestId, ...input }) {
      partnerFor(stores, by, 'edit', partnerKey);
      const there = stores.contacts.get(requestId)?.value;
      if (there?.partnerKey === partnerKey) return { key: requestId };
      const contact: Contact = { key: requestId, partnerKey, language: 'en', ...textsOf(input) };
      demandUnique(contact);
      try {
        await stores.contacts.create(contact);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
        const stored = await stores.contacts.refresh(requestId);
        if (stored?.value.partnerKey !== partnerKey) throw error;
      }
      return { key: requestId };
    },

    async changeContact(by, contactKey, { version, ...input }) {
      const { contact } = contactFor(stores, by, 'edit', contactKey);
      if (contact.version !== version) throw new AppError('conflict', CHANGED);
      const texts = textsOf(input);
      const { teams, replacedBy, ...rest } = contact.value;
      // Another mail address may be another person, so a binding found through the old one ends.
      const keepsTeams = teams !== undefined && texts.email === contact.value.email;
      // Somebody who is asked again has no successor.
      const hasSuccessor = replacedBy !== undefined && texts.status === 'left';
      const next: Contact = {
        ...rest,
        ...texts,
        ...(keepsTeams ? { teams } : {}),
        ...(hasSuccessor ? { replacedBy } : {}),
      };
      demandUnique(next);
      // And the link in the mails to it ends first: who reads the old mailbox must not go on as the new person.
      if (contact.value.email !== undefined && texts.email !== contact.value.email) await endLinks(contactKey);
      await stores.contacts.update(next, version);
    },

    async proposeTeams(by, contactKey) {
      const { contact } = contactFor(stores, by, 'edit', contactKey);
      const { email } = contact.value;
      if (!email) return { people: [] };
      const people = await directory.findByMail(email);
      return {
        people: people.map(({ oid, name, email: address, isGuest }) => ({ oid, name, email: address, isGuest })),
      };
    },

    async bindTeams(by, contactKey, { oid, version }) {
      const { contact } = contactFor(stores, by, 'edit', contactKey);
      if (contact.value.teams?.oid === oid) return;
      if (contact.version !== version) throw new AppError('conflict', CHANGED);
      const { email } = contact.value;
      const proposed = email ? await directory.findByMail(email) : [];
      const person = proposed.find((each) => each.oid === oid);
      if (!person) {
        throw new AppError(
          'invalid',
          'This person does not have the mail address of the contact. Correct the address first, then look again.',
        );
      }
      const boundAt = clock.now().toISOString();
      await stores.contacts.update(
        { ...contact.value, teams: { oid, tid: tenantId, boundBy: actorOf(by).id, boundAt } },
        version,
      );
      try {
        await journal.append(
          contactKey,
          { seq: 0, hash: '' },
          { act: 'teamsBound', actorId: actorOf(by).id, detail: `oid:${oid}` },
        );
      } catch (error) {
        // The row itself says who bound the person and when.
        log.error({ contactKey, error: String(error) }, 'a binding is not in the journal');
      }
    },

    contactsOf: ({ oid, tid }) =>
      stores.contacts
        .by('oid', oid)
        .flatMap(({ value }) => (value.teams?.tid === tid && value.status === 'active' ? [value] : [])),
  };
}
