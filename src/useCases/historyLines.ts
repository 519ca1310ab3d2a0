import type { JournalEntry } from '../domain/journal';
import type { Stores } from './ports';

/** What a journal entry says, for people; the name of who did it stands beside. `undefined` for what is not shown. */
export function entryInWords(stores: Pick<Stores, 'evidence'>, entry: JournalEntry): string | undefined {
  const fileName = (): string => {
    const evidence = stores.evidence.get(entry.detail.split(' ')[0] ?? '')?.value;
    return evidence ? `“${evidence.originalName}”` : 'a file';
  };
  switch (entry.act) {
    case 'campaignOpened':
      return `Opened the campaign “${entry.detail}”`;
    case 'submitted':
      return 'Sent the answers';
    case 'evidenceAccepted':
      return `Accepted ${fileName()}`;
    case 'evidenceRejected':
      return `Rejected ${fileName()}`;
    case 'notApplicableAgreed':
      return 'Agreed that a question does not apply';
    case 'notApplicableRefused':
      return 'Did not agree that a question does not apply';
    case 'teamsBound':
      return 'Bound the contact to a person in Teams';
    case 'changePutBack':
      return 'Made a change in SharePoint, which was put back';
  }
}
