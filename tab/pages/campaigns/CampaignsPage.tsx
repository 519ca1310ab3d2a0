import { MailInbox48Regular } from '@fluentui/react-icons';
import type { CampaignRow } from '../../../src/contracts/campaigns';
import { live } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { type Column, DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { useLive } from '../../hooks/useLive';
import { useMay } from '../../hooks/useMe';
import { day, due } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { CampaignStatusMark } from './CampaignStatusMark';

const COLUMNS: readonly Column<CampaignRow>[] = [
  {
    id: 'title',
    header: 'Campaign',
    cell: ({ key, title }) => (
      <PageLink to={`/campaigns/${key}`}>
        <bdi>{title}</bdi>
      </PageLink>
    ),
  },
  {
    id: 'status',
    header: 'State',
    isTight: true,
    hide: 'onPhone',
    cell: ({ status }) => <CampaignStatusMark status={status} />,
  },
  { id: 'due', header: 'Due', cell: ({ dueOn }) => due(dueOn).replace(/^(was )?due /, '') },
  { id: 'asked', header: 'Asked', isNumber: true, cell: ({ asked }) => figure(asked) },
  { id: 'done', header: 'Done', isNumber: true, cell: ({ groups }) => figure(groups.done) },
  { id: 'reached', header: 'Reached', isNumber: true, hide: 'onPhone', cell: ({ groups }) => figure(groups.reached) },
  { id: 'waiting', header: 'Waiting', isNumber: true, hide: 'onPhone', cell: ({ groups }) => figure(groups.waiting) },
  {
    id: 'notReached',
    header: 'Not reached',
    isNumber: true,
    hide: 'onPhone',
    cell: ({ groups }) => figure(groups.notReached),
  },
  {
    id: 'opened',
    header: 'Opened',
    hide: 'onMedium',
    cell: ({ openedAt, askedBy }) => (
      <>
        {day(openedAt)}, <bdi>{askedBy}</bdi>
      </>
    ),
  },
];

function sentenceOf(campaigns: readonly CampaignRow[]): string {
  if (campaigns.length === 0) return 'Nobody has been asked yet.';
  const open = campaigns.filter(({ status }) => status !== 'closed');
  const asked = open.reduce((sum, row) => sum + row.asked, 0);
  const done = open.reduce((sum, row) => sum + row.groups.done, 0);
  return `${counted(open.length, 'open campaign')}; ${figure(done)} of ${counted(asked, 'questionnaire')} done.`;
}

/** All campaigns. */
export function CampaignsPage() {
  const query = useLive(live.campaigns);
  const may = useMay();
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={6} />
        </>
      }
    >
      {({ campaigns }) => (
        <>
          <PageHeader
            title="Campaigns"
            state={sentenceOf(campaigns)}
            actions={
              may.openCampaign &&
              campaigns.length > 0 && (
                <LinkButton to="/campaigns/new" appearance="primary">
                  Open campaign
                </LinkButton>
              )
            }
          />
          {campaigns.length === 0 ? (
            <EmptyState
              isPage
              icon={<MailInbox48Regular />}
              title="No campaigns yet"
              acts={
                may.openCampaign && (
                  <LinkButton to="/campaigns/new" appearance="primary">
                    Open campaign
                  </LinkButton>
                )
              }
            >
              A campaign sends chosen partners their questionnaire, reminds those who do not answer, and shows who has
              been reached.
            </EmptyState>
          ) : (
            <Section title="All campaigns" isFlush>
              <DataTable label="Campaigns" isFlush rows={campaigns} columns={COLUMNS} rowKey={({ key }) => key} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}
