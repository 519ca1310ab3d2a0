import { Button, Switch, Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../../api';
import { controlKeys, useApplications } from '../../hooks/control';
import { ErrorNotice } from '../PageState';

/** What an administrator of Entra could do to the applications, and the keys that tokens are signed with. */
export function ApplicationPanel() {
  const queries = useQueryClient();
  const { applications, error } = useApplications();
  const change = useMutation({
    mutationFn: (wish: object) => post('/_control/application', wish),
    onSettled: () => queries.invalidateQueries({ queryKey: controlKeys.applications }),
  });
  const roll = useMutation({ mutationFn: (dropOld: boolean) => post('/_control/rollKeys', { dropOld }) });
  return (
    <section className="panel">
      <h2>Applications and keys</h2>
      {applications.map(({ name, displayName, enabled, secretExpired, consentRevoked }) => (
        <fieldset key={name} className="switches">
          <legend>{displayName}</legend>
          <Switch
            label="May sign in"
            checked={enabled}
            onChange={(_event, { checked }) => change.mutate({ name, enabled: checked })}
          />
          <Switch
            label="Its secret has run out"
            checked={secretExpired}
            onChange={(_event, { checked }) => change.mutate({ name, secretExpired: checked })}
          />
          {name === 'service' && (
            <Switch
              label="The administrator has taken back the consent"
              checked={consentRevoked}
              onChange={(_event, { checked }) => change.mutate({ name, consentRevoked: checked })}
            />
          )}
        </fieldset>
      ))}
      <div className="button-row">
        <Button size="small" disabled={roll.isPending} onClick={() => roll.mutate(false)}>
          Sign with a new key
        </Button>
        <Button size="small" disabled={roll.isPending} onClick={() => roll.mutate(true)}>
          Publish the newest key only
        </Button>
        {roll.isSuccess && (
          <Text size={200} role="status" className="subtle">
            Done.
          </Text>
        )}
      </div>
      {(error ?? change.error ?? roll.error) && <ErrorNotice error={error ?? change.error ?? roll.error} />}
    </section>
  );
}
