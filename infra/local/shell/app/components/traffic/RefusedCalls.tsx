import { Text } from '@fluentui/react-components';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { get, type RefusedCall } from '../../api';
import { keys } from '../../hooks/tenantData';
import { fullTime } from '../../hooks/useTenantTime';
import { Empty, ErrorNotice } from '../PageState';

/** Calls that the tenant does not know and therefore refused, the same ones together. */
export function RefusedCalls() {
  const { data, error } = useQuery({
    queryKey: keys.refused,
    queryFn: async () => grouped((await get<{ calls: RefusedCall[] }>('/_control/refused')).calls),
  });
  if (error) return <ErrorNotice error={error} />;
  if (data?.length === 0)
    return <Empty icon={<ShieldCheckmarkRegular />} title="Nothing was refused as unknown since the tenant started." />;
  return (
    <div className="table-scroll">
      <p className="page-lead">
        The local tenant knows what is listed in docs/local-tenant.md and refuses everything else, so that nothing is
        built on behaviour that nobody has looked up.
      </p>
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
          {data?.map(({ method, path, reason, at, times }) => (
            <tr key={`${method} ${path} ${reason}`}>
              <td>{reason}</td>
              <td>
                <code>
                  {method} {path}
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
    </div>
  );
}

/** Newest first, each call once with the number of times. */
function grouped(calls: readonly RefusedCall[]): (RefusedCall & { times: number })[] {
  const groups = new Map<string, RefusedCall & { times: number }>();
  for (const call of calls) {
    const key = `${call.method} ${call.path} ${call.reason}`;
    const known = groups.get(key);
    groups.set(key, { ...(known ?? call), times: (known?.times ?? 0) + 1 });
  }
  return [...groups.values()];
}
