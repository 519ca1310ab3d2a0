import { Text } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { post } from '../../api';
import { ConfirmButton } from '../ConfirmButton';

/** Begins anew: with nothing, or with the sample customer played once more. */
export function FreshStart() {
  const queries = useQueryClient();
  const start = async (how: 'startEmpty' | 'startSample'): Promise<void> => {
    await post(`/_shell/${how}`);
    await queries.invalidateQueries();
  };
  return (
    <section className="panel">
      <h2>Start again</h2>
      <Text>Everything goes: partners, campaigns, answers, mail, chats, faults and the moved clock.</Text>
      <div className="button-row">
        <ConfirmButton
          label="Start empty"
          question="Start empty?"
          explanation="Everything on this machine's local tenant is removed, and the lists begin empty. This cannot be undone."
          keep="Keep everything"
          onConfirm={() => start('startEmpty')}
        />
        <ConfirmButton
          label="Start with the sample"
          question="Start with the sample customer?"
          explanation="Everything on this machine's local tenant is removed, and the sample customer's three weeks are played again, which takes about a minute. This cannot be undone."
          keep="Keep everything"
          onConfirm={() => start('startSample')}
        />
      </div>
    </section>
  );
}
