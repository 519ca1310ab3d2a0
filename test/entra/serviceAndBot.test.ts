import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnectorClients } from '../../bot/teams/connector/connectorClients';
import { createBotCredentials } from '../../bot/teams/connector/credentials';
import { notReachedBy } from '../../bot/teams/platformReason';
import { readConfig } from '../../src/config';
import { createGraph } from '../../src/sharepoint/client/graph';
import { createSharePoint } from '../../src/sharepoint';
import { LUPE } from '../bot/support/fakeUseCases';
import { type StartedBot, startBot } from '../bot/support/startBot';
import { budgetOf, productClock } from '../support/productClock';
import type { TestTenant } from '../support/tenant';
import { keptLog, provisioned, sitesOf } from '../sharepoint/site';
import { madeCertificate } from './certificates';

// Service and bot as they are set up in production, on the local tenant: the secrets of both are taken away.
let started: StartedBot;
let stateDir: string;
const settings: Record<string, string> = { CLIENT_SECRET: '', BOT_APP_PASSWORD: '' };

const configOf = (tenant: TestTenant, changes: Record<string, string> = {}) =>
  readConfig({
    ...tenant.environment.service,
    ...settings,
    PUBLIC_URL: 'http://localhost:9',
    STATE_DIR: stateDir,
    RESOURCE_UNITS_PER_MINUTE: String(budgetOf(tenant)),
    ...changes,
  });

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'trustlane-certificates-'));
  started = await startBot(undefined, async ({ tenant }) => {
    const [service, bot] = [await madeCertificate(90), await madeCertificate(90)];
    tenant.directory.addCertificate('service', service.certificate);
    tenant.directory.addCertificate('bot', bot.certificate);
    settings.CLIENT_CERTIFICATE = service.pem;
    settings.BOT_CERTIFICATE = bot.pem.replaceAll('\n', '\\n');
    return settings;
  });
  await provisioned(started.tenant);
});
afterAll(async () => {
  await started?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

it('the service reads SharePoint and saves there with its certificate', async () => {
  const { tenant } = started;
  const log = keptLog();
  const config = configOf(tenant);
  const sharePoint = createSharePoint(config, { clock: productClock(tenant), log });
  await sharePoint.feed.start();
  expect(sharePoint.feed.ready).toBe(true);
  const key = `${config.tenantId}|${LUPE}`;
  await sharePoint.stores.conversations.create({
    key,
    oid: LUPE,
    tid: config.tenantId,
    conversationId: 'a:1',
    serviceUrl: `${tenant.origin}/connector/`,
    state: 'active',
  });
  expect(sharePoint.stores.conversations.get(key)?.value.oid).toBe(LUPE);
  expect(log.lines.join()).not.toMatch(/BEGIN|eyJ/);
  await sharePoint.close();
});

it('the bot answers in a chat with its certificate', async () => {
  await started.membership(LUPE, { installed: true });
  const { messages } = await started.chat(LUPE);
  expect(messages.some(({ from }) => from === 'bot')).toBe(true);
});

it('a certificate that Entra does not take stops neither, and is told in a sentence without any of it', async () => {
  const { tenant } = started;
  const strange = await madeCertificate(90);
  const config = configOf(tenant, { CLIENT_CERTIFICATE: strange.pem, BOT_CERTIFICATE: strange.pem });
  const log = keptLog();
  const graph = createGraph({ ...config, clock: productClock(tenant), log, ruPerMinute: 1_000 });
  const call = graph.call({ method: 'GET', path: `/sites/${sitesOf(tenant).records}` });
  const refused: unknown = await call.catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'GraphRefusal', status: 401 });
  await graph.close();
  const signer = await createBotCredentials(config).forConnector();
  const silent: unknown = await signer.getToken(true).catch((error: unknown) => error);
  for (const error of [refused, silent]) {
    expect(String(error)).toMatch(/certificate is not registered with the application, or has run out/);
    expect(`${String(error)} ${JSON.stringify(error)} ${log.lines.join()}`).not.toMatch(/BEGIN|eyJ|[0-9a-f]{40}/i);
  }
});

it('a message that found no token was not sent, and that is what people read', async () => {
  const { tenant } = started;
  const config = configOf(tenant, { BOT_APP_ID: '33333333-0000-4000-8000-0000000000ee' });
  const clients = createConnectorClients(config, createBotCredentials(config), productClock(tenant));
  const client = await clients(`${tenant.origin}/connector/`, 'reply');
  const sent = client.conversations.sendToConversation('a:1', { type: 'message', text: 'Good morning' });
  const error: unknown = await sent.catch((cause: unknown) => cause);
  expect(notReachedBy(error).message).toBe('Teams refused the sign-in of this service.');
  expect(String(error)).toMatch(/AADSTS700016/);
});
