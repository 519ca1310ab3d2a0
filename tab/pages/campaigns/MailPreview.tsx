import { makeStyles, tokens } from '@fluentui/react-components';
import type { CampaignPreview } from '../../../src/contracts/campaigns';

const useStyles = makeStyles({
  subject: { margin: '0 0 8px', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  frame: {
    width: '100%',
    height: '520px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: '#ffffff',
    boxSizing: 'border-box',
  },
});

/** A mail in a frame that can run nothing and go nowhere. It is always light, as most mail programs show it. */
export function MailPreview({ mail }: { readonly mail: CampaignPreview['mail'] }) {
  const styles = useStyles();
  return (
    <>
      <p className={styles.subject}>
        <bdi>{mail.subject}</bdi>
      </p>
      <iframe
        className={styles.frame}
        title="The mail"
        sandbox=""
        srcDoc={`<meta name="color-scheme" content="light">${mail.html}`}
      />
    </>
  );
}
