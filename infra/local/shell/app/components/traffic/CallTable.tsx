import { Badge } from '@fluentui/react-components';
import { type KeyboardEvent, useRef } from 'react';
import { useIdNames } from '../../hooks/idNames';
import { useShellState } from '../../hooks/tenantData';
import { AREAS, outcomeOf, shortPath, type TrafficEntry } from '../../traffic';

/** More rows than this nobody reads, and they would make the page slow. */
const MOST_ROWS = 400;

interface Props {
  /** Newest first. */
  readonly entries: readonly TrafficEntry[];
  readonly openSeq: number | undefined;
  readonly onOpen: (seq: number) => void;
}

/** The calls as a table; arrow keys walk through them, a click or Enter opens one. */
export function CallTable({ entries, openSeq, onOpen }: Props) {
  const table = useRef<HTMLTableSectionElement>(null);
  const { data } = useShellState();
  const names = useIdNames();
  const shown = entries.slice(0, MOST_ROWS);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...(table.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
    event.preventDefault();
  };
  return (
    <div className="table-scroll">
      <table className="table call-table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Service</th>
            <th scope="col">Call</th>
            <th scope="col">Outcome</th>
            <th scope="col">Who</th>
            <th scope="col" className="number">
              Units
            </th>
            <th scope="col" className="number">
              ms
            </th>
          </tr>
        </thead>
        <tbody ref={table} onKeyDown={onKeyDown}>
          {shown.map((entry) => {
            const outcome = outcomeOf(entry);
            return (
              <tr key={entry.seq} className={entry.seq === openSeq ? 'chosen' : undefined}>
                <td className="quiet">{timeOf(entry.at, data?.offsetMs ?? 0)}</td>
                <td className="quiet">{AREAS.find(({ area }) => area === entry.area)?.label}</td>
                <td className={entry.batch === undefined ? 'call' : 'call in-batch'}>
                  <button type="button" className="call-button" title={entry.path} onClick={() => onOpen(entry.seq)}>
                    <b>{entry.method}</b> {shortPath(entry.path, names)}
                  </button>
                  {entry.refused && <small className="refused-reason">{entry.refused}</small>}
                </td>
                <td>
                  <Badge appearance="tint" color={outcome.color}>
                    {outcome.text}
                  </Badge>
                </td>
                <td className="quiet">
                  <bdi>{entry.who}</bdi>
                </td>
                <td className="number">{entry.resourceUnits || ''}</td>
                <td className="number">{Math.round(entry.milliseconds)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {entries.length > shown.length && (
        <p className="table-end">{entries.length - shown.length} older calls: narrow the list to see them.</p>
      )}
    </div>
  );
}

/** `14:05:09`, with the day when it is not today's by the tenant's clock. */
function timeOf(iso: string, offsetMs: number): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(Date.now() + offsetMs).toDateString();
  const time = at.toLocaleTimeString('en-GB');
  return isToday ? time : `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}
