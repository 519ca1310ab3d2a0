import { Button, MessageBar, MessageBarActions, MessageBarBody, Spinner, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** While something is read for the first time. */
export const Loading = ({ label }: { readonly label: string }) => (
  <div className="page-state">
    <Spinner label={label} />
  </div>
);

/** What went wrong, and a way to try again. */
export function ErrorNotice({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const message = error instanceof Error ? error.message : 'The local tenant did not answer.';
  return (
    <MessageBar intent="error" layout="multiline" className="notice">
      <MessageBarBody>{message}</MessageBarBody>
      {again && (
        <MessageBarActions>
          <Button onClick={again}>Try again</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

interface EmptyProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Nothing here yet: one sentence, and the act that fills it. */
export const Empty = ({ icon, title, children }: EmptyProps) => (
  <div className="page-state">
    <span className="empty-icon" aria-hidden>
      {icon}
    </span>
    <Text size={400} weight="semibold" align="center">
      {title}
    </Text>
    {children}
  </div>
);
