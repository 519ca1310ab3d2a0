import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import { useMe } from '../hooks/useMe';

const useStyles = makeStyles({
  bar: { marginBottom: '16px' },
  words: { overflowWrap: 'anywhere' },
});

/** For managers, over every page: what the service signs in with runs out soon, or has. */
export function CredentialNotice() {
  const styles = useStyles();
  const notice = useMe(true)?.credentialNotice;
  if (notice === undefined) return null;
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.words}>
        <MessageBarTitle>Trustlane’s own sign-in must be renewed.</MessageBarTitle> {notice} What was saved stays safe.
        Ask the person who runs Trustlane to replace it.
      </MessageBarBody>
    </MessageBar>
  );
}
