import {
  FluentProvider,
  makeStyles,
  type Theme,
  teamsHighContrastTheme,
  tokens,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError } from './api/ApiError';
import { NoticeProvider } from './hooks/useNotice';
import { StartPage } from './pages/StartPage';
import type { TeamsTheme } from './teams/startInTeams';

const THEME: Readonly<Record<TeamsTheme, Theme>> = {
  default: webLightTheme,
  dark: webDarkTheme,
  contrast: teamsHighContrastTheme,
};

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 1_000,
      // A refusal stays a refusal; silence is asked about once more.
      retry: (failures, error) =>
        failures < 1 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      retryDelay: 500,
    },
    mutations: { networkMode: 'always' },
  },
});

const useStyles = makeStyles({
  root: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
});

/** Before Teams has said its theme, the system's. */
const systemTheme = (): TeamsTheme => (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default');

export function App() {
  const styles = useStyles();
  const [theme, setTheme] = useState<TeamsTheme>(systemTheme);
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'default' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return (
    <FluentProvider theme={THEME[theme]}>
      <QueryClientProvider client={queries}>
        <NoticeProvider>
          {/* Not on the provider itself: what it wears is also worn by drawers and menus, which would hide the page. */}
          <div className={styles.root}>
            <StartPage onTheme={setTheme} />
          </div>
        </NoticeProvider>
      </QueryClientProvider>
    </FluentProvider>
  );
}
