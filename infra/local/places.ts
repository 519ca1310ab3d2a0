import path from 'node:path';
import process from 'node:process';

/** Where the local tenant and the product run on this machine, from the environment. */
export interface Places {
  /** The folder with all state. */
  readonly dir: string;
  readonly productPort: number;
  readonly tenantPort: number;
  readonly productUrl: string;
  readonly tenantUrl: string;
}

/** Reads PORT, LOCAL_TENANT_PORT and TRUSTLANE_LOCAL_DIR. Throws an Error with a sentence when one is no port. */
export function readPlaces(env: NodeJS.ProcessEnv = process.env): Places {
  const productPort = portOf('PORT', env.PORT, 3978);
  const tenantPort = portOf('LOCAL_TENANT_PORT', env.LOCAL_TENANT_PORT, 3979);
  if (productPort === tenantPort) throw new Error('PORT and LOCAL_TENANT_PORT must differ.');
  return {
    dir: path.resolve(env.TRUSTLANE_LOCAL_DIR ?? '.local'),
    productPort,
    tenantPort,
    productUrl: `http://localhost:${productPort}`,
    tenantUrl: `http://localhost:${tenantPort}`,
  };
}

function portOf(name: string, text: string | undefined, fallback: number): number {
  const port = text === undefined || text === '' ? fallback : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${name} must be a port number, such as ${fallback}.`);
  return port;
}
