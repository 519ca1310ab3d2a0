import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner } from '@fluentui/react-components';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useParams } from 'react-router';
import type { Viewer } from '../App';
import { post, type ShellState } from '../api';
import { useLeaveFrame } from '../hooks/leaveFrame';
import { useOpenLink } from '../hooks/openLink';
import { hostTab, type TeamsHost } from '../hooks/teamsHost';
import type { ThemeName } from '../hooks/useTheme';

/** Teams waits this long for a tab to say that it has loaded. */
const PATIENCE_MS = 30_000;
/** The service reads the tenant's clock ten times a second; by then it has followed. */
const CLOCK_SETTLES_MS = 700;
/** A token outlives smaller steps of the clock. */
const SMALL_STEP_MS = 60_000;

interface Props {
  readonly viewer: Viewer;
  readonly state: ShellState;
  readonly theme: ThemeName;
}

/** The product's tab in a frame, with the shell as its Teams. */
export function AppPage({ viewer, state, theme }: Props) {
  const { subPage } = useParams();
  // Another person or another deep link is another visit: the frame starts over.
  return (
    <TabFrame key={`${viewer.key}|${subPage ?? ''}`} viewer={viewer} state={state} theme={theme} subPage={subPage} />
  );
}

function TabFrame({ viewer, state, theme, subPage }: Props & { readonly subPage: string | undefined }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const host = useRef<TeamsHost>(null);
  const [progress, setProgress] = useState<'loading' | 'ready' | 'late' | 'failed'>('loading');
  const openLink = useOpenLink(viewer.key);
  const current = useRef({ viewer, state, theme, openLink });
  current.current = { viewer, state, theme, openLink };
  const address = `${state.productUrl}/tab/`;
  const { pathname } = useLocation();
  useLeaveFrame(frame, pathname);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const late = setTimeout(() => setProgress((now) => (now === 'loading' ? 'late' : now)), PATIENCE_MS);
    host.current = hostTab(element, {
      tabOrigin: new URL(address).origin,
      context: () => contextOf(current.current, subPage),
      authToken: async () =>
        (await post<{ token: string }>('/_control/token', { person: current.current.viewer.key })).token,
      openLink: (url) => current.current.openLink(url),
      onState: (tabState) => setProgress(tabState === 'failure' ? 'failed' : 'ready'),
    });
    element.src = address;
    return () => {
      clearTimeout(late);
      host.current?.dispose();
    };
  }, [address, subPage]);
  useEffect(() => host.current?.changeTheme(theme), [theme]);

  const reload = useCallback(() => {
    setProgress('loading');
    if (frame.current) frame.current.src = address;
  }, [address]);
  // The token that the tab holds is of the time before: it begins anew with one of the new time.
  const offset = useRef(state.offsetMs);
  useEffect(() => {
    if (Math.abs(state.offsetMs - offset.current) < SMALL_STEP_MS) return;
    const timer = setTimeout(() => {
      offset.current = state.offsetMs;
      reload();
    }, CLOCK_SETTLES_MS);
    return () => clearTimeout(timer);
  }, [state.offsetMs, reload]);
  return (
    <section className="app-page" aria-label={state.appName}>
      {(progress === 'late' || progress === 'failed') && (
        <MessageBar intent="warning" className="notice">
          <MessageBarBody>
            {progress === 'late'
              ? 'The app has not said that it is ready. Is the product running?'
              : 'The app says that it could not start.'}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={reload}>Reload</Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {progress === 'loading' && <Spinner className="app-spinner" size="small" label={`Opening ${state.appName}`} />}
      <iframe ref={frame} className="app-frame" title={state.appName} allow="clipboard-write" />
    </section>
  );
}

/** teams-js's flat context. It is a hint for the page: who is asking is decided by the token alone. */
function contextOf(
  { viewer, state, theme }: { viewer: Viewer; state: ShellState; theme: ThemeName },
  subPage: string | undefined,
): Record<string, unknown> {
  return {
    theme,
    locale: 'en-us',
    hostName: 'Teams',
    hostClientType: 'web',
    frameContext: 'content',
    entityId: 'home',
    ...(subPage && { subEntityId: subPage, subPageId: subPage }),
    tid: state.tenantId,
    userObjectId: viewer.person?.id,
    userPrincipalName: viewer.person?.userPrincipalName,
    loginHint: viewer.person?.userPrincipalName,
    sessionId: crypto.randomUUID(),
    ringId: 'general',
    isMultiWindow: false,
  };
}
