import { makeStyles, tokens } from '@fluentui/react-components';
import type { DeliveryView } from '../../../src/contracts/partners';
import { type Column, DataTable } from '../../components/DataTable';
import { StatusMark } from '../../components/StatusMark';
import { moment } from '../../words/dates';
import { DELIVERY } from '../../words/status';

const useStyles = makeStyles({
  reason: {
    display: 'block',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    marginTop: '2px',
  },
});

function State({ delivery }: { readonly delivery: DeliveryView }) {
  const styles = useStyles();
  return (
    <>
      <StatusMark tone={DELIVERY[delivery.state].tone}>{DELIVERY[delivery.state].word}</StatusMark>
      {delivery.reason && <span className={styles.reason}>{delivery.reason}</span>}
    </>
  );
}

const COLUMNS: readonly Column<DeliveryView>[] = [
  { id: 'step', header: 'Message', cell: ({ step }) => step },
  { id: 'contact', header: 'To', cell: ({ contact }) => <bdi>{contact}</bdi> },
  {
    id: 'channel',
    header: 'By',
    isTight: true,
    hide: 'onPhone',
    cell: ({ channel }) => (channel === 'teams' ? 'Teams' : 'Mail'),
  },
  { id: 'state', header: 'What became of it', cell: (delivery) => <State delivery={delivery} /> },
  {
    id: 'at',
    header: 'When',
    isTight: true,
    hide: 'onPhone',
    cell: ({ finalAt, queuedAt }) => moment(finalAt ?? queuedAt),
  },
];

/** Messages with their one final state each and the platform's reason. */
export function DeliveryTable({
  deliveries,
  isFlush,
}: {
  readonly deliveries: readonly DeliveryView[];
  readonly isFlush?: boolean;
}) {
  return <DataTable label="Messages" isFlush={isFlush} rows={deliveries} columns={COLUMNS} rowKey={({ key }) => key} />;
}
