import { makeStyles, mergeClasses, type TableRowData, tokens } from '@fluentui/react-components';
import { DataGridCell, DataGridRow } from '@fluentui-contrib/react-data-grid-react-window';
import { type CSSProperties, createContext, type KeyboardEvent, type MouseEvent, useContext } from 'react';

/** What every row of a grid needs to know. In a context, because the grid would build all rows anew for a new function. */
export interface GridRowSettings {
  readonly isSelectable: boolean;
  readonly picked?: string;
  readonly isPickable: boolean;
  readonly nameOf: (row: unknown) => string;
  readonly pick: (row: unknown) => void;
  readonly open: (row: unknown) => void;
  readonly flexOf: (column: unknown) => string | undefined;
  readonly isNumber: (column: unknown) => boolean;
}

export const GridRowContext = createContext<GridRowSettings | undefined>(undefined);

export const useCellStyles = makeStyles({
  cell: { minWidth: 0, overflow: 'hidden', fontVariantNumeric: 'tabular-nums' },
  number: { justifyContent: 'flex-end', textAlign: 'end', '& > *': { justifyContent: 'flex-end' } },
});

const useStyles = makeStyles({
  row: { minWidth: 0, cursor: 'default' },
  pickable: { cursor: 'pointer' },
  picked: { boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
});

/** One row. Arrows go from row to row, so nothing inside stops them: Space stands for the checkbox, Enter for a click. */
export function GridRow({
  row: { item, rowId },
  style,
}: {
  readonly row: TableRowData<unknown>;
  readonly style: CSSProperties;
}) {
  const styles = useStyles();
  const cells = useCellStyles();
  const settings = useContext(GridRowContext);
  if (!settings) return null;
  const isPicked = settings.picked === rowId;
  return (
    <DataGridRow<unknown>
      style={{ ...style, minWidth: 0 }}
      className={mergeClasses(styles.row, settings.isPickable && styles.pickable, isPicked && styles.picked)}
      aria-current={isPicked ? 'true' : undefined}
      selectionCell={
        settings.isSelectable
          ? { checkboxIndicator: { 'aria-label': `Select ${settings.nameOf(item)}`, tabIndex: -1 } }
          : null
      }
      onClickCapture={(event: MouseEvent<HTMLElement>) => {
        // A click anywhere but on the checkbox shows the row; by itself the grid would select it.
        if (event.target instanceof Element && event.target.closest('.fui-TableSelectionCell, a, button')) return;
        event.stopPropagation();
        settings.pick(item);
      }}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) settings.open(item);
      }}
    >
      {({ renderCell, columnId }) => (
        <DataGridCell
          className={mergeClasses(cells.cell, settings.isNumber(columnId) && cells.number)}
          style={{ flex: settings.flexOf(columnId) }}
        >
          {renderCell(item)}
        </DataGridCell>
      )}
    </DataGridRow>
  );
}
