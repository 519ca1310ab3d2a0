import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { secretCredential } from '../../../src/entra/credential';
import { createSharePoint, type SharePoint } from '../../../src/sharepoint';
import { createLinkSecrets, createUseCases } from '../../../src/useCases';
import type { Jobs, UseCases } from '../../../src/useCases/useCases';
import { provisioned } from '../../sharepoint/site';
import { budgetOf, productClock } from '../../support/productClock';
import { content, manager, newKey, silentLog, TestClock } from '../../useCases/world';
import { LUPE, TENANT } from './fakeUseCases';
import { type Card, type StartedBot, startBot } from './startBot';

/** The bot over the real use cases on the real stores. */
export interface RealBot {
  readonly started: StartedBot;
  readonly sharePoint: SharePoint;
  readonly useCases: UseCases;
  readonly clock: TestClock;
  /** Mails that would have gone out, by address. */
  readonly mails: { readonly to: string; readonly subject: string }[];
  /** Plans and sends until nothing is left to send. */
  deliver(): Promise<void>;
  /** A partner whose contact is bound to a person in Teams, asked in an open campaign. @returns the assessment's key */
  ask(name: string, oid: string, sites?: readonly { id: string; name: string }[]): Promise<string>;
  lastCard(person: string): Promise<Card | undefined>;
  close(): Promise<void>;
}

/** @param asked what campaigns ask; the small pack */
export async function startRealBot(asked = content): Promise<RealBot> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'trustlane-bot-'));
  const clock = new TestClock();
  const mails: { to: string; subject: string }[] = [];
  let publicUrl = '';
  let sharePoint: SharePoint | undefined;
  let made: { useCases: UseCases; jobs: Jobs } | undefined;
  const there = <T>(part: T | undefined): T => {
    if (!part) throw new Error('Asked for before it is there.');
    return part;
  };
  const started = await startBot(async (tenant, url) => {
    publicUrl = url;
    await provisioned(tenant);
    const { service } = tenant.environment;
    sharePoint = createSharePoint(
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
      { clock: productClock(tenant), log: silentLog },
    );
    await sharePoint.feed.start();
    return {
      getUseCases: () => there(made).useCases,
      conversationOf: ({ oid, tid }) => there(sharePoint).stores.conversations.get(`${tid}|${oid}`)?.value,
    };
  });
  const { stores, changes, directory } = there(sharePoint);
  const mail = () => ({ subject: 'A mail', html: '', text: '' });
  made = createUseCases({
    stores,
    changes,
    messenger: started.bot.messenger,
    mailer: { send: async ({ to, subject }) => void mails.push({ to, subject }), bounces: async () => [] },
    directory,
    clock,
    crypto: { sha256Hex: (text) => createHash('sha256').update(text).digest('hex'), newKey },
    log: silentLog,
    content: asked,
    links: createLinkSecrets([{ version: 1, key: Buffer.alloc(32, 7) }]),
    cards: started.bot.cards,
    mails: {
      invitation: mail,
      reminder: mail,
      reply: mail,
      handedBack: mail,
      decided: mail,
      customer: mail,
      code: mail,
    },
    publicUrl,
    customer: { name: 'Northgate Trading Ltd', tenantId: TENANT, timeZone: started.timeZone },
    spoolDir: path.join(stateDir, 'spool'),
  });
  const { useCases, jobs } = made;
  const deliver = async (): Promise<void> => {
    await jobs.resumeImports();
    await jobs.planDeliveries();
    await jobs.sendDeliveries();
  };
  return {
    started,
    sharePoint: there(sharePoint),
    useCases,
    clock,
    mails,
    deliver,
    async ask(name, oid, sites = [{ id: 's1', name: 'Monterrey yard' }]) {
      const { key: partnerKey } = await useCases.addPartner(manager, {
        requestId: newKey(),
        name,
        tradingNames: [],
        country: 'MX',
        city: 'Monterrey',
        types: ['foreignManufacturer', 'highwayCarrier'],
        sites: [...sites],
        exposure: {},
      });
      const { key: contactKey } = await useCases.addContact(manager, partnerKey, {
        requestId: newKey(),
        name: 'Guadalupe Hernández',
        jobTitle: 'Yard manager',
        email: oid === LUPE ? 'lupe@acerosdelnorte.example' : 'minh@nguyenseafoods.example',
        status: 'active',
      });
      const { version } = stores.contacts.get(contactKey) ?? { version: '' };
      await useCases.bindTeams(manager, contactKey, { oid, version });
      const dueOn = new Date(clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
      const { key } = await useCases.openCampaign(manager, {
        requestId: newKey(),
        title: 'Security 2027',
        why: 'We must know how our partners protect our goods.',
        dueOn,
        partnerKeys: [partnerKey],
      });
      await deliver();
      return `${key}|${partnerKey}`;
    },
    lastCard: async (person) => (await started.chat(person)).messages.at(-1)?.card,
    async close() {
      await sharePoint?.close();
      await started.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
