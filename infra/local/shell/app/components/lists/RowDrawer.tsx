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
import { useRef, useState } from 'react';
import type { Viewer } from '../../App';
import { get } from '../../api';
import { useKeptFocus } from '../../hooks/keptFocus';
import { useRowEdits } from '../../hooks/rowEdits';
import { useUrlText } from '../../hooks/urlState';
import { type Look, lookQuery } from '../../look';
import type { ListView, RowView, SiteView } from '../../sharePoint';
import { ErrorNotice, Loading } from '../PageState';
import { DiscardQuestion } from './DiscardQuestion';
import { FilePanel } from './FilePanel';
import { RowForm } from './RowForm';
import { RowHistory } from './RowHistory';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  /** `new` for a row that is still to be added. */
  readonly rowId: string;
  readonly viewer: Viewer;
  readonly look: Look;
  readonly onClose: () => void;
}

/** One row beside the list: its columns, its history, and the file in a library. */
export function RowDrawer({ site, list, rowId, viewer, look, onClose }: Props) {
  const [chosen, choose] = useUrlText('show');
  const isNew = rowId === 'new';
  const row = useQuery({
    queryKey: ['items', 'row', list.id, rowId, look.as],
    queryFn: () =>
      get<RowView>(`/_shell/sharepoint/row?${lookQuery(look, { site: site.id, list: list.id, id: rowId })}`),
    enabled: !isNew,
  });
  const edits = useRowEdits(row.data);
  const surface = useRef<HTMLDivElement>(null);
  useKeptFocus(surface);
  const [isAsking, setAsking] = useState(false);
  const leave = (): void => (edits.isDirty ? setAsking(true) : onClose());
  const file = row.data?.file;
  const tabs = ['columns', ...(isNew ? [] : ['history']), ...(file ? ['file'] : [])];
  const tab = tabs.includes(chosen) ? chosen : 'columns';
  const about = { site, list, viewer, look, isReadOnly: look.bar !== undefined };

  return (
    <OverlayDrawer
      ref={surface}
      open
      position="end"
      size="medium"
      className="row-drawer"
      onOpenChange={(_event, { open }) => !open && leave()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" onClick={leave} />}
        >
          <bdi>{isNew ? `New row in ${list.name}` : (file?.name ?? `Row ${rowId}`)}</bdi>
        </DrawerHeaderTitle>
        <Text className="subtle">{look.bar ?? `You edit as ${viewer.name}.`}</Text>
        {tabs.length > 1 && (
          <TabList size="small" selectedValue={tab} onTabSelect={(_event, { value }) => choose(String(value))}>
            <Tab value="columns">Columns</Tab>
            <Tab value="history">History</Tab>
            {tabs.includes('file') && <Tab value="file">{file?.isFolder ? 'Folder' : 'File'}</Tab>}
          </TabList>
        )}
      </DrawerHeader>
      {row.error ? (
        <DrawerBody>
          <ErrorNotice error={row.error} again={() => void row.refetch()} />
        </DrawerBody>
      ) : isNew ? (
        <RowForm {...about} edits={edits} onCancel={leave} onDone={onClose} />
      ) : !row.data ? (
        <Loading label="Reading the row" />
      ) : tab === 'history' ? (
        <RowHistory {...about} row={row.data} />
      ) : tab === 'file' && file ? (
        <FilePanel {...about} row={row.data} file={file} />
      ) : (
        <RowForm {...about} edits={edits} row={row.data} onCancel={leave} onDone={onClose} />
      )}
      <DiscardQuestion isOpen={isAsking} onKeep={() => setAsking(false)} onDiscard={onClose} />
    </OverlayDrawer>
  );
}
