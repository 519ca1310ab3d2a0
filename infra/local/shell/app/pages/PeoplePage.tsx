import {
  Avatar,
  Badge,
  Button,
  Field,
  Input,
  Menu,
  MenuItem,
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
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Viewer } from '../App';
import { get, type Membership, type Person, post } from '../api';
import { ErrorNotice, Loading } from '../components/PageState';
import { keys, usePeople } from '../hooks/tenantData';
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
                      <small>{person.companyName}</small>
                    </span>
                  </span>
                </td>
                <td>{person.mail}</td>
                <td>{roleOf(person)}</td>
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

function roleOf(person: Person) {
  if (person.isMailboxOnly) return 'Shared mailbox';
  if (person.externalUserState === 'PendingAcceptance')
    return (
      <Badge appearance="tint" color="warning">
        Guest, not accepted yet
      </Badge>
    );
  if (person.userType === 'Guest') return 'Guest';
  return person.roles.join(', ') || 'No role';
}

function appStateOf(person: Person, membership: Membership | undefined) {
  if (person.isMailboxOnly) return '';
  if (membership?.isBlocked)
    return (
      <Badge appearance="tint" color="danger">
        Blocked
      </Badge>
    );
  return membership ? (
    <Badge appearance="tint" color="success">
      Installed
    </Badge>
  ) : (
    <span className="subtle">Not installed</span>
  );
}

interface ActionsProps {
  readonly person: Person;
  readonly membership: Membership | undefined;
  readonly onRedeem: (person: Person) => void;
  readonly onChange: (person: Person, wish: { installed?: boolean; blocked?: boolean }) => void;
}

function Actions({ person, membership, onRedeem, onChange }: ActionsProps) {
  const navigate = useNavigate();
  const isPending = person.externalUserState === 'PendingAcceptance';
  return (
    <Menu>
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
            <MenuItem onClick={() => onChange(person, { installed: !membership })}>
              {membership ? 'Remove the app' : 'Install the app'}
            </MenuItem>
          )}
          {membership && (
            <MenuItem onClick={() => onChange(person, { blocked: !membership.isBlocked })}>
              {membership.isBlocked ? 'Unblock the bot' : 'Block the bot'}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function InviteForm() {
  const queries = useQueryClient();
  const [displayName, setName] = useState('');
  const [mail, setMail] = useState('');
  const invite = useMutation({
    mutationFn: () => post<Person>('/_shell/people', { displayName, mail }),
    onSuccess: () => {
      setName('');
      setMail('');
      return queries.invalidateQueries({ queryKey: keys.people });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form className="invite" onSubmit={submit}>
      <Field label="Guest's name">
        <Input value={displayName} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field label="Mail address">
        <Input type="email" value={mail} onChange={(_event, { value }) => setMail(value)} />
      </Field>
      <Button type="submit" appearance="primary" disabled={invite.isPending}>
        Invite a guest
      </Button>
      {invite.error && (
        <Text role="alert" className="form-error">
          {invite.error.message}
        </Text>
      )}
    </form>
  );
}
