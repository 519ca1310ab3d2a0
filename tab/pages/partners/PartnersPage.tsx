import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Add20Regular, ArrowUpload20Regular, Building48Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PartnerList, PartnerRow } from '../../../src/contracts/partners';
import { live } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { EmptyState } from '../../components/EmptyState';
import { NARROW } from '../../components/hatch';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { VirtualGrid } from '../../components/VirtualGrid';
import { useLive } from '../../hooks/useLive';
import { useMay } from '../../hooks/useMe';
import { useRoom } from '../../hooks/useRoom';
import { useRoomBelow } from '../../hooks/useRoomBelow';
import { counted, figure } from '../../words/numbers';
import { AddPartner } from './AddPartner';
import { BulkBar } from './BulkBar';
import { PartnerDrawer } from './PartnerDrawer';
import { PartnerFilterBar } from './PartnerFilterBar';
import { columnsFor } from './partnerColumns';
import { usePartnerFilter } from './usePartnerFilter';
import { useShownPartners } from './useShownPartners';

const useStyles = makeStyles({
  split: { display: 'flex', gap: '16px', marginTop: '12px', alignItems: 'stretch' },
  grid: {
    flex: '1 1 0',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
    [NARROW]: { marginLeft: '-4px', marginRight: '-4px' },
  },
});

const NOBODY: ReadonlySet<string> = new Set();
const HEADER_HEIGHT = 46;

/** All partners that this person may see, with their state. */
export function PartnersPage() {
  const query = useLive(live.partners);
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={14} height={480} />
        </>
      }
    >
      {(list) => <PartnersContent list={list} />}
    </Loaded>
  );
}

/** "24 partners: 3 high risk, 5 not rated yet." */
function sentenceOf(rows: readonly PartnerRow[]): string {
  if (rows.length === 0) return 'No partners yet.';
  const high = rows.filter(({ figures }) => figures?.riskEvidenced === 'high').length;
  const unrated = rows.filter(({ figures }) => (figures?.riskEvidenced ?? 'notRated') === 'notRated').length;
  return `${counted(rows.length, 'partner')}: ${figure(high)} high risk, ${figure(unrated)} not rated yet.`;
}

function PartnersContent({ list }: { readonly list: PartnerList }) {
  const styles = useStyles();
  const may = useMay();
  const navigate = useNavigate();
  const room = useRoom();
  const isPhone = room === 'phone';
  const { params, filter, sort, change, onSort, clear } = usePartnerFilter();
  const [selected, setSelected] = useState(NOBODY);
  const { ref, height } = useRoomBelow(40 + HEADER_HEIGHT);
  const { rows } = list;
  const pickedKey = params.get('partner') ?? undefined;
  const picked = rows.find(({ key }) => key === pickedKey);
  const isSplit = picked !== undefined && !isPhone && room !== 'medium';
  const columns = columnsFor(isSplit ? 'medium' : room);
  const shown = useShownPartners(rows, filter, sort);
  const count =
    shown.length === rows.length
      ? counted(rows.length, 'partner')
      : `${figure(shown.length)} of ${counted(rows.length, 'partner')}`;
  const rowHeight = isPhone ? 56 : 40;

  return (
    <>
      <PageHeader
        title="Partners"
        state={sentenceOf(rows)}
        actions={
          <>
            {may.importPartners && rows.length > 0 && (
              <LinkButton to="/partners/imports" icon={<ArrowUpload20Regular />}>
                Import
              </LinkButton>
            )}
            {may.edit && (
              <Button
                appearance={rows.length > 0 ? 'primary' : 'secondary'}
                icon={<Add20Regular />}
                onClick={() => change({ new: '1' })}
              >
                Add partner
              </Button>
            )}
          </>
        }
      />
      {rows.length === 0 ? (
        <EmptyState
          isPage
          icon={<Building48Regular />}
          title="No partners yet"
          acts={
            may.importPartners && (
              <LinkButton to="/partners/imports/new" appearance="primary" icon={<ArrowUpload20Regular />}>
                Import a list
              </LinkButton>
            )
          }
        >
          {may.importPartners
            ? 'Bring in the list of partners you already keep, as a CSV file.'
            : 'Partners show here as soon as your compliance manager has added some.'}
        </EmptyState>
      ) : (
        <>
          <PartnerFilterBar rows={rows} filter={filter} onChange={change} onClear={clear} count={count} />
          {selected.size > 0 && <BulkBar selected={selected} onClear={() => setSelected(NOBODY)} />}
          <div className={styles.split} ref={ref}>
            <div className={styles.grid} style={{ minHeight: height }}>
              {shown.length === 0 ? (
                <EmptyState acts={<Button onClick={clear}>Show all partners</Button>}>
                  No partner fits what you are looking for.
                </EmptyState>
              ) : (
                <VirtualGrid
                  label="Partners"
                  rows={shown}
                  columns={columns}
                  rowKey={({ key }) => key}
                  rowName={({ name }) => name}
                  height={height}
                  rowHeight={rowHeight}
                  sort={sort}
                  onSort={onSort}
                  selected={selected}
                  onSelect={may.openCampaign ? setSelected : undefined}
                  onPick={({ key }) => (isPhone ? void navigate(`/partners/${key}`) : change({ partner: key }))}
                  onOpen={({ key }) => void navigate(`/partners/${key}`)}
                  picked={pickedKey}
                />
              )}
            </div>
            {picked && <PartnerDrawer row={picked} isBeside={isSplit} onClose={() => change({ partner: undefined })} />}
          </div>
        </>
      )}
      {may.edit && <AddPartner isAsked={params.get('new') === '1'} onShown={() => change({ new: undefined })} />}
    </>
  );
}
