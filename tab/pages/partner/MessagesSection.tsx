import type { DeliveryView } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { DeliveryTable } from './DeliveryTable';

/** Every message about the questionnaire, with what became of it. */
export function MessagesSection({ deliveries }: { readonly deliveries: readonly DeliveryView[] }) {
  return (
    <Section title="Messages" anchor="messages" isFlush={deliveries.length > 0}>
      {deliveries.length === 0 ? (
        <EmptyState>No message has been sent yet. A partner without a contact cannot be asked: add one.</EmptyState>
      ) : (
        <DeliveryTable deliveries={deliveries} isFlush />
      )}
    </Section>
  );
}
