import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Text,
} from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Viewer } from '../App';
import { get, post, type RefusedCall, type ShellState } from '../api';
import { ClockPanel } from '../components/ClockPanel';
import { FaultPanel } from '../components/FaultPanel';
import { ErrorNotice } from '../components/PageState';
import { UsagePanel } from '../components/UsagePanel';
import { keys } from '../hooks/tenantData';
import { shortTime } from '../hooks/useTenantTime';

interface Props {
  readonly viewer: Viewer;
  readonly state: ShellState;
}

/** What one does to the tenant rather than in it: its time, its faults, what it counted and refused, a fresh start. */
export function ControlPage({ state }: Props) {
  return (
    <section className="page" aria-label="Clock and faults">
      <header className="room-header">
        <Text as="h1" size={500} weight="semibold">
          Clock & faults
        </Text>
      </header>
      <div className="panels">
        <ClockPanel offsetMs={state.offsetMs} />
        <FaultPanel />
        <UsagePanel />
        <FreshStart />
        <Refused offsetMs={state.offsetMs} />
      </div>
    </section>
  );
}

function Refused({ offsetMs }: { readonly offsetMs: number }) {
  const refused = useQuery({
    queryKey: keys.refused,
    queryFn: async () => (await get<{ calls: RefusedCall[] }>('/_control/refused')).calls,
  });
  return (
    <section className="panel wide">
      <h2>Calls that were refused because nothing like them is known</h2>
      {refused.error && <ErrorNotice error={refused.error} />}
      {refused.data?.length === 0 && <Text className="subtle">None since the tenant started.</Text>}
      {refused.data && refused.data.length > 0 && (
        <table className="table">
          <tbody>
            {refused.data.slice(0, 50).map((call) => (
              <tr key={`${call.at}|${call.method}|${call.path}`}>
                <td>{shortTime(call.at, Date.now() + offsetMs)}</td>
                <td>
                  <code>
                    {call.method} {call.path}
                  </code>
                </td>
                <td>{call.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function FreshStart() {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const start = useMutation({
    mutationFn: () => post('/_shell/startEmpty'),
    onSuccess: () => {
      setOpen(false);
      return queries.invalidateQueries();
    },
  });
  return (
    <section className="panel">
      <h2>Start empty</h2>
      <Text>
        Removes the example customer's partners, campaigns, answers, mail and chats, and begins with empty lists.
      </Text>
      <Dialog open={isOpen} onOpenChange={(_event, { open }) => setOpen(open)}>
        <DialogTrigger disableButtonEnhancement>
          <Button className="panel-button">Start empty</Button>
        </DialogTrigger>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>Start empty?</DialogTitle>
            <DialogContent>
              Everything on this machine's local tenant is removed. This cannot be undone.
              {start.error && <ErrorNotice error={start.error} />}
            </DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement>
                <Button>Keep everything</Button>
              </DialogTrigger>
              <Button appearance="primary" disabled={start.isPending} onClick={() => start.mutate()}>
                Start empty
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </section>
  );
}
