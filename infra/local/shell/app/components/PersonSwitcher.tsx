import {
  Avatar,
  Button,
  Input,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ChevronDownRegular, MailRegular, SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Viewer } from '../App';
import type { Person } from '../api';
import { useMailboxes } from '../hooks/tenantData';
import { type Room, shellPath } from '../shellPath';

/** At most this many outside addresses at once; the search finds the others. */
const OUTSIDE_SHOWN = 8;

function secondaryOf({ isMailboxOnly, userType, roles, country, externalUserState }: Person): string | undefined {
  if (isMailboxOnly) return undefined;
  if (userType === 'Member') return roles.join(', ') || 'No role';
  return externalUserState === 'PendingAcceptance' ? 'Invited' : country;
}

interface Props {
  readonly people: readonly Person[];
  readonly viewer: Viewer;
}

/** Signs in as anybody: employees, guests, and the outside addresses that have received mail. */
export function PersonSwitcher({ people, viewer }: Props) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data } = useMailboxes();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const matches = (...texts: (string | undefined)[]): boolean =>
    texts.some((text) => text?.toLowerCase().includes(wanted));

  const shown = people.filter(({ displayName, mail, companyName }) => matches(displayName, mail, companyName));
  const known = new Set(people.map(({ mail }) => mail.toLowerCase()));
  const outside = (data?.mailboxes ?? []).filter(({ address }) => !known.has(address) && matches(address));
  const room = (pathname.split('/')[2] ?? 'chat') as Room;

  const groups: readonly { readonly title: string; readonly people: readonly Person[] }[] = [
    {
      title: 'Employees',
      people: shown.filter(({ userType, isMailboxOnly }) => userType === 'Member' && !isMailboxOnly),
    },
    { title: 'Guests', people: shown.filter(({ userType }) => userType === 'Guest') },
    { title: 'Shared mailboxes', people: shown.filter(({ isMailboxOnly }) => isMailboxOnly) },
  ];

  return (
    <Menu onOpenChange={() => setSearch('')}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className="person-switcher"
          icon={<Avatar name={viewer.name} size={28} color="colorful" aria-hidden />}
        >
          <span className="visually-hidden">Switch person, now </span>
          <span className="person-name">
            <bdi>{viewer.name}</bdi>
          </span>
          <ChevronDownRegular aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover className="person-menu">
        <Input
          className="person-search"
          contentBefore={<SearchRegular />}
          placeholder="Find a person or address"
          aria-label="Find a person or address"
          value={search}
          onChange={(_event, { value }) => setSearch(value)}
        />
        <MenuList>
          {groups.map(({ title, people: members }) =>
            members.length === 0 ? null : (
              <MenuGroup key={title}>
                <MenuGroupHeader>{title}</MenuGroupHeader>
                {members.map((person) => (
                  <MenuItem
                    key={person.id}
                    icon={<Avatar name={person.displayName} size={24} color="colorful" aria-hidden />}
                    secondaryContent={secondaryOf(person)}
                    onClick={() => void navigate(shellPath(person.shortName, person.isMailboxOnly ? 'mail' : room))}
                  >
                    <bdi>{person.displayName}</bdi>
                  </MenuItem>
                ))}
              </MenuGroup>
            ),
          )}
          {outside.length > 0 && (
            <MenuGroup>
              <MenuDivider />
              <MenuGroupHeader>Outside, by mail only</MenuGroupHeader>
              {outside.slice(0, OUTSIDE_SHOWN).map(({ address, unread }) => (
                <MenuItem
                  key={address}
                  icon={<MailRegular />}
                  secondaryContent={unread > 0 ? `${unread} unread` : undefined}
                  onClick={() => void navigate(shellPath(address, 'mail'))}
                >
                  {address}
                </MenuItem>
              ))}
              {outside.length > OUTSIDE_SHOWN && (
                <MenuItem disabled>{outside.length - OUTSIDE_SHOWN} more: type to find them</MenuItem>
              )}
            </MenuGroup>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
