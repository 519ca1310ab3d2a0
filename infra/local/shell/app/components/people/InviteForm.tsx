import { Button, Field, Input, Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Person, post } from '../../api';
import { keys } from '../../hooks/tenantData';

/** Invites somebody by name and address; they are a guest once they accept. */
export function InviteForm() {
  const queries = useQueryClient();
  const [displayName, setName] = useState('');
  const [mail, setMail] = useState('');
  const invite = useMutation({
    mutationFn: () => post<Person>('/_shell/people', { displayName, mail }),
    onSuccess: () => {
      setName('');
      setMail('');
      return queries.invalidateQueries({ queryKey: keys.people });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <form className="invite" onSubmit={submit}>
      <Field label="Guest's name">
        <Input value={displayName} onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field label="Mail address">
        <Input type="email" value={mail} onChange={(_event, { value }) => setMail(value)} />
      </Field>
      <Button type="submit" appearance="primary" disabled={invite.isPending}>
        Invite a guest
      </Button>
      {invite.error && (
        <Text role="alert" className="form-error">
          {invite.error.message}
        </Text>
      )}
    </form>
  );
}
