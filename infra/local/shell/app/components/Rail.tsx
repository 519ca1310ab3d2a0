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
  PulseFilled,
  PulseRegular,
  ShieldTaskFilled,
  ShieldTaskRegular,
} from '@fluentui/react-icons';
import { NavLink } from 'react-router';
import type { Viewer } from '../App';
import { useMailboxes } from '../hooks/tenantData';
import { useUnread } from '../hooks/unread';
import { type Room, shellPath } from '../shellPath';

interface Entry {
  readonly room: Room;
  /** Empty for the app, which has its own name. */
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
  { room: 'traffic', label: 'Requests', icon: bundleIcon(PulseFilled, PulseRegular) },
  { room: 'control', label: 'Clock & faults', icon: bundleIcon(ClockFilled, ClockRegular) },
];

const canChat = ({ person }: Viewer): boolean => person !== undefined && !person.isMailboxOnly;

/** The rooms that this viewer can enter, in the order of the rail. */
export const roomsFor = (viewer: Viewer): readonly Room[] =>
  ENTRIES.filter(({ isForPeople }) => canChat(viewer) || !isForPeople).map(({ room }) => room);

/** Where one can go, as the person that the address names. At the side, or at the bottom of a narrow window. */
export function Rail({ viewer, appName }: { readonly viewer: Viewer; readonly appName: string }) {
  const { data } = useMailboxes();
  const { unreadOf } = useUnread();
  const rooms = roomsFor(viewer);
  const unread: Partial<Record<Room, number>> = {
    mail: data?.mailboxes.find(({ address }) => address === viewer.mail.toLowerCase())?.unread ?? 0,
    chat: viewer.person ? unreadOf(viewer.person.id) : 0,
  };
  return (
    <nav className="rail" aria-label="Rooms">
      {ENTRIES.filter(({ room }) => rooms.includes(room)).map(({ room, label, icon: Icon }) => (
        <NavLink
          key={room}
          to={shellPath(viewer.key, room)}
          className="rail-link"
          aria-keyshortcuts={`Control+Shift+${rooms.indexOf(room) + 1}`}
        >
          {({ isActive }) => (
            <>
              <span className="rail-icon">
                <Icon filled={isActive} fontSize={24} aria-hidden />
                {(unread[room] ?? 0) > 0 && (
                  <CounterBadge
                    count={unread[room]}
                    size="small"
                    color="danger"
                    className="rail-count"
                    aria-label={`${unread[room]} unread`}
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
