import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  Text,
} from '@fluentui/react-components';
import { ColumnTripleEditRegular, DocumentArrowDownRegular, EditRegular } from '@fluentui/react-icons';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Viewer } from '../App';
import { get } from '../api';
import {
  type ColumnView,
  cellText,
  type ListView,
  type RowsPage,
  type RowView,
  type SiteView,
  sizeText,
} from '../sharePoint';
import { Empty, ErrorNotice, Loading } from './PageState';
import { RowDrawer } from './RowDrawer';

/** Columns shown before anybody chooses others. */
const FIRST_COLUMNS = 7;

/** A row's title and the columns that people read: no long texts, and technical keys last. */
function firstColumns({ columns, isLibrary }: ListView): string[] {
  const readable = columns.filter(({ name, isSystem, kind }) =>
    isSystem ? name === 'Title' && !isLibrary : kind !== 'note',
  );
  const rank = ({ name }: ColumnView): number => (name === 'Title' ? 0 : /(Key|Version)$/.test(name) ? 2 : 1);
  return readable
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, FIRST_COLUMNS)
    .map(({ name }) => name);
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly viewer: Viewer;
  readonly isReadOnly: boolean;
}

/** The rows of a list or the files of a library, with a search, a choice of columns and one row open for editing. */
export function ListTable({ site, list, viewer, isReadOnly }: Props) {
  const [chosen, setChosen] = useState<string[]>(() => firstColumns(list));
  const [search, setSearch] = useState('');
  const [openId, setOpenId] = useState<string>();
  const wanted = useDeferredValue(search);
  const rows = useInfiniteQuery({
    queryKey: ['items', site.id, list.id, wanted],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      get<RowsPage>(
        `/_shell/sharepoint/rows?${new URLSearchParams({ site: site.id, list: list.id, after: String(pageParam), search: wanted })}`,
      ),
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
  const shown = chosen.flatMap((name) => list.columns.find((column) => column.name === name) ?? []);
  const all = rows.data?.pages.flatMap((page) => page.rows) ?? [];
  const open = all.find(({ id }) => id === openId);

  return (
    <>
      <header className="room-header">
        <Text as="h2" size={400} weight="semibold">
          {list.name}
        </Text>
        <Text className="subtle">{counted(list.itemCount, list.isLibrary ? 'file' : 'row')}</Text>
        <span className="spacer" />
        <SearchBox
          size="small"
          placeholder="Find in this list"
          value={search}
          onChange={(_event, { value }) => setSearch(value)}
        />
        <Menu
          checkedValues={{ columns: chosen }}
          onCheckedValueChange={(_event, { checkedItems }) => setChosen(checkedItems)}
        >
          <MenuTrigger disableButtonEnhancement>
            <Button size="small" icon={<ColumnTripleEditRegular />}>
              Columns
            </Button>
          </MenuTrigger>
          <MenuPopover className="column-menu">
            <MenuList>
              {list.columns.map(({ name, displayName }) => (
                <MenuItemCheckbox key={name} name="columns" value={name}>
                  {displayName}
                </MenuItemCheckbox>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      </header>
      {rows.isPending && <Loading label="Reading the list" />}
      {rows.error && <ErrorNotice error={rows.error} again={() => void rows.refetch()} />}
      {rows.data && all.length === 0 && (
        <Empty
          icon={<ColumnTripleEditRegular />}
          title={wanted ? `Nothing here holds "${wanted}".` : 'This list is empty.'}
        />
      )}
      {all.length > 0 && (
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Id</th>
                {list.isLibrary && <th scope="col">File</th>}
                {shown.map(({ name, displayName }) => (
                  <th key={name} scope="col">
                    {displayName}
                  </th>
                ))}
                <th scope="col">Modified by</th>
              </tr>
            </thead>
            <tbody>
              {all.map((row) => (
                <tr key={row.id} className={row.id === openId ? 'chosen' : undefined}>
                  <td>
                    <Button
                      size="small"
                      appearance="subtle"
                      icon={<EditRegular />}
                      onClick={() => setOpenId(row.id)}
                      aria-label={`Open row ${row.id}`}
                    >
                      {row.id}
                    </Button>
                  </td>
                  {list.isLibrary && (
                    <td>
                      <FileCell row={row} />
                    </td>
                  )}
                  {shown.map(({ name, kind }) => (
                    <td
                      key={name}
                      className={kind === 'number' ? 'cell number' : 'cell'}
                      title={cellText(row.fields[name])}
                    >
                      <bdi>{cellText(row.fields[name]).slice(0, 120)}</bdi>
                    </td>
                  ))}
                  <td className="cell">{row.modifiedBy}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.hasNextPage && (
        <Button className="more" disabled={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          Show more
        </Button>
      )}
      {open && (
        <RowDrawer
          key={`${open.id}|${open.modifiedAt}`}
          site={site}
          list={list}
          row={open}
          viewer={viewer}
          isReadOnly={isReadOnly}
          onClose={() => setOpenId(undefined)}
        />
      )}
    </>
  );
}

function FileCell({ row: { file } }: { readonly row: RowView }) {
  if (!file) return null;
  const path = file.folder ? `${file.folder}/${file.name}` : file.name;
  if (!file.downloadUrl) return <bdi>{path}/</bdi>;
  return (
    <a href={file.downloadUrl} target="_blank" rel="noopener noreferrer" className="file-link">
      <DocumentArrowDownRegular aria-hidden /> <bdi>{path}</bdi> <small>{sizeText(file.size)}</small>
    </a>
  );
}
