import { Button, DrawerBody, DrawerFooter, Field, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Viewer } from '../../App';
import { post, TenantError } from '../../api';
import type { RowEdits } from '../../hooks/rowEdits';
import { type ColumnView, isEditable, type ListView, type RowView, type SiteView } from '../../sharePoint';
import { ConfirmButton } from '../ConfirmButton';
import { ErrorNotice } from '../PageState';
import { ColumnInput, hintOf } from './ColumnInput';
import { clashesOf, RowClash } from './RowClash';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  /** The row as it is now; absent for one that is still to be added. */
  readonly row?: RowView;
  readonly edits: RowEdits;
  readonly viewer: Viewer;
  readonly isReadOnly: boolean;
  /** The person wants to close the form, saved or not. */
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** What the tenant answers when the row has a newer version than the one that was changed. */
const SAVE_CONFLICT = 412;

/** All columns of one row; a person who edits them is written into SharePoint as the one who changed the row. */
export function RowForm({ site, list, row, edits, viewer, isReadOnly, onCancel, onDone }: Props) {
  const queries = useQueryClient();
  const { begun, changes } = edits;
  const refresh = () => queries.invalidateQueries({ queryKey: ['items'] });
  const done = async (): Promise<void> => {
    await refresh();
    onDone();
  };
  const place = { person: viewer.key, site: site.id, list: list.id };
  const save = useMutation({
    /** @param version the one that the person has seen */
    mutationFn: (version: number | undefined) =>
      row
        ? post('/_shell/sharepoint/edit', { ...place, id: row.id, version, fields: changes })
        : post('/_shell/sharepoint/rows', { ...place, fields: changes }),
    onSuccess: done,
    // The question shows what the other person has saved.
    onError: refresh,
  });
  const remove = useMutation({
    mutationFn: () =>
      post('/_control/rows/remove', { person: viewer.key, siteId: site.id, list: list.id, itemId: row?.id ?? '' }),
    onSuccess: done,
  });
  const own = list.columns.filter(isEditable);
  const kept = list.columns.filter((column) => !isEditable(column));
  const isClash = save.error instanceof TenantError && save.error.status === SAVE_CONFLICT;
  const isBehind = row !== undefined && begun !== undefined && row.version !== begun.version;
  const error = (isClash ? undefined : save.error) ?? remove.error;
  const problem = error?.message ?? '';
  const input = (column: ColumnView) => (
    <Field
      key={column.name}
      label={column.displayName}
      hint={isEditable(column) && !isReadOnly ? hintOf(column) : undefined}
      validationMessage={problem.includes(`'${column.name}'`) ? problem : undefined}
    >
      <ColumnInput
        column={column}
        value={column.name in changes ? changes[column.name] : begun?.fields[column.name]}
        isReadOnly={isReadOnly || !isEditable(column)}
        onChange={(value) => edits.change(column.name, value)}
      />
    </Field>
  );
  return (
    <>
      <DrawerBody className="row-form">
        {isClash && isBehind ? (
          <RowClash
            list={list}
            edits={edits}
            theirs={row}
            isBusy={save.isPending}
            onKeepMine={() => {
              edits.goOnFrom(row, []);
              save.mutate(row.version);
            }}
            onTakeTheirs={() => {
              const clashes = clashesOf(edits, row);
              edits.goOnFrom(row, clashes.length > 0 ? clashes : Object.keys(changes));
              save.reset();
            }}
          />
        ) : (
          isBehind && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>
                <bdi>{row.modifiedBy}</bdi> has saved this row since you began to type. What you typed stays; saving
                asks what is to be kept.
              </MessageBarBody>
            </MessageBar>
          )
        )}
        {own.map(input)}
        {row && (
          <details>
            <summary>Columns that SharePoint or the service keeps ({kept.length})</summary>
            {kept.map(input)}
          </details>
        )}
        {error && <ErrorNotice error={error} />}
      </DrawerBody>
      {!isReadOnly && (
        <DrawerFooter>
          <Button
            appearance="primary"
            // Stays focusable: focus that is lost would take the keyboard out of the drawer.
            disabledFocusable={save.isPending || !edits.isDirty}
            onClick={() => save.mutate(begun?.version)}
          >
            {row ? 'Save' : 'Add'}
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
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
