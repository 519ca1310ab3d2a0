import { Button, Field, Input, Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api';
import { keys } from '../../hooks/tenantData';
import { useTenantTime } from '../../hooks/useTenantTime';
import { ErrorNotice } from '../PageState';

const HOUR_MS = 3_600_000;
const STEPS: readonly { readonly label: string; readonly milliseconds: number }[] = [
  { label: '1 hour', milliseconds: HOUR_MS },
  { label: '1 day', milliseconds: 24 * HOUR_MS },
  { label: '3 days', milliseconds: 72 * HOUR_MS },
  { label: '7 days', milliseconds: 168 * HOUR_MS },
];

/** The next Monday, 09:00 by this machine's zone, after a moment; both in milliseconds since 1970. */
export function nextMonday(now: number): number {
  const at = new Date(now);
  at.setHours(9, 0, 0, 0);
  // Sunday is 0; a Monday before nine counts as the next one.
  while (at.getDay() !== 1 || at.getTime() <= now) at.setDate(at.getDate() + 1);
  return at.getTime();
}

/** Moves the time of the tenant and the product together, so that reminders fire without waiting. */
export function ClockPanel({ offsetMs }: { readonly offsetMs: number }) {
  const queries = useQueryClient();
  const time = useTenantTime(offsetMs);
  const [date, setDate] = useState('');
  const move = useMutation({
    mutationFn: (wish: { offsetMs: number } | { advanceMs: number } | { at: string }) => post('/_control/clock', wish),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.state }),
  });
  const days = offsetMs / (24 * HOUR_MS);
  return (
    <section className="panel">
      <h2>Clock</h2>
      <Text size={400} weight="semibold">
        {time}
      </Text>
      <Text className="subtle">
        {offsetMs === 0
          ? 'Real time.'
          : `${Math.abs(days).toFixed(1)} days ${days > 0 ? 'ahead of' : 'behind'} real time.`}
      </Text>
      <fieldset className="button-row">
        <legend>Move on by</legend>
        {STEPS.map(({ label, milliseconds }) => (
          <Button
            key={label}
            size="small"
            disabled={move.isPending}
            onClick={() => move.mutate({ advanceMs: milliseconds })}
          >
            {label}
          </Button>
        ))}
        <Button
          size="small"
          disabled={move.isPending}
          onClick={() => move.mutate({ at: new Date(nextMonday(Date.now() + offsetMs)).toISOString() })}
        >
          To Monday, 09:00
        </Button>
        <Button size="small" appearance="subtle" disabled={offsetMs === 0} onClick={() => move.mutate({ offsetMs: 0 })}>
          Back to real time
        </Button>
      </fieldset>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = Date.parse(date);
          if (!Number.isNaN(wanted)) move.mutate({ offsetMs: wanted - Date.now() });
        }}
      >
        <Field label="Or set it to">
          <Input type="datetime-local" value={date} onChange={(_event, { value }) => setDate(value)} />
        </Field>
        <Button type="submit" disabled={date === ''}>
          Set
        </Button>
      </form>
      {move.error && <ErrorNotice error={move.error} />}
    </section>
  );
}
