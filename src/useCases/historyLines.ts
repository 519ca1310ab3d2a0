import type { JournalEntry } from '../domain/journal';
import type { Stores } from './ports';

/** The detail of an entry about a site is its id and its name. */
const siteName = ({ detail }: JournalEntry): string => detail.slice(detail.indexOf(' ') + 1);

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
    case 'siteAdded':
      return `Added the site “${siteName(entry)}”`;
    case 'siteRenamed':
      return `Gave a site the name “${siteName(entry)}”`;
    case 'siteRemoved':
      return `Took out the site “${siteName(entry)}”`;
    case 'applicabilitySet':
      return 'Decided to whom a criterion applies';
    case 'colleagueNamed':
      if (entry.detail.startsWith('whole')) return 'Asked for a colleague to answer everything';
      return entry.detail.startsWith('notMe')
        ? 'Named a colleague to be asked instead'
        : 'Named a colleague to answer a part';
    case 'colleagueAgreed':
      return 'Agreed to a colleague whom a contact named';
    case 'colleagueRefused':
      if (entry.detail.endsWith(' closed')) return 'Closed a request about a colleague';
      return 'Did not agree to a colleague whom a contact named';
    case 'handedOver':
      return 'Handed over a part to a colleague';
    case 'handOverEnded':
      return entry.detail.startsWith('declined')
        ? 'Gave back a part that was handed over'
        : 'Took back a part that was handed over';
    case 'notMe':
      return 'Said that somebody else is the right person';
    case 'accessWidened':
      return 'Asked a colleague with a part for the whole questionnaire';
    case 'accessNarrowed':
      return 'Asked a colleague for the handed-over parts only again';
    case 'changePutBack':
      return 'Made a change in SharePoint, which was put back';
  }
}
