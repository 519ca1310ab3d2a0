import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import type { Overview } from '../../../src/contracts/overview';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { due } from '../../words/dates';
import { figure } from '../../words/numbers';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  head: { display: 'flex', justifyContent: 'space-between', gap: '12px', flexWrap: 'wrap', marginBottom: '4px' },
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

/** The open campaigns with how far they are. */
export function CampaignStrip({ campaigns }: { readonly campaigns: Overview['campaigns'] }) {
  const styles = useStyles();
  return (
    <Section title="Open campaigns">
      <ul className={styles.list}>
        {campaigns.map((campaign) => (
          <li key={campaign.key}>
            <div className={styles.head}>
              <PageLink to={`/campaigns/${campaign.key}`}>
                <bdi>{campaign.title}</bdi>
              </PageLink>
              <span className={styles.note}>
                {figure(campaign.done)} of {figure(campaign.asked)} done, {due(campaign.dueOn)}
              </span>
            </div>
            <ProgressBar
              value={campaign.done}
              max={Math.max(1, campaign.asked)}
              color="success"
              aria-label={`${campaign.title}: ${campaign.done} of ${campaign.asked} done`}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
