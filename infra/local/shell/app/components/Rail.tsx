import { CounterBadge } from '@fluentui/react-components';
import {
  bundleIcon,
  ChatFilled,
  ChatRegular,
  ClockFilled,
  ClockRegular,
  DocumentTableFilled,
  DocumentTableRegular,
  type FluentIcon,
  MailFilled,
  MailRegular,
  PeopleFilled,
  PeopleRegular,
  ShieldTaskFilled,
  ShieldTaskRegular,
} from '@fluentui/react-icons';
import { NavLink } from 'react-router';
import type { Viewer } from '../App';
import { useMailboxes } from '../hooks/tenantData';
import { type Room, shellPath } from '../shellPath';

interface Entry {
  readonly room: Room;
  readonly label: string;
  readonly icon: FluentIcon;
  /** Rooms that only somebody of the directory can enter. */
  readonly isForPeople?: boolean;
}

const ENTRIES: readonly Entry[] = [
  { room: 'chat', label: 'Chat', icon: bundleIcon(ChatFilled, ChatRegular), isForPeople: true },
  { room: 'app', label: '', icon: bundleIcon(ShieldTaskFilled, ShieldTaskRegular), isForPeople: true },
  { room: 'mail', label: 'Mail', icon: bundleIcon(MailFilled, MailRegular) },
  {
    room: 'sharepoint',
    label: 'SharePoint',
    icon: bundleIcon(DocumentTableFilled, DocumentTableRegular),
    isForPeople: true,
  },
  { room: 'people', label: 'People', icon: bundleIcon(PeopleFilled, PeopleRegular) },
  { room: 'control', label: 'Clock & faults', icon: bundleIcon(ClockFilled, ClockRegular) },
];

/** Where one can go, as the person that the address names. At the side, or at the bottom of a narrow window. */
export function Rail({ viewer, appName }: { readonly viewer: Viewer; readonly appName: string }) {
  const { data } = useMailboxes();
  const unread = data?.mailboxes.find(({ address }) => address === viewer.mail.toLowerCase())?.unread ?? 0;
  const canChat = viewer.person !== undefined && !viewer.person.isMailboxOnly;
  return (
    <nav className="rail" aria-label="Rooms">
      {ENTRIES.filter(({ isForPeople }) => canChat || !isForPeople).map(({ room, label, icon: Icon }) => (
        <NavLink key={room} to={shellPath(viewer.key, room)} className="rail-link">
          {({ isActive }) => (
            <>
              <span className="rail-icon">
                <Icon filled={isActive} fontSize={24} aria-hidden />
                {room === 'mail' && unread > 0 && (
                  <CounterBadge
                    count={unread}
                    size="small"
                    color="danger"
                    className="rail-count"
                    aria-label={`${unread} unread`}
                  />
                )}
              </span>
              <span>{label || appName}</span>
            </>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
