import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { useMe } from '../hooks/useMe';

const useStyles = makeStyles({
  bar: { marginBottom: '16px' },
  words: { overflowWrap: 'anywhere' },
});

/** For managers, over every page: a row in SharePoint was changed into something that nobody can read. */
export function RowsNotice() {
  const styles = useStyles();
  const notice = useMe()?.rowsNotice;
  if (notice === undefined) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar} role="status">
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>A row in SharePoint cannot be read.</MessageBarTitle> {notice}
      </MessageBarBody>
    </MessageBar>
  );
}
