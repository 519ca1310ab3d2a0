import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { newRequestId } from '../../api/requestId';
import { service } from '../../api/service';
import { FormDrawer } from '../../components/FormDrawer';
import { useAct } from '../../hooks/useAct';
import { useForm } from '../../hooks/useForm';
import { useNotice } from '../../hooks/useNotice';
import { PartnerFields } from './PartnerFields';
import { checkedPartner, EMPTY_PARTNER } from './partnerForm';

/** The form for a new partner. A second click creates nothing new, because the form has one request id. */
export function AddPartner({ isAsked, onShown }: { readonly isAsked: boolean; readonly onShown: () => void }) {
  const [requestId, setRequestId] = useState<string>();
  const form = useForm(checkedPartner, EMPTY_PARTNER);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const notice = useNotice();
  const add = useAct({
    mutationFn: service.addPartner,
    onError: form.refuse,
    onSuccess: async ({ key }, { name }) => {
      setRequestId(undefined);
      notice(`${name} was added.`);
      void queries.invalidateQueries();
      await navigate(`/partners/${key}`);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens once for each time it is asked for
  useEffect(() => {
    if (!isAsked) return;
    form.reset(EMPTY_PARTNER);
    add.reset();
    setRequestId(newRequestId());
    onShown();
  }, [isAsked]);
  const submit = () => {
    const checked = form.check();
    if (checked && requestId) add.mutate({ ...checked, requestId });
  };
  return (
    <FormDrawer
      title="Add partner"
      submit="Add partner"
      isOpen={requestId !== undefined}
      isDirty={form.isDirty && requestId !== undefined}
      isBusy={add.isPending}
      error={add.error}
      formRef={form.ref}
      onSubmit={submit}
      onClose={() => setRequestId(undefined)}
    >
      <PartnerFields values={form.values} errors={form.errors} set={form.set} />
    </FormDrawer>
  );
}
