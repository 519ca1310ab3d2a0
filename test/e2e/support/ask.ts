import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignDetail } from '../../../src/contracts/campaigns';
import type { PartnerSession, QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { PartnerType } from '../../../src/domain/partner';
import { PartnerBrowser } from '../../support/partnerBrowser';
import { eventually, type RunningProduct } from '../../support/product';
import { isStrict } from '../../support/strict';

export const DAY_MS = 86_400_000;

// The Swedish form of a date is the ISO one.
const DAY_FORMAT = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Toronto' });

/** The calendar day, at the customer's, so many days from the tenant's time, which is `offsetMs` ahead of wall time. */
export const dayIn = (days: number, offsetMs = 0): string =>
  DAY_FORMAT.format(new Date(Date.now() + offsetMs + days * DAY_MS));

let made = 0;
/** A fresh key as the tab makes them. */
export const newKey = (): string => `01hz${String(Date.now()).padStart(14, '0')}${String(made++).padStart(8, '0')}`;

export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Hands for the tab's API as Maya, without a browser. */
export function mayaOf(product: RunningProduct) {
  /** A call that must be taken; otherwise it throws with the answer. */
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await product.api<T>('maya', method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const campaign = (key: string) => call<CampaignDetail>('GET', `/api/campaigns/${key}`);
  /** Adds a contact to a partner; a guest is asked in Teams. */
  const contact = async (
    partnerKey: string,
    { guest, ...input }: { name: string; email?: string; jobTitle?: string; guest?: boolean },
  ): Promise<void> => {
    const path = `/api/partners/${partnerKey}`;
    const { key } = await call<{ key: string }>('POST', `${path}/contacts`, { requestId: newKey(), ...input });
    if (!guest) return;
    const { people } = await call<{ people: { oid: string }[] }>('GET', `/api/contacts/${key}/teams`);
    const { contacts } = await call<{ contacts: { version: string }[] }>('GET', path);
    await call('POST', `/api/contacts/${key}/teams`, { oid: people[0]?.oid, version: contacts[0]?.version });
  };
  return {
    call,
    campaign,
    contact,
    /** A partner with a contact, or with nobody. */
    async partner(
      name: string,
      who?: { email?: string; name?: string; guest?: boolean },
      type: PartnerType = 'freightForwarder',
      sites: readonly { id: string; name: string }[] = [],
    ): Promise<string> {
      const { key } = await call<{ key: string }>('POST', '/api/partners', {
        requestId: newKey(),
        name,
        country: 'SE',
        types: [type],
        ...(sites.length > 0 ? { sites } : {}),
      });
      if (who) await contact(key, { name: 'Somebody', ...who });
      return key;
    },
    async open(partnerKeys: readonly string[], dueOn: string, title = 'Security 2026', requestId = newKey()) {
      const { key } = await call<{ key: string }>('POST', '/api/campaigns', {
        requestId,
        title,
        why: 'We must know how secure our supply chain is.',
        dueOn,
        partnerKeys,
      });
      return key;
    },
    /** Waits until every message of the campaign has its final state and there are as many as wanted. */
    settled: (key: string, deliveries: number, seconds?: number): Promise<CampaignDetail> =>
      eventually(
        `${deliveries} messages are settled`,
        async () => {
          const now = await campaign(key);
          if (now.ledger.deliveries === deliveries && now.ledger.queued === 0) return now;
          throw new Error(JSON.stringify(now.ledger));
        },
        seconds,
      ),
  };
}

/** Everything in the inbox of this address, newest first. */
export const mailTo = async (product: RunningProduct, address: string): Promise<readonly Mail[]> =>
  (await product.control<{ messages: Mail[] }>('GET', `/mail?to=${encodeURIComponent(address)}`)).messages;

/** The texts of all cards in a person's chat, newest last. */
export const cardsOf = async (product: RunningProduct, person: string): Promise<readonly string[]> => {
  const { activities } = await product.control<{ activities: { attachments?: unknown[] }[] }>(
    'GET',
    `/chat?person=${encodeURIComponent(person)}`,
  );
  return activities.flatMap(({ attachments }) => attachments ?? []).map((card) => JSON.stringify(card));
};

/** Opens the link of the newest mail to this address, with a code where one is needed. */
export async function openLink(product: RunningProduct, address: string) {
  const mails = await eventually(`a mail to ${address}`, async () => {
    const found = await mailTo(product, address);
    return found.length > 0 && found;
  });
  const secret = /\/answer\/#([0-9a-zA-Z]+)/.exec(mails[0]?.html ?? '')?.[1];
  const browser = new PartnerBrowser(product.productUrl);
  const session = await browser.call<PartnerSession>('POST', '/session', { secret });
  const assessment = session.assessments[0];
  if (!assessment) throw new Error('This contact has no questionnaire.');
  const at = `/assessments/${encodeURIComponent(assessment.key)}`;
  const read = () =>
    browser.call<QuestionnaireView>('GET', `/questionnaire?assessment=${encodeURIComponent(assessment.key)}`);
  return { browser, assessment, at, read };
}

/** Lets the service look a few times: with short waits, each of its jobs begins three times a second. */
export const letItLook = (): Promise<void> => sleep(isStrict ? 5_000 : 1_500);
