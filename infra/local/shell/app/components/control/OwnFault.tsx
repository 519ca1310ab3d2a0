import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Person } from '../../api';
import { post } from '../../api';
import { FAULT_KINDS, type Fault, type FaultKind } from '../../faults';
import { controlKeys, useApplications } from '../../hooks/control';
import { ErrorNotice } from '../PageState';

const NUMBERS: readonly {
  readonly name: 'status' | 'retryAfter' | 'delayMs' | 'times' | 'rate' | 'seed';
  readonly label: string;
}[] = [
  { name: 'status', label: 'Status' },
  { name: 'retryAfter', label: 'Retry-After, seconds' },
  { name: 'delayMs', label: 'Wait, milliseconds' },
  { name: 'times', label: 'Ends after so many' },
  { name: 'rate', label: 'Share of calls, 0 to 1' },
  { name: 'seed', label: 'Seed of the share' },
];

type Draft = Readonly<Record<string, string>>;

/** A fault of one's own: which calls, what happens, how often. Empty fields mean "any". */
export function OwnFault({ people }: { readonly people: readonly Person[] }) {
  const queries = useQueryClient();
  const { applications } = useApplications();
  const [draft, setDraft] = useState<Draft>({ kind: 'status', pathPattern: '^/v1\\.0/' });
  const add = useMutation({
    mutationFn: () => post('/_control/faults', faultOf(draft)),
    onSettled: () => queries.invalidateQueries({ queryKey: controlKeys.faults }),
  });
  const set =
    (name: string) =>
    (_event: unknown, { value }: { value: string }) =>
      setDraft((known) => ({ ...known, [name]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <details className="panel">
      <summary>
        <h2>A fault of your own</h2>
      </summary>
      <form className="fault-form" onSubmit={submit}>
        <Field label="What happens" className="whole">
          <Select value={draft.kind} onChange={set('kind')}>
            {Object.entries(FAULT_KINDS).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Path (regular expression, without query)" className="whole">
          <Input value={draft.pathPattern ?? ''} onChange={set('pathPattern')} />
        </Field>
        <Field label="Method">
          <Select value={draft.method ?? ''} onChange={set('method')}>
            <option value="">Any</option>
            {['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => (
              <option key={method}>{method}</option>
            ))}
          </Select>
        </Field>
        <Field label="Application">
          <Select value={draft.application ?? ''} onChange={set('application')}>
            <option value="">Any</option>
            {applications.map(({ name, displayName }) => (
              <option key={name} value={name}>
                {displayName}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Person concerned">
          <Select value={draft.person ?? ''} onChange={set('person')}>
            <option value="">Anybody</option>
            {people.map(({ shortName, displayName }) => (
              <option key={shortName} value={shortName}>
                {displayName}
              </option>
            ))}
          </Select>
        </Field>
        {NUMBERS.map(({ name, label }) => (
          <Field key={name} label={label}>
            <Input type="number" step={name === 'rate' ? '0.05' : '1'} value={draft[name] ?? ''} onChange={set(name)} />
          </Field>
        ))}
        {add.error && <ErrorNotice error={add.error} />}
        <Button type="submit" className="whole panel-button" disabled={add.isPending}>
          Switch it on
        </Button>
      </form>
    </details>
  );
}

/** What stands in the form, without the empty fields. */
function faultOf(draft: Draft): Fault {
  const texts = (['method', 'pathPattern', 'application', 'person'] as const).flatMap((name) =>
    draft[name] ? [[name, draft[name]]] : [],
  );
  const numbers = NUMBERS.flatMap(({ name }) => (draft[name] ? [[name, Number(draft[name])]] : []));
  return { match: Object.fromEntries(texts), kind: draft.kind as FaultKind, ...Object.fromEntries(numbers) };
}
