import { Button, Checkbox, Dropdown, Field, Input, makeStyles, Option, Text } from '@fluentui/react-components';
import { Add20Regular, Delete20Regular } from '@fluentui/react-icons';
import type { PartnerType } from '../../../src/domain/partner';
import { newRequestId } from '../../api/requestId';
import { NARROW } from '../../components/hatch';
import { PARTNER_TYPE_LIST, typeWords } from '../../words/partnerTypes';
import { CountryPicker } from './CountryPicker';
import type { PartnerFormValues } from './partnerForm';

const useStyles = makeStyles({
  // Low enough to open under the field, instead of over the form.
  listbox: { maxHeight: '280px' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '12px',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  sites: { display: 'flex', flexDirection: 'column', gap: '8px', border: 'none', padding: 0, margin: 0, minWidth: 0 },
  legend: { padding: 0, marginBottom: '4px' },
  site: { display: 'flex', gap: '4px', alignItems: 'flex-start' },
  siteField: { flexGrow: 1, minWidth: 0 },
  add: { alignSelf: 'flex-start' },
});

interface Props {
  readonly values: PartnerFormValues;
  readonly errors: Readonly<Record<string, string>>;
  readonly set: <K extends keyof PartnerFormValues>(field: K, value: PartnerFormValues[K]) => void;
}

/** The fields of a partner, each with its own sentence when something is wrong. */
export function PartnerFields({ values, errors, set }: Props) {
  const styles = useStyles();
  const text = (
    field:
      | 'name'
      | 'tradingNames'
      | 'city'
      | 'region'
      | 'address'
      | 'reference'
      | 'ownerEmail'
      | 'commodities'
      | 'shipmentsPerYear',
  ) => ({
    value: values[field],
    onChange: (_: unknown, data: { value: string }) => set(field, data.value),
  });
  return (
    <>
      <Field label="Name" required validationMessage={errors.name}>
        <Input {...text('name')} maxLength={220} autoComplete="off" />
      </Field>
      <CountryPicker
        label="Country"
        isRequired
        value={values.country}
        error={errors.country}
        onChoose={(country) => set('country', country ?? '')}
      />
      <Field
        label="Type"
        required
        validationMessage={errors.types}
        hint="Decides which questions are asked. Choose all that apply."
      >
        <Dropdown
          multiselect
          placeholder="Choose at least one"
          listbox={{ className: styles.listbox }}
          selectedOptions={[...values.types]}
          value={typeWords(values.types)}
          onOptionSelect={(_, { selectedOptions }) => set('types', selectedOptions as PartnerType[])}
        >
          {PARTNER_TYPE_LIST.map(({ id, name }) => (
            <Option key={id} value={id}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <div className={styles.pair}>
        <Field label="City" validationMessage={errors.city}>
          <Input {...text('city')} />
        </Field>
        <Field label="State or province" validationMessage={errors.region}>
          <Input {...text('region')} />
        </Field>
      </div>
      <Field label="Street" validationMessage={errors.address}>
        <Input {...text('address')} />
      </Field>
      <Field label="Trading names" hint="Separate several with a semicolon." validationMessage={errors.tradingNames}>
        <Input {...text('tradingNames')} />
      </Field>
      <Field label="Your reference" hint="Such as your vendor number." validationMessage={errors.reference}>
        <Input {...text('reference')} />
      </Field>
      <Field
        label="Owner"
        hint="Mail address of the colleague who looks after this partner. A buyer sees own partners only."
        validationMessage={errors.ownerEmail}
      >
        <Input {...text('ownerEmail')} type="email" />
      </Field>
      <fieldset className={styles.sites}>
        <legend className={styles.legend}>
          <Text>Sites</Text>
        </legend>
        <Text size={200}>
          Places that are asked about separately, such as a plant or a yard. Leave empty when there is one.
        </Text>
        {values.sites.map((site, index) => (
          <div key={site.id} className={styles.site}>
            <Field className={styles.siteField} validationMessage={errors[`sites.${index}.name`]}>
              <Input
                aria-label={`Site ${index + 1}`}
                value={site.name}
                onChange={(_, { value }) =>
                  set(
                    'sites',
                    values.sites.map((other) => (other.id === site.id ? { ...other, name: value } : other)),
                  )
                }
              />
            </Field>
            <Button
              appearance="subtle"
              aria-label={`Remove site ${site.name || index + 1}`}
              icon={<Delete20Regular />}
              onClick={() =>
                set(
                  'sites',
                  values.sites.filter(({ id }) => id !== site.id),
                )
              }
            />
          </div>
        ))}
        <Button
          className={styles.add}
          size="small"
          icon={<Add20Regular />}
          onClick={() => set('sites', [...values.sites, { id: newRequestId(), name: '' }])}
        >
          Add site
        </Button>
      </fieldset>
      <div className={styles.pair}>
        <Field label="Shipments a year" validationMessage={errors['exposure.shipmentsPerYear']}>
          <Input {...text('shipmentsPerYear')} inputMode="numeric" />
        </Field>
        <Field label="Goods" validationMessage={errors['exposure.commodities']}>
          <Input {...text('commodities')} />
        </Field>
      </div>
      <Checkbox
        label="Sole source: nobody else can supply this"
        checked={values.isSoleSource}
        onChange={(_, { checked }) => set('isSoleSource', checked === true)}
      />
    </>
  );
}
