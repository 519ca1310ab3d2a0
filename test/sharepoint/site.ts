import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { secretCredential } from '../../src/entra/credential';
import { createSharePoint, type SharePoint, type SharePointDeps } from '../../src/sharepoint';
import { createGraph, type Graph } from '../../src/sharepoint/client/graph';
import { declaredLists } from '../../src/sharepoint/lists';
import type { ListDeclaration } from '../../src/sharepoint/lists/declaration';
import { type Provisioned, provision } from '../../src/sharepoint/provision';
import type { Clock, Log } from '../../src/useCases/ports';
import { budgetOf, productClock } from '../support/productClock';
import type { TestTenant } from '../support/tenant';

/** A log that keeps what was said, for tests that look at it. */
export function keptLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  return { lines, info: keep, warn: keep, error: keep };
}

/** Waiting takes no time: sleeping moves this clock, and that of a tenant with limits, where one is given. */
export function leapingClock(tenant?: TestTenant): Clock & { readonly slept: number[] } {
  let own = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(Date.now() + own + (tenant?.skipped() ?? 0)),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      if (tenant?.hasLimits()) tenant.skip(milliseconds);
      else own += milliseconds;
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
    credential: secretCredential((as === 'service' ? service.CLIENT_SECRET : other.PROVISION_CLIENT_SECRET) ?? ''),
    clock: deps.clock ?? leapingClock(tenant),
    log: deps.log ?? keptLog(),
    ruPerMinute: deps.ruPerMinute ?? budgetOf(tenant),
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

const opened: { sharePoint: SharePoint; stateDir: string; tenant: TestTenant }[] = [];

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
      credential: secretCredential(service.CLIENT_SECRET ?? ''),
      recordsSiteId: service.RECORDS_SITE_ID ?? '',
      systemSiteId: service.SYSTEM_SITE_ID ?? '',
      stateDir,
      resourceUnitsPerMinute: deps.ruPerMinute ?? budgetOf(tenant),
    },
    { clock: productClock(tenant), log: keptLog(), ...deps },
  );
  opened.push({ sharePoint, stateDir, tenant });
  if (!deps.isUnloaded) await sharePoint.feed.start();
  return { ...sharePoint, stateDir };
}

/**
 * Closes what a test opened, and removes its folders. Several products on one tenant spend more than one may, so where
 * there are limits the next test begins in another minute.
 */
export async function closeAll(): Promise<void> {
  for (const { sharePoint, stateDir, tenant } of opened.splice(0)) {
    await sharePoint.close();
    if (tenant.hasLimits()) tenant.skip(60_000);
    rmSync(stateDir, { recursive: true, force: true });
  }
}
