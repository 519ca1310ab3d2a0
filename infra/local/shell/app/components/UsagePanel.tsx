import { Button, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, get } from '../api';
import { ErrorNotice } from './PageState';

interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
  readonly byRoute: Readonly<Record<string, number | { readonly requests?: number; readonly resourceUnits?: number }>>;
}

const KEY = ['usage'];
const SHOWN = 8;

/** What the product has asked of Graph since the last reset: requests and SharePoint resource units. */
export function UsagePanel() {
  const queries = useQueryClient();
  const usage = useQuery({ queryKey: KEY, queryFn: () => get<Usage>('/_control/usage'), refetchInterval: 5_000 });
  const reset = useMutation({
    mutationFn: () => call('DELETE', '/_control/usage'),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  const routes = Object.entries(usage.data?.byRoute ?? {})
    .map(([route, count]) => ({ route, requests: typeof count === 'number' ? count : (count.requests ?? 0) }))
    .sort((a, b) => b.requests - a.requests);
  return (
    <section className="panel">
      <h2>Graph usage</h2>
      {usage.error && <ErrorNotice error={usage.error} />}
      {usage.data && (
        <>
          <Text>
            <strong>{usage.data.requests.toLocaleString('en')}</strong> requests,{' '}
            <strong>{usage.data.resourceUnits.toLocaleString('en')}</strong> resource units
          </Text>
          <ul className="usage">
            {routes.slice(0, SHOWN).map(({ route, requests }) => (
              <li key={route}>
                <code>{route}</code> <span>{requests.toLocaleString('en')}</span>
              </li>
            ))}
          </ul>
          <Button size="small" className="panel-button" disabled={reset.isPending} onClick={() => reset.mutate()}>
            Count from zero
          </Button>
        </>
      )}
      {reset.error && <ErrorNotice error={reset.error} />}
    </section>
  );
}
