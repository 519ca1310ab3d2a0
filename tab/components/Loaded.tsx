import { makeStyles } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../api/ApiError';
import { ErrorBar } from './ErrorBar';

const useStyles = makeStyles({ bar: { marginBottom: '16px' } });

interface Props<T> {
  readonly query: UseQueryResult<T, Error>;
  /** In the layout of the true page. */
  readonly skeleton: ReactNode;
  /** What to show when there is no such thing (404), instead of an error. */
  readonly missing?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** The four states of a page: loading, failed, content, and content that could not be renewed just now. */
export function Loaded<T>({ query, skeleton, missing, children }: Props<T>) {
  const styles = useStyles();
  const { data, error } = query;
  if (error instanceof ApiError && error.status === 404 && missing) return <>{missing}</>;
  const bar = error && (
    <div className={styles.bar}>
      <ErrorBar
        error={error}
        isWarning={data !== undefined}
        title={data === undefined ? 'This page could not be loaded.' : 'What you see may be out of date.'}
        onRetry={() => void query.refetch()}
      />
    </div>
  );
  if (data === undefined) return error ? bar : skeleton;
  return (
    <>
      {bar}
      {children(data)}
    </>
  );
}
