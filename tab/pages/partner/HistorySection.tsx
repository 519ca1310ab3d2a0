import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { PartnerDetail } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { moment } from '../../words/dates';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopColor: 'transparent' },
    overflowWrap: 'anywhere',
  },
  when: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const SHOWN_AT_FIRST = 25;

interface Line {
  readonly at: string;
  readonly who: string;
  readonly text: string;
  readonly times: number;
}

/** The same thing done several times in a row is one line, at the time of the last. */
function linesOf(history: PartnerDetail['history']): readonly Line[] {
  const lines: Line[] = [];
  for (const { at, who, text } of history) {
    const last = lines.at(-1);
    if (last && last.who === who && last.text === text) lines[lines.length - 1] = { ...last, times: last.times + 1 };
    else lines.push({ at, who, text, times: 1 });
  }
  return lines;
}

/** What happened to this partner, newest first. */
export function HistorySection({ history }: { readonly history: PartnerDetail['history'] }) {
  const styles = useStyles();
  const [isWhole, setIsWhole] = useState(false);
  const lines = linesOf(history);
  const shown = isWhole ? lines : lines.slice(0, SHOWN_AT_FIRST);
  return (
    <Section title="History" anchor="history">
      {history.length === 0 ? (
        <EmptyState>Nothing has happened yet.</EmptyState>
      ) : (
        <ul className={styles.list}>
          {shown.map(({ at, who, text, times }) => (
            <li key={`${at} ${who} ${text}`} className={styles.item}>
              {text}
              {times > 1 && `, ${times} times`}
              <span className={styles.when}>
                <bdi>{who}</bdi>, <time dateTime={at}>{moment(at)}</time>
              </span>
            </li>
          ))}
        </ul>
      )}
      {shown.length < lines.length && (
        <Button appearance="subtle" size="small" onClick={() => setIsWhole(true)}>
          Show all {lines.length}
        </Button>
      )}
    </Section>
  );
}
