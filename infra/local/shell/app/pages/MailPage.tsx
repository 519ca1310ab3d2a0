import { Button, Tab, TabList, Text } from '@fluentui/react-components';
import { ArrowLeftRegular, MailInboxRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { NavLink, useNavigate, useParams } from 'react-router';
import type { Viewer } from '../App';
import { type DeliveredMail, post } from '../api';
import { MailBody } from '../components/MailBody';
import { Empty, ErrorNotice, Loading } from '../components/PageState';
import { keys, useMail, useShellState } from '../hooks/tenantData';
import { shortTime } from '../hooks/useTenantTime';
import { shellPath } from '../shellPath';

/** The inbox of one address: the list at the left, the chosen mail beside it (in its place on a phone). */
export function MailPage({ viewer }: { readonly viewer: Viewer }) {
  const { mailId } = useParams();
  const mail = useMail(viewer.mail);
  const state = useShellState();
  if (mail.isPending) return <Loading label="Opening the mail" />;
  if (mail.error) return <ErrorNotice error={mail.error} again={() => void mail.refetch()} />;
  const chosen = mail.data.find(({ id }) => id === mailId);
  const now = Date.now() + (state.data?.offsetMs ?? 0);

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
        </header>
        {mail.data.length === 0 && (
          <Empty icon={<MailInboxRegular />} title="No mail yet.">
            <Text align="center" className="subtle">
              Everything that is sent to {viewer.mail} arrives here.
            </Text>
          </Empty>
        )}
        <ul>
          {mail.data.map((item) => (
            <li key={item.id}>
              <NavLink
                to={shellPath(viewer.key, 'mail', item.id)}
                className={item.isRead ? 'mail-item' : 'mail-item unread'}
              >
                <span className="mail-item-top">
                  <span className="mail-from">
                    <bdi>{item.fromName ?? item.from}</bdi>
                  </span>
                  <time dateTime={item.at}>{shortTime(item.at, now)}</time>
                </span>
                <span className="mail-subject">{item.subject}</span>
                <span className="mail-preview">{item.text.slice(0, 140)}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </div>
      <div className="mail-reader">
        {chosen ? (
          <Reader key={chosen.id} mail={chosen} viewer={viewer} />
        ) : (
          mail.data.length > 0 && <Empty icon={<MailInboxRegular />} title="Choose a mail to read it." />
        )}
      </div>
    </section>
  );
}

function Reader({ mail, viewer }: { readonly mail: DeliveredMail; readonly viewer: Viewer }) {
  const [part, setPart] = useState<'html' | 'text'>(mail.html ? 'html' : 'text');
  const navigate = useNavigate();
  const queries = useQueryClient();
  useEffect(() => {
    if (mail.isRead) return;
    void post(`/_control/mail/${mail.id}/read`).then(() => queries.invalidateQueries({ queryKey: keys.mailboxes }));
  }, [mail.id, mail.isRead, queries]);

  return (
    <article className="mail-open">
      <header className="mail-head">
        <Button
          className="mail-back"
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          aria-label="Back to the inbox"
          onClick={() => void navigate(shellPath(viewer.key, 'mail'))}
        />
        <div className="mail-head-text">
          <Text as="h2" size={500} weight="semibold">
            {mail.subject}
          </Text>
          <Text size={200} className="subtle">
            From {mail.fromName ? `${mail.fromName} <${mail.from}>` : mail.from} to {mail.to.join(', ')},{' '}
            {new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(mail.at))}
          </Text>
        </div>
        {mail.html && (
          <TabList
            size="small"
            selectedValue={part}
            onTabSelect={(_event, { value }) => setPart(value as 'html' | 'text')}
          >
            <Tab value="html">Page</Tab>
            <Tab value="text">Text</Tab>
          </TabList>
        )}
      </header>
      {part === 'html' && mail.html ? (
        <MailBody html={mail.html} title={mail.subject} />
      ) : (
        <PlainText text={mail.text} />
      )}
    </article>
  );
}

/** Plain text with its addresses as links, as mail programs show it. */
function PlainText({ text }: { readonly text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>]+)/g);
  return (
    <pre className="mail-text">
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never move
          <a key={index} href={part} target="_blank" rel="noopener noreferrer">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </pre>
  );
}
