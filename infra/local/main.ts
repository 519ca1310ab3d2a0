import { randomInt } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { connectorStateOf } from './connector/connectorState';
import { noQuirks } from './graph/quirks';
import { readTier } from './graph/tiers';
import { FolderInUse } from './lock';
import { readSeed } from './seed';
import { createTenant } from './tenant';

/** Set by the places where services are hosted. The local tenant trusts this machine and must never run there. */
const HOSTED = [
  'WEBSITE_SITE_NAME',
  'KUBERNETES_SERVICE_HOST',
  'CONTAINER_APP_NAME',
  'FUNCTIONS_WORKER_RUNTIME',
  'K_SERVICE',
  'AWS_LAMBDA_FUNCTION_NAME',
];

/** Changes show in delta up to so much later: long enough to be noticed, short enough to wait for. */
const DELTA_LAG_MS = 1_500;
/** Mail that cannot be delivered comes back so much later, as after the answer of another server. */
const BOUNCE_DELAY_MS = 3_000;

async function main(): Promise<void> {
  const hosted = HOSTED.find((name) => process.env[name]);
  if (hosted) return fail(`The local tenant does not start in a hosted environment (${hosted} is set).`);
  const port = Number(process.env.LOCAL_TENANT_PORT ?? 3979);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return fail('LOCAL_TENANT_PORT must be a port number, for example 3979.');
  const httpsText = process.env.LOCAL_TENANT_HTTPS_PORT ?? '';
  const httpsPort = httpsText === '' ? undefined : Number(httpsText);
  if (httpsPort !== undefined && !(Number.isInteger(httpsPort) && httpsPort >= 0 && httpsPort <= 65_535))
    return fail('LOCAL_TENANT_HTTPS_PORT must be a port number, for example 3980; 0 takes any free one.');
  const dir = path.resolve(process.env.TRUSTLANE_LOCAL_DIR ?? '.local');
  const productUrl = (process.env.PRODUCT_URL ?? 'http://localhost:3978').replace(/\/+$/, '');
  const { LOCAL_TENANT_TIER: tier, LOCAL_TENANT_SEED: seed, LOCAL_TENANT_QUIRKS: quirks = 'all' } = process.env;
  if (quirks !== 'all' && quirks !== 'none') return fail('LOCAL_TENANT_QUIRKS must be all or none.');
  const tenant = await createTenant({
    port,
    dir,
    productUrl,
    httpsPort,
    tier: (tier ? readTier(tier) : '50k+') ?? null,
    seed: seed ? readSeed(seed) : randomInt(1, 1_000_000),
    quirks: quirks === 'none' ? noQuirks : { deltaLagMs: DELTA_LAG_MS, bounceDelayMs: BOUNCE_DELAY_MS },
  });
  connectorStateOf(tenant.context).beStrict({
    limits: tenant.context.settings.tier !== undefined,
    quirks: quirks === 'all',
  });
  const stop = (): void => void tenant.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // The starting process, when there is one, empties product and tenant together.
  if (process.send)
    for (const type of ['startEmpty', 'startSample']) tenant.context.events.on(type, () => process.send?.({ type }));
  try {
    await tenant.listen();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      return fail(
        `Port ${port}${httpsPort ? ` or ${httpsPort}` : ''} is in use. Stop what runs there, or choose another with LOCAL_TENANT_PORT${httpsPort ? ' or LOCAL_TENANT_HTTPS_PORT' : ''}.`,
      );
    throw error;
  }
  const { origin, httpsOrigin } = tenant.context.settings;
  const { tier: limits = 'none', seed: begun } = tenant.context.settings;
  process.stdout.write(
    `Local tenant on ${origin}${httpsOrigin ? ` and ${httpsOrigin}` : ''} (limits: ${limits}, quirks: ${quirks}, seed: ${begun})\n`,
  );
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

void main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  fail(error instanceof FolderInUse ? message : `The local tenant could not start: ${message}`);
});
