import { Button, SearchBox, Select, Tab, TabList, Text, ToggleButton } from '@fluentui/react-components';
import { DeleteRegular, PauseRegular, PlayRegular, PulseRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Empty, ErrorNotice } from '../components/PageState';
import { CallPane } from '../components/traffic/CallPane';
import { CallTable } from '../components/traffic/CallTable';
import { RefusedCalls } from '../components/traffic/RefusedCalls';
import { UnitMeter } from '../components/traffic/UnitMeter';
import { useTraffic } from '../hooks/traffic';
import { useUrlText } from '../hooks/urlState';
import { AREAS, fits } from '../traffic';

const STATUSES = [
  { value: '2', label: '2xx fine' },
  { value: '4', label: '4xx refused' },
  { value: '429', label: '429 throttled' },
  { value: '5', label: '5xx failed' },
  { value: 'cut', label: 'Connection cut' },
];
const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Every call that the tenant answers, live: what was asked, by whom, what came of it, and what it cost. */
export function TrafficPage() {
  const [view, setView] = useUrlText('view', true);
  return (
    <section className="traffic" aria-label="Requests">
      <header className="room-header">
        <Text as="h1" size={500} weight="semibold">
          Requests
        </Text>
        <TabList
          selectedValue={view || 'calls'}
          onTabSelect={(_event, { value }) => setView(value === 'calls' ? '' : String(value))}
        >
          <Tab value="calls">All calls</Tab>
          <Tab value="refused">Not known here</Tab>
          <Tab value="units">Resource units</Tab>
        </TabList>
      </header>
      {view === 'refused' ? <RefusedCalls /> : view === 'units' ? <UnitMeter /> : <Calls />}
    </section>
  );
}

function Calls() {
  const [isPaused, setPaused] = useState(false);
  const [area, setArea] = useUrlText('area');
  const [status, setStatus] = useUrlText('status');
  const [method, setMethod] = useUrlText('method');
  const [text, setText] = useUrlText('q');
  const [open, setOpen] = useUrlText('call', true);
  const { entries, error, clear } = useTraffic(isPaused);
  const shown = entries.filter((entry) => fits(entry, { area, status, method, text }));
  const isNarrowed = area !== '' || status !== '' || method !== '' || text !== '';

  return (
    <>
      <UnitMeter isShort />
      <div className="toolbar" role="toolbar" aria-label="Filters">
        <SearchBox
          size="small"
          placeholder="Path, caller or reason"
          aria-label="Path, caller or reason"
          value={text}
          onChange={(_event, { value }) => setText(value)}
        />
        <Select size="small" aria-label="Service" value={area} onChange={(_event, { value }) => setArea(value)}>
          <option value="">All services</option>
          {AREAS.map((known) => (
            <option key={known.area} value={known.area}>
              {known.label}
            </option>
          ))}
        </Select>
        <Select size="small" aria-label="Method" value={method} onChange={(_event, { value }) => setMethod(value)}>
          <option value="">All methods</option>
          {METHODS.map((known) => (
            <option key={known}>{known}</option>
          ))}
        </Select>
        <Select size="small" aria-label="Status" value={status} onChange={(_event, { value }) => setStatus(value)}>
          <option value="">Every outcome</option>
          {STATUSES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
        <span className="spacer" />
        <Text size={200} className="subtle" role="status">
          {isNarrowed ? `${shown.length} of ${entries.length} calls` : `${entries.length} calls`}
        </Text>
        <ToggleButton
          size="small"
          checked={isPaused}
          icon={isPaused ? <PlayRegular /> : <PauseRegular />}
          onClick={() => setPaused(!isPaused)}
        >
          {isPaused ? 'Go on' : 'Pause'}
        </ToggleButton>
        <Button size="small" icon={<DeleteRegular />} disabled={entries.length === 0} onClick={clear}>
          Clear
        </Button>
      </div>
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
      <div className={open ? 'calls has-choice' : 'calls'}>
        {shown.length === 0 ? (
          <Empty icon={<PulseRegular />} title={isNarrowed ? 'No call fits the filters.' : 'No calls yet.'} />
        ) : (
          <CallTable entries={shown} openSeq={Number(open) || undefined} onOpen={(seq) => setOpen(String(seq))} />
        )}
        {open !== '' && <CallPane seq={Number(open)} onClose={() => setOpen('')} />}
      </div>
    </>
  );
}
