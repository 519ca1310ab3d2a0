import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import process from 'node:process';
import Fastify, { type FastifyInstance } from 'fastify';
import { applications } from './applications';
import { followCallOrigin } from './callOrigin';
import { createClock } from './clock';
import { registerConnector } from './connector/register';
import type { RefusedCall, TenantContext, TenantSettings } from './context';
import { registerFaults } from './control/faultHooks';
import { registerControl } from './control/register';
import { openDatabase } from './database';
import { createDirectory, type Directory } from './directory';
import { registerCertificates } from './entra/applicationCertificates';
import { registerEntra } from './entra/register';
import { writeEnvironment } from './environment';
import { registerGraph } from './graph/register';
import type { QuirkSettings } from './graph/quirks';
import { GraphRouter } from './graph/router';
import { readTier, type Tier } from './graph/tiers';
import { type HttpsListener, listenWithHttps } from './https';
import { guardLocalServer } from './localGuard';
import { lockFolder } from './lock';
import { registerMailbox } from './mailbox/register';
import { TENANT_ID } from './people';
import { mustBeWritable, type Recorder, startRecorder } from './record';
import { refuseAddress, refuseNoise, registerRefusals } from './refusals';
import { nameRequests } from './requestIds';
import { readSeed } from './seed';
import { registerShell } from './shell/register';
import { createTrafficLog } from './traffic';
import { createMasks } from './traffic/masks';
import { watchCalls } from './traffic/watchCalls';

export interface TenantOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Created when missing. */
  readonly dir: string;
  readonly productUrl: string;
  /** An RSA private key (PKCS8 PEM) to sign with instead of making one: tests share one, since making it takes time. */
  readonly signingKey?: string;
  /** Also listens with TLS, and gives the applications certificates; 0 takes any free port. Default: neither. */
  readonly httpsPort?: number;
  /** Limits of resource units; null is none. Default: `LOCAL_TENANT_TIER`, or else none. */
  readonly tier?: Tier | null;
  /** What quirks and faults begin with. Default: `LOCAL_TENANT_SEED`, or else 1. */
  readonly seed?: number;
  /** Quirks that differ from the usual ones, also after a reset. */
  readonly quirks?: Partial<QuirkSettings>;
  /** A file to append all traffic to, a line of JSON per call. Default: `LOCAL_TENANT_RECORD`, or else none. */
  readonly recordFile?: string;
  /** The folder of the built Teams shell; `dist/shell` in the working directory when absent. */
  readonly shellDir?: string;
}

export interface Tenant {
  readonly context: TenantContext;
  readonly directory: Directory;
  readonly app: FastifyInstance;
  /** Listens on loopback only and writes `environment.json`. Throws EADDRINUSE when the port is taken. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Puts the local tenant together. Nothing listens yet. Throws FolderInUse when another one has the folder, and an Error
 * with a sentence when the traffic cannot be recorded.
 */
export async function createTenant(options: TenantOptions): Promise<Tenant> {
  const recordFile = options.recordFile ?? process.env.LOCAL_TENANT_RECORD;
  if (recordFile) mustBeWritable(recordFile);
  mkdirSync(options.dir, { recursive: true });
  const settings = changeableSettings(options);
  const unlock = lockFolder(options.dir);
  const db = openDatabase(options.dir);
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const clock = createClock(options.dir);
  const refusals: RefusedCall[] = [];
  const resets: (() => void)[] = [];
  const masks = createMasks(
    () => secrets,
    () => [settings.origin, settings.httpsOrigin ?? settings.origin],
  );
  const traffic = createTrafficLog(
    () => clock.now(),
    masks,
    () => void events.emit('changed', 'traffic'),
  );
  const context: TenantContext = {
    settings,
    db,
    clock,
    events,
    graph: new GraphRouter(),
    traffic,
    refused(call) {
      traffic.noteRefusal(call);
      refusals.unshift({ ...call, at: new Date(clock.now()).toISOString() });
      refusals.length = Math.min(refusals.length, 200);
      events.emit('changed', 'refused');
    },
    refusedCalls: () => refusals,
    onReset: (clear) => void resets.push(clear),
  };
  const directory = createDirectory(db, () => events.emit('changed', 'directory'));
  const secrets = applications.map(({ name }) => directory.secretOf(name));

  const app = Fastify({
    logger: false,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    frameworkErrors: (_error, request, reply) => refuseAddress(() => context, request, reply),
    clientErrorHandler: refuseNoise,
  });
  // Whoever gets an answer finds environment.json complete: the ports, certificates and secrets that a call goes with.
  let opening: Promise<void> | undefined;
  app.addHook('onRequest', async () => opening);
  registerRefusals(app, context);
  watchCalls(app, context, directory);
  guardLocalServer(app);
  followCallOrigin(app, settings);
  registerFaults(app, context, directory);
  nameRequests(app);
  registerEntra(app, context, directory, options.signingKey);
  registerGraph(app, context, directory);
  registerControl(app, context, directory, resets);
  registerConnector(app, context, directory);
  registerMailbox(app, context, directory);
  registerShell(app, context, directory);
  await app.ready();
  let https: HttpsListener | undefined;
  const recorder: Recorder | undefined = recordFile ? startRecorder(traffic, recordFile) : undefined;

  const open = async (): Promise<void> => {
    // 'localhost' binds 127.0.0.1 and, where the machine has it, ::1: clients may resolve the name to either.
    await app.listen({ port: options.port, host: 'localhost' });
    const address = app.server.address();
    if (address !== null && typeof address === 'object') settings.port = address.port;
    if (options.httpsPort !== undefined) {
      https = await listenWithHttps(app, options.dir, options.httpsPort);
      settings.httpsOrigin = `https://localhost:${https.port}`;
      settings.httpsCaFile = https.caFile;
      await registerCertificates(context, directory);
    }
    writeEnvironment(context, directory);
  };

  return {
    context,
    directory,
    app,
    listen() {
      opening = open();
      return opening;
    },
    async close() {
      await https?.close();
      await app.close();
      await recorder?.close();
      traffic.close();
      db.close();
      unlock();
    },
  };
}

type Changeable = { port: number; httpsOrigin?: string; httpsCaFile?: string };

function changeableSettings(options: TenantOptions): TenantSettings & Changeable {
  return {
    port: options.port,
    get origin() {
      return `http://localhost:${this.port}`;
    },
    dir: options.dir,
    tenantId: TENANT_ID,
    productUrl: options.productUrl,
    quirks: options.quirks,
    tier: options.tier === undefined ? tierFromEnvironment() : (options.tier ?? undefined),
    seed: options.seed ?? readSeed(process.env.LOCAL_TENANT_SEED ?? '1'),
    shellDir: options.shellDir,
  };
}

function tierFromEnvironment(): Tier | undefined {
  const { LOCAL_TENANT_TIER: text = '' } = process.env;
  return text === '' ? undefined : readTier(text);
}
