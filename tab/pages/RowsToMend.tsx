import { Link, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { Me } from '../../src/contracts/me';
import { counted, figure } from '../words/numbers';

const useStyles = makeStyles({
  bar: { marginBottom: '16px' },
  words: { overflowWrap: 'anywhere' },
  list: { margin: '6px 0 0', padding: 0, listStyleType: 'none', display: 'grid', gap: '8px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  more: { margin: '8px 0 0' },
});

type Row = NonNullable<Me['rowsToMend']>['rows'][number];

/** "Aceros del Norte, Computers and networks (list Sections, row 12), last changed by …" and what to do. */
function RowLine({ row }: { readonly row: Row }) {
  const styles = useStyles();
  return (
    <li>
      <span className={styles.name}>
        {row.name ? (
          <>
            <bdi>{row.name}</bdi> (list {row.list}, row {row.itemId})
          </>
        ) : (
          `List ${row.list}, row ${row.itemId}`
        )}
      </span>
      {row.changedBy && (
        <>
          , last changed by <bdi>{row.changedBy}</bdi>
        </>
      )}
      . {row.reason} {row.act}{' '}
      {row.url && (
        <Link href={row.url} target="_blank" rel="noreferrer" inline>
          Open row {row.itemId} of {row.list} in SharePoint
        </Link>
      )}
    </li>
  );
}

/** Which rows they are, what is wrong with each, what to do, and the way there. */
export function RowsToMend({ toMend }: { readonly toMend: NonNullable<Me['rowsToMend']> }) {
  const styles = useStyles();
  const { count, rows } = toMend;
  const others = count - rows.length;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>{counted(count, 'row')} in SharePoint cannot be used.</MessageBarTitle>{' '}
        {count === 1 ? 'It is left as it stands' : 'They are left as they stand'}, and everything else goes on.
        <ul className={styles.list}>
          {rows.map((row) => (
            <RowLine key={`${row.list} ${row.itemId}`} row={row} />
          ))}
        </ul>
        {others > 0 && (
          <p className={styles.more}>
            {figure(others)} more {others === 1 ? 'is' : 'are'} not shown here;{' '}
            {others === 1 ? 'it shows' : 'they show'} once these are mended.
          </p>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
