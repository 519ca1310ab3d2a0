import { makeStyles } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { ImportReport } from '../../../src/contracts/imports';
import { MiddleText } from '../../components/MiddleText';
import { StatusMark } from '../../components/StatusMark';
import { type GridColumn, VirtualGrid } from '../../components/VirtualGrid';
import { useNarrow } from '../../hooks/useNarrow';
import { figure } from '../../words/numbers';
import type { Word } from '../../words/status';

type Row = ImportReport['rows'][number];

export const RESULT: Readonly<Record<Row['result'], Word>> = {
  created: { tone: 'success', word: 'Added' },
  planned: { tone: 'unknown', word: 'To be added' },
  duplicateInFile: { tone: 'neutral', word: 'Twice in file' },
  alreadyHere: { tone: 'neutral', word: 'Already here' },
  refused: { tone: 'danger', word: 'Cannot be added' },
  failed: { tone: 'danger', word: 'Failed' },
};

const useStyles = makeStyles({
  one: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    lineHeight: '18px',
    overflowWrap: 'anywhere',
  },
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0 },
});

function Message({ row }: { readonly row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.one} title={row.message}>
      {row.message}
    </span>
  );
}

function NameAndMessage({ row }: { readonly row: Row }) {
  const styles = useStyles();
  return (
    <span className={styles.stack}>
      <MiddleText>{row.name || 'Without a name'}</MiddleText>
      <Message row={row} />
    </span>
  );
}

const RESULT_COLUMN: GridColumn<Row> = {
  id: 'result',
  header: 'Result',
  flex: '0 0 150px',
  cell: ({ result }) => <StatusMark tone={RESULT[result].tone}>{RESULT[result].word}</StatusMark>,
};
const ROW_COLUMN: GridColumn<Row> = {
  id: 'row',
  header: 'Row',
  flex: '0 0 72px',
  isNumber: true,
  cell: ({ row }) => figure(row),
};

const WIDE: readonly GridColumn<Row>[] = [
  ROW_COLUMN,
  {
    id: 'name',
    header: 'Name',
    flex: '2 1 0',
    cell: ({ name }) => <MiddleText>{name || 'Without a name'}</MiddleText>,
  },
  RESULT_COLUMN,
  { id: 'message', header: 'Why', flex: '3 1 0', cell: (row) => <Message row={row} /> },
];
const NARROW_COLUMNS: readonly GridColumn<Row>[] = [
  { id: 'name', header: 'Name and reason', flex: '1 1 0', cell: (row) => <NameAndMessage row={row} /> },
  { ...RESULT_COLUMN, flex: '0 0 136px' },
];

/** One line for every row of the file. */
export function ReportTable({
  label,
  rows,
  height,
}: {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly height: number;
}) {
  const isNarrow = useNarrow();
  const columns = useMemo(() => (isNarrow ? NARROW_COLUMNS : WIDE), [isNarrow]);
  return (
    <VirtualGrid
      label={label}
      rows={rows}
      columns={columns}
      rowKey={({ row }) => String(row)}
      rowName={({ name }) => name}
      height={height}
      rowHeight={isNarrow ? 64 : 40}
    />
  );
}
