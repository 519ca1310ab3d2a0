import { Button, Popover, PopoverSurface, PopoverTrigger, Text } from '@fluentui/react-components';
import { ClockRegular, PlugDisconnectedRegular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { call, post, type ShellState } from '../api';
import { presetOf, wordsOf } from '../faults';
import { controlKeys, useFaults } from '../hooks/control';
import { keys, useMailboxes } from '../hooks/tenantData';
import { useTenantTime } from '../hooks/useTenantTime';
import { shellPath } from '../shellPath';

interface Props {
  readonly state: ShellState;
  /** Whose rooms the chips lead to. */
  readonly viewerKey: string;
}

/** What is not as usual: a moved clock, and faults with a way to end each. */
export function StatusChips({ state, viewerKey }: Props) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const time = useTenantTime(state.offsetMs);
  const { data: faults = [] } = useFaults();
  const bouncing = useMailboxes().data?.bounce ?? [];
  const refresh = () =>
    Promise.all([controlKeys.faults, keys.mailboxes].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const end = useMutation({ mutationFn: (id: number) => call('DELETE', `/_control/faults/${id}`), onSettled: refresh });
  const deliver = useMutation({
    mutationFn: (address: string) => post('/_control/mail', { bounce: bouncing.filter((other) => other !== address) }),
    onSettled: refresh,
  });

  // A fault that lasts a while is ended by whichever window of the shell is open then.
  const over = faults.find((fault) => {
    const lastsMs = presetOf(fault)?.lastsMs;
    return lastsMs !== undefined && Date.now() + state.offsetMs > Date.parse(fault.at) + lastsMs;
  })?.id;
  const { mutate: endFault } = end;
  useEffect(() => {
    if (over !== undefined) endFault(over);
  }, [over, endFault]);

  const count = faults.length + bouncing.length;
  // An address that bounces is nothing to be alarmed about: the sample has one.
  const label = faults.length > 0 ? countOf(faults.length, 'fault') : countOf(bouncing.length, 'bounce');
  return (
    <>
      {count > 0 && (
        <Popover trapFocus positioning="below-end">
          <PopoverTrigger disableButtonEnhancement>
            <Button
              className={faults.length > 0 ? 'chip danger' : 'chip'}
              size="small"
              shape="circular"
              icon={<PlugDisconnectedRegular />}
            >
              {label}
            </Button>
          </PopoverTrigger>
          <PopoverSurface aria-label="Faults that are switched on" className="chip-popover">
            <ul>
              {faults.map((fault) => (
                <li key={fault.id}>
                  <span>
                    {wordsOf(fault)}
                    <small>{hitsIn(fault.hits)}</small>
                  </span>
                  <Button size="small" aria-label={`End: ${wordsOf(fault)}`} onClick={() => end.mutate(fault.id)}>
                    End
                  </Button>
                </li>
              ))}
              {bouncing.map((address) => (
                <li key={address}>
                  <span>Mail to {address} bounces</span>
                  <Button
                    size="small"
                    aria-label={`Deliver mail to ${address} again`}
                    onClick={() => deliver.mutate(address)}
                  >
                    End
                  </Button>
                </li>
              ))}
            </ul>
            {(end.error ?? deliver.error) && <Text role="alert">{(end.error ?? deliver.error)?.message}</Text>}
          </PopoverSurface>
        </Popover>
      )}
      {state.offsetMs !== 0 && (
        <Button
          className="chip"
          size="small"
          shape="circular"
          icon={<ClockRegular />}
          title="The tenant's clock has been moved"
          onClick={() => void navigate(shellPath(viewerKey, 'control'))}
        >
          {time}
        </Button>
      )}
    </>
  );
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const hitsIn = (hits: number): string =>
  hits === 0 ? 'no call hit yet' : hits === 1 ? 'one call hit' : `${hits.toLocaleString('en')} calls hit`;
