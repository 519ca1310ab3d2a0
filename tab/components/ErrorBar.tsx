import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { sentenceOf } from '../api/ApiError';

interface Props {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly isWarning?: boolean;
}

/** What went wrong, in a sentence, where it went wrong. */
export function ErrorBar({ error, title, onRetry, isWarning }: Props) {
  return (
    <MessageBar intent={isWarning ? 'warning' : 'error'} role={isWarning ? 'status' : 'alert'}>
      <MessageBarBody>
        {title && <MessageBarTitle>{title}</MessageBarTitle>} {sentenceOf(error)}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
