import { Text } from '@fluentui/react-components';
import type { ShellState } from '../api';
import { ApplicationPanel } from '../components/control/ApplicationPanel';
import { BouncePanel } from '../components/control/BouncePanel';
import { ClockPanel } from '../components/control/ClockPanel';
import { FaultPanel } from '../components/control/FaultPanel';
import { FreshStart } from '../components/control/FreshStart';
import { LimitsPanel } from '../components/control/LimitsPanel';
import { OwnFault } from '../components/control/OwnFault';
import { QuirkPanel } from '../components/control/QuirkPanel';
import { usePeople } from '../hooks/tenantData';

/** What one does to the tenant rather than in it: its time, its faults, limits and oddities, a fresh start. */
export function ControlPage({ state }: { readonly state: ShellState }) {
  const people = usePeople();
  return (
    <section className="page wide-page" aria-label="Clock and faults">
      <header className="room-header">
        <Text as="h1" size={500} weight="semibold">
          Clock & faults
        </Text>
      </header>
      <div className="panels">
        <ClockPanel offsetMs={state.offsetMs} />
        <FaultPanel />
        <OwnFault people={people.data ?? []} />
        <BouncePanel />
        <LimitsPanel />
        <QuirkPanel />
        <ApplicationPanel />
        <FreshStart />
      </div>
    </section>
  );
}
