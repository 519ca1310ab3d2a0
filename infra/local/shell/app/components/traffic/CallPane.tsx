import { Button, Tab, TabList, Text } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../api';
import { fullTime } from '../../hooks/useTenantTime';
import type { TrafficDetail, TrafficSide } from '../../traffic';
import { JsonPanel } from '../JsonPanel';
import { ErrorNotice } from '../PageState';

/** One call with headers and bodies on both sides. */
export function CallPane({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }) {
  const [side, setSide] = useState<'request' | 'response'>('response');
  const { data, error } = useQuery({
    queryKey: ['call', seq],
    queryFn: () => get<TrafficDetail>(`/_control/traffic/${seq}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <aside className="call-pane" aria-label="Call" onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header className="pane-head">
        <Text as="h2" size={400} weight="semibold">
          Call {seq}
        </Text>
        <TabList
          size="small"
          selectedValue={side}
          onTabSelect={(_event, { value }) => setSide(value === 'request' ? 'request' : 'response')}
        >
          <Tab value="request">Request</Tab>
          <Tab value="response">Response</Tab>
        </TabList>
        <span className="spacer" />
        <Button appearance="subtle" icon={<DismissRegular />} aria-label="Close the call" onClick={onClose} />
      </header>
      {error && <ErrorNotice error={error} />}
      {data && (
        <>
          <p className="call-line">
            <b>{data.method}</b> <span>{data.path}</span>
          </p>
          <p className="call-facts">
            {[
              data.status === 0 ? 'connection cut' : `status ${data.status}`,
              data.resourceUnits > 0 && `${data.resourceUnits} resource units`,
              `${data.milliseconds} ms`,
              data.who,
              fullTime(data.at),
            ]
              .filter(Boolean)
              .join(', ')}
          </p>
          {data.refused && <p className="call-refused">{data.refused}</p>}
          <Side key={side} side={data[side]} noun={side} />
        </>
      )}
    </aside>
  );
}

function Side({ side: { headers, body }, noun }: { readonly side: TrafficSide; readonly noun: string }) {
  return (
    <>
      <dl className="headers">
        {Object.entries(headers).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {body === undefined ? <p className="call-facts">No body.</p> : <JsonPanel value={body} noun={`${noun} body`} />}
    </>
  );
}
