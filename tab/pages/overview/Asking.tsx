import type { Overview } from '../../../src/contracts/overview';
import { PageLink } from '../../components/PageLink';
import { counted } from '../../words/numbers';

/** " 2 partners wait for an answer." as a link to what they ask; nothing while nobody asks. */
export function Asking({ asking }: { readonly asking: Overview['asking'] }) {
  if (!asking || asking.partners === 0) return null;
  return (
    <>
      {' '}
      <PageLink to="/requests" isInText>
        {counted(asking.partners, 'partner waits', 'partners wait')} for an answer.
      </PageLink>
    </>
  );
}
