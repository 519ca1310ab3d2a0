import type { EventEmitter } from 'node:events';
import type Database from 'libsql';
import type { QuirkSettings } from './graph/quirks';
import type { GraphRouter } from './graph/router';
import type { Tier } from './graph/tiers';
import type { TrafficLog } from './traffic';

/** Where the local tenant listens and keeps its state, and whom it knows as its one customer and one product. */
export interface TenantSettings {
  /** 0 until the tenant listens, when it was asked to take any free port. */
  readonly port: number;
  /** `http://localhost:PORT`, without a slash at the end. */
  readonly origin: string;
  /** `https://localhost:PORT` while the tenant also listens with TLS. */
  readonly httpsOrigin?: string;
  /** PEM file of the authority behind the https address. */
  readonly httpsCaFile?: string;
  /** The folder that holds the database, credentials and the clock. */
  readonly dir: string;
  readonly tenantId: string;
  /** Where the product runs; the Teams shell frames its tab and the connector posts activities to it. */
  readonly productUrl: string;
  /** The tier whose limits hold at the start; undefined: none. */
  readonly tier?: Tier;
  /** Quirks that differ from the usual ones. */
  readonly quirks?: Partial<QuirkSettings>;
  /** What all that is random here begins with. */
  readonly seed: number;
  /** The folder of the built Teams shell; `dist/shell` in the working directory when absent. */
  readonly shellDir?: string;
}

/** The tenant's clock: wall time plus an offset that people and tests can move. Milliseconds since 1970. */
export interface TenantClock {
  now(): number;
  offset(): number;
  /** Throws RangeError when the time would leave the years 2000 to 2100. */
  setOffset(milliseconds: number): void;
}

/** A call that the tenant refused because it does not know it. `at` is tenant time, ISO. */
export interface RefusedCall {
  readonly method: string;
  readonly path: string;
  readonly reason: string;
  readonly at: string;
}

/** What every part of the local tenant is given. Parts register their routes on the one HTTP server with it. */
export interface TenantContext {
  readonly settings: TenantSettings;
  readonly db: Database.Database;
  readonly clock: TenantClock;
  /** 'changed' with a topic ('chat', 'mail', 'directory', 'items', 'clock', 'traffic') whenever the shell should look again. */
  readonly events: EventEmitter;
  /** Graph's routes; add to them with `registerGraphRoute`. */
  readonly graph: GraphRouter;
  /** Every call that the tenant answered or made, the latest 500. */
  readonly traffic: TrafficLog;
  /** Records a call that was refused because the tenant does not know it, so that the shell can list it. */
  refused(call: { method: string; path: string; reason: string }): void;
  /** The latest refused calls, newest first, at most 200. */
  refusedCalls(): readonly RefusedCall[];
  /** Adds what a part must empty when the tenant is reset. Runs inside the reset's transaction. */
  onReset(clear: () => void): void;
}
