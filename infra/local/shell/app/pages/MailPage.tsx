import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  SearchBox,
  Switch,
  Text,
} from '@fluentui/react-components';
import { AttachRegular, MailInboxRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef } from 'react';
import { NavLink, useLocation, useParams } from 'react-router';
import type { Viewer } from '../App';
import { type DeliveredMail, post } from '../api';
import { MailReader } from '../components/mail/MailReader';
import { Empty, ErrorNotice, Loading } from '../components/PageState';
import { keys, useMail, useMailboxes, useShellState } from '../hooks/tenantData';
import { useUrlText } from '../hooks/urlState';
import { shortTime } from '../hooks/useTenantTime';
import { shellPath } from '../shellPath';

/** The inbox of one address: the list at the left, the chosen mail beside it (in its place on a phone). */
export function MailPage({ viewer }: { readonly viewer: Viewer }) {
  const { mailId } = useParams();
  const mail = useMail(viewer.mail);
  const [search, setSearch] = useUrlText('q');
  const queries = useQueryClient();
  const redeem = useMutation({
    mutationFn: () => post(`/_shell/people/${viewer.person?.id ?? ''}/redeem`),
    onSettled: () => queries.invalidateQueries(),
  });
  if (mail.isPending) return <Loading label="Opening the mail" />;
  if (mail.error) return <ErrorNotice error={mail.error} again={() => void mail.refetch()} />;
  const chosen = mail.data.find(({ id }) => id === mailId);
  const found = mail.data.filter((item) => holds(item, search));

  return (
    <section className={chosen ? 'mail has-choice' : 'mail'} aria-label={`Mail of ${viewer.mail}`}>
      <div className="mail-list">
        <header className="room-header">
          <Text as="h1" size={400} weight="semibold">
            Inbox
          </Text>
          <Text size={200} truncate wrap={false} className="subtle">
            {viewer.mail}
          </Text>
          <BounceSwitch address={viewer.mail} />
          {mail.data.length > 0 && (
            <SearchBox
              size="small"
              className="mail-search"
              placeholder="Find in this inbox"
              aria-label="Find in this inbox"
              value={search}
              onChange={(_event, { value }) => setSearch(value)}
            />
          )}
        </header>
        {viewer.person?.externalUserState === 'PendingAcceptance' && (
          <MessageBar intent="info" className="notice" layout="multiline">
            <MessageBarBody>{viewer.name} has been invited as a guest of the customer's organization.</MessageBarBody>
            <MessageBarActions>
              <Button onClick={() => redeem.mutate()}>Accept the invitation</Button>
            </MessageBarActions>
          </MessageBar>
        )}
        {mail.data.length === 0 && (
          <Empty icon={<MailInboxRegular />} title="No mail yet.">
            <Text align="center" className="subtle">
              Everything that is sent to {viewer.mail} arrives here.
            </Text>
          </Empty>
        )}
        {mail.data.length > 0 && found.length === 0 && <p className="table-end">No mail holds these words.</p>}
        <Inbox viewer={viewer} mails={found} />
      </div>
      <div className="mail-reader">
        {chosen ? (
          <MailReader key={chosen.id} mail={chosen} viewer={viewer} />
        ) : (
          mail.data.length > 0 && <Empty icon={<MailInboxRegular />} title="Choose a mail to read it." />
        )}
      </div>
    </section>
  );
}

const holds = ({ subject, from, fromName, text }: DeliveredMail, search: string): boolean =>
  `${subject} ${from} ${fromName ?? ''} ${text}`.toLowerCase().includes(search.trim().toLowerCase());

function Inbox({ viewer, mails }: { readonly viewer: Viewer; readonly mails: readonly DeliveredMail[] }) {
  const state = useShellState();
  const list = useRef<HTMLUListElement>(null);
  const { search } = useLocation();
  const now = Date.now() + (state.data?.offsetMs ?? 0);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    links[links.indexOf(document.activeElement as HTMLAnchorElement) + step]?.focus();
    event.preventDefault();
  };
  return (
    <ul ref={list} onKeyDown={onKeyDown}>
      {mails.map((item) => (
        <li key={item.id}>
          <NavLink
            to={{ pathname: shellPath(viewer.key, 'mail', item.id), search }}
            className={item.isRead ? 'mail-item' : 'mail-item unread'}
          >
            <span className="mail-item-top">
              <span className="mail-from">
                <bdi>{item.fromName ?? item.from}</bdi>
              </span>
              <time dateTime={item.at}>{shortTime(item.at, now)}</time>
            </span>
            <span className="mail-subject">
              {item.files && item.files.length > 0 && <AttachRegular aria-label="with attachments" />}
              {item.subject}
            </span>
            <span className="mail-preview">{item.text.slice(0, 140)}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

/** Whether mail to this address comes back. */
function BounceSwitch({ address }: { readonly address: string }) {
  const queries = useQueryClient();
  const { data } = useMailboxes();
  const key = address.toLowerCase();
  const bouncing = data?.bounce ?? [];
  const change = useMutation({
    mutationFn: (isOn: boolean) =>
      post('/_control/mail', { bounce: [...bouncing.filter((other) => other !== key), ...(isOn ? [key] : [])] }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.mailboxes }),
  });
  return (
    <Switch
      className="bounce-switch"
      label="Mail to this address bounces"
      checked={bouncing.includes(key)}
      disabled={!data || change.isPending}
      onChange={(_event, { checked }) => change.mutate(checked)}
    />
  );
}
