import { Button, ProgressBar, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, get } from '../../api';
import { useApplications } from '../../hooks/control';
import { ErrorNotice } from '../PageState';

export interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
  readonly throttled: number;
  readonly byRoute: Readonly<Record<string, { readonly requests: number; readonly resourceUnits: number }>>;
  /** Absent: no limits. */
  readonly tier?: string;
  readonly limits?: { readonly perMinute: number; readonly perDay: number; readonly perTenantFiveMinutes: number };
  readonly thisMinute: Readonly<Record<string, number>>;
  readonly thisDay: Readonly<Record<string, number>>;
  readonly tenantFiveMinutes: number;
  readonly blocked: readonly string[];
}

const KEY = ['usage'];
const SHOWN_ROUTES = 40;
const figure = (count: number): string => count.toLocaleString('en');

/** What each application has spent of its minute; the long form also of its day, and on which calls. */
export function UnitMeter({ isShort = false }: { readonly isShort?: boolean }) {
  const queries = useQueryClient();
  const nameOf = useApplications().nameOf;
  const usage = useQuery({ queryKey: KEY, queryFn: () => get<Usage>('/_control/usage'), refetchInterval: 2_000 });
  const reset = useMutation({
    mutationFn: () => call('DELETE', '/_control/usage'),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  if (usage.error) return <ErrorNotice error={usage.error} />;
  if (!usage.data) return null;
  const { limits, thisMinute, thisDay, tenantFiveMinutes, blocked } = usage.data;
  const spenders = [...new Set([...Object.keys(thisDay), ...Object.keys(thisMinute)])];

  const minutes = (
    <ul className="meters">
      {(spenders.length > 0 ? spenders : ['service']).map((application) => (
        <Meter
          key={application}
          label={`${nameOf(application)}${blocked.includes(application) ? ', blocked' : ''}`}
          spent={thisMinute[application] ?? 0}
          limit={limits?.perMinute}
          span="minute"
        />
      ))}
    </ul>
  );
  if (isShort) return minutes;

  const routes = Object.entries(usage.data.byRoute)
    .sort(([, a], [, b]) => b.resourceUnits - a.resourceUnits)
    .slice(0, SHOWN_ROUTES);
  return (
    <div className="units-page">
      <p className="page-lead">
        {figure(usage.data.requests)} requests and {figure(usage.data.resourceUnits)} resource units since counting
        began; {figure(usage.data.throttled)} were refused because too much was spent.{' '}
        {limits ? `The tenant is of the tier ${usage.data.tier} licences.` : 'Limits are switched off.'}
      </p>
      {minutes}
      <ul className="meters">
        {spenders.map((application) => (
          <Meter
            key={application}
            label={nameOf(application)}
            spent={thisDay[application] ?? 0}
            limit={limits?.perDay}
            span="day"
          />
        ))}
        <Meter
          label="All applications"
          spent={tenantFiveMinutes}
          limit={limits?.perTenantFiveMinutes}
          span="five minutes"
        />
      </ul>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col" className="number">
              Requests
            </th>
            <th scope="col" className="number">
              Units
            </th>
          </tr>
        </thead>
        <tbody>
          {routes.map(([route, { requests, resourceUnits }]) => (
            <tr key={route}>
              <td>
                <code>{route}</code>
              </td>
              <td className="number">{figure(requests)}</td>
              <td className="number">{figure(resourceUnits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button className="panel-button" disabled={reset.isPending} onClick={() => reset.mutate()}>
        Count from zero
      </Button>
      {reset.error && <ErrorNotice error={reset.error} />}
    </div>
  );
}

interface MeterProps {
  readonly label: string;
  readonly spent: number;
  /** Absent: no limit. */
  readonly limit: number | undefined;
  readonly span: string;
}

function Meter({ label, spent, limit, span }: MeterProps) {
  const share = limit === undefined ? 0 : spent / limit;
  const words =
    limit === undefined ? `${figure(spent)} this ${span}` : `${figure(spent)} of ${figure(limit)} this ${span}`;
  return (
    <li>
      <Text size={200}>{label}</Text>
      <ProgressBar
        aria-label={`Resource units of ${label}: ${words}`}
        value={Math.min(1, share)}
        thickness="large"
        color={share >= 1 ? 'error' : share >= 0.8 ? 'warning' : 'brand'}
      />
      <Text size={200} className="figure">
        {words}
      </Text>
    </li>
  );
}
