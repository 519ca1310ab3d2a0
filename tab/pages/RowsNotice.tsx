import { lazy, Suspense } from 'react';
import { useMe } from '../hooks/useMe';

// Hardly ever needed, so it does not weigh on the first load.
const RowsToMend = lazy(async () => ({ default: (await import('./RowsToMend')).RowsToMend }));

/** For managers, over every page: rows in SharePoint that were changed into something that nobody can read. */
export function RowsNotice() {
  const toMend = useMe(true)?.rowsToMend;
  if (!toMend || toMend.count === 0) return null;
  return (
    <Suspense>
      <RowsToMend toMend={toMend} />
    </Suspense>
  );
}
