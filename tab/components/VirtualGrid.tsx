import {
  createTableColumn,
  makeStyles,
  mergeClasses,
  type TableColumnDefinition,
  type TableRowData,
  tokens,
  useArrowNavigationGroup,
  useFluent,
  useScrollbarWidth,
} from '@fluentui/react-components';
import {
  DataGrid,
  DataGridBody,
  DataGridHeader,
  DataGridHeaderCell,
  DataGridRow,
  type RowRenderer,
} from '@fluentui-contrib/react-data-grid-react-window';
import { type ReactNode, useMemo } from 'react';
import { GridRow, GridRowContext, type GridRowSettings, useCellStyles } from './GridRow';

export interface GridColumn<T> {
  readonly id: string;
  readonly header: string;
  /** CSS flex of header and cells, such as "3 1 0" or "0 0 96px". */
  readonly flex: string;
  readonly isNumber?: boolean;
  /** Lower first; absent when the column does not sort. */
  readonly compare?: (a: T, b: T) => number;
  readonly cell: (row: T) => ReactNode;
}

export interface GridSort {
  readonly column: string;
  readonly isDescending: boolean;
}

interface Props<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly GridColumn<T>[];
  readonly rowKey: (row: T) => string;
  /** What a row is called in its checkbox. */
  readonly rowName: (row: T) => string;
  readonly height: number;
  readonly rowHeight?: number;
  readonly sort?: GridSort;
  readonly onSort?: (sort: GridSort) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (keys: ReadonlySet<string>) => void;
  /** A click on a row. */
  readonly onPick?: (row: T) => void;
  /** Enter on a row. */
  readonly onOpen?: (row: T) => void;
  /** The row whose detail stands beside the grid. */
  readonly picked?: string;
}

const useStyles = makeStyles({
  grid: { minWidth: 0 },
  header: { borderBottom: `1px solid ${tokens.colorNeutralStroke1}`, fontSize: tokens.fontSizeBase200 },
  headerCell: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
});

/**
 * Rows are sorted before they come here, so that the order can stand in the address. The grid makes a heading sort
 * when its comparison takes arguments.
 */
const KEEP_ORDER = (_a: unknown, _b: unknown) => 0;
const NO_ORDER = () => 0;

/** From the grid's own rows, which are a moment behind the page's when a filter shortens the list. */
const keyInGrid = (index: number, rows: readonly TableRowData<unknown>[]): string | number =>
  rows[index]?.rowId ?? index;

/** One function for all grids and all times: a new one would build every row anew and take the focus away. */
const drawRow: RowRenderer<unknown> = (row, style) => <GridRow row={row} style={style} />;

/** A grid of up to tens of thousands of rows, of which only those in sight exist. Arrows move, Space selects, Enter opens. */
export function VirtualGrid<T>(props: Props<T>) {
  const {
    label,
    rows,
    columns,
    rowKey,
    rowName,
    height,
    rowHeight = 44,
    sort,
    onSort,
    selected,
    onSelect,
    onPick,
    onOpen,
    picked,
  } = props;
  const styles = useStyles();
  const cells = useCellStyles();
  const { targetDocument } = useFluent();
  const scrollbar = useScrollbarWidth({ targetDocument }) ?? 0;
  const isScrolling = rows.length * rowHeight > height;
  const arrows = useArrowNavigationGroup({ axis: 'vertical', memorizeCurrent: true });
  const definitions = useMemo<TableColumnDefinition<T>[]>(
    () =>
      columns.map((column) =>
        createTableColumn<T>({
          columnId: column.id,
          compare: column.compare ? KEEP_ORDER : NO_ORDER,
          renderHeaderCell: () => column.header,
          renderCell: (row) => column.cell(row),
        }),
      ),
    [columns],
  );
  const settings: GridRowSettings = {
    isSelectable: onSelect !== undefined,
    isPickable: onPick !== undefined,
    picked,
    nameOf: (row) => rowName(row as T),
    pick: (row) => onPick?.(row as T),
    open: (row) => onOpen?.(row as T),
    flexOf: (id) => columns.find((column) => column.id === id)?.flex,
    isNumber: (id) => columns.some((column) => column.id === id && column.isNumber),
  };

  return (
    <GridRowContext value={settings}>
      <DataGrid
        aria-label={label}
        className={styles.grid}
        items={rows as T[]}
        columns={definitions}
        getRowId={rowKey}
        focusMode="row_unstable"
        sortable={onSort !== undefined}
        sortState={
          sort ? { sortColumn: sort.column, sortDirection: sort.isDescending ? 'descending' : 'ascending' } : undefined
        }
        onSortChange={(_, { sortColumn, sortDirection }) =>
          onSort?.({ column: String(sortColumn), isDescending: sortDirection === 'descending' })
        }
        selectionMode={onSelect ? 'multiselect' : undefined}
        selectedItems={selected ? new Set<string>(selected) : undefined}
        onSelectionChange={(_, { selectedItems }) => onSelect?.(new Set([...selectedItems].map(String)))}
      >
        <DataGridHeader className={styles.header} style={{ paddingInlineEnd: isScrolling ? scrollbar : 0 }}>
          <DataGridRow
            style={{ minWidth: 0 }}
            selectionCell={onSelect ? { checkboxIndicator: { 'aria-label': 'Select all rows that are shown' } } : null}
          >
            {({ renderHeaderCell, columnId }) => (
              <DataGridHeaderCell
                className={mergeClasses(cells.cell, styles.headerCell, settings.isNumber(columnId) && cells.number)}
                style={{ flex: settings.flexOf(columnId) }}
              >
                {renderHeaderCell()}
              </DataGridHeaderCell>
            )}
          </DataGridRow>
        </DataGridHeader>
        <DataGridBody<unknown>
          {...arrows}
          itemSize={rowHeight}
          height={height}
          listProps={{ overscanCount: 6, itemKey: keyInGrid }}
        >
          {drawRow}
        </DataGridBody>
      </DataGrid>
    </GridRowContext>
  );
}

/** Rows in the asked order; the order of arrival decides between equals. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly GridColumn<T>[],
  sort: GridSort | undefined,
): readonly T[] {
  const compare = columns.find(({ id }) => id === sort?.column)?.compare;
  if (!sort || !compare) return rows;
  return rows.toSorted((a, b) => (sort.isDescending ? compare(b, a) : compare(a, b)));
}
