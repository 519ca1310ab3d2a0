import { FluentProvider } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Navigate, Route, Routes, useNavigate, useParams } from 'react-router';
import type { Person, ShellState } from './api';
import { AnnouncementBar } from './components/AnnouncementBar';
import { ErrorNotice, Loading } from './components/PageState';
import { Rail, roomsFor } from './components/Rail';
import { ShortcutHelp } from './components/ShortcutHelp';
import { TopBar } from './components/TopBar';
import { useShortcuts } from './hooks/shortcuts';
import { useLiveUpdates, usePeople, useShellState } from './hooks/tenantData';
import { type ThemeName, themes, useTheme } from './hooks/useTheme';
import { AppPage } from './pages/AppPage';
import { ChatPage } from './pages/ChatPage';
import { ControlPage } from './pages/ControlPage';
import { MailPage } from './pages/MailPage';
import { PeoplePage } from './pages/PeoplePage';
import { SharePointPage } from './pages/SharePointPage';
import { TrafficPage } from './pages/TrafficPage';
import { shellPath } from './shellPath';

/** Who uses the shell now: somebody of the directory, or a mail address outside it. */
export interface Viewer {
  readonly name: string;
  /** The short name or the address, as it stands in the page's address. */
  readonly key: string;
  readonly mail: string;
  /** Absent for an outside contact. */
  readonly person?: Person;
}

/** The shell: a theme, the people, and the page that the address names. */
export function App() {
  const [theme, chooseTheme] = useTheme();
  const people = usePeople();
  const state = useShellState();
  useLiveUpdates();
  const origin = state.data?.origin;
  useEffect(() => {
    // The tab accepts one origin as its frame, and 127.0.0.1 is another origin than localhost.
    if (origin && origin !== location.origin) location.replace(`${origin}/${location.hash}`);
  }, [origin]);

  return (
    <FluentProvider theme={themes[theme]}>
      {people.data && state.data ? (
        <Routes>
          <Route path="/mail/:address" element={<OutsideMail />} />
          <Route
            path="/:viewer/*"
            element={<Frame people={people.data} state={state.data} theme={theme} onTheme={chooseTheme} />}
          />
          <Route path="*" element={<Navigate to={`/${people.data[0]?.shortName ?? 'maya'}/app`} replace />} />
        </Routes>
      ) : people.error || state.error ? (
        <ErrorNotice
          error={people.error ?? state.error}
          again={() => void Promise.all([people.refetch(), state.refetch()])}
        />
      ) : (
        <Loading label="Opening the local tenant" />
      )}
    </FluentProvider>
  );
}

/** `#/mail/ana@supplier.example` is short for that address's own mail. */
function OutsideMail() {
  const { address = '' } = useParams();
  return <Navigate to={`/${encodeURIComponent(address)}/mail`} replace />;
}

interface FrameProps {
  readonly people: readonly Person[];
  readonly state: ShellState;
  readonly theme: ThemeName;
  readonly onTheme: (theme: ThemeName) => void;
}

function Frame({ people, state, theme, onTheme }: FrameProps) {
  const { viewer: key = '' } = useParams();
  const navigate = useNavigate();
  const [isSwitching, setSwitching] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const viewer = viewerOf(people, key);
  const home = viewer.person && !viewer.person.isMailboxOnly ? 'chat' : 'mail';
  useShortcuts({
    onSwitchPerson: () => setSwitching(true),
    onHelp: () => setHelping(true),
    onRoom(index) {
      const room = roomsFor(viewer)[index];
      if (room) void navigate(shellPath(viewer.key, room));
    },
  });
  return (
    <div className="frame">
      <TopBar
        people={people}
        state={state}
        viewer={viewer}
        theme={theme}
        onTheme={onTheme}
        isSwitching={isSwitching}
        onSwitching={setSwitching}
        onHelp={() => setHelping(true)}
      />
      <AnnouncementBar announcement={state.announcement} />
      <Rail viewer={viewer} appName={state.appName} />
      <main className="room">
        <Routes>
          <Route path="chat" element={<ChatPage viewer={viewer} people={people} appName={state.appName} />} />
          <Route
            path="app/:subPage?"
            element={<AppPage key={viewer.key} viewer={viewer} state={state} theme={theme} />}
          />
          <Route path="mail/:mailId?" element={<MailPage key={viewer.key} viewer={viewer} />} />
          <Route path="sharepoint/:site?/:list?" element={<SharePointPage viewer={viewer} people={people} />} />
          <Route path="people" element={<PeoplePage viewer={viewer} />} />
          <Route path="traffic" element={<TrafficPage />} />
          <Route path="control" element={<ControlPage state={state} />} />
          <Route path="*" element={<Navigate to={home} replace />} />
        </Routes>
      </main>
      <ShortcutHelp isOpen={isHelping} onClose={() => setHelping(false)} />
    </div>
  );
}

/** Who is meant by a short name, an address or an id; an unknown name is an outside address. */
export function viewerOf(people: readonly Person[], key: string): Viewer {
  const wanted = key.toLowerCase();
  const person = people.find(({ shortName, mail, id }) => [shortName, mail.toLowerCase(), id].includes(wanted));
  if (person) return { name: person.displayName, key: person.shortName, mail: person.mail, person };
  return { name: key, key, mail: key };
}
