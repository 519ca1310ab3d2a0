import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSharePoint, type SharePoint, type SharePointDeps } from '../../src/sharepoint';
import { createGraph, type Graph } from '../../src/sharepoint/client/graph';
import { declaredLists } from '../../src/sharepoint/lists';
import type { ListDeclaration } from '../../src/sharepoint/lists/declaration';
import { type Provisioned, provision } from '../../src/sharepoint/provision';
import type { Clock, Log } from '../../src/useCases/ports';
import type { TestTenant } from '../support/tenant';

/** A log that keeps what was said, for tests that look at it. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, info: keep, warn: keep, error: keep };
}

/** Waiting takes no time: sleeping moves this clock. */
export function leapingClock(): Clock & { readonly slept: number[] } {
  let ahead = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(Date.now() + ahead),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      ahead += milliseconds;
    },
  };
}

const addressesOf = ({ environment }: TestTenant) => {
  const { service } = environment;
  return {
    tenantId: service.TENANT_ID ?? '',
    loginBaseUrl: service.LOGIN_BASE_URL ?? '',
    graphBaseUrl: service.GRAPH_BASE_URL ?? '',
  };
};

export const sitesOf = ({ environment: { service } }: TestTenant) => ({
  records: service.RECORDS_SITE_ID ?? '',
  system: service.SYSTEM_SITE_ID ?? '',
});

/** The bare Graph client of the service or of the provisioning identity. */
export function graphOf(
  tenant: TestTenant,
  as: 'service' | 'provision' = 'service',
  deps: { clock?: Clock; log?: Log; ruPerMinute?: number } = {},
): Graph {
  const { service, provision: other } = tenant.environment;
  return createGraph({
    ...addressesOf(tenant),
    clientId: (as === 'service' ? service.CLIENT_ID : other.PROVISION_CLIENT_ID) ?? '',
    clientSecret: (as === 'service' ? service.CLIENT_SECRET : other.PROVISION_CLIENT_SECRET) ?? '',
    clock: deps.clock ?? leapingClock(),
    log: deps.log ?? keptLog(),
    ruPerMinute: deps.ruPerMinute ?? 1_000_000,
  });
}

/** Provisions both sites with their own identity. */
export async function provisioned(
  tenant: TestTenant,
  declared: readonly ListDeclaration[] = declaredLists,
  print: (line: string) => void = () => undefined,
): Promise<Provisioned> {
  const graph = graphOf(tenant, 'provision');
  try {
    return await provision(graph, declared, sitesOf(tenant), print);
  } finally {
    await graph.close();
  }
}

export interface OpenSharePoint extends SharePoint {
  readonly stateDir: string;
}

const opened: { sharePoint: SharePoint; stateDir: string }[] = [];

/** The whole layer against the tenant. Its feed is loaded but reads only when the test says so. */
export async function openSharePoint(
  tenant: TestTenant,
  deps: Partial<SharePointDeps> & { stateDir?: string; ruPerMinute?: number; isUnloaded?: boolean } = {},
): Promise<OpenSharePoint> {
  const stateDir = deps.stateDir ?? mkdtempSync(path.join(tmpdir(), 'trustlane-state-'));
  const { service } = tenant.environment;
  const sharePoint = createSharePoint(
    {
      ...addressesOf(tenant),
      clientId: service.CLIENT_ID ?? '',
      clientSecret: service.CLIENT_SECRET ?? '',
      recordsSiteId: service.RECORDS_SITE_ID ?? '',
      systemSiteId: service.SYSTEM_SITE_ID ?? '',
      stateDir,
      resourceUnitsPerMinute: deps.ruPerMinute ?? 1_000_000,
    },
    { clock: slowClock, log: keptLog(), ...deps },
  );
  opened.push({ sharePoint, stateDir });
  if (!deps.isUnloaded) await sharePoint.feed.start();
  return { ...sharePoint, stateDir };
}

/** Closes what a test opened, and removes its folders. */
export async function closeAll(): Promise<void> {
  for (const { sharePoint, stateDir } of opened.splice(0)) {
    await sharePoint.close();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** Real time, except that waits are short: the feed's loop ticks, but nothing is due within a test. */
const slowClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 20))),
};
