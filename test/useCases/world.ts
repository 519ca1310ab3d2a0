import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monotonicFactory } from 'ulid';
import { secretCredential } from '../../src/entra/credential';
import type { Content } from '../../src/content/load';
import type { Person, Role } from '../../src/domain/person';
import { createSharePoint, type SharePoint } from '../../src/sharepoint';
import { TICK_MS } from '../../src/sharepoint/changeFeed';
import { createLinkSecrets, createUseCases } from '../../src/useCases';
import type { CustomerView, MessageView } from '../../src/useCases/messages';
import {
  type Clock,
  type Crypto,
  type Directory,
  type Log,
  type Mailer,
  type MailMessage,
  type Messenger,
  NotReached,
} from '../../src/useCases/ports';
import type { SharePointEdits } from '../../src/useCases/sharePointEdits';
import type { Jobs, UseCases } from '../../src/useCases/useCases';
import { provisioned } from '../sharepoint/site';
import { budgetOf, productClock } from '../support/productClock';
import { smallPack } from '../support/smallPack';
import { startTenant, type TestTenant } from '../support/tenant';

/** Time that stands still until it is moved; waiting moves it. */
export class TestClock implements Clock {
  constructor(private time = Date.now()) {}
  now = (): Date => new Date(this.time);
  sleep = async (milliseconds: number): Promise<void> => {
    this.time += milliseconds;
  };
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** Longer than any pause that the tenant asks for, in milliseconds. */
const AFTER_TROUBLE_MS = 5 * 60_000;

/**
 * Inside `leaping` the SharePoint layer's waits take no time at all and move its clock, for tests about trouble that
 * lasts; afterwards the pause that the tenant asked for is over as well. The clock of the use cases is another.
 */
let ahead = 0;
let isLeaping = false;
const layerClock = (tenant: TestTenant): Clock => {
  const usual = productClock(tenant);
  return {
    now: () => new Date(usual.now().getTime() + ahead),
    sleep: async (milliseconds) => {
      // The change feed ticks as ever: with every tick a leap, its own calls would renew the pause that others wait for.
      if (!isLeaping || milliseconds === TICK_MS) return usual.sleep(milliseconds);
      ahead += milliseconds;
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  };
};
export async function leaping<T>(work: () => Promise<T>): Promise<T> {
  isLeaping = true;
  try {
    return await work();
  } finally {
    isLeaping = false;
    ahead += AFTER_TROUBLE_MS;
  }
}

const ulid = monotonicFactory();
export const newKey = (): string => ulid().toLowerCase();
export const crypto: Crypto = { sha256Hex: (text) => createHash('sha256').update(text).digest('hex'), newKey };

/** Chats and mails as they arrive; both can be told to refuse. */
export class Post implements Messenger, Mailer {
  readonly cards: { oid: string; card: object }[] = [];
  readonly mails: MailMessage[] = [];
  teamsFault: NotReached | undefined;
  mailFault: NotReached | undefined;
  bounced: { address: string; reference?: string; reason: string; isPassing?: boolean; at: string }[] = [];
  messenger: Messenger = {
    send: async (person, message) => {
      if (this.teamsFault) throw this.teamsFault;
      this.cards.push({ oid: person.oid, card: message.card });
      return { conversationId: `a:${person.oid}`, activityId: String(this.cards.length) };
    },
    update: async () => undefined,
  };
  mailer: Mailer = {
    send: async (message) => {
      if (this.mailFault) throw this.mailFault;
      this.mails.push(message);
    },
    bounces: async () => this.bounced,
  };
  send = async (): Promise<never> => {
    throw new NotReached('not used', true);
  };
  update = async (): Promise<void> => undefined;
  bounces = async () => this.bounced;
}

export const content: Content = smallPack();

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const person = (role: Role, oid = `22222222-0000-4000-8000-${role.toLowerCase().padEnd(12, '0')}`): Person => ({
  oid,
  tid: 't1',
  name: `${role} ${oid.slice(-2)}`,
  email: `${role.toLowerCase()}@northgate.example`,
  roles: [role],
});
export const manager: Person = { ...person('Manager'), name: 'Maya Okafor' };
export const reviewer: Person = { ...person('Reviewer'), name: 'Jonas Berg' };
export const buyer: Person = { ...person('Buyer'), name: 'Luis Ortega' };
export const reader: Person = { ...person('Reader'), name: 'Priya Raman' };

export const people: Directory = {
  findByMail: async (address) =>
    [
      { oid: 'oid-lupe', name: 'Lupe', email: 'lupe@acerosdelnorte.example', isGuest: true },
      { oid: buyer.oid, name: buyer.name, email: buyer.email ?? '', isGuest: false },
    ].filter(({ email }) => email === address),
  nameOf: async (oid) => (oid === 'oid-omar' ? 'Omar Haddad' : undefined),
};

const renderCard = (view: MessageView) => ({ card: { type: 'AdaptiveCard', view }, summary: view.campaignTitle });
const renderCustomerMail = (view: CustomerView) => ({
  subject: `${view.kind}: ${view.partnerName}`,
  html: '',
  text: [view.why, ...view.words, view.url].join('\n'),
});
const renderMail = (view: MessageView) => ({
  subject: `${view.step}: ${view.campaignTitle}`,
  html: '',
  text: [
    view.dueSentence,
    view.handedOver?.parts.join('; '),
    view.handedOver?.waiting?.join(' '),
    view.reply?.text,
    view.handedBack?.parts.join('; '),
  ]
    .filter((line) => line !== undefined)
    .join('\n'),
});

export interface World {
  readonly tenant: TestTenant;
  readonly sharePoint: SharePoint;
  readonly useCases: UseCases;
  readonly jobs: Jobs;
  readonly post: Post;
  readonly clock: TestClock;
  /** Another process on the same sites: its own memory, the same rows. */
  another(clock?: TestClock): Promise<World>;
  close(): Promise<void>;
}

async function open(
  tenant: TestTenant,
  clock: TestClock,
  closing: (() => Promise<void>)[],
  asked: Content,
): Promise<World> {
  const { service } = tenant.environment;
  const stateDir = mkdtempSync(path.join(tmpdir(), 'trustlane-state-'));
  let edits: SharePointEdits | undefined;
  const sharePoint = createSharePoint(
    {
      tenantId: service.TENANT_ID ?? '',
      loginBaseUrl: service.LOGIN_BASE_URL ?? '',
      graphBaseUrl: service.GRAPH_BASE_URL ?? '',
      clientId: service.CLIENT_ID ?? '',
      credential: secretCredential(service.CLIENT_SECRET ?? ''),
      recordsSiteId: service.RECORDS_SITE_ID ?? '',
      systemSiteId: service.SYSTEM_SITE_ID ?? '',
      stateDir,
      resourceUnitsPerMinute: budgetOf(tenant),
    },
    {
      clock: layerClock(tenant),
      log: silentLog,
      onEdited: (...edit) => edits?.onEdited(...edit),
      onPutBack: (...edit) => edits?.onPutBack(...edit),
    },
  );
  await sharePoint.feed.start();
  closing.push(async () => {
    await sharePoint.close();
    rmSync(stateDir, { recursive: true, force: true });
  });
  const post = new Post();
  const created = createUseCases({
    stores: sharePoint.stores,
    changes: sharePoint.changes,
    messenger: post.messenger,
    mailer: post.mailer,
    directory: people,
    clock,
    crypto,
    log: silentLog,
    content: asked,
    links: createLinkSecrets([{ version: 1, key: Buffer.alloc(32, 7) }]),
    cards: {
      invitation: renderCard,
      reminder: renderCard,
      reply: renderCard,
      handedBack: renderCard,
      decided: renderCard,
      code: ({ code }) => ({ card: { code }, summary: '' }),
    },
    mails: {
      invitation: renderMail,
      reminder: renderMail,
      reply: renderMail,
      handedBack: renderMail,
      decided: renderMail,
      customer: renderCustomerMail,
      code: ({ code }) => ({ subject: 'Code', html: '', text: code }),
    },
    publicUrl: 'http://localhost:3978',
    customer: { name: 'Northgate Trading Ltd', tenantId: 't1' },
    rowsToMend: () => sharePoint.quarantine(),
    spoolDir: path.join(stateDir, 'spool'),
  });
  const { useCases, jobs } = created;
  edits = created.edits;
  return {
    tenant,
    sharePoint,
    useCases,
    jobs,
    post,
    clock,
    another: (other = clock) => open(tenant, other, closing, asked),
    close: async () => undefined,
  };
}

/** A provisioned tenant with the use cases over the real stores. @param asked what campaigns ask; the small pack */
export async function startWorld(asked = content): Promise<World> {
  const tenant = await startTenant();
  await provisioned(tenant);
  const closing: (() => Promise<void>)[] = [];
  const world = await open(tenant, new TestClock(), closing, asked);
  return {
    ...world,
    close: async () => {
      for (const each of closing) await each();
      await tenant.close();
    },
  };
}

export const day = (world: Pick<World, 'clock'>, offset: number): string =>
  new Date(world.clock.now().getTime() + offset * 86_400_000).toISOString().slice(0, 10);

/** A partner with a contact, asked in an open campaign due in `dueIn` days. */
export async function askedPartner(
  world: World,
  more: {
    dueIn?: number;
    email?: string;
    name?: string;
    inTeams?: boolean;
    sites?: { id: string; name: string }[];
  } = {},
) {
  const { useCases, jobs } = world;
  const name = more.name ?? `Partner ${newKey()}`;
  const { key: partnerKey } = await useCases.addPartner(manager, {
    requestId: newKey(),
    name,
    tradingNames: [],
    country: 'MX',
    city: 'Monterrey',
    types: ['foreignManufacturer'],
    sites: more.sites ?? [],
    exposure: {},
  });
  const { key: contactKey } = await useCases.addContact(manager, partnerKey, {
    requestId: newKey(),
    name: 'Guadalupe Hernández',
    email: more.email ?? `${newKey()}@acero.example`,
    status: 'active',
  });
  const { key: campaignKey } = await useCases.openCampaign(manager, {
    requestId: newKey(),
    title: 'Security 2027',
    why: 'We must know our partners.',
    dueOn: day(world, more.dueIn ?? 20),
    partnerKeys: [partnerKey],
  });
  await jobs.resumeImports();
  const { stores } = world.sharePoint;
  const contact = stores.contacts.get(contactKey)?.value;
  if (!contact) throw new Error('The contact is not there.');
  return { partnerKey, contactKey, campaignKey, assessmentKey: `${campaignKey}|${partnerKey}`, contact };
}
