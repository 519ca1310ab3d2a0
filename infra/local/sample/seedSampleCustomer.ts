import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlApi } from '../controlApi';
import { answerByLink } from './answerByLink';
import { inTurns } from './inTurns';
import { type Behaviour, type SamplePartner, samplePartners } from './partners';
import { productApi } from './productApi';

interface PartnerOnTab {
  readonly contacts: readonly { readonly key: string; readonly version: string }[];
  readonly assessments: readonly {
    readonly sections: readonly {
      readonly answers: readonly {
        readonly evidence: readonly { readonly key: string; readonly version: string; readonly reviewState: string }[];
      }[];
    }[];
  }[];
}

const DAY = 86_400_000;
/** Where the tenant's clock must stand, relative to wall time, before the service starts on an empty tenant. */
export const SAMPLE_STARTS_MS = -18 * DAY;
/** Keys of the sample are fixed, so that a start that was cut short goes on without doubling anything. */
const KINDS = { campaign: 'a', partner: 'b', contact: 'c' } as const;
const requestId = (kind: keyof typeof KINDS, number: number): string =>
  `01hzsamp${KINDS[kind]}${String(number).padStart(17, '0')}`;
const ANSWERS: ReadonlySet<Behaviour> = new Set(['thorough', 'solid', 'inReview', 'middling', 'weak', 'started']);
/** The others' proof waits for a reviewer. */
const REVIEWED: ReadonlySet<Behaviour> = new Set(['thorough', 'solid', 'inReview', 'middling']);
const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * Plays three weeks of the sample customer through the product's own API, its mails and its partner page, moving the
 * tenant's clock as it goes: partners, a campaign due in two days, answers, proof, reviews and reminders. Nothing is
 * written behind the product's back.
 */
export async function seedSampleCustomer(
  places: { productUrl: string },
  control: ControlApi,
  say: (text: string) => void,
): Promise<void> {
  const announce = (step: string, done: number) =>
    control.announce(`The sample customer is being set up: ${step}.`, done);
  await announce('partners and contacts', 0);
  try {
    await play(places, control, say, announce);
  } finally {
    await control.announce('');
  }
}

async function play(
  places: { productUrl: string },
  control: ControlApi,
  say: (text: string) => void,
  announce: (step: string, done: number) => Promise<void>,
): Promise<void> {
  const as = (person: string) => productApi(places.productUrl, () => control.token({ person }));
  const maya = as('maya');
  const bouncing = samplePartners
    .filter(({ behaviour }) => behaviour === 'bounces')
    .flatMap(({ contact }) => contact?.email ?? []);
  await control.setBouncing(bouncing);

  const keys: string[] = [];
  for (const [index, partner] of samplePartners.entries()) keys.push(await addPartner(maya, partner, index));
  say(`${keys.length} partners`);
  await announce('a campaign, and invitations by chat and mail', 0.1);

  await maya.post('/api/campaigns', {
    requestId: requestId('campaign', 1),
    title: 'Supply chain security 2026',
    dueOn: new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10),
    why: 'As a member of a trusted trader program we must know how secure our supply chain is. Your answers help us both keep goods moving without delays at the border.',
    partnerKeys: keys.filter((_, index) => samplePartners[index]?.behaviour !== 'notAsked'),
  });
  await allSent(maya);
  await bounced(maya);
  say('one campaign, invitations sent');

  const answering = samplePartners.flatMap((partner, index) =>
    ANSWERS.has(partner.behaviour) ? [{ partner, index }] : [],
  );
  for (const [turn, { partner, index }] of answering.entries()) {
    await announce(
      `${partner.name} answers (${turn + 1} of ${answering.length})`,
      0.2 + (0.6 * turn) / answering.length,
    );
    await control.setClock(-Math.max(4, 17 - turn) * DAY);
    await answerByLink(places.productUrl, control, partner, today());
    if (REVIEWED.has(partner.behaviour)) await review(as('jonas'), keys[index] ?? '', partner.behaviour);
  }
  say('answers, proof and reviews');

  await announce('reminders', 0.8);
  await control.setClock(-1 * DAY);
  await sleep(6_000);
  await allSent(maya);
  await bounced(maya);
  await control.setClock(0);
  say('reminders');
}

async function addPartner(maya: ReturnType<typeof productApi>, partner: SamplePartner, index: number): Promise<string> {
  const { key } = await maya.post<{ key: string }>('/api/partners', {
    requestId: requestId('partner', index),
    name: partner.name,
    country: partner.country,
    city: partner.city,
    types: [partner.type],
    sites: (partner.sites ?? []).map((name, at) => ({ id: `site-${at + 1}`, name })),
    exposure: { shipmentsPerYear: partner.shipmentsPerYear, isSoleSource: partner.isSoleSource },
    ownerEmail: partner.isLuis ? 'luis@northgate.example' : '',
  });
  if (!partner.contact) return key;
  const added = await maya.post<{ key: string }>(`/api/partners/${key}/contacts`, {
    requestId: requestId('contact', index),
    ...partner.contact,
  });
  if (partner.guest) {
    const { people } = await maya.get<{ people: { oid: string }[] }>(`/api/contacts/${added.key}/teams`);
    const view = await maya.get<PartnerOnTab>(`/api/partners/${key}`);
    const version = view.contacts.find((contact) => contact.key === added.key)?.version;
    if (people[0] && version) await maya.post(`/api/contacts/${added.key}/teams`, { oid: people[0].oid, version });
  }
  return key;
}

/** Waits until no message is queued; after two minutes it goes on, the messages follow by themselves. */
async function allSent(maya: ReturnType<typeof productApi>): Promise<void> {
  for (let waited = 0; waited < 120; waited += 1) {
    const { ledger } = await maya.get<{ ledger: { queued: number; deliveries: number } }>(
      `/api/campaigns/${requestId('campaign', 1)}`,
    );
    if (ledger.deliveries > 0 && ledger.queued === 0) return;
    await sleep(1_000);
  }
}

/** Waits until the mail to the address that does not work has come back; at most half a minute. */
async function bounced(maya: ReturnType<typeof productApi>): Promise<void> {
  for (let waited = 0; waited < 60; waited += 1) {
    const { partners } = await maya.get<{ partners: { name: string; group: string }[] }>(
      `/api/campaigns/${requestId('campaign', 1)}`,
    );
    const isBack = ({ name, group }: { name: string; group: string }): boolean =>
      group === 'notReached' || samplePartners.find((partner) => partner.name === name)?.behaviour !== 'bounces';
    if (partners.every(isBack)) return;
    await sleep(500);
  }
}

/** Jonas looks at what a partner sent: all of it, save where the sample wants something to be left to do. */
async function review(
  jonas: ReturnType<typeof productApi>,
  partnerKey: string,
  behaviour: SamplePartner['behaviour'],
): Promise<void> {
  const files = async () => {
    const view = await jonas.get<PartnerOnTab>(`/api/partners/${partnerKey}`);
    return view.assessments[0]?.sections.flatMap(({ answers }) => answers.flatMap(({ evidence }) => evidence)) ?? [];
  };
  const all = [...(await files()).entries()];
  await inTurns(all, async ([index, { key, version, reviewState }]) => {
    if (reviewState !== 'toReview') return;
    if (behaviour === 'inReview' && index % 3 === 2) return;
    const isRejected = (behaviour === 'weak' || behaviour === 'middling') && index % 3 === 1;
    const decision = {
      reviewState: isRejected ? 'rejected' : 'accepted',
      ...(isRejected ? { note: 'The page is not dated. Please send the signed and dated version.' } : {}),
    };
    let seen: { readonly version: string; readonly reviewState: string } | undefined = { version, reviewState };
    for (let tries = 1; seen?.reviewState === 'toReview'; tries += 1) {
      try {
        await jonas.post(
          `/api/evidence/${key}/review`,
          { version: seen.version, ...decision },
          { isConflictFinal: true },
        );
        return;
      } catch (error) {
        if (tries >= 10) throw error;
        // SharePoint may rewrite a file a moment after it arrived, which makes a version: then he looks again.
        seen = (await files()).find((file) => file.key === key);
      }
    }
  });
}
