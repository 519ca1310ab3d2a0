import { Checkbox, Input, Select, Switch, Text, Textarea } from '@fluentui/react-components';
import { type ColumnView, cellText, type FieldValue } from '../../sharePoint';

interface Props {
  readonly column: ColumnView;
  readonly value: unknown;
  readonly isReadOnly: boolean;
  readonly onChange: (value: FieldValue) => void;
}

/** The input that SharePoint's form would offer for a column; its value as text where nobody can change it. */
export function ColumnInput({ column, value, isReadOnly, onChange }: Props) {
  const text = cellText(value);
  if (isReadOnly) return <Text className="read-only-value">{text || '–'}</Text>;
  switch (column.kind) {
    case 'boolean':
      return <Switch checked={value === true} onChange={(_event, { checked }) => onChange(checked)} />;
    case 'choice':
      return (
        <Select value={text} onChange={(_event, { value: next }) => onChange(next === '' ? null : next)}>
          <option value="">(empty)</option>
          {choicesOf(column, text).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </Select>
      );
    case 'multiChoice':
      return <Choices column={column} chosen={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
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
    case 'dateTime':
      if (column.facet.format === 'dateOnly')
        return (
          <Input
            type="date"
            value={text.slice(0, 10)}
            onChange={(_event, { value: next }) => onChange(next === '' ? null : next)}
          />
        );
      return <Input value={text} onChange={(_event, { value: next }) => onChange(next === '' ? null : next)} />;
    default:
      return <Input value={text} onChange={(_event, { value: next }) => onChange(next === '' ? null : next)} />;
  }
}

/** The column's choices, and the present value when it is none of them. */
function choicesOf({ facet }: ColumnView, present = ''): string[] {
  const choices = Array.isArray(facet.choices) ? facet.choices.map(String) : [];
  return present === '' || choices.includes(present) ? choices : [present, ...choices];
}

interface ChoicesProps {
  readonly column: ColumnView;
  readonly chosen: readonly string[];
  readonly onChange: (value: FieldValue) => void;
}

const Choices = ({ column, chosen, onChange }: ChoicesProps) => (
  <div>
    {choicesOf(column).map((choice) => (
      <Checkbox
        key={choice}
        label={choice}
        checked={chosen.includes(choice)}
        onChange={(_event, { checked }) =>
          onChange(checked === true ? [...chosen, choice] : chosen.filter((other) => other !== choice))
        }
      />
    ))}
  </div>
);

/** What the column takes, in words; undefined when there is nothing to say. */
export function hintOf({ kind, facet, required, unique }: ColumnView): string | undefined {
  const parts: string[] = [];
  if (kind === 'text' && typeof facet.maxLength === 'number') parts.push(`up to ${facet.maxLength} characters`);
  if (kind === 'note') parts.push('up to 63,999 characters');
  if (typeof facet.minimum === 'number') parts.push(`at least ${facet.minimum}`);
  if (typeof facet.maximum === 'number') parts.push(`at most ${facet.maximum}`);
  if (kind === 'dateTime' && facet.format !== 'dateOnly') parts.push('2026-05-03T09:00:00Z');
  if (required) parts.push('needed');
  if (unique) parts.push('no two rows the same');
  return parts.length === 0 ? undefined : parts.join(', ');
}
