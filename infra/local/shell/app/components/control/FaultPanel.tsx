import { Switch, Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call, post } from '../../api';
import { isSameFault, type Preset, PRESETS } from '../../faults';
import { controlKeys, useFaults } from '../../hooks/control';
import { ErrorNotice } from '../PageState';

/** Breaks things on purpose, one switch each, to see that the product says so and recovers. */
export function FaultPanel() {
  const queries = useQueryClient();
  const faults = useFaults();
  const change = useMutation({
    mutationFn: async ({ preset, isOn }: { preset: Preset; isOn: boolean }) => {
      if (isOn) return post('/_control/faults', preset.fault);
      const same = faults.data?.filter((fault) => isSameFault(fault, preset.fault)) ?? [];
      return Promise.all(same.map(({ id }) => call('DELETE', `/_control/faults/${id}`)));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: controlKeys.faults }),
  });
  return (
    <section className="panel">
      <h2>Faults</h2>
      {PRESETS.map(({ title, presets }) => (
        <fieldset key={title} className="switches">
          <legend>{title}</legend>
          {presets.map((preset) => (
            <Switch
              key={preset.label}
              label={preset.label}
              checked={faults.data?.some((fault) => isSameFault(fault, preset.fault)) ?? false}
              disabled={change.isPending || faults.isPending}
              onChange={(_event, { checked }) => change.mutate({ preset, isOn: checked })}
            />
          ))}
        </fieldset>
      ))}
      {(faults.error ?? change.error) && <ErrorNotice error={faults.error ?? change.error} />}
      <Text size={200} className="subtle">
        What is switched on shows at the top, where each can be ended.
      </Text>
    </section>
  );
}
