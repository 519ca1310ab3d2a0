import { Field, Select, Switch } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from '../../api';
import { controlKeys } from '../../hooks/control';
import { ErrorNotice } from '../PageState';
import type { Usage } from '../traffic/UnitMeter';

/** The tiers by number of licences and what an application may spend in a minute, as SharePoint publishes them. */
const TIERS: readonly { readonly tier: string; readonly perMinute: number }[] = [
  { tier: '0-1k', perMinute: 1_250 },
  { tier: '1k-5k', perMinute: 2_500 },
  { tier: '5k-15k', perMinute: 3_750 },
  { tier: '15k-50k', perMinute: 5_000 },
  { tier: '50k+', perMinute: 6_250 },
];

interface ConnectorState {
  readonly limits: boolean;
  readonly disabledByAdmin: boolean;
}

/** How much the tenant lets through: SharePoint's resource units, the Bot Connector's messages. */
export function LimitsPanel() {
  const queries = useQueryClient();
  const usage = useQuery({ queryKey: controlKeys.usage, queryFn: () => get<Usage>('/_control/usage') });
  const connector = useQuery({
    queryKey: controlKeys.connector,
    queryFn: () => get<ConnectorState>('/_control/connector'),
  });
  const quota = useQuery({
    queryKey: ['items', 'quota'],
    queryFn: () => post<{ remaining: number }>('/_control/quota', { siteId: 'records' }),
  });
  const change = useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => post(path, body),
    onSettled: () =>
      Promise.all(
        [controlKeys.usage, controlKeys.connector, ['items', 'quota']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const problem = usage.error ?? connector.error ?? quota.error ?? change.error;
  return (
    <section className="panel">
      <h2>Limits</h2>
      <Field label="Licences of the tenant: resource units for each application">
        <Select
          value={usage.data?.tier ?? ''}
          onChange={(_event, { value }) => change.mutate({ path: '/_control/limits', body: { tier: value || null } })}
        >
          {TIERS.map(({ tier, perMinute }) => (
            <option key={tier} value={tier}>
              {tier}: {perMinute.toLocaleString('en')} a minute
            </option>
          ))}
          <option value="">No limits</option>
        </Select>
      </Field>
      <Switch
        label="Bot Connector limits messages, as Teams does"
        checked={connector.data?.limits ?? false}
        disabled={!connector.data}
        onChange={(_event, { checked }) => change.mutate({ path: '/_control/connector', body: { limits: checked } })}
      />
      <Switch
        label="The administrator has blocked the bot"
        checked={connector.data?.disabledByAdmin ?? false}
        disabled={!connector.data}
        onChange={(_event, { checked }) =>
          change.mutate({ path: '/_control/connector', body: { disabledByAdmin: checked } })
        }
      />
      <Switch
        label="The records site is full: no file fits any more"
        checked={quota.data?.remaining === 0}
        disabled={!quota.data}
        onChange={(_event, { checked }) =>
          change.mutate({ path: '/_control/quota', body: { siteId: 'records', bytes: checked ? 0 : null } })
        }
      />
      {problem && <ErrorNotice error={problem} />}
    </section>
  );
}
