import { setTimeout as sleep } from 'node:timers/promises';
import { LONGEST_NAP_MS } from '../../src/sharepoint/client/governor';
import type { Clock } from '../../src/useCases/ports';
import { isStrict } from './strict';
import type { TestTenant } from './tenant';

/** The longest that a wait of the product takes in a test, in milliseconds. */
const LONGEST_WAIT_MS = 20;

/** What a product in a test may spend: what the tenant allows in a strict run, and as good as no limit in others. */
export const budgetOf = ({ environment }: TestTenant): number =>
  isStrict ? Number(environment.service.RESOURCE_UNITS_PER_MINUTE) : 1_000_000;

/**
 * The clock of a product beside a tenant in this process. Time is real, and waits are short, so that loops tick without
 * being in the way. Waits for resource units are the exception: they let time pass at once, for the tenant too, as long
 * as the tenant has limits.
 */
export const productClock = (tenant: TestTenant): Clock => ({
  now: () => new Date(Date.now() + tenant.skipped()),
  sleep: async (milliseconds) => {
    const until = Date.now() + tenant.skipped() + milliseconds;
    const isForUnits = tenant.hasLimits() && (milliseconds <= LONGEST_NAP_MS || tenant.isSpent());
    await sleep(Math.min(milliseconds, isForUnits ? 1 : LONGEST_WAIT_MS));
    // Of several that wait at the same time, each lets pass what the others have left over.
    if (isForUnits) tenant.skip(until - Date.now() - tenant.skipped());
  },
});
