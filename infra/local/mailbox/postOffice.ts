import type { Directory } from '../directory';
import { DOMAIN } from '../people';
import { type MailAddress, type MailDraft, type MailStore, newInternetMessageId } from './mailStore';

/** Carries mail: into the recipients' inboxes, or back to the sender as a report that it could not be delivered. */
export interface PostOffice {
  /** `keepsCopy`: a copy stays in the sender's sent items. */
  send(draft: MailDraft, keepsCopy: boolean): void;
  /** Addresses that refuse all mail from now on, in place of those before. */
  setBouncing(addresses: readonly string[]): void;
  bouncing(): readonly string[];
}

const POSTMASTER: MailAddress = { address: `postmaster@${DOMAIN}`, name: 'Mail Delivery' };

/** @param changed called after mail arrived anywhere */
export function createPostOffice(store: MailStore, directory: Directory, changed: () => void): PostOffice {
  let refusing = new Set<string>();

  const problemWith = (address: string): string | undefined => {
    if (refusing.has(address.toLowerCase())) {
      return '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found';
    }
    const isOurs = address.toLowerCase().endsWith(`@${DOMAIN}`);
    return isOurs && !directory.byMail(address)
      ? '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
      : undefined;
  };

  return {
    send(draft, keepsCopy) {
      const messageId = newInternetMessageId();
      if (keepsCopy) store.put(draft.from.address, 'sentitems', draft, messageId);
      for (const recipient of [...draft.to, ...(draft.cc ?? [])]) {
        const problem = problemWith(recipient.address);
        if (!problem) store.put(recipient.address, 'inbox', draft, messageId);
        else
          store.put(
            draft.from.address,
            'inbox',
            nonDeliveryReport(draft, messageId, recipient, problem),
            newInternetMessageId(),
          );
      }
      changed();
    },
    setBouncing(addresses) {
      refusing = new Set(addresses.map((address) => address.toLowerCase()));
    },
    bouncing: () => [...refusing],
  };
}

/** What Exchange Online writes to a sender, with the receiving server's words and the original's headers. */
function nonDeliveryReport(original: MailDraft, messageId: string, failed: MailAddress, problem: string): MailDraft {
  const domain = failed.address.split('@')[1] ?? '';
  const headers = [
    `Message-ID: ${messageId}`,
    `Subject: ${original.subject}`,
    `From: ${original.from.address}`,
    `To: ${failed.address}`,
    ...(original.headers ?? []).map(({ name, value }) => `${name}: ${value}`),
  ];
  return {
    from: POSTMASTER,
    to: [original.from],
    subject: `Undeliverable: ${original.subject}`,
    contentType: 'html',
    content: [
      `<p><b>Your message to ${escapeHtml(failed.address)} couldn't be delivered.</b></p>`,
      `<p>${escapeHtml(failed.address.split('@')[0] ?? '')} wasn't found at ${escapeHtml(domain)}.</p>`,
      '<p>Diagnostic information for administrators:</p>',
      `<p>Generating server: mail.${DOMAIN}</p>`,
      `<p>${escapeHtml(failed.address)}<br>Remote server returned '${escapeHtml(problem)}'</p>`,
      `<p>Final-Recipient: rfc822;${escapeHtml(failed.address)}<br>Action: failed<br>Status: ${problem.slice(4).split(' ')[0]}`,
      `<br>Diagnostic-Code: smtp;${escapeHtml(problem)}</p>`,
      `<p>Original message headers:<br>${headers.map(escapeHtml).join('<br>')}</p>`,
    ].join('\n'),
    headers: [
      { name: 'In-Reply-To', value: messageId },
      { name: 'References', value: messageId },
      { name: 'X-Failed-Recipients', value: failed.address },
      { name: 'Auto-Submitted', value: 'auto-replied' },
      { name: 'X-MS-Exchange-Message-Is-Ndr', value: '' },
    ],
  };
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '');
