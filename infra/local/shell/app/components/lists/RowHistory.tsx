import { Button, DrawerBody, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Viewer } from '../../App';
import { get, post } from '../../api';
import { fullTime } from '../../hooks/useTenantTime';
import { type Look, lookQuery } from '../../look';
import { cellText, type ListView, type RowView, type SiteView, type VersionView } from '../../sharePoint';
import { ErrorNotice, Loading } from '../PageState';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly row: RowView;
  readonly viewer: Viewer;
  readonly look: Look;
  readonly isReadOnly: boolean;
}

/** Every version that SharePoint keeps of a row: who, when, what changed; and a way back to it. */
export function RowHistory({ site, list, row, viewer, look, isReadOnly }: Props) {
  const queries = useQueryClient();
  const place = { site: site.id, list: list.id, id: row.id };
  const versions = useQuery({
    queryKey: ['items', 'versions', list.id, row.id, look.as],
    queryFn: async () =>
      (await get<{ versions: VersionView[] }>(`/_shell/sharepoint/versions?${lookQuery(look, place)}`)).versions,
  });
  const restore = useMutation({
    mutationFn: (version: number) => post('/_shell/sharepoint/restore', { person: viewer.key, ...place, version }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['items'] }),
  });
  const nameOf = (column: string): string => list.columns.find(({ name }) => name === column)?.displayName ?? column;

  if (versions.isPending) return <Loading label="Reading the history" />;
  return (
    <DrawerBody>
      {(versions.error ?? restore.error) && <ErrorNotice error={versions.error ?? restore.error} />}
      <ol className="history">
        {versions.data?.map(({ version, at, by, changes }, index) => (
          <li key={version}>
            <div className="history-head">
              <Text weight="semibold">Version {version}</Text>
              <Text size={200} className="subtle">
                {by}, {fullTime(at)}
              </Text>
              <span className="spacer" />
              {index === 0 ? (
                <Text size={200} className="subtle">
                  now
                </Text>
              ) : (
                !isReadOnly && (
                  <Button
                    size="small"
                    disabledFocusable={restore.isPending}
                    aria-label={`Restore version ${version}`}
                    onClick={() => restore.mutate(version)}
                  >
                    Restore
                  </Button>
                )
              )}
            </div>
            {changes.length === 0 && <Text className="subtle">No column changed.</Text>}
            <dl className="changes">
              {changes.map(({ column, before, after }) => (
                <div key={column}>
                  <dt>{nameOf(column)}</dt>
                  <dd>
                    {cellText(before) !== '' && <del>{cellText(before).slice(0, 300)}</del>}{' '}
                    {cellText(after) === '' ? <em>emptied</em> : <ins>{cellText(after).slice(0, 300)}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </DrawerBody>
  );
}
