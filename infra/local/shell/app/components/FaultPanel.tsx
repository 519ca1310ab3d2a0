import { Button, Field, Input, Switch, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, get, post } from '../api';
import { keys, useMailboxes } from '../hooks/tenantData';
import { ErrorNotice } from './PageState';

interface Fault {
  readonly match: { readonly method?: string; readonly pathPattern: string };
  readonly kind: 'status' | 'drop' | 'slow' | 'dropAfter';
  readonly status?: number;
  readonly retryAfter?: number;
  readonly delayMs?: number;
}

const FAULTS: readonly { readonly label: string; readonly fault: Fault }[] = [
  { label: 'Graph is down', fault: { match: { pathPattern: '^/v1\\.0/' }, kind: 'status', status: 503 } },
  { label: 'Graph is slow (2 s a call)', fault: { match: { pathPattern: '^/v1\\.0/' }, kind: 'slow', delayMs: 2_000 } },
  {
    label: 'Graph throttles',
    fault: { match: { pathPattern: '^/v1\\.0/' }, kind: 'status', status: 429, retryAfter: 5 },
  },
  { label: 'Bot Connector is down', fault: { match: { pathPattern: '^/connector/' }, kind: 'drop' } },
];
const FAULT_KEY = ['faults'];

const isSame = (a: Fault, b: Fault): boolean =>
  a.match.pathPattern === b.match.pathPattern && a.kind === b.kind && a.status === b.status;

/** Breaks things on purpose, to see that the product says so and recovers. */
export function FaultPanel() {
  const queries = useQueryClient();
  const faults = useQuery({
    queryKey: FAULT_KEY,
    queryFn: async () => (await get<{ faults: Fault[] }>('/_control/faults')).faults,
  });
  const change = useMutation({
    mutationFn: async (wanted: readonly Fault[]) => {
      await call('DELETE', '/_control/faults');
      if (wanted.length > 0) await post('/_control/faults', wanted);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: FAULT_KEY }),
  });
  const active = FAULTS.filter(({ fault }) => faults.data?.some((known) => isSame(known, fault)));
  return (
    <section className="panel">
      <h2>Faults</h2>
      {FAULTS.map((entry) => (
        <Switch
          key={entry.label}
          label={entry.label}
          checked={active.includes(entry)}
          disabled={change.isPending || faults.isPending}
          onChange={(_event, { checked }) => {
            const others = active.filter((other) => other !== entry);
            change.mutate([...others, ...(checked ? [entry] : [])].map(({ fault }) => fault));
          }}
        />
      ))}
      {(faults.error ?? change.error) && <ErrorNotice error={faults.error ?? change.error} />}
      <Bounces />
    </section>
  );
}

function Bounces() {
  const queries = useQueryClient();
  const mailboxes = useMailboxes();
  const [address, setAddress] = useState('');
  const bouncing = mailboxes.data?.bounce ?? [];
  const save = useMutation({
    mutationFn: (bounce: readonly string[]) => post('/_control/mail', { bounce }),
    onSuccess: () => {
      setAddress('');
      return queries.invalidateQueries({ queryKey: keys.mailboxes });
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== '') save.mutate([...bouncing, address.trim().toLowerCase()]);
      }}
    >
      <div className="inline-form">
        <Field label="Mail to this address bounces">
          <Input type="email" value={address} onChange={(_event, { value }) => setAddress(value)} />
        </Field>
        <Button type="submit" disabled={address.trim() === ''}>
          Add
        </Button>
      </div>
      {bouncing.map((known) => (
        <Text key={known} className="bounce">
          {known}{' '}
          <Button
            size="small"
            appearance="subtle"
            onClick={() => save.mutate(bouncing.filter((other) => other !== known))}
          >
            Deliver again
          </Button>
        </Text>
      ))}
    </form>
  );
}
