import { Button, makeStyles, SearchBox, Tag, TagGroup, tokens } from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { CampaignDetail } from '../../../src/contracts/campaigns';
import { foldName } from '../../../src/domain/partner';
import { live } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { DetailDrawer } from '../../components/DetailDrawer';
import { EmptyState } from '../../components/EmptyState';
import { GroupBar } from '../../components/GroupBar';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { type GridSort, sortRows, VirtualGrid } from '../../components/VirtualGrid';
import { useLive } from '../../hooks/useLive';
import { useNarrow } from '../../hooks/useNarrow';
import { due } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { GROUP, GROUPS } from '../../words/status';
import { MissingPage } from '../MissingPage';
import { DeliveryTable } from '../partner/DeliveryTable';
import { CampaignStatusMark } from './CampaignStatusMark';
import { campaignColumns } from './campaignColumns';
import { LedgerLine } from './LedgerLine';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  why: { margin: '4px 0 0', color: tokens.colorNeutralForeground2, maxWidth: '80ch', overflowWrap: 'anywhere' },
  filter: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'center' },
  standing: { display: 'flex', alignItems: 'center', gap: '8px', margin: '0 0 8px' },
  reason: { color: tokens.colorNeutralForeground2 },
});

/** One campaign: who has been reached, who has answered, and every message behind it. */
export function CampaignPage() {
  const { campaignKey = '' } = useParams();
  const query = useLive(live.campaign(campaignKey));
  return (
    <Loaded
      query={query}
      missing={<MissingPage what="campaign" />}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={3} />
          <SectionBones lines={10} height={360} />
        </>
      }
    >
      {(detail) => <CampaignContent detail={detail} />}
    </Loaded>
  );
}

/** "19 of 24 partners asked have been reached; 12 have answered. Due 30 June, in 12 days." */
function sentenceOf({ asked, groups, dueOn, status }: CampaignDetail): string {
  const reached = groups.done + groups.reached;
  const dueWords = due(dueOn);
  const opening = status === 'opening' ? 'It is still being opened. ' : '';
  return `${opening}${figure(reached)} of ${counted(asked, 'partner')} asked ${reached === 1 ? 'has' : 'have'} been reached; ${figure(groups.done)} ${groups.done === 1 ? 'has' : 'have'} answered. ${dueWords.charAt(0).toUpperCase()}${dueWords.slice(1)}.`;
}

/** Equals in any order stand by name. */
const BY_NAME: GridSort = { column: 'name', isDescending: false };

function CampaignContent({ detail }: { readonly detail: CampaignDetail }) {
  const styles = useStyles();
  const isPhone = useNarrow();
  const isMedium = useNarrow(960);
  const [params, setParams] = useSearchParams();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed);
  const group = GROUPS.find((one) => one === params.get('state'));
  const picked = detail.partners.find(({ partnerKey }) => partnerKey === params.get('partner'));
  const set = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        if (value === undefined) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const shown = useMemo(() => {
    const wanted = foldName(search);
    return detail.partners.filter(
      (partner) => (!group || partner.group === group) && (wanted === '' || foldName(partner.name).includes(wanted)),
    );
  }, [detail.partners, group, search]);
  const columns = campaignColumns(isPhone ? 'phone' : isMedium ? 'medium' : 'wide');
  const sort: GridSort = { column: params.get('sort') ?? 'name', isDescending: params.get('dir') === 'down' };
  const inOrder = useMemo(
    () =>
      sortRows(sortRows(shown, columns, BY_NAME), columns, { column: sort.column, isDescending: sort.isDescending }),
    [shown, columns, sort.column, sort.isDescending],
  );
  const rowHeight = isPhone ? 64 : 44;
  const isFiltered = group !== undefined || search !== '';
  return (
    <>
      <PageHeader
        title={detail.title}
        back={{ to: '/campaigns', label: 'Campaigns' }}
        state={sentenceOf(detail)}
        actions={<CampaignStatusMark status={detail.status} />}
      >
        <p className={styles.why}>
          Asked by <bdi>{detail.askedBy}</bdi>: <bdi>{detail.why}</bdi>
        </p>
      </PageHeader>
      <div className={styles.all}>
        <Section title="Answers" note={`${counted(detail.asked, 'partner')} asked`}>
          <GroupBar groups={detail.groups} linkTo={(one) => `?state=${one}`} />
          <LedgerLine ledger={detail.ledger} />
        </Section>
        <Section
          title="Partners"
          isFlush
          note={isFiltered ? `${figure(shown.length)} of ${figure(detail.partners.length)}` : undefined}
          action={
            <div className={styles.filter}>
              {group && (
                <TagGroup aria-label="Active filter" onDismiss={() => set('state', undefined)}>
                  <Tag
                    value={group}
                    dismissible
                    size="small"
                    appearance="brand"
                    dismissIcon={{ 'aria-label': 'Take away' }}
                  >
                    {GROUP[group].word}
                  </Tag>
                </TagGroup>
              )}
              <SearchBox
                aria-label="Search in this campaign"
                placeholder="Search by name"
                value={typed}
                onChange={(_, { value }) => setTyped(value)}
              />
            </div>
          }
        >
          {shown.length === 0 ? (
            <EmptyState
              acts={
                <Button
                  onClick={() => {
                    setTyped('');
                    set('state', undefined);
                  }}
                >
                  Show all
                </Button>
              }
            >
              No partner of this campaign fits.
            </EmptyState>
          ) : (
            <VirtualGrid
              label="Partners of this campaign"
              rows={inOrder}
              sort={sort}
              onSort={({ column, isDescending }) =>
                setParams(
                  (before) => {
                    before.set('sort', column);
                    before.set('dir', isDescending ? 'down' : 'up');
                    return before;
                  },
                  { replace: true, preventScrollReset: true },
                )
              }
              columns={columns}
              rowKey={({ partnerKey }) => partnerKey}
              rowName={({ name }) => name}
              height={Math.min(560, Math.max(shown.length * rowHeight, rowHeight))}
              rowHeight={rowHeight}
              onPick={({ partnerKey }) => set('partner', partnerKey)}
              onOpen={({ partnerKey }) => set('partner', partnerKey)}
              picked={picked?.partnerKey}
            />
          )}
        </Section>
      </div>
      {picked && (
        <DetailDrawer
          title={picked.name}
          isOpen
          onClose={() => set('partner', undefined)}
          footer={<LinkButton to={`/partners/${picked.partnerKey}`}>Open partner</LinkButton>}
        >
          <p className={styles.standing}>
            <StatusMark tone={GROUP[picked.group].tone}>{GROUP[picked.group].word}</StatusMark>{' '}
            {Math.round(picked.progress)}&nbsp;% answered
          </p>
          {picked.reason && <p className={styles.reason}>{picked.reason}</p>}
          {picked.deliveries.length > 0 ? (
            <DeliveryTable deliveries={picked.deliveries} />
          ) : (
            <EmptyState>No message to this partner yet.</EmptyState>
          )}
        </DetailDrawer>
      )}
    </>
  );
}
