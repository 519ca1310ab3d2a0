import type { Directory, Person } from '../directory';
import { GraphError } from '../graph/graphError';

/**
 * The person whose mailbox it is. Applications are confined to the shared mailbox (RBAC for Applications): any other
 * is 403, and a user without a mailbox (a guest) 404.
 */
export function mailboxOf(directory: Directory, name: string): Person {
  const person = directory.get(name) ?? directory.byUserPrincipalName(name);
  if (!person) throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${name}' is invalid.`);
  if (person.userType === 'Guest') {
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    );
  }
  if (!person.isMailboxOnly)
    throw new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return person;
}
