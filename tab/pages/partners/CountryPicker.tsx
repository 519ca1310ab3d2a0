import { Combobox, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { foldName } from '../../../src/domain/partner';
import { useCountries } from '../../hooks/useCountries';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  /** ISO alpha-2, or empty. */
  readonly value: string;
  readonly error?: string;
  readonly onChoose: (code: string | undefined) => void;
}

/** Choosing one of all countries by typing a part of its name. */
export function CountryPicker({ label, hint, isRequired, value, error, onChoose }: Props) {
  const countries = useCountries();
  const [typed, setTyped] = useState<string>();
  const chosen = countries.find(({ code }) => code === value);
  const wanted = foldName(typed ?? '');
  const fitting =
    wanted === ''
      ? countries
      : countries.filter(({ code, name }) => foldName(name).includes(wanted) || code.toLowerCase() === wanted);
  return (
    <Field label={label} hint={hint} required={isRequired} validationMessage={error}>
      <Combobox
        placeholder="Type to find"
        value={typed ?? chosen?.name ?? value}
        selectedOptions={value ? [value] : []}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => setTyped(undefined)}
        onOptionSelect={(_, { optionValue }) => {
          setTyped(undefined);
          onChoose(optionValue);
        }}
        listbox={{ style: { maxHeight: '340px' } }}
        positioning={{ fallbackPositions: ['above'] }}
      >
        {fitting.slice(0, 60).map(({ code, name }) => (
          <Option key={code} value={code}>
            {name}
          </Option>
        ))}
        {fitting.length === 0 && (
          <Option key="none" disabled value="">
            No country of this name
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
