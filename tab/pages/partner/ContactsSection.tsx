import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Add20Regular, MoreHorizontal20Regular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactView, PartnerDetail } from '../../../src/contracts/partners';
import { service } from '../../api/service';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { EmptyState } from '../../components/EmptyState';
import { ErrorBar } from '../../components/ErrorBar';
import { Section } from '../../components/Section';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';
import { day } from '../../words/dates';
import { currentLanguage } from '../../words/language';
import { accessChange, ChangeAccess } from './ChangeAccess';
import { ContactForm } from './ContactForm';
import { TeamsBinding } from './TeamsBinding';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: '8px',
    alignItems: 'start',
    overflowWrap: 'anywhere',
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, display: 'block' },
});

/** "Answers only “Seals” and “Guards”." */
function partsWords({ answersOnly, status }: ContactView): string | undefined {
  if (!answersOnly || status === 'left') return undefined;
  if (answersOnly.length === 0) return 'Has no part of a questionnaire now.';
  const list = new Intl.ListFormat(currentLanguage()).format(answersOnly.map((part) => `“${part}”`));
  return `Answers only ${list}.`;
}

function linkWords({ link }: ContactView): string | undefined {
  if (!link) return undefined;
  return link.isRevoked ? 'The link was ended.' : `Link good until ${day(link.expiresAt)}.`;
}

interface ContactProps {
  readonly contact: ContactView;
  readonly mayEdit: boolean;
  readonly onEdit: () => void;
  readonly onRevoke: () => void;
  readonly onAccess: () => void;
}

function Contact({ contact, mayEdit, onEdit, onRevoke, onAccess }: ContactProps) {
  const access = accessChange(contact);
  const styles = useStyles();
  const parts = partsWords(contact);
  return (
    <li className={styles.item}>
      <div>
        <bdi className={styles.name}>{contact.name}</bdi>
        {contact.status === 'left' && ' (has left)'}
        {contact.jobTitle && (
          <span className={styles.quiet}>
            <bdi>{contact.jobTitle}</bdi>
          </span>
        )}
        {contact.email && <span className={styles.quiet}>{contact.email}</span>}
        {contact.namedBy && (
          <span className={styles.quiet}>
            Named by <bdi>{contact.namedBy}</bdi>.
          </span>
        )}
        {parts && <span className={styles.quiet}>{parts}</span>}
        {contact.isWidened && <span className={styles.quiet}>Answered parts first, and everything now.</span>}
        {contact.replacedBy && (
          <span className={styles.quiet}>
            Said that <bdi>{contact.replacedBy}</bdi> is the right person.
          </span>
        )}
        <span className={styles.quiet}>
          Reached by: {contact.reach}. {linkWords(contact)}
        </span>
        {mayEdit && !contact.inTeams && contact.email && contact.status === 'active' && (
          <TeamsBinding contact={contact} />
        )}
      </div>
      {mayEdit && (
        <Menu positioning="below-end">
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="subtle"
              size="small"
              icon={<MoreHorizontal20Regular />}
              aria-label={`More for ${contact.name}`}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem onClick={onEdit}>Edit</MenuItem>
              {access && <MenuItem onClick={onAccess}>{access}</MenuItem>}
              <MenuItem onClick={onRevoke} disabled={!contact.link || contact.link.isRevoked}>
                End the link
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </li>
  );
}

/** Who answers for the partner and how each is reached. */
export function ContactsSection({ detail }: { readonly detail: PartnerDetail }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const notice = useNotice();
  const [edited, setEdited] = useState<ContactView | 'new'>();
  const [ending, setEnding] = useState<ContactView>();
  const [asking, setAsking] = useState<ContactView>();
  const revoke = useAct({
    mutationFn: (contact: ContactView) => service.revokeLink(contact.key),
    onSuccess: async (_, contact) => {
      setEnding(undefined);
      await queries.invalidateQueries();
      notice(`The link of ${contact.name} no longer works.`);
    },
  });
  const { contacts } = detail;
  return (
    <Section
      title="Contacts"
      anchor="contacts"
      action={
        detail.may.edit && (
          <Button size="small" appearance="subtle" icon={<Add20Regular />} onClick={() => setEdited('new')}>
            Add contact
          </Button>
        )
      }
    >
      {revoke.error && <ErrorBar error={revoke.error} />}
      {contacts.length === 0 ? (
        <EmptyState>Nobody can be asked yet. Add the person who answers for this partner.</EmptyState>
      ) : (
        <ul className={styles.list}>
          {contacts.map((contact) => (
            <Contact
              key={contact.key}
              contact={contact}
              mayEdit={detail.may.edit}
              onEdit={() => setEdited(contact)}
              onRevoke={() => setEnding(contact)}
              onAccess={() => setAsking(contact)}
            />
          ))}
        </ul>
      )}
      {detail.may.edit && <ContactForm partnerKey={detail.key} edited={edited} onClose={() => setEdited(undefined)} />}
      <ChangeAccess contact={asking} partnerName={detail.partner.name} onClose={() => setAsking(undefined)} />
      <ConfirmDialog
        title={`End the link of ${ending?.name ?? ''}?`}
        isOpen={ending !== undefined}
        confirm="End the link"
        isBusy={revoke.isPending}
        onConfirm={() => ending && revoke.mutate(ending)}
        onCancel={() => setEnding(undefined)}
      >
        The link in earlier mails stops working at once, and a page that is open with it is closed. Saved answers stay.
        The next message brings a new link.
      </ConfirmDialog>
    </Section>
  );
}
