import {
  Avatar,
  Badge,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Text,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import type { Viewer } from '../App';
import { get, type Membership, type Person, post } from '../api';
import { ErrorNotice, Loading } from '../components/PageState';
import { InviteForm } from '../components/people/InviteForm';
import { keys, usePeople } from '../hooks/tenantData';
import { companyOf, roleOf } from '../people';
import { shellPath } from '../shellPath';

type Memberships = readonly (Membership & { readonly personId: string })[];

/** The directory: who is here, who has the app, and a way to invite guests. */
export function PeoplePage({ viewer }: { readonly viewer: Viewer }) {
  const people = usePeople();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const memberships = useQuery({
    queryKey: keys.memberships,
    queryFn: () => get<Memberships>('/_control/memberships'),
  });
  const act = useMutation({
    mutationFn: ({ path, body }: { path: string; body?: object }) => post(path, body),
    onSettled: () => queries.invalidateQueries(),
  });
  if (people.isPending) return <Loading label="Opening the directory" />;
  if (people.error) return <ErrorNotice error={people.error} again={() => void people.refetch()} />;

  const invited = people.data.find(({ id }) => id === search.get('redeem'));
  const redeem = (person: Person) => act.mutate({ path: `/_shell/people/${person.id}/redeem` });
  const change = (person: Person, wish: object) =>
    act.mutate({ path: '/_control/membership', body: { person: person.id, ...wish } });

  return (
    <section className="page" aria-label="People">
      <header className="room-header">
        <Text as="h1" size={500} weight="semibold">
          People
        </Text>
      </header>
      {invited?.externalUserState === 'PendingAcceptance' && (
        <MessageBar intent="info" className="notice">
          <MessageBarBody>{invited.displayName} has been invited as a guest of this organization.</MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => redeem(invited)}>Accept the invitation</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {act.error && <ErrorNotice error={act.error} />}
      <InviteForm />
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Mail</th>
            <th scope="col">Role</th>
            <th scope="col">App</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.data.map((person) => {
            const membership = memberships.data?.find(({ personId }) => personId === person.id);
            return (
              <tr key={person.id} aria-current={person.id === viewer.person?.id || undefined}>
                <td>
                  <span className="person-cell">
                    <Avatar name={person.displayName} size={28} color="colorful" aria-hidden />
                    <span>
                      <bdi>{person.displayName}</bdi>
                      <small>{companyOf(person)}</small>
                    </span>
                  </span>
                </td>
                <td>{person.mail}</td>
                <td>
                  <RoleBadge person={person} />
                </td>
                <td>{appStateOf(person, membership)}</td>
                <td>
                  <Actions person={person} membership={membership} onRedeem={redeem} onChange={change} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function RoleBadge({ person }: { readonly person: Person }) {
  const isInvited = person.externalUserState === 'PendingAcceptance';
  return (
    <Badge appearance="tint" color={isInvited ? 'warning' : person.userType === 'Guest' ? 'informative' : 'brand'}>
      {isInvited ? 'Guest, not accepted yet' : roleOf(person)}
    </Badge>
  );
}

function appStateOf(person: Person, membership: Membership | undefined) {
  if (person.isMailboxOnly) return '';
  const [text, color] = membership?.isBlocked
    ? (['Blocked', 'danger'] as const)
    : membership?.isInstalled
      ? (['Installed', 'success'] as const)
      : (['Not installed', undefined] as const);
  const odd = STATES.filter(({ name }) => name !== 'blocked' && membership?.[keyOf(name)]);
  return (
    <span className="badges">
      {color ? (
        <Badge appearance="tint" color={color}>
          {text}
        </Badge>
      ) : (
        <span className="subtle">{text}</span>
      )}
      {odd.map(({ name, badge }) => (
        <Badge key={name} appearance="tint" color="warning">
          {badge}
        </Badge>
      ))}
    </span>
  );
}

type State = 'blocked' | 'neverOpened' | 'aclRefused' | 'notInRoster';
const STATES: readonly { readonly name: State; readonly badge: string; readonly label: string }[] = [
  { name: 'blocked', badge: 'Blocked', label: 'Has blocked the bot' },
  { name: 'neverOpened', badge: 'Never in Teams', label: 'Has never opened Teams' },
  { name: 'aclRefused', badge: 'Chat refused', label: 'Teams refuses a chat with them' },
  { name: 'notInRoster', badge: 'Bot not in chat', label: 'The bot is missing from the chat' },
];
const keyOf = (name: State): keyof Membership => (name === 'blocked' ? 'isBlocked' : name);

interface ActionsProps {
  readonly person: Person;
  readonly membership: Membership | undefined;
  readonly onRedeem: (person: Person) => void;
  readonly onChange: (person: Person, wish: Partial<Record<State | 'installed', boolean>>) => void;
}

function Actions({ person, membership, onRedeem, onChange }: ActionsProps) {
  const navigate = useNavigate();
  const isPending = person.externalUserState === 'PendingAcceptance';
  const states = STATES.filter(({ name }) => membership?.[keyOf(name)]).map(({ name }) => name);
  return (
    <Menu checkedValues={{ states }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          size="small"
          icon={<MoreHorizontalRegular />}
          aria-label={`Actions for ${person.displayName}`}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void navigate(shellPath(person.shortName, person.isMailboxOnly ? 'mail' : 'chat'))}>
            Become this person
          </MenuItem>
          {isPending && <MenuItem onClick={() => onRedeem(person)}>Accept the invitation</MenuItem>}
          {!person.isMailboxOnly && !isPending && (
            <>
              <MenuItem onClick={() => onChange(person, { installed: !membership?.isInstalled })}>
                {membership?.isInstalled ? 'Remove the app' : 'Install the app'}
              </MenuItem>
              <MenuDivider />
              {STATES.map(({ name, label }) => (
                <MenuItemCheckbox
                  key={name}
                  name="states"
                  value={name}
                  onClick={() => onChange(person, { [name]: !membership?.[keyOf(name)] })}
                >
                  {label}
                </MenuItemCheckbox>
              ))}
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
