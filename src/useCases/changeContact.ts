import type { Contact } from '../domain/contact';
import { AppError } from '../errors';
import type { Stores } from './ports';

const TRIES = 4;

/**
 * Changes a contact's row; when somebody else was first, reads it again and applies the change to what is there.
 * `change` returns `undefined` when nothing is to be done any more.
 */
export async function changeContact(
  stores: Pick<Stores, 'contacts'>,
  key: string,
  change: (current: Contact) => Contact | undefined,
): Promise<Contact> {
  let stored = stores.contacts.get(key) ?? (await stores.contacts.refresh(key));
  for (let tries = 1; ; tries++) {
    if (!stored) throw new AppError('notFound', 'This contact is not here any more.');
    const next = change(stored.value);
    if (!next) return stored.value;
    try {
      return (await stores.contacts.update(next, stored.version)).value;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= TRIES) throw error;
      stored = await stores.contacts.refresh(key);
    }
  }
}
