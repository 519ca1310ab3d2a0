import { Button, Field, Input, Switch, Text } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from '../../api';
import { controlKeys } from '../../hooks/control';
import { ErrorNotice } from '../PageState';

type Quirks = Readonly<Record<string, boolean | number>>;

/** What a switch says. A quirk that is not here shows by its own name. */
const LABELS: Readonly<Record<string, string>> = {
  uniqueClashVaries: 'A key that is taken answers 400, 409 or 500',
  fileRewriting: 'Office files, PDF and HTML are rewritten when stored',
  conflictAfterUpload: 'Sometimes 409 right after an upload',
  varyingPages: 'Pages are sometimes shorter than asked for',
  deltaRepeats: 'Delta sometimes gives a change twice',
  deltaUnordered: 'Delta gives changes in another order',
  batchOrder: 'Answers of a batch come in another order',
  rangesVary: 'Uploads do not name everything that is missing',
  deltaLagMs: 'Delta lags behind, up to (milliseconds)',
  bounceDelayMs: 'Mail that bounces comes back after (milliseconds)',
};

const wordsOf = (name: string): string =>
  LABELS[name] ?? name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Where Microsoft is odd or unsettled the tenant is odd too, from a seed; for a quiet look each can be switched off. */
export function QuirkPanel() {
  const queries = useQueryClient();
  const quirks = useQuery({ queryKey: controlKeys.quirks, queryFn: () => get<Quirks>('/_control/quirks') });
  const change = useMutation({
    mutationFn: (wish: Quirks) => post('/_control/quirks', wish),
    onSettled: () => queries.invalidateQueries({ queryKey: controlKeys.quirks }),
  });
  const expire = useMutation({ mutationFn: () => post('/_control/expireDelta') });
  const { seed, ...settings } = quirks.data ?? {};
  const entries = Object.entries(settings);
  return (
    <section className="panel">
      <h2>Quirks</h2>
      {seed !== undefined && (
        <Text className="subtle">
          Seed {String(seed)}. The same chances again: start with LOCAL_TENANT_SEED={String(seed)}.
        </Text>
      )}
      <div className="switches">
        {entries.map(([name, value]) =>
          typeof value === 'boolean' ? (
            <Switch
              key={name}
              label={wordsOf(name)}
              checked={value}
              onChange={(_event, { checked }) => change.mutate({ [name]: checked })}
            />
          ) : (
            <Field key={name} label={wordsOf(name)}>
              <Input
                type="number"
                min={0}
                defaultValue={String(value)}
                onBlur={({ target }) =>
                  Number(target.value) !== value && change.mutate({ [name]: Number(target.value) })
                }
              />
            </Field>
          ),
        )}
      </div>
      <div className="button-row">
        <Button size="small" disabled={expire.isPending} onClick={() => expire.mutate()}>
          Let the delta tokens run out
        </Button>
        {expire.isSuccess && (
          <Text size={200} role="status" className="subtle">
            Done: the next delta call answers 410.
          </Text>
        )}
      </div>
      {(quirks.error ?? change.error ?? expire.error) && (
        <ErrorNotice error={quirks.error ?? change.error ?? expire.error} />
      )}
    </section>
  );
}
