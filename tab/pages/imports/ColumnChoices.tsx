import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { ImportChoices, StagedImport } from '../../../src/contracts/imports';
import { PARTNER_TYPES, type PartnerType } from '../../../src/domain/partner';
import { IMPORT_FIELDS, type ImportField } from '../../../src/domain/partnerImport';
import { NARROW } from '../../components/hatch';
import { Section } from '../../components/Section';
import { PARTNER_TYPE_LIST } from '../../words/partnerTypes';
import { CountryPicker } from '../partners/CountryPicker';

const FIELDS = Object.entries(IMPORT_FIELDS) as [ImportField, string][];

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px' },
  defaults: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'start',
    maxWidth: '720px',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  list: { display: 'grid', gap: '0', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 260px) minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'center',
    padding: '8px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopColor: 'transparent' },
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: '4px' },
  },
  samples: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase200 },
  sample: {
    display: 'inline-block',
    padding: '1px 6px',
    margin: '2px 6px 2px 0',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusSmall,
    maxWidth: '100%',
  },
});

interface Props {
  readonly staged: StagedImport;
  readonly choices: ImportChoices;
  readonly isNameMissing: boolean;
  readonly onChange: (choices: ImportChoices) => void;
}

/** For each thing we keep: which column of the file holds it, with samples from the file. */
export function ColumnChoices({ staged, choices, isNameMissing, onChange }: Props) {
  const styles = useStyles();
  const choose = (field: ImportField, value: string) => {
    const mapping = { ...choices.mapping };
    if (value === '') delete mapping[field];
    else mapping[field] = Number(value);
    onChange({ ...choices, mapping });
  };
  return (
    <div className={styles.all}>
      <Section title="Columns">
        <ul className={styles.list}>
          {FIELDS.map(([field, name]) => {
            const index = choices.mapping[field];
            const column = staged.columns.find((one) => one.index === index);
            const samples = column?.samples.filter((sample) => sample.trim() !== '') ?? [];
            return (
              <li key={field} className={styles.row}>
                <Field
                  label={name}
                  required={field === 'name'}
                  validationMessage={field === 'name' && isNameMissing ? 'Choose a column.' : undefined}
                >
                  <Select
                    value={index === undefined ? '' : String(index)}
                    onChange={(_, { value }) => choose(field, value)}
                  >
                    <option value="">Not in this file</option>
                    {staged.columns.map((one) => (
                      <option key={one.index} value={one.index}>
                        {one.heading || `Column ${one.index + 1}`}
                      </option>
                    ))}
                  </Select>
                </Field>
                <div className={styles.samples}>
                  {samples.slice(0, 3).map((sample, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: samples may repeat and do not move
                    <bdi key={at} className={styles.sample}>
                      {sample}
                    </bdi>
                  ))}
                  {column && samples.length === 0 && 'This column is empty in the first rows.'}
                </div>
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title="For rows that do not say">
        <div className={styles.defaults}>
          <CountryPicker
            label="Country"
            hint={
              choices.mapping.country === undefined
                ? 'No column holds the country: choose it here.'
                : 'Used where the country is empty.'
            }
            isRequired={choices.mapping.country === undefined}
            value={choices.defaultCountry ?? ''}
            onChoose={(defaultCountry) => onChange({ ...choices, defaultCountry: defaultCountry || undefined })}
          />
          <Field label="Type of partner" required>
            <Select
              value={choices.defaultType}
              onChange={(_, { value }) =>
                onChange({
                  ...choices,
                  defaultType: value in PARTNER_TYPES ? (value as PartnerType) : choices.defaultType,
                })
              }
            >
              {PARTNER_TYPE_LIST.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        </div>
      </Section>
    </div>
  );
}
