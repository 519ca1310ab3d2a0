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
import { AddRegular, ArrowUploadRegular, ColumnTripleEditRegular } from '@fluentui/react-icons';
import { counted, type ListView } from '../../sharePoint';
import { FileButton } from './FileButton';

interface Props {
  readonly list: ListView;
  /** How many rows fit; undefined until known. */
  readonly total: number | undefined;
  readonly isNarrowed: boolean;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly chosen: readonly string[];
  readonly onChoose: (names: readonly string[]) => void;
  /** Absent where nobody can add a row by hand. */
  readonly onNew?: () => void;
  /** Absent where nobody can put a file. */
  readonly onUpload?: (files: readonly File[]) => void;
}

/** The list's name and size, a search, the choice of columns, and a new row. */
export function ListToolbar({ list, total, isNarrowed, search, onSearch, chosen, onChoose, onNew, onUpload }: Props) {
  const noun = list.isLibrary ? 'file' : 'row';
  return (
    <header className="room-header">
      <Text as="h2" size={400} weight="semibold">
        {list.name}
      </Text>
      <Text className="subtle" role="status">
        {isNarrowed && total !== undefined
          ? `${total.toLocaleString('en')} of ${counted(list.itemCount, noun)}`
          : counted(list.itemCount, noun)}
      </Text>
      <span className="spacer" />
      <SearchBox
        size="small"
        placeholder="Find in this list"
        aria-label="Find in this list"
        value={search}
        onChange={(_event, { value }) => onSearch(value)}
      />
      <Menu
        checkedValues={{ columns: [...chosen] }}
        onCheckedValueChange={(_event, { checkedItems }) => onChoose(checkedItems)}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<ColumnTripleEditRegular />}>
            Columns
          </Button>
        </MenuTrigger>
        <MenuPopover className="column-menu">
          <MenuList>
            {list.columns.map(({ name, displayName, hidden }) => (
              <MenuItemCheckbox key={name} name="columns" value={name} secondaryContent={hidden ? 'hidden' : undefined}>
                {displayName}
              </MenuItemCheckbox>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {onUpload && (
        <FileButton size="small" appearance="primary" icon={<ArrowUploadRegular />} isMultiple onFiles={onUpload}>
          Upload
        </FileButton>
      )}
      {onNew && (
        <Button size="small" appearance="primary" icon={<AddRegular />} data-row="new" onClick={onNew}>
          New row
        </Button>
      )}
    </header>
  );
}
