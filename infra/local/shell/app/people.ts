import type { Person } from './api';

const countries = new Intl.DisplayNames('en', { type: 'region' });

/** What the product lets the person do, or what they are to this organization. */
export function roleOf({ isMailboxOnly, userType, roles, externalUserState }: Person): string {
  if (isMailboxOnly) return 'Mailbox';
  if (userType === 'Guest') return externalUserState === 'PendingAcceptance' ? 'Invited' : 'Guest';
  return roles.join(', ') || 'No role';
}

/** `Aceros del Norte, Mexico` */
export function companyOf({ companyName, country, userType, jobTitle }: Person): string {
  if (userType === 'Member') return jobTitle ?? companyName ?? '';
  return [companyName, country && countries.of(country)].filter(Boolean).join(', ');
}

/** Employees, guests and shared mailboxes, each in the directory's order. */
export const groupsOf = (people: readonly Person[]): readonly { title: string; members: readonly Person[] }[] => [
  {
    title: 'Employees',
    members: people.filter(({ userType, isMailboxOnly }) => userType === 'Member' && !isMailboxOnly),
  },
  { title: 'Guests', members: people.filter(({ userType }) => userType === 'Guest') },
  { title: 'Shared mailboxes', members: people.filter(({ isMailboxOnly }) => isMailboxOnly) },
];
