import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { EmptyState } from '../components/EmptyState';

/** A page that broke. The navigation above stays usable. */
export function RouteError() {
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <EmptyState
      isPage
      title="This page could not be shown"
      acts={
        <Button appearance="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    >
      Something went wrong here; nothing you saved is lost. Reload the page, or use another one in the meantime.
    </EmptyState>
  );
}
