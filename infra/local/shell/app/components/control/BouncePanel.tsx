import { Button, Field, Input, Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api';
import { keys, useMailboxes } from '../../hooks/tenantData';
import { ErrorNotice } from '../PageState';

/** The addresses whose mail comes back with a non-delivery report. */
export function BouncePanel() {
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
    <section className="panel">
      <h2>Mail that bounces</h2>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.trim() !== '') save.mutate([...bouncing, address.trim().toLowerCase()]);
        }}
      >
        <Field label="Mail to this address bounces">
          <Input type="email" value={address} onChange={(_event, { value }) => setAddress(value)} />
        </Field>
        <Button type="submit" disabled={address.trim() === ''}>
          Add
        </Button>
      </form>
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
      {save.error && <ErrorNotice error={save.error} />}
    </section>
  );
}
