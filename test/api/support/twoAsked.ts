import { ulid } from 'ulid';
import { eventually, type RunningProduct } from '../../support/product';
import type { describedApi } from './describedApi';

export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export const newKey = (): string => ulid().toLowerCase();
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Keys of a partner and of its only contact. */
export interface Asked {
  readonly partner: string;
  readonly contact: string;
}

/** Hands for a product in which two partners are asked. */
export function twoAsked(running: () => RunningProduct, { ask }: ReturnType<typeof describedApi>) {
  async function addPartner(name: string, ownerEmail?: string): Promise<Asked> {
    const partner = await ask('POST /api/partners', 'maya', {
      json: {
        requestId: newKey(),
        name,
        country: 'MX',
        types: ['manufacturer'],
        ...(ownerEmail ? { ownerEmail } : {}),
      },
    });
    const contact = await ask('POST /api/partners/{key}/contacts', 'maya', {
      at: { key: partner.body.key },
      json: { requestId: newKey(), name: `Contact of ${name}`, email: `${name.toLowerCase()}@partner.example` },
    });
    return { partner: partner.body.key, contact: contact.body.key };
  }

  const secretFor = (name: string): Promise<string> =>
    eventually(`a mail to ${name}`, async () => {
      const { messages } = await running().control<{ messages: Mail[] }>('GET', `/mail?to=${name}@partner.example`);
      return /#([0-9a-z]{52})"/.exec(messages[0]?.html ?? '')?.[1];
    });
  const requestsMade = async (): Promise<number> =>
    (await running().control<{ requests: number }>('GET', '/usage')).requests;
  /** The feed looks every few seconds while somebody is there; only writes and reads of single rows tell of a call's work. */
  const callsMade = async (): Promise<Record<string, unknown>> => {
    const { byRoute } = await running().control<{ byRoute: Record<string, unknown> }>('GET', '/usage');
    return Object.fromEntries(Object.entries(byRoute).filter(([route]) => !/delta|mailFolders/.test(route)));
  };

  return {
    requestsMade,
    callsMade,
    /** Asks Aceros, whose owner is Luis, and Nordfrakt, and waits for the links in their mails. */
    async begin() {
      const mine = await addPartner('Aceros', 'luis@northgate.example');
      const other = await addPartner('Nordfrakt');
      const campaign = await ask('POST /api/campaigns', 'maya', {
        json: {
          requestId: newKey(),
          title: 'Security',
          dueOn: inDays(20),
          why: 'Customs asks.',
          partnerKeys: [mine.partner, other.partner],
        },
      });
      const secrets = { mine: await secretFor('aceros'), other: await secretFor('nordfrakt') };
      return { mine, other, assessment: `${campaign.body.key}|${mine.partner}`, secrets };
    },
  };
}
