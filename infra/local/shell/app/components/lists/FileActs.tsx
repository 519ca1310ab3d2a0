import { Button, Field, Input, Switch } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Viewer } from '../../App';
import { post } from '../../api';
import type { FileView, ListView, RowView, SiteView } from '../../sharePoint';
import { ErrorNotice } from '../PageState';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly row: RowView;
  readonly file: FileView;
  readonly viewer: Viewer;
}

type LockKind = 'open' | 'checkedOut' | 'record';

interface Marks {
  readonly locks: readonly { readonly kind: LockKind; readonly by: string }[];
  readonly malware?: string;
}

const LOCKS: readonly { readonly kind: LockKind; readonly label: string }[] = [
  { kind: 'open', label: 'Open for editing' },
  { kind: 'checkedOut', label: 'Checked out' },
  { kind: 'record', label: 'Locked as a record by a retention label' },
];

/** What a person, a label or the scanner does to a file in the library. */
export function FileActs({ site, list, row, file, viewer }: Props) {
  const queries = useQueryClient();
  const [name, setName] = useState(file.name);
  const address = { siteId: site.id, list: list.id, item: row.id };
  const marks = useQuery({
    queryKey: ['items', 'marks', list.id, row.id],
    queryFn: () => post<Marks>('/_control/files/marks', address),
  });
  const act = useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => post(path, { ...address, ...body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['items'] }),
  });
  const holderOf = (kind: LockKind): string | undefined => marks.data?.locks.find((lock) => lock.kind === kind)?.by;
  return (
    <div className="stack">
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ path: '/_control/files/rename', body: { person: viewer.key, name: name.trim() } });
        }}
      >
        <Field label="Name">
          <Input value={name} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Button type="submit" disabled={act.isPending || name.trim() === '' || name === file.name}>
          Rename
        </Button>
      </form>
      <div className="switches">
        {LOCKS.map(({ kind, label }) => {
          const holder = holderOf(kind);
          return (
            <Switch
              key={kind}
              label={holder ? `${label} by ${holder}` : label}
              checked={holder !== undefined}
              disabled={act.isPending || !marks.data}
              onChange={(_event, { checked }) =>
                act.mutate(
                  checked
                    ? { path: '/_control/lock', body: { person: viewer.key, kind } }
                    : { path: '/_control/unlock', body: { kind } },
                )
              }
            />
          );
        })}
        <Switch
          label={marks.data?.malware ? `Harmful, says the scanner: ${marks.data.malware}` : 'Harmful, says the scanner'}
          checked={marks.data?.malware !== undefined}
          disabled={act.isPending || !marks.data}
          onChange={(_event, { checked }) => act.mutate({ path: '/_control/malware', body: { isHarmful: checked } })}
        />
      </div>
      {(act.error ?? marks.error) && <ErrorNotice error={act.error ?? marks.error} />}
    </div>
  );
}
