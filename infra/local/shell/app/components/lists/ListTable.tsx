import { Button, Text } from '@fluentui/react-components';
import { DocumentTableRegular, EditRegular, EyeRegular, FilterDismissRegular } from '@fluentui/react-icons';
import { useDeferredValue, useRef, useState } from 'react';
import type { Viewer } from '../../App';
import { useChosenColumns } from '../../hooks/chosenColumns';
import { useFocusBack } from '../../hooks/focusBack';
import { useUploads } from '../../hooks/uploads';
import { useUrlList, useUrlText } from '../../hooks/urlState';
import { ROW_HEIGHT, useWindowedRows } from '../../hooks/windowedRows';
import type { Look } from '../../look';
import {
  type ColumnView,
  cellText,
  dateText,
  filterOf,
  filterText,
  type ListView,
  type RowView,
  type SiteView,
} from '../../sharePoint';
import { Empty, ErrorNotice, Loading } from '../PageState';
import { ColumnHead } from './ColumnHead';
import { FileCell } from './FileCell';
import { ListToolbar } from './ListToolbar';
import { RowDrawer } from './RowDrawer';
import { UploadQuestion } from './UploadQuestion';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly viewer: Viewer;
  readonly look: Look;
}

const MODIFIED_BY = { name: 'ModifiedBy', displayName: 'Modified by', kind: 'text' } as const;

/** The rows of a list or the files of a library: searched, sorted and filtered, one of them open beside. */
export function ListTable({ site, list, viewer, look }: Props) {
  const [chosen, choose] = useChosenColumns(site.name, list);
  const [search, setSearch] = useUrlText('q');
  const [sort, setSort] = useUrlText('sort');
  const [filters, setFilters] = useUrlList('filter');
  const [openId, setOpenId] = useUrlText('row', true);
  const [isDropping, setDropping] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const uploads = useUploads(site, list, viewer);
  const isReadOnly = look.bar !== undefined;
  const mayUpload = list.isLibrary && !isReadOnly;
  useFocusBack(frame, openId, (id) => `[data-row="${CSS.escape(id)}"]`);
  const wanted = useDeferredValue(search);
  const { total, first, rows, error, refetch } = useWindowedRows(scroller, {
    as: look.as,
    site: site.id,
    list: list.id,
    search: wanted,
    sort,
    filters,
  });
  const shown = chosen.flatMap((name) => list.columns.find((column) => column.name === name) ?? []);
  const columns = [{ name: 'id', displayName: 'Id', kind: 'number' } as const, ...shown, MODIFIED_BY];
  const isNarrowed = wanted !== '' || filters.length > 0;
  const below = (total ?? 0) - first - rows.length;
  const head = (column: Pick<ColumnView, 'name' | 'displayName' | 'kind'>) => (
    <ColumnHead
      key={column.name}
      site={site}
      list={list}
      look={look}
      column={column}
      sort={sort}
      onSort={setSort}
      onFilter={(value) =>
        setFilters([...filters.filter((known) => filterOf(known).column !== column.name), `${column.name}:${value}`])
      }
    />
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is the mouse's way; the button is everybody's
    <div
      ref={frame}
      className={isDropping ? 'list-frame dropping' : 'list-frame'}
      onDragOver={(event) => {
        if (!mayUpload || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        if (!mayUpload) return;
        event.preventDefault();
        setDropping(false);
        uploads.add([...event.dataTransfer.files]);
      }}
    >
      <ListToolbar
        list={list}
        total={total}
        isNarrowed={isNarrowed}
        search={search}
        onSearch={setSearch}
        chosen={chosen}
        onChoose={choose}
        onNew={isReadOnly || list.isLibrary ? undefined : () => setOpenId('new')}
        onUpload={mayUpload ? uploads.add : undefined}
      />
      {filters.length > 0 && (
        <div className="filter-chips">
          {filters.map((filter) => {
            const { column, value } = filterOf(filter);
            const known =
              columns.find(({ name }) => name === column) ?? list.columns.find(({ name }) => name === column);
            const label = `${known?.displayName ?? column}: ${filterText(known ?? { kind: 'text' }, value)}`;
            return (
              <Button
                key={filter}
                size="small"
                shape="circular"
                icon={<FilterDismissRegular />}
                iconPosition="after"
                aria-label={`Remove the filter ${label}`}
                onClick={() => setFilters(filters.filter((other) => other !== filter))}
              >
                {label}
              </Button>
            );
          })}
        </div>
      )}
      {uploads.error && <ErrorNotice error={uploads.error} />}
      <UploadQuestion uploads={uploads} />
      {error !== undefined && error !== null && <ErrorNotice error={error} again={refetch} />}
      {total === undefined && !error && <Loading label="Reading the list" />}
      {total === 0 && (
        <Empty
          icon={<DocumentTableRegular />}
          title={
            isNarrowed ? 'No row fits the search and filters.' : `This ${list.isLibrary ? 'library' : 'list'} is empty.`
          }
        />
      )}
      <div ref={scroller} className="table-scroll" hidden={!total}>
        <table className="table fixed-rows" aria-rowcount={(total ?? 0) + 1}>
          <thead>
            <tr>
              {head(columns[0]!)}
              {list.isLibrary && <th scope="col">File</th>}
              {columns.slice(1).map(head)}
            </tr>
          </thead>
          <tbody>
            <Gap rows={first} />
            {rows.map((row, index) => (
              <Row
                key={row?.id ?? `at-${first + index}`}
                row={row}
                position={first + index + 2}
                columns={shown}
                isLibrary={list.isLibrary}
                isReadOnly={isReadOnly}
                isOpen={row !== undefined && row.id === openId}
                onOpen={setOpenId}
              />
            ))}
            <Gap rows={below} />
          </tbody>
        </table>
      </div>
      {openId !== '' && (
        <RowDrawer
          key={openId}
          site={site}
          list={list}
          rowId={openId}
          viewer={viewer}
          look={look}
          onClose={() => setOpenId('')}
        />
      )}
    </div>
  );
}

/** Holds the place of rows that are out of sight. */
const Gap = ({ rows }: { readonly rows: number }) =>
  rows > 0 ? (
    <tr aria-hidden className="gap">
      <td style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  ) : null;

interface RowProps {
  readonly row: RowView | undefined;
  /** Counts from 1; the head is the first. */
  readonly position: number;
  readonly columns: readonly ColumnView[];
  readonly isLibrary: boolean;
  readonly isReadOnly: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}

function Row({ row, position, columns, isLibrary, isReadOnly, isOpen, onOpen }: RowProps) {
  if (!row)
    return (
      <tr aria-rowindex={position}>
        <td colSpan={columns.length + 3}>
          <Text className="subtle">…</Text>
        </td>
      </tr>
    );
  return (
    <tr aria-rowindex={position} className={isOpen ? 'chosen' : undefined}>
      <td>
        <Button
          size="small"
          appearance="subtle"
          icon={isReadOnly ? <EyeRegular /> : <EditRegular />}
          data-row={row.id}
          onClick={() => onOpen(row.id)}
          aria-label={`Open row ${row.id}`}
        >
          {row.id}
        </Button>
      </td>
      {isLibrary && (
        <td className="cell file">
          <FileCell row={row} onOpen={() => onOpen(row.id)} />
        </td>
      )}
      {columns.map(({ name, kind }) => (
        <td key={name} className={kind === 'number' ? 'cell number' : 'cell'} title={cellText(row.fields[name])}>
          <bdi>{kind === 'dateTime' ? dateText(row.fields[name]) : cellText(row.fields[name]).slice(0, 120)}</bdi>
        </td>
      ))}
      <td className="cell">{row.modifiedBy}</td>
    </tr>
  );
}
