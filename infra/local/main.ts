import path from 'node:path';
import process from 'node:process';
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

async function main(): Promise<void> {
  const hosted = HOSTED.find((name) => process.env[name]);
  if (hosted) return fail(`The local tenant does not start in a hosted environment (${hosted} is set).`);
  const port = Number(process.env.LOCAL_TENANT_PORT ?? 3979);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    return fail('LOCAL_TENANT_PORT must be a port number, for example 3979.');
  const dir = path.resolve(process.env.TRUSTLANE_LOCAL_DIR ?? '.local');
  const productUrl = (process.env.PRODUCT_URL ?? 'http://localhost:3978').replace(/\/+$/, '');
  const tenant = await createTenant({ port, dir, productUrl });
  const stop = (): void => void tenant.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // The starting process, when there is one, empties product and tenant together.
  tenant.context.events.on('startEmpty', () => process.send?.({ type: 'startEmpty' }));
  try {
    await tenant.listen();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      return fail(`Port ${port} is in use. Stop what runs there, or choose another with LOCAL_TENANT_PORT.`);
    throw error;
  }
  process.stdout.write(`Local tenant on ${tenant.context.settings.origin}\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

void main().catch((error: unknown) => fail(`The local tenant could not start: ${String(error)}`));
