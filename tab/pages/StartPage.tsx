import { Button } from '@fluentui/react-components';
import { PeopleTeam48Regular, PlugDisconnected48Regular, ShieldLock48Regular } from '@fluentui/react-icons';
import { app } from '@microsoft/teams-js';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { RouterProvider } from 'react-router';
import { ApiError, sentenceOf } from '../api/ApiError';
import { service } from '../api/service';
import { EmptyState } from '../components/EmptyState';
import { createRoutes } from '../routes';
import { bearerToken } from '../teams/bearerToken';
import { CannotStart, startInTeams, type TeamsTheme } from '../teams/startInTeams';
import { writeAs } from '../words/language';
import { OverviewBones } from './overview/OverviewBones';
import { PageFrame } from './PageFrame';

type State =
  | { readonly is: 'starting' }
  | { readonly is: 'ready'; readonly router: ReturnType<typeof createRoutes> }
  | { readonly is: 'failed'; readonly error: unknown };

/** Signs in through Teams, then shows the pages; or says what to do when that cannot be. */
export function StartPage({ onTheme }: { readonly onTheme: (theme: TeamsTheme) => void }) {
  const [state, setState] = useState<State>({ is: 'starting' });
  const queries = useQueryClient();
  const hasBegun = useRef(false);

  const start = useCallback(async () => {
    setState({ is: 'starting' });
    try {
      const teams = await startInTeams(onTheme);
      onTheme(teams.theme);
      writeAs(teams.locale);
      if (teams.deepLink && !hasBegun.current) window.location.replace(`#${teams.deepLink}`);
      hasBegun.current = true;
      app.notifyAppLoaded();
      await bearerToken();
      await queries.fetchQuery({ queryKey: ['me'], queryFn: service.me, staleTime: 0 });
      setState({ is: 'ready', router: createRoutes() });
      app.notifySuccess();
    } catch (error) {
      if (!(error instanceof CannotStart) || error.kind === 'signInRefused') tellTeams();
      setState({ is: 'failed', error });
    }
  }, [onTheme, queries]);

  useEffect(() => void start(), [start]);

  if (state.is === 'ready') return <RouterProvider router={state.router} />;
  if (state.is === 'failed') return <main>{failurePage(state.error, () => void start())}</main>;
  return (
    <PageFrame>
      <OverviewBones />
    </PageFrame>
  );
}

/** Teams shows its own error page over ours when it is told of a failure, so it is told of success: our page says more. */
function tellTeams(): void {
  try {
    app.notifySuccess();
  } catch {
    // Teams was never reached; there is nobody to tell.
  }
}

function failurePage(error: unknown, retry: () => void): ReactNode {
  const again = (
    <Button appearance="primary" onClick={retry}>
      Try again
    </Button>
  );
  if (error instanceof CannotStart && error.kind === 'outsideTeams') {
    return (
      <EmptyState
        isPage
        icon={<PeopleTeam48Regular />}
        title="Open Trustlane in Microsoft Teams"
        acts={<Button onClick={retry}>Try again</Button>}
      >
        This page works inside Teams, because Teams signs you in. In Teams, choose Apps, then Trustlane. If you were
        sent a questionnaire, use the link in your mail instead: it needs no account.
      </EmptyState>
    );
  }
  if (error instanceof CannotStart && error.kind === 'signInRefused') {
    return (
      <EmptyState isPage icon={<ShieldLock48Regular />} title="Teams did not sign you in" acts={again}>
        Your organisation has not allowed Trustlane to know who you are, or your sign-in has run out. Sign out of Teams
        and in again; if that does not help, ask the person who runs Microsoft 365 for you to approve Trustlane.
      </EmptyState>
    );
  }
  if (error instanceof ApiError && error.status === 403) {
    return (
      <EmptyState isPage icon={<ShieldLock48Regular />} title="You have no access to Trustlane yet" acts={again}>
        {error.message} Ask your compliance manager for access; answers you were asked for are given in the chat with
        Trustlane or by the link in your mail.
      </EmptyState>
    );
  }
  if (error instanceof ApiError && error.status === 401) {
    return (
      <EmptyState isPage icon={<ShieldLock48Regular />} title="Your sign-in was not accepted" acts={again}>
        {error.message}
      </EmptyState>
    );
  }
  return (
    <EmptyState isPage icon={<PlugDisconnected48Regular />} title="Trustlane does not answer" acts={again}>
      {error instanceof ApiError
        ? sentenceOf(error)
        : 'The service cannot be reached right now. Nothing is lost; please try again in a minute.'}
    </EmptyState>
  );
}
