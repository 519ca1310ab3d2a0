import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { figure } from '../words/numbers';
import { MEDIUM, NARROW } from './hatch';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    fontVariantNumeric: 'tabular-nums',
  },
  head: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    padding: '6px 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    verticalAlign: 'bottom',
    [NARROW]: { paddingLeft: '4px', paddingRight: '4px' },
  },
  cell: {
    padding: '8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    verticalAlign: 'top',
    textAlign: 'start',
    overflowWrap: 'break-word',
    fontWeight: tokens.fontWeightRegular,
    [NARROW]: { paddingLeft: '4px', paddingRight: '4px' },
  },
  flush: {
    '& th:first-child, & td:first-child': { paddingLeft: '16px' },
    '& th:last-child, & td:last-child': { paddingRight: '16px' },
    [NARROW]: {
      '& th:first-child, & td:first-child': { paddingLeft: '12px' },
      '& th:last-child, & td:last-child': { paddingRight: '12px' },
    },
  },
  last: { '& tbody tr:last-child > *': { borderBottomColor: 'transparent' } },
  end: { textAlign: 'end' },
  wideOnly: { [NARROW]: { display: 'none' } },
  veryWideOnly: { [MEDIUM]: { display: 'none' } },
  tight: { whiteSpace: 'nowrap', width: '1%', overflowWrap: 'normal' },
  more: { marginTop: '8px' },
  moreFlush: { margin: '8px 12px 12px' },
  caption: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
    whiteSpace: 'nowrap',
  },
});

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  readonly isNumber?: boolean;
  /** As narrow as its content. */
  readonly isTight?: boolean;
  /** At least this wide, in pixels, so that a long neighbour does not squeeze it. */
  readonly minWidth?: number;
  /** So wide where there is room, in pixels; what is left goes to the columns without one. */
  readonly width?: number;
  /** Left out on a phone, or already below two columns' width. */
  readonly hide?: 'onPhone' | 'onMedium';
}

interface Props<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string;
  /** Marks rows so that links can find them. */
  readonly anchorOf?: (row: T) => string;
  readonly isFlush?: boolean;
  /** Where there may be hundreds of rows: so many are shown, and as many more at each press of a button. */
  readonly step?: number;
}

/** A table of tens of rows; the first column is each row's heading. For thousands see `VirtualGrid`. */
export function DataTable<T>({ label, rows: all, columns, rowKey, anchorOf, isFlush, step }: Props<T>) {
  const styles = useStyles();
  const [steps, setSteps] = useState(1);
  const rows = step === undefined ? all : all.slice(0, step * steps);
  const classOf = (column: Column<T>) =>
    mergeClasses(
      column.isNumber && styles.end,
      column.isTight && styles.tight,
      column.hide === 'onPhone' && styles.wideOnly,
      column.hide === 'onMedium' && styles.veryWideOnly,
    );
  const table = (
    <table className={mergeClasses(styles.table, styles.last, isFlush && styles.flush)}>
      <caption className={styles.caption}>{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={mergeClasses(styles.head, classOf(column))}
              style={{ minWidth: column.minWidth, width: column.width }}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} data-row={anchorOf?.(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.id} scope="row" className={mergeClasses(styles.cell, classOf(column))}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.id} className={mergeClasses(styles.cell, classOf(column))}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (rows.length === all.length) return table;
  return (
    <>
      {table}
      <Button
        appearance="subtle"
        size="small"
        className={mergeClasses(styles.more, isFlush && styles.moreFlush)}
        onClick={() => setSteps(steps + 1)}
      >
        Show {figure(Math.min(step ?? 0, all.length - rows.length))} more of {figure(all.length)}
      </Button>
    </>
  );
}
