import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ArrowSortDownRegular, ArrowSortUpRegular, ChevronDownRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../api';
import { type Look, lookQuery } from '../../look';
import { type ColumnView, filterText, type ListView, type SiteView } from '../../sharePoint';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly look: Look;
  readonly column: Pick<ColumnView, 'name' | 'displayName' | 'kind'>;
  /** A column's name, with a minus before it for the last first. */
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly onFilter: (value: string) => void;
}

/** How the two directions are called, where it is not by letters. */
const ORDERS: Readonly<Partial<Record<ColumnView['kind'], readonly [string, string]>>> = {
  number: ['Smallest first', 'Largest first'],
  dateTime: ['Oldest first', 'Newest first'],
  boolean: ['No first', 'Yes first'],
};

/** A column's name with a menu: sort, or show only the rows that hold one of its values. */
export function ColumnHead({ site, list, look, column, sort, onSort, onFilter }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { name, displayName } = column;
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;
  const icon = direction && { ascending: <ArrowSortUpRegular />, descending: <ArrowSortDownRegular /> }[direction];
  const [first, last] = ORDERS[column.kind] ?? ['A to Z', 'Z to A'];
  return (
    <th scope="col" aria-sort={direction ?? 'none'} className={column.kind === 'number' ? 'number' : undefined}>
      <Menu open={isOpen} onOpenChange={(_event, { open }) => setOpen(open)}>
        <MenuTrigger disableButtonEnhancement>
          <Button
            size="small"
            appearance="transparent"
            className="column-head"
            icon={icon ?? <ChevronDownRegular />}
            iconPosition="after"
          >
            {displayName}
          </Button>
        </MenuTrigger>
        <MenuPopover className="column-menu">
          <MenuList>
            <MenuItem icon={<ArrowSortUpRegular />} onClick={() => onSort(name)}>
              {first}
            </MenuItem>
            <MenuItem icon={<ArrowSortDownRegular />} onClick={() => onSort(`-${name}`)}>
              {last}
            </MenuItem>
            {sort.replace(/^-/, '') === name && <MenuItem onClick={() => onSort('')}>In the order of ids</MenuItem>}
            {isOpen && name !== 'id' && (
              <Values site={site} list={list} look={look} column={column} onFilter={onFilter} />
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
    </th>
  );
}

interface ColumnValues {
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

function Values({ site, list, look, column, onFilter }: Pick<Props, 'site' | 'list' | 'look' | 'column' | 'onFilter'>) {
  const { data } = useQuery({
    queryKey: ['items', 'values', list.id, column.name, look.as],
    queryFn: () =>
      get<ColumnValues>(
        `/_shell/sharepoint/values?${lookQuery(look, { site: site.id, list: list.id, column: column.name })}`,
      ),
  });
  return (
    <>
      <MenuDivider />
      <MenuGroup>
        <MenuGroupHeader>Only rows with</MenuGroupHeader>
        {data?.values.map(({ value, count }) => (
          <MenuItem key={value} secondaryContent={count.toLocaleString('en')} onClick={() => onFilter(value)}>
            <bdi>{filterText(column, value).slice(0, 60)}</bdi>
          </MenuItem>
        ))}
      </MenuGroup>
    </>
  );
}
