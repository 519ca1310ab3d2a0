import { Button, DrawerBody, DrawerFooter, Field } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Viewer } from '../../App';
import { post } from '../../api';
import {
  type ColumnView,
  type FieldValue,
  isEditable,
  type ListView,
  type RowView,
  type SiteView,
} from '../../sharePoint';
import { ConfirmButton } from '../ConfirmButton';
import { ErrorNotice } from '../PageState';
import { ColumnInput, hintOf } from './ColumnInput';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  /** Absent for a row that is still to be added. */
  readonly row?: RowView;
  readonly viewer: Viewer;
  readonly isReadOnly: boolean;
  readonly onClose: () => void;
}

/** All columns of one row; a person who edits them is written into SharePoint as the one who changed the row. */
export function RowForm({ site, list, row, viewer, isReadOnly, onClose }: Props) {
  const queries = useQueryClient();
  const [changes, setChanges] = useState<Readonly<Record<string, FieldValue>>>({});
  const done = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['items'] });
    onClose();
  };
  const place = { person: viewer.key, site: site.id, list: list.id };
  const save = useMutation({
    mutationFn: () =>
      row
        ? post('/_control/edit', {
            person: viewer.key,
            siteId: site.id,
            list: list.id,
            itemId: row.id,
            fields: changes,
          })
        : post('/_shell/sharepoint/rows', { ...place, fields: changes }),
    onSuccess: done,
  });
  const remove = useMutation({
    mutationFn: () =>
      post('/_control/rows/remove', { person: viewer.key, siteId: site.id, list: list.id, itemId: row?.id ?? '' }),
    onSuccess: done,
  });
  const own = list.columns.filter(isEditable);
  const kept = list.columns.filter((column) => !isEditable(column));
  const problem = save.error?.message ?? '';
  const input = (column: ColumnView) => (
    <Field
      key={column.name}
      label={column.displayName}
      hint={isEditable(column) && !isReadOnly ? hintOf(column) : undefined}
      validationMessage={problem.includes(`'${column.name}'`) ? problem : undefined}
    >
      <ColumnInput
        column={column}
        value={column.name in changes ? changes[column.name] : row?.fields[column.name]}
        isReadOnly={isReadOnly || !isEditable(column)}
        onChange={(value) => setChanges((known) => ({ ...known, [column.name]: value }))}
      />
    </Field>
  );
  return (
    <>
      <DrawerBody className="row-form">
        {own.map(input)}
        {row && (
          <details>
            <summary>Columns that SharePoint or the service keeps ({kept.length})</summary>
            {kept.map(input)}
          </details>
        )}
        {(save.error ?? remove.error) && <ErrorNotice error={save.error ?? remove.error} />}
      </DrawerBody>
      {!isReadOnly && (
        <DrawerFooter>
          <Button
            appearance="primary"
            disabled={save.isPending || Object.keys(changes).length === 0}
            onClick={() => save.mutate()}
          >
            {row ? 'Save' : 'Add'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          {row && (
            <>
              <span className="spacer" />
              <ConfirmButton
                icon={<DeleteRegular />}
                label="Delete"
                question={row.file ? `Delete ${row.file.name}?` : `Delete row ${row.id}?`}
                explanation={`SharePoint will say that ${viewer.name} deleted it. The product learns of it from its next look at the changes.`}
                onConfirm={() => remove.mutateAsync()}
              />
            </>
          )}
        </DrawerFooter>
      )}
    </>
  );
}
