import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { PartnerRow } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { type GridSort, VirtualGrid } from '../../components/VirtualGrid';
import { useRoom } from '../../hooks/useRoom';
import { useRoomBelow } from '../../hooks/useRoomBelow';
import { counted, figure } from '../../words/numbers';
import { PartnerFilterBar } from '../partners/PartnerFilterBar';
import { columnsFor } from '../partners/partnerColumns';
import type { PartnerFilter } from '../partners/partnerFilter';
import { useShownPartners } from '../partners/useShownPartners';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center', margin: '12px 0' },
  words: { fontWeight: tokens.fontWeightSemibold },
  grid: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflow: 'hidden',
  },
});

interface Props {
  readonly rows: readonly PartnerRow[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Choosing the partners to ask: one by one, or all that fit a filter. */
export function WhoStep({ rows, chosen, onChoose }: Props) {
  const styles = useStyles();
  const room = useRoom();
  const [filter, setFilter] = useState<PartnerFilter>({});
  const [isOnlyChosen, setIsOnlyChosen] = useState(chosen.size > 0);
  const [sort, setSort] = useState<GridSort>({ column: 'name', isDescending: false });
  const { ref, height } = useRoomBelow(132, 280);
  const fitting = useShownPartners(rows, filter, sort);
  const shown = useMemo(
    () => (isOnlyChosen ? fitting.filter(({ key }) => chosen.has(key)) : fitting),
    [fitting, isOnlyChosen, chosen],
  );
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChoose(next);
  };
  const addShown = () => onChoose(new Set([...chosen, ...shown.map(({ key }) => key)]));
  const withoutContact = rows.filter(({ key, contacts }) => contacts === 0 && chosen.has(key)).length;
  return (
    <>
      <PartnerFilterBar
        rows={rows}
        filter={filter}
        onChange={(change) => setFilter((before) => ({ ...before, ...change }))}
        onClear={() => setFilter({})}
        count={`${figure(shown.length)} of ${counted(rows.length, 'partner')}`}
      />
      <div className={styles.head}>
        <span className={styles.words} role="status">
          {counted(chosen.size, 'partner')} chosen
          {withoutContact > 0 && `; ${figure(withoutContact)} of them without a contact`}
        </span>
        {!isOnlyChosen && shown.length > 0 && (
          <Button size="small" onClick={addShown}>
            Choose all {figure(shown.length)} shown
          </Button>
        )}
        {chosen.size > 0 && (
          <>
            <Button
              size="small"
              appearance="subtle"
              aria-pressed={isOnlyChosen}
              onClick={() => setIsOnlyChosen(!isOnlyChosen)}
            >
              {isOnlyChosen ? 'Show all partners' : 'Show only chosen'}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              onClick={() => {
                onChoose(new Set());
                setIsOnlyChosen(false);
              }}
            >
              Choose none
            </Button>
          </>
        )}
      </div>
      <div ref={ref} className={styles.grid}>
        {shown.length === 0 ? (
          <EmptyState>No partner fits what you are looking for.</EmptyState>
        ) : (
          <VirtualGrid
            label="Partners to choose from"
            rows={shown}
            columns={columnsFor(room)}
            rowKey={({ key }) => key}
            rowName={({ name }) => name}
            height={height}
            rowHeight={room === 'phone' ? 56 : 40}
            sort={sort}
            onSort={setSort}
            selected={chosen}
            onSelect={onChoose}
            onPick={({ key }) => toggle(key)}
          />
        )}
      </div>
    </>
  );
}
