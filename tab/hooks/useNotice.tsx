import { Button, MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { NARROW } from '../components/hatch';

const NoticeContext = createContext<(text: string) => void>(() => undefined);
const SHOWN_FOR = 6_000;

const useStyles = makeStyles({
  place: {
    // At the left, because drawers with their buttons are at the right; on a phone they fill the width, so at the top.
    position: 'fixed',
    bottom: '16px',
    left: '16px',
    zIndex: 1_000_001,
    width: 'max-content',
    maxWidth: 'calc(100vw - 32px)',
    [NARROW]: { bottom: 'auto', top: '8px' },
  },
});

/** A short confirmation after the service has said yes. */
export const useNotice = (): ((text: string) => void) => useContext(NoticeContext);

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const [notice, setNotice] = useState<{ readonly text: string }>();
  const say = useCallback((text: string) => setNotice({ text }), []);
  useEffect(() => {
    if (!notice) return;
    const timer = window.setTimeout(() => setNotice(undefined), SHOWN_FOR);
    return () => window.clearTimeout(timer);
  }, [notice]);
  return (
    <NoticeContext value={say}>
      {children}
      <output className={styles.place} aria-live="polite">
        {notice && (
          <MessageBar intent="success">
            <MessageBarBody>{notice.text}</MessageBarBody>
            <MessageBarActions
              containerAction={
                <Button
                  appearance="transparent"
                  size="small"
                  aria-label="Dismiss"
                  icon={<Dismiss20Regular />}
                  onClick={() => setNotice(undefined)}
                />
              }
            />
          </MessageBar>
        )}
      </output>
    </NoticeContext>
  );
}
