import type { Content } from '../content/load';
import type { MakeCopy } from '../documents/makeCopy';
import type { RowToMend } from './rowsToMend';
import type { LinkSecrets } from './linkSecret';
import type { MessageCards, MessageMails } from './messages';
import type { Changes, Clock, Crypto, Directory, Log, Mailer, Messenger, Stores } from './ports';

/** Everything the use cases need from outside. The composition root passes it in once. */
export interface Dependencies {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly messenger: Messenger;
  readonly mailer: Mailer;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly log: Log;
  /** The content new campaigns use. Running ones read what was frozen for them. */
  readonly content: Content;
  /** From `createLinkSecrets(config.linkKeys)`. */
  readonly links: LinkSecrets;
  readonly cards: MessageCards;
  readonly mails: MessageMails;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Where the customer's people find a partner, for mails to them; the tab's own address when absent. */
  readonly partnerPageUrl?: (partnerKey: string) => string;
  readonly customer: {
    readonly name: string;
    readonly tenantId: string;
    /** IANA name of the zone whose calendar day decides what is due; UTC when absent. */
    readonly timeZone?: string;
    /** How long answers are kept, as partners are told. */
    readonly keepAnswersYears?: number;
  };
  /** What SharePoint may be asked per minute; for estimates shown to people. 1,250 when absent. */
  readonly resourceUnitsPerMinute?: number;
  /** When the read model was last in step with SharePoint, and what is wrong in words when something is. */
  readonly feedStatus?: () => { readonly asOf?: string; readonly trouble?: string };
  /** Rows that people made unreadable in SharePoint, so that somebody is told. */
  readonly rowsToMend?: () => readonly RowToMend[];
  /** What runs out of what the service proves itself with, in sentences, so that somebody is told. */
  readonly credentialNotice?: () => string | undefined;
  /** Makes the copies of what was sent; in this thread when absent. */
  readonly makeCopy?: MakeCopy;
  /** Where files wait while they are checked; the machine's folder for temporary files when absent. */
  readonly spoolDir?: string;
}
