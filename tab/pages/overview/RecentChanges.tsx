import { makeStyles, tokens } from '@fluentui/react-components';
import type { Overview } from '../../../src/contracts/overview';
import { EmptyState } from '../../components/EmptyState';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { useLastVisit } from '../../hooks/useLastVisit';
import { moment } from '../../words/dates';

type Change = Overview['recent'][number];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopColor: 'transparent' },
    overflowWrap: 'anywhere',
  },
  partner: { display: 'block' },
  time: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  earlier: {
    margin: '12px 0 4px',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
});

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {changes.map((change) => (
        <li key={`${change.at} ${change.partnerKey ?? ''} ${change.text}`} className={styles.item}>
          {change.partnerName && change.partnerKey && (
            <PageLink to={`/partners/${change.partnerKey}`} className={styles.partner}>
              <bdi>{change.partnerName}</bdi>
            </PageLink>
          )}
          {change.text}
          <span className={styles.time}>
            {' · '}
            <time dateTime={change.at}>{moment(change.at)}</time>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What happened, newest first; what is new since this person's last visit stands apart. */
export function RecentChanges({ changes }: { readonly changes: Overview['recent'] }) {
  const styles = useStyles();
  const lastVisit = useLastVisit();
  const fresh = lastVisit ? changes.filter(({ at }) => at > lastVisit) : [];
  const earlier = lastVisit ? changes.filter(({ at }) => at <= lastVisit) : changes;
  const title = lastVisit && fresh.length > 0 ? `Since your last visit, ${moment(lastVisit)}` : 'Recent changes';
  return (
    <Section title={title}>
      {changes.length === 0 && (
        <EmptyState>Nothing has happened yet. Answers, reviews and messages show here as they come.</EmptyState>
      )}
      {fresh.length > 0 && <Changes changes={fresh} />}
      {fresh.length > 0 && earlier.length > 0 && <h3 className={styles.earlier}>Earlier</h3>}
      {earlier.length > 0 && <Changes changes={earlier} />}
    </Section>
  );
}
