import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { useMe } from '../hooks/useMe';

const useStyles = makeStyles({
  bar: { marginBottom: '16px' },
  words: { overflowWrap: 'anywhere' },
});

/** For managers, over every page: a file of the content has an error, and what is used instead. */
export function ContentNotice() {
  const styles = useStyles();
  const notice = useMe()?.notice;
  if (notice === undefined) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar} role="status">
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>A file of questions or texts has an error.</MessageBarTitle>
        {notice} Ask the person who keeps the files to correct it and to start the service again.
      </MessageBarBody>
    </MessageBar>
  );
}
