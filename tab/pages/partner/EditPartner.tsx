import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type PartnerDetail, partnerInput } from '../../../src/contracts/partners';
import { service } from '../../api/service';
import { FormDrawer } from '../../components/FormDrawer';
import { useAct } from '../../hooks/useAct';
import { useForm } from '../../hooks/useForm';
import { useNotice } from '../../hooks/useNotice';
import { PartnerFields } from '../partners/PartnerFields';
import { checkedPartner, formOf } from '../partners/partnerForm';

interface Props {
  readonly detail: PartnerDetail;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Changes a partner's facts. Somebody else's change meanwhile is refused by the service, not overwritten. */
export function EditPartner({ detail, isOpen, onClose }: Props) {
  const form = useForm(checkedPartner, formOf(partnerInput.parse(detail.partner)));
  const queries = useQueryClient();
  const notice = useNotice();
  const save = useAct({
    mutationFn: (input: Parameters<typeof service.changePartner>[1]) => service.changePartner(detail.key, input),
    onError: form.refuse,
    onSuccess: async () => {
      await queries.invalidateQueries();
      notice('The changes were saved.');
      onClose();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed must not be replaced while the page renews itself
  useEffect(() => {
    if (!isOpen) return;
    form.reset(formOf(partnerInput.parse(detail.partner)));
    save.reset();
  }, [isOpen]);
  return (
    <FormDrawer
      title={`Edit ${detail.partner.name}`}
      submit="Save"
      isOpen={isOpen}
      isDirty={form.isDirty}
      isBusy={save.isPending}
      error={save.error}
      formRef={form.ref}
      onClose={onClose}
      onSubmit={() => {
        const checked = form.check();
        if (checked) save.mutate({ ...checked, version: detail.version });
      }}
    >
      <PartnerFields values={form.values} errors={form.errors} set={form.set} />
    </FormDrawer>
  );
}
