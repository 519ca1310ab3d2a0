import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  Field,
  Input,
  OverlayDrawer,
  Select,
  Switch,
  Text,
  Textarea,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Viewer } from '../App';
import { post } from '../api';
import { type ColumnView, cellText, type FieldValue, type ListView, type RowView, type SiteView } from '../sharePoint';
import { ErrorNotice } from './PageState';

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly row: RowView;
  readonly viewer: Viewer;
  readonly isReadOnly: boolean;
  readonly onClose: () => void;
}

/** All columns of one row; a person who edits them is written into SharePoint as the one who changed the row. */
export function RowDrawer({ site, list, row, viewer, isReadOnly, onClose }: Props) {
  const queries = useQueryClient();
  const [changes, setChanges] = useState<Readonly<Record<string, FieldValue>>>({});
  const save = useMutation({
    mutationFn: () =>
      post('/_control/edit', { person: viewer.key, siteId: site.id, list: list.id, itemId: row.id, fields: changes }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['items'] });
      onClose();
    },
  });
  const own = list.columns.filter(({ isSystem, readOnly }) => !isSystem && !readOnly);
  const input = (column: ColumnView) => (
    <Field key={column.name} label={column.displayName}>
      <ColumnInput
        column={column}
        value={column.name in changes ? changes[column.name] : row.fields[column.name]}
        isReadOnly={isReadOnly || column.readOnly}
        onChange={(value) => setChanges((known) => ({ ...known, [column.name]: value }))}
      />
    </Field>
  );
  return (
    <OverlayDrawer open position="end" size="medium" onOpenChange={(_event, { open }) => !open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label="Close" onClick={onClose} />}
        >
          {row.file?.name ?? `Row ${row.id}`}
        </DrawerHeaderTitle>
        <Text className="subtle">
          {isReadOnly ? 'No person is a member of this site: for looking only.' : `You edit as ${viewer.name}.`}
        </Text>
      </DrawerHeader>
      <DrawerBody className="row-form">
        {own.map(input)}
        <details>
          <summary>Columns that SharePoint keeps itself</summary>
          {list.columns.filter((column) => !own.includes(column)).map(input)}
        </details>
        {save.error && <ErrorNotice error={save.error} />}
      </DrawerBody>
      {!isReadOnly && (
        <DrawerFooter>
          <Button
            appearance="primary"
            disabled={save.isPending || Object.keys(changes).length === 0}
            onClick={() => save.mutate()}
          >
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </DrawerFooter>
      )}
    </OverlayDrawer>
  );
}

interface ColumnInputProps {
  readonly column: ColumnView;
  readonly value: unknown;
  readonly isReadOnly: boolean;
  readonly onChange: (value: FieldValue) => void;
}

function ColumnInput({ column, value, isReadOnly, onChange }: ColumnInputProps) {
  const text = cellText(value);
  if (isReadOnly) return <Text className="read-only-value">{text || '–'}</Text>;
  switch (column.kind) {
    case 'boolean':
      return <Switch checked={value === true} onChange={(_event, { checked }) => onChange(checked)} />;
    case 'choice':
      return (
        <Select value={text} onChange={(_event, { value: next }) => onChange(next === '' ? null : next)}>
          <option value="">(empty)</option>
          {column.facet.choices?.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </Select>
      );
    case 'note':
      return (
        <Textarea rows={4} resize="vertical" value={text} onChange={(_event, { value: next }) => onChange(next)} />
      );
    case 'number':
      return (
        <Input
          type="number"
          value={text}
          onChange={(_event, { value: next }) => onChange(next === '' ? null : Number(next))}
        />
      );
    default:
      return <Input value={text} onChange={(_event, { value: next }) => onChange(next === '' ? null : next)} />;
  }
}
