import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
  Tab,
  TabList,
  Text,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { Viewer } from '../../App';
import { get } from '../../api';
import { useUrlText } from '../../hooks/urlState';
import type { ListView, RowView, SiteView } from '../../sharePoint';
import { ErrorNotice, Loading } from '../PageState';
import { FilePanel } from './FilePanel';
import { RowForm } from './RowForm';
import { RowHistory } from './RowHistory';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  /** `new` for a row that is still to be added. */
  readonly rowId: string;
  readonly viewer: Viewer;
  /** Why the viewer may not change anything here; undefined when they may. */
  readonly bar: string | undefined;
  readonly onClose: () => void;
}

/** One row beside the list: its columns, its history, and the file in a library. */
export function RowDrawer({ site, list, rowId, viewer, bar, onClose }: Props) {
  const [chosen, choose] = useUrlText('show');
  const isNew = rowId === 'new';
  const row = useQuery({
    queryKey: ['items', 'row', list.id, rowId],
    queryFn: () =>
      get<RowView>(`/_shell/sharepoint/row?${new URLSearchParams({ site: site.id, list: list.id, id: rowId })}`),
    enabled: !isNew,
  });
  const file = row.data?.file;
  const tabs = ['columns', ...(isNew ? [] : ['history']), ...(file && !file.isFolder ? ['file'] : [])];
  const tab = tabs.includes(chosen) ? chosen : 'columns';
  const about = { site, list, viewer, isReadOnly: bar !== undefined };

  return (
    <OverlayDrawer
      open
      position="end"
      size="medium"
      className="row-drawer"
      onOpenChange={(_event, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" onClick={onClose} />}
        >
          <bdi>{isNew ? `New row in ${list.name}` : (file?.name ?? `Row ${rowId}`)}</bdi>
        </DrawerHeaderTitle>
        <Text className="subtle">{bar ?? `You edit as ${viewer.name}.`}</Text>
        {tabs.length > 1 && (
          <TabList size="small" selectedValue={tab} onTabSelect={(_event, { value }) => choose(String(value))}>
            <Tab value="columns">Columns</Tab>
            <Tab value="history">History</Tab>
            {tabs.includes('file') && <Tab value="file">File</Tab>}
          </TabList>
        )}
      </DrawerHeader>
      {row.error ? (
        <DrawerBody>
          <ErrorNotice error={row.error} again={() => void row.refetch()} />
        </DrawerBody>
      ) : isNew ? (
        <RowForm {...about} onClose={onClose} />
      ) : !row.data ? (
        <Loading label="Reading the row" />
      ) : tab === 'history' ? (
        <RowHistory {...about} row={row.data} />
      ) : tab === 'file' && file ? (
        <FilePanel {...about} row={row.data} file={file} />
      ) : (
        <RowForm key={row.data.version} {...about} row={row.data} onClose={onClose} />
      )}
    </OverlayDrawer>
  );
}
