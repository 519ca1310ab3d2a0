import { EmptyState } from '../components/EmptyState';
import { LinkButton } from '../components/LinkButton';

/** An address that leads nowhere, or to something that is gone or not for this person. */
export function MissingPage({ what = 'page' }: { readonly what?: string }) {
  return (
    <EmptyState
      isPage
      title={`This ${what} is not here`}
      acts={<LinkButton to="/overview">Go to the overview</LinkButton>}
    >
      The link may be incomplete, the {what} may have been removed, or it belongs to somebody else's partners.
    </EmptyState>
  );
}
