import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { readConfig } from '../src/config';
import { ContentError } from '../src/content/load';
import { openContent } from '../src/content/openContent';
import { AppError } from '../src/errors';
import { createLog } from '../src/log';
import { createMailer } from '../src/mail/mailer';
import { messageMails } from '../src/mail/messageMails';
import { createGraph } from '../src/sharepoint/client/graph';
import { asJob, createSharePoint } from '../src/sharepoint/index';
import { createUseCases } from '../src/useCases/index';
import { createLinkSecrets } from '../src/useCases/linkSecret';
import type { SharePointEdits } from '../src/useCases/sharePointEdits';
import type { UseCases } from '../src/useCases/useCases';
import { createDispatch } from './api/dispatch';
import { createLinkSessions } from './api/partnerPage/linkSession';
import { createOwnWork } from './api/partnerPage/ownWork';
import { createRoutes } from './api/routes';
import { createSigningKeys } from './api/signingKeys';
import { createTabTokens } from './api/tabTokens';
import { createCopyMaker } from './copyMaker';
import { createCredentialWatch } from './credentialWatch';
import { createGraphRequest } from './graphRequest';
import { createJobLoop } from './jobs/loop';
import { partnerPageLink } from './partnerPageLink';
import { createServer } from './server';
import { createStartUp } from './startUp';
import { systemClock as clock, systemCrypto as crypto } from './system';
import { createTeamsBot } from './teams/createTeamsBot';

// The service as one process: everything is put together here, nothing else reads the environment or listens.
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const dist = path.resolve(path.dirname(process.argv[1] ?? 'dist/bot/main.js'), '..');
  const log = createLog(config.logLevel);
  const shippedFolder = path.join(dist, 'content');
  const content = openContent({
    folder: config.contentDir ?? shippedFolder,
    shippedFolder,
    keptIn: path.join(config.stateDir, 'content'),
    now: clock.now,
    onNotKept: (error) => log.warn({ err: error }, 'A copy of the content could not be kept.'),
  });
  if (content.fault)
    log.error({ problems: content.fault.problems }, 'The content has faults; older content stands in.');
  const customerName = config.customerName;

  // The use cases are made from the stores, and are told in turn what people do in SharePoint itself.
  let edits: SharePointEdits | undefined;
  const sharePoint = createSharePoint(config, {
    clock,
    log,
    onEdited: (...edit) => edits?.onEdited(...edit),
    onPutBack: (...edit) => edits?.onPutBack(...edit),
  });
  const credentials = createCredentialWatch(
    [
      { whose: 'service', consequence: 'nothing can be read or saved', credential: config.credential },
      { whose: 'bot', consequence: 'the bot cannot write in Teams', credential: config.botCredential },
    ],
    { clock, log, timeZone: config.timeZone },
  );
  const startUp = createStartUp({
    feed: sharePoint.feed,
    clock,
    log,
    contentFault: content.fault,
    credentialNotice: credentials.notice,
  });
  // Mail and Teams are called through a client of their own: when they ask to wait, SharePoint's calls go on.
  const graph = createGraph({ ...config, clock, log, ruPerMinute: config.resourceUnitsPerMinute });

  // The bot's messages come from the use cases, which in their turn send through the bot.
  let started: UseCases | undefined;
  const getUseCases = (): UseCases => {
    if (!started) throw new Error('The use cases are asked for before they are there.');
    return started;
  };
  const bot = createTeamsBot({
    config,
    getUseCases,
    clock,
    log,
    conversationOf: ({ oid, tid }) => sharePoint.stores.conversations.get(`${tid}|${oid}`)?.value,
    graphRequest: createGraphRequest(graph),
    customerName,
    newKey: crypto.newKey,
  });
  const created = createUseCases({
    stores: sharePoint.stores,
    changes: sharePoint.changes,
    messenger: bot.messenger,
    mailer: createMailer({ graph, sender: config.mailSender }),
    directory: sharePoint.directory,
    clock,
    crypto,
    log,
    content,
    links: createLinkSecrets(config.linkKeys),
    cards: bot.cards,
    mails: messageMails,
    publicUrl: config.publicUrl,
    partnerPageUrl: partnerPageLink(config),
    customer: {
      name: customerName,
      tenantId: config.tenantId,
      timeZone: config.timeZone,
      keepAnswersYears: config.keepAnswersYears,
    },
    resourceUnitsPerMinute: config.resourceUnitsPerMinute,
    feedStatus: startUp.feedStatus,
    rowsToMend: () => sharePoint.quarantine(),
    credentialNotice: credentials.notice,
    makeCopy: createCopyMaker(path.join(dist, 'bot', 'copyWorker.js')),
    spoolDir: emptyFolder(path.join(config.stateDir, 'incoming')),
  });
  const { useCases, jobs } = created;
  started = useCases;
  edits = created.edits;

  const sessions = createLinkSessions({ linkKeys: config.linkKeys, clock });
  const ownWork = createOwnWork();
  const dispatch = createDispatch({
    useCases,
    changes: sharePoint.changes,
    clock,
    tokens: createTabTokens({ ...config, keys: createSigningKeys({ ...config, clock }) }),
    sessions,
    ownWork,
    isReady: startUp.isReady,
    publicUrl: config.publicUrl,
    onTrouble: (request, error) => {
      const fields = { requestId: request.id, err: error };
      if (error instanceof AppError) log.warn(fields, 'A call was refused because of trouble behind it.');
      else log.error(fields, 'A call failed.');
    },
  });
  const server = createServer({
    routes: createRoutes({
      useCases,
      sessions,
      ownWork,
      clock,
      customerName,
      countries: content.countries.all,
      pictures: content.pictures,
    }),
    dispatch,
    bot: bot.handle,
    isBotReady: startUp.isReady,
    health: startUp.health,
    tabSettings: { clientId: config.clientId, tenantId: config.tenantId, teamsOrigins: config.teamsOrigins },
    pages: { tab: path.join(dist, 'tab'), partner: path.join(dist, 'partner') },
    publicUrl: config.publicUrl,
    teamsOrigins: config.teamsOrigins,
    proxyHops: config.proxyHops,
    log,
    clock,
  });
  const jobLoop = createJobLoop({ jobs, clock, log, isReady: startUp.isReady, asJob });

  const port = await server.listen(config.port);
  log.info({ port }, 'The service takes calls.');
  credentials.start();
  startUp.begin();
  jobLoop.start();
  stopWhenAsked(async () => {
    log.info({}, 'The service stops.');
    await server.close();
    await jobLoop.stop();
    await sharePoint.close();
    await graph.close();
  });
}

/** Files that were being checked when the service was killed are nobody's any more. */
function emptyFolder(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Lets what is under way end, for at most ten seconds: nothing acknowledged depends on a graceful end. */
function stopWhenAsked(stop: () => Promise<void>): void {
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), 10_000).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

main().catch((error: unknown) => {
  // Before the log is there, and for the one person who reads it: a sentence, not a stack.
  const isKnown = error instanceof AppError || error instanceof ContentError;
  process.stderr.write(
    `${isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
