import { createHash } from 'node:crypto';
import type { SamplePartner } from './partners';
import type { PartnerBrowser } from './productApi';

interface Place {
  readonly sectionId: string;
  readonly siteId?: string;
}

/** A fixed key, so that a start that was cut short asks nothing twice. */
const keyFor = (partner: SamplePartner, what: string): string => {
  const digits = createHash('sha256').update(`${partner.name} ${what}`).digest('hex').slice(0, 17);
  return `01hzsampd${digits}`;
};

/**
 * Asks the customer, or names a colleague, as a partner's contact would on the partner page.
 * @param at the questionnaire's path
 * @param place the part that the question or the colleague is for
 * @param proveMailbox types the code from the mail, which the page asks for before somebody is named
 */
export async function askAndName(
  browser: PartnerBrowser,
  partner: SamplePartner,
  at: string,
  place: Place,
  proveMailbox: () => Promise<void>,
): Promise<void> {
  const { asks, names } = partner;
  if (asks) await browser.call('POST', `${at}/help`, { requestId: keyFor(partner, 'asks'), text: asks, place });
  if (names) {
    const { note, ...to } = names;
    await proveMailbox();
    await browser.call('POST', `${at}/delegations`, {
      requestId: keyFor(partner, 'names'),
      places: [place],
      to,
      note,
    });
  }
}
