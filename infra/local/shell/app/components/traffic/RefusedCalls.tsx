import { Text } from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { get, type RefusedCall } from '../../api';
import { useIdNames } from '../../hooks/idNames';
import { keys } from '../../hooks/tenantData';
import { fullTime } from '../../hooks/useTenantTime';
import { isOrdinaryRefusal, shortPath } from '../../traffic';
import { Empty, ErrorNotice } from '../PageState';

type CountedCall = RefusedCall & { readonly times: number };

/** Calls that the tenant does not know and therefore refused, and those that break a rule of Microsoft's. */
export function RefusedCalls() {
  const { data, error } = useQuery({
    queryKey: keys.refused,
    queryFn: async () => grouped((await get<{ calls: RefusedCall[] }>('/_control/refused')).calls),
  });
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  const unknown = data.filter(({ reason }) => !isOrdinaryRefusal(reason));
  const ordinary = data.filter(({ reason }) => isOrdinaryRefusal(reason));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll refused-calls" aria-label="Refused calls" tabIndex={0}>
      {unknown.length === 0 ? (
        <Empty icon={<ShieldCheckmarkRegular />} title="Nothing was refused as unknown since the tenant started." />
      ) : (
        <>
          <p className="page-lead">
            The local tenant knows what is listed in docs/local-tenant.md and refuses everything else, so that nothing
            is built on behaviour that nobody has looked up.
          </p>
          <Calls calls={unknown} />
        </>
      )}
      {ordinary.length > 0 && (
        <>
          <h2>Refused by Microsoft’s own rules</h2>
          <p className="page-lead">These break a rule that holds in every tenant, such as a filter without an index.</p>
          <Calls calls={ordinary} />
        </>
      )}
    </section>
  );
}

function Calls({ calls }: { readonly calls: readonly CountedCall[] }) {
  const names = useIdNames();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Why</th>
          <th scope="col">Call</th>
          <th scope="col" className="number">
            Times
          </th>
          <th scope="col">Latest</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ method, path, reason, at, times }) => (
          <tr key={`${method} ${path} ${reason}`}>
            <td>{reason}</td>
            <td>
              <code title={path}>
                {method} {shortPath(path, names)}
              </code>
            </td>
            <td className="number">{times}</td>
            <td>
              <Text wrap={false}>{fullTime(at)}</Text>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Newest first, each call once with the number of times. */
function grouped(calls: readonly RefusedCall[]): CountedCall[] {
  const groups = new Map<string, CountedCall>();
  for (const call of calls) {
    const key = `${call.method} ${call.path} ${call.reason}`;
    const known = groups.get(key);
    groups.set(key, { ...(known ?? call), times: (known?.times ?? 0) + 1 });
  }
  return [...groups.values()];
}
