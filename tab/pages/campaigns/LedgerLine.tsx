import { makeStyles, tokens } from '@fluentui/react-components';
import type { CampaignDetail } from '../../../src/contracts/campaigns';
import { counted, figure } from '../../words/numbers';

const useStyles = makeStyles({
  root: { margin: '12px 0 0', color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
});

/** "64 messages: 50 sent, 8 waiting, 6 not reached, 0 not needed" */
export function LedgerLine({ ledger }: { readonly ledger: CampaignDetail['ledger'] }) {
  const styles = useStyles();
  return (
    <p className={styles.root}>
      {counted(ledger.deliveries, 'message')}: {figure(ledger.sent)} sent, {figure(ledger.queued)} waiting,{' '}
      {figure(ledger.notReached)} not reached, {figure(ledger.notNeeded)} not needed any more.
    </p>
  );
}
