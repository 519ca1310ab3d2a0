import { makeStyles, tokens } from '@fluentui/react-components';
import type { PartnerDetail } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { moment } from '../../words/dates';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopColor: 'transparent' },
    overflowWrap: 'anywhere',
  },
  when: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** What happened to this partner, newest first. */
export function HistorySection({ history }: { readonly history: PartnerDetail['history'] }) {
  const styles = useStyles();
  return (
    <Section title="History" anchor="history">
      {history.length === 0 ? (
        <EmptyState>Nothing has happened yet.</EmptyState>
      ) : (
        <ul className={styles.list}>
          {history.map(({ at, who, text }) => (
            <li key={`${at} ${who} ${text}`} className={styles.item}>
              {text}
              <span className={styles.when}>
                <bdi>{who}</bdi>, <time dateTime={at}>{moment(at)}</time>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
