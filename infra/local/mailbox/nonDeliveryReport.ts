import { DOMAIN } from '../people';
import { escapeHtml } from './escapeHtml';
import type { MailAddress, MailDraft } from './mailStore';

/** Why a mail comes back, in the receiving server's words: `550 5.1.1 …`. */
export const NOT_FOUND = '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found';
export const NOT_FOUND_HERE = '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup';
export const DAILY_LIMIT =
  "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients";

const POSTMASTER: MailAddress = { address: `postmaster@${DOMAIN}`, name: 'Mail Delivery' };

/** What Exchange Online writes to a sender, with the receiving server's words and the original's headers. */
export function nonDeliveryReport(
  original: MailDraft,
  messageId: string,
  failed: MailAddress,
  problem: string,
): MailDraft {
  const domain = failed.address.split('@')[1] ?? '';
  const headers = [
    `Message-ID: ${messageId}`,
    `Subject: ${original.subject}`,
    `From: ${original.from.address}`,
    `To: ${failed.address}`,
    ...(original.headers ?? []).map(({ name, value }) => `${name}: ${value}`),
  ];
  const explanation =
    problem === DAILY_LIMIT
      ? "You've reached the limit of recipients that a mailbox can send to in a day."
      : `${escapeHtml(failed.address.split('@')[0] ?? '')} wasn't found at ${escapeHtml(domain)}.`;
  return {
    from: POSTMASTER,
    to: [original.from],
    subject: `Undeliverable: ${original.subject}`,
    contentType: 'html',
    content: [
      `<p><b>Your message to ${escapeHtml(failed.address)} couldn't be delivered.</b></p>`,
      `<p>${explanation}</p>`,
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
