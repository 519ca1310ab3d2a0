import { Checkbox, Field, Input } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type ContactInput, type ContactView, contactInput } from '../../../src/contracts/partners';
import { newRequestId } from '../../api/requestId';
import { service } from '../../api/service';
import { FormDrawer } from '../../components/FormDrawer';
import { useAct } from '../../hooks/useAct';
import { useForm } from '../../hooks/useForm';
import { useNotice } from '../../hooks/useNotice';

interface Values {
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
  readonly hasLeft: boolean;
}

const EMPTY: Values = { name: '', email: '', jobTitle: '', hasLeft: false };
const checkedContact: z.ZodType<ContactInput> = z
  .custom<Values>()
  .transform(
    ({ name, email, jobTitle, hasLeft }): z.input<typeof contactInput> => ({
      name,
      email: email.trim() || undefined,
      jobTitle: jobTitle.trim() || undefined,
      status: hasLeft ? 'left' : 'active',
    }),
  )
  .pipe(contactInput);

interface Props {
  readonly partnerKey: string;
  /** The contact to change, `new`, or nothing: closed. */
  readonly edited: ContactView | 'new' | undefined;
  readonly onClose: () => void;
}

/** Adds or changes a contact. */
export function ContactForm({ partnerKey, edited, onClose }: Props) {
  const [requestId, setRequestId] = useState('');
  const form = useForm(checkedContact, EMPTY);
  const queries = useQueryClient();
  const notice = useNotice();
  const save = useAct({
    mutationFn: async (input: ContactInput) => {
      if (edited === 'new') await service.addContact(partnerKey, { ...input, requestId });
      else if (edited) await service.changeContact(edited.key, { ...input, version: edited.version });
    },
    onError: form.refuse,
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries();
      notice(edited === 'new' ? `${name} was added.` : 'The changes were saved.');
      onClose();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: fills in once for each contact that is opened
  useEffect(() => {
    if (!edited) return;
    setRequestId(newRequestId());
    save.reset();
    form.reset(
      edited === 'new'
        ? EMPTY
        : {
            name: edited.name,
            email: edited.email ?? '',
            jobTitle: edited.jobTitle ?? '',
            hasLeft: edited.status === 'left',
          },
    );
  }, [edited]);
  const { values, errors, set } = form;
  return (
    <FormDrawer
      title={edited === 'new' ? 'Add contact' : 'Edit contact'}
      submit={edited === 'new' ? 'Add contact' : 'Save'}
      isOpen={edited !== undefined}
      isDirty={form.isDirty && edited !== undefined}
      isBusy={save.isPending}
      error={save.error}
      formRef={form.ref}
      onClose={onClose}
      onSubmit={() => {
        const checked = form.check();
        if (checked) save.mutate(checked);
      }}
    >
      <Field label="Name" required validationMessage={errors.name}>
        <Input value={values.name} onChange={(_, { value }) => set('name', value)} autoComplete="off" />
      </Field>
      <Field
        label="Mail address"
        hint="Without one, only Teams can reach this person."
        validationMessage={errors.email}
      >
        <Input type="email" value={values.email} onChange={(_, { value }) => set('email', value)} autoComplete="off" />
      </Field>
      <Field label="Job title" validationMessage={errors.jobTitle}>
        <Input value={values.jobTitle} onChange={(_, { value }) => set('jobTitle', value)} />
      </Field>
      {edited !== 'new' && (
        <Checkbox
          label="Has left: no longer asked"
          checked={values.hasLeft}
          onChange={(_, { checked }) => set('hasLeft', checked === true)}
        />
      )}
    </FormDrawer>
  );
}
