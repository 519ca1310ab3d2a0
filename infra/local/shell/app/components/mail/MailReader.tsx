import { Button, Tab, TabList, Text } from '@fluentui/react-components';
import { ArrowLeftRegular, AttachRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Viewer } from '../../App';
import { type DeliveredMail, download, type MailFile, post } from '../../api';
import { keys } from '../../hooks/tenantData';
import { fullTime } from '../../hooks/useTenantTime';
import { sizeText } from '../../sharePoint';
import { shellPath } from '../../shellPath';
import { ErrorNotice } from '../PageState';
import { MailBody } from './MailBody';

type Part = 'html' | 'text' | 'headers';

/** One mail: its page in a closed frame, its plain text, its headers, and its attachments. */
export function MailReader({ mail, viewer }: { readonly mail: DeliveredMail; readonly viewer: Viewer }) {
  const [part, setPart] = useState<Part>(mail.html ? 'html' : 'text');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const headers = Object.entries(mail.headers ?? {});
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
            {fullTime(mail.at)}
          </Text>
        </div>
        <TabList size="small" selectedValue={part} onTabSelect={(_event, { value }) => setPart(value as Part)}>
          {mail.html && <Tab value="html">Page</Tab>}
          <Tab value="text">Text</Tab>
          {headers.length > 0 && <Tab value="headers">Headers</Tab>}
        </TabList>
      </header>
      {mail.files && mail.files.length > 0 && <Attachments mail={mail} files={mail.files} />}
      {part === 'html' && mail.html ? (
        <MailBody html={mail.html} title={mail.subject} />
      ) : part === 'headers' ? (
        <dl className="headers">
          {headers.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <PlainText text={mail.text} />
      )}
    </article>
  );
}

interface AttachmentsProps {
  readonly mail: DeliveredMail;
  readonly files: readonly MailFile[];
}

function Attachments({ mail, files }: AttachmentsProps) {
  const save = useMutation({
    mutationFn: ({ id, name }: MailFile) => download(`/_control/mail/${mail.id}/files/${encodeURIComponent(id)}`, name),
  });
  return (
    <>
      <ul className="attachments" aria-label="Attachments">
        {files.map((file) => (
          <li key={file.id}>
            <Button size="small" icon={<AttachRegular />} onClick={() => save.mutate(file)}>
              <bdi>{file.name}</bdi>&nbsp;<small>{sizeText(file.size)}</small>
            </Button>
          </li>
        ))}
      </ul>
      {save.error && <ErrorNotice error={save.error} />}
    </>
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
