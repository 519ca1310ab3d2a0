import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { ArrowUpload20Regular, Building48Regular } from '@fluentui/react-icons';
import type { Overview } from '../../../src/contracts/overview';
import { live } from '../../api/service';
import { EmptyState } from '../../components/EmptyState';
import { GroupBar } from '../../components/GroupBar';
import { MEDIUM, NARROW } from '../../components/hatch';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { Section } from '../../components/Section';
import { useLive } from '../../hooks/useLive';
import { useMay } from '../../hooks/useMe';
import { moment } from '../../words/dates';
import { counted } from '../../words/numbers';
import { CallFirst } from './CallFirst';
import { Asking } from './Asking';
import { CampaignStrip } from './CampaignStrip';
import { OverviewBones } from './OverviewBones';
import { overviewSentence } from './overviewSentence';
import { RecentChanges } from './RecentChanges';
import { RiskMatrix } from './RiskMatrix';
import { Tiles } from './Tiles';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'start',
    [MEDIUM]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: '16px', minWidth: 0 },
  trouble: { marginBottom: '16px' },
  actions: { [NARROW]: { width: '100%' } },
});

/** The state of things over all open campaigns. */
export function OverviewPage() {
  const query = useLive(live.overview);
  return (
    <Loaded query={query} skeleton={<OverviewBones />}>
      {(data) => <OverviewContent data={data} />}
    </Loaded>
  );
}

function OverviewContent({ data }: { readonly data: Overview }) {
  const styles = useStyles();
  const may = useMay();
  if (data.partners === 0) return <NoPartners />;
  return (
    <>
      <PageHeader
        title="Overview"
        state={
          <>
            {overviewSentence(data)}
            <Asking asking={data.asking} />
          </>
        }
        actions={
          may.openCampaign && (
            <LinkButton to="/campaigns/new" appearance="primary">
              Open campaign
            </LinkButton>
          )
        }
      />
      {data.trouble && (
        <MessageBar intent="warning" layout="multiline" className={styles.trouble}>
          <MessageBarBody>
            <MessageBarTitle>Figures of {moment(data.asOf)}.</MessageBarTitle> {data.trouble}
          </MessageBarBody>
        </MessageBar>
      )}
      <Tiles tiles={data.tiles} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <RiskMatrix matrix={data.matrix} />
          <Section title="Answers" note={data.asked > 0 ? `${counted(data.asked, 'partner')} asked` : undefined}>
            {data.asked > 0 ? (
              <GroupBar groups={data.groups} linkTo={(group) => `/partners?state=${group}`} />
            ) : (
              <EmptyState acts={may.openCampaign && <LinkButton to="/campaigns/new">Open campaign</LinkButton>}>
                Nobody has been asked yet. Open a campaign to send your partners their questionnaire.
              </EmptyState>
            )}
          </Section>
          {data.campaigns.length > 0 && <CampaignStrip campaigns={data.campaigns} />}
        </div>
        <div className={styles.column}>
          <CallFirst partners={data.callFirst} total={data.toCall} />
          <RecentChanges changes={data.recent} />
        </div>
      </div>
    </>
  );
}

function NoPartners() {
  const may = useMay();
  return (
    <>
      <PageHeader title="Overview" state="No partners yet." />
      <EmptyState
        isPage
        icon={<Building48Regular />}
        title="Start with your partners"
        acts={
          may.importPartners || may.edit ? (
            <>
              {may.importPartners && (
                <LinkButton to="/partners/imports/new" appearance="primary" icon={<ArrowUpload20Regular />}>
                  Import a list
                </LinkButton>
              )}
              {may.edit && <LinkButton to="/partners?new=1">Add one by hand</LinkButton>}
            </>
          ) : undefined
        }
      >
        {may.importPartners || may.edit
          ? 'Bring in the list of suppliers, carriers and service providers you already keep, as a CSV file; or add the first one by hand.'
          : 'Your compliance manager has not added any partners yet. They will show here as soon as there are some.'}
      </EmptyState>
    </>
  );
}
