import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlApi } from '../controlApi';
import { sampleAnswer, samplePdf } from './answers';
import { type SamplePartner, samplePartners } from './partners';
import { PartnerBrowser, productApi } from './productApi';

interface QuestionnaireOnPage {
  readonly sections: readonly {
    readonly id: string;
    readonly siteId?: string;
    readonly revision: number;
    readonly questions: readonly Parameters<typeof sampleAnswer>[0][];
  }[];
}
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
  const as = (person: string) => productApi(places.productUrl, () => control.token({ person }));
  const maya = as('maya');
  const bouncing = samplePartners
    .filter(({ behaviour }) => behaviour === 'bounces')
    .flatMap(({ contact }) => contact?.email ?? []);
  await control.setBouncing(bouncing);

  const keys: string[] = [];
  for (const [index, partner] of samplePartners.entries()) keys.push(await addPartner(maya, partner, index));
  say(`${keys.length} partners`);

  await maya.post('/api/campaigns', {
    requestId: requestId('campaign', 1),
    title: 'Supply chain security 2026',
    dueOn: new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10),
    why: 'As a member of a trusted trader program we must know how secure our supply chain is. Your answers help us both keep goods moving without delays at the border.',
    partnerKeys: keys.filter((_, index) => samplePartners[index]?.behaviour !== 'notAsked'),
  });
  await allSent(maya);
  say('one campaign, invitations sent');

  let day = 17;
  for (const [index, partner] of samplePartners.entries()) {
    if (!['thorough', 'middling', 'weak', 'started'].includes(partner.behaviour)) continue;
    await control.setClock(-day * DAY);
    await answerByLink(places.productUrl, control, partner);
    day = Math.max(4, day - 1);
    if (partner.behaviour === 'thorough') await review(as('jonas'), keys[index] ?? '');
  }
  say('answers, proof and reviews');

  await control.setClock(-1 * DAY);
  await sleep(6_000);
  await allSent(maya);
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
    ownerId: partner.isLuis ? '22222222-0000-4000-8000-000000000003' : undefined,
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

/** The secret of a contact's link: from the mail, or from the card's "Answer on one page". */
async function secretFor(control: ControlApi, partner: SamplePartner): Promise<string | undefined> {
  const newestFirst = partner.guest
    ? (await control.cardsOf(partner.guest)).map((card) => JSON.stringify(card)).reverse()
    : (await control.mailTo(partner.contact?.email ?? '')).map(({ html, text }) => html ?? text);
  for (const text of newestFirst) {
    const found = /\/answer\/#([0-9a-zA-Z]+)/.exec(text);
    if (found?.[1]) return found[1];
  }
  return undefined;
}

async function answerByLink(productUrl: string, control: ControlApi, partner: SamplePartner): Promise<void> {
  const secret = await secretFor(control, partner);
  if (!secret || !partner.contact) return;
  const browser = new PartnerBrowser(productUrl);
  const { assessments } = await browser.call<{ assessments: { key: string; status: string }[] }>('POST', '/session', {
    secret,
  });
  const assessment = assessments[0];
  if (!assessment || assessment.status === 'submitted') return;
  const at = `/assessments/${encodeURIComponent(assessment.key)}`;
  const page = await browser.call<QuestionnaireOnPage>(
    'GET',
    `/questionnaire?assessment=${encodeURIComponent(assessment.key)}`,
  );
  const sections = partner.behaviour === 'started' ? page.sections.slice(0, 2) : page.sections;
  let position = 0;
  let files = 0;
  for (const section of sections) {
    const answers = section.questions.map((question) => sampleAnswer(question, position++, partner.behaviour, today()));
    await browser.call('PUT', `${at}/sections/${section.id}/${section.siteId ?? '-'}`, {
      baseRevision: section.revision,
      answers,
    });
    const proofs = section.questions.filter((question) => question.evidenceWanted);
    for (const question of partner.behaviour === 'thorough' ? proofs : proofs.slice(0, 1)) {
      if (partner.behaviour === 'started' || (partner.behaviour !== 'thorough' && files >= 2)) break;
      const query = new URLSearchParams({
        questionId: question.id,
        ...(question.siteId ? { siteId: question.siteId } : {}),
      });
      const bytes = samplePdf(`${partner.name}: proof for ${question.id}`);
      await browser
        .call('POST', `${at}/evidence?${query}`, undefined, { name: `${question.id.replace(/\W+/g, ' ')}.pdf`, bytes })
        .catch(() => undefined);
      files += 1;
    }
  }
  if (partner.behaviour === 'started') return;
  await browser.call('POST', `${at}/submit`, {
    name: partner.contact.name,
    jobTitle: partner.contact.jobTitle,
    isConfirmed: true,
    openMustsReason: 'Our procedure is being rewritten and will be ready next month.',
  });
}

async function review(jonas: ReturnType<typeof productApi>, partnerKey: string): Promise<void> {
  const view = await jonas.get<PartnerOnTab>(`/api/partners/${partnerKey}`);
  const files =
    view.assessments[0]?.sections.flatMap(({ answers }) => answers.flatMap(({ evidence }) => evidence)) ?? [];
  for (const [index, { key, version, reviewState }] of files.entries()) {
    if (reviewState !== 'toReview' || index % 5 === 4) continue;
    const rejects = index % 5 === 3;
    await jonas.post(`/api/evidence/${key}/review`, {
      version,
      reviewState: rejects ? 'rejected' : 'accepted',
      note: rejects ? 'The page is not dated. Please send the signed and dated version.' : undefined,
    });
  }
}
