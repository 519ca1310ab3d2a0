import type { ThemeName } from './useTheme';

/** What the host page tells a tab and does for it. */
export interface TeamsHostOptions {
  /** Where the tab is served; messages from anywhere else are ignored. */
  readonly tabOrigin: string;
  /** teams-js's flat context: `userObjectId`, `tid`, `theme`, `subEntityId` and so on. Read again at each question. */
  readonly context: () => Readonly<Record<string, unknown>>;
  /** A token for the product's API as the signed-in person. Rejects with the reason that the tab is told. */
  readonly authToken: () => Promise<string>;
  readonly openLink: (url: string) => void;
  /** The tab has said that it is ready, or why it is not. */
  readonly onState?: (state: 'loaded' | 'success' | 'failure', reason?: string) => void;
}

export interface TeamsHost {
  /** Tells the tab about another theme. A tab that has not begun yet learns it from the context. */
  changeTheme(theme: ThemeName): void;
  dispose(): void;
}

/** teams-js checks what the host can do against this before it calls. */
const RUNTIME = {
  apiVersion: 4,
  isLegacyTeams: false,
  hostVersionsInfo: {},
  supports: { app: { lifecycle: {} }, pages: { appButton: {}, tabs: {} }, dialog: {} },
};
const SDK_VERSION = '2.0.1';

interface TabMessage {
  readonly id?: number;
  readonly uuidAsString?: string;
  readonly func?: string;
  readonly args?: readonly unknown[];
}

/** Speaks the teams-js protocol with the tab in a frame: the same messages that Teams on the web exchanges. */
export function hostTab(frame: HTMLIFrameElement, options: TeamsHostOptions): TeamsHost {
  const send = (message: unknown): void => frame.contentWindow?.postMessage(message, options.tabOrigin);

  const answers: Readonly<
    Record<string, (args: readonly unknown[]) => Promise<readonly unknown[]> | readonly unknown[]>
  > = {
    initialize: () => ['content', 'web', JSON.stringify(RUNTIME), SDK_VERSION],
    getContext: () => [options.context()],
    'authentication.getAuthToken': async () => {
      try {
        return [true, await options.authToken()];
      } catch (error) {
        return [false, error instanceof Error ? error.message : 'FailedToGetToken'];
      }
    },
    executeDeepLink: ([url]) => {
      options.openLink(String(url));
      return [true, ''];
    },
    'pages.navigateToApp': () => [true, ''],
  };
  const notices: Readonly<Record<string, (args: readonly unknown[]) => void>> = {
    'appInitialization.appLoaded': () => options.onState?.('loaded'),
    'appInitialization.success': () => options.onState?.('success'),
    'appInitialization.failure': ([reason]) => options.onState?.('failure', String(reason)),
    'appInitialization.expectedFailure': ([reason]) => options.onState?.('failure', String(reason)),
  };

  // Before the tab has spoken, the frame may still hold the blank page of another origin.
  let hasSpoken = false;
  const receive = async ({ source, origin, data }: MessageEvent<TabMessage>): Promise<void> => {
    if (source !== frame.contentWindow || origin !== options.tabOrigin || !data?.func) return;
    hasSpoken = true;
    const args = data.args ?? [];
    notices[data.func]?.(args);
    const answer = await answers[data.func]?.(args);
    // teams-js matches an answer by both ids; without the number it takes it for an event.
    if (answer) send({ id: data.id, uuidAsString: data.uuidAsString, args: answer });
  };
  const listener = (event: MessageEvent<TabMessage>): void => void receive(event);
  addEventListener('message', listener);

  return {
    changeTheme(theme) {
      if (hasSpoken) send({ func: 'themeChange', args: [theme] });
    },
    dispose: () => removeEventListener('message', listener),
  };
}
