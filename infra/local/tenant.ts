import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { createClock } from './clock';
import { registerConnector } from './connector/register';
import type { RefusedCall, TenantContext, TenantSettings } from './context';
import { registerFaults } from './control/faults';
import { registerControl } from './control/register';
import { openDatabase } from './database';
import { createDirectory, type Directory } from './directory';
import { registerEntra } from './entra/register';
import { writeEnvironment } from './environment';
import { registerGraph } from './graph/register';
import { GraphRouter } from './graph/router';
import { guardLocalServer } from './localGuard';
import { registerMailbox } from './mailbox/register';
import { TENANT_ID } from './people';
import { registerShell } from './shell/register';

export interface TenantOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Created when missing. */
  readonly dir: string;
  readonly productUrl: string;
  /** An RSA private key (PKCS8 PEM) to sign with instead of making one: tests share one, since making it takes time. */
  readonly signingKey?: string;
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

/** Puts the local tenant together. Nothing listens yet. */
export async function createTenant(options: TenantOptions): Promise<Tenant> {
  mkdirSync(options.dir, { recursive: true });
  const db = openDatabase(options.dir);
  const settings = changeableSettings(options);
  const events = new EventEmitter();
  events.setMaxListeners(0);
  const clock = createClock(options.dir);
  const refusals: RefusedCall[] = [];
  const resets: (() => void)[] = [];
  const context: TenantContext = {
    settings,
    db,
    clock,
    events,
    graph: new GraphRouter(),
    refused(call) {
      refusals.unshift({ ...call, at: new Date(clock.now()).toISOString() });
      refusals.length = Math.min(refusals.length, 200);
      events.emit('changed', 'refused');
    },
    refusedCalls: () => refusals,
    onReset: (clear) => void resets.push(clear),
  };
  const directory = createDirectory(db, () => events.emit('changed', 'directory'));

  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 4 * 1024 * 1024 });
  guardLocalServer(app);
  registerFaults(app, context);
  registerEntra(app, context, directory, options.signingKey);
  registerGraph(app, context, directory);
  registerControl(app, context, directory, resets);
  registerConnector(app, context, directory);
  registerMailbox(app, context, directory);
  registerShell(app, context, directory);
  await app.ready();

  return {
    context,
    directory,
    app,
    async listen() {
      // 'localhost' binds 127.0.0.1 and, where the machine has it, ::1: clients may resolve the name to either.
      await app.listen({ port: options.port, host: 'localhost' });
      const address = app.server.address();
      if (address !== null && typeof address === 'object') settings.port = address.port;
      writeEnvironment(context, directory);
    },
    async close() {
      await app.close();
      db.close();
    },
  };
}

function changeableSettings(options: TenantOptions): TenantSettings & { port: number } {
  return {
    port: options.port,
    get origin() {
      return `http://localhost:${this.port}`;
    },
    dir: options.dir,
    tenantId: TENANT_ID,
    productUrl: options.productUrl,
    shellDir: options.shellDir,
  };
}
