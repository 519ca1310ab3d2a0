import type { CampaignRow } from '../../../src/contracts/campaigns';
import { StatusMark } from '../../components/StatusMark';
import type { Word } from '../../words/status';

const STATUS: Readonly<Record<CampaignRow['status'], Word>> = {
  opening: { tone: 'unknown', word: 'Being opened' },
  open: { tone: 'success', word: 'Open' },
  closed: { tone: 'neutral', word: 'Closed' },
};

export function CampaignStatusMark({ status }: { readonly status: CampaignRow['status'] }) {
  return <StatusMark tone={STATUS[status].tone}>{STATUS[status].word}</StatusMark>;
}
