import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { conformanceFlags } from './conformanceFlags';
import { controlApi } from './controlApi';
import { emptyState } from './emptyState';
import { readPlaces } from './places';
import { runConformance } from './runConformance';

const USAGE = `npm run local -- reset                          empties the local tenant and the service's state
npm run local -- token <person>                 prints a token for the product's API (maya, jonas, luis, priya, lupe …)
npm run local -- token --app runtime|provision  prints a token for the local Graph
npm run local -- conformance [flags]            runs the conformance suite on a throw-away tenant of its own, with load
                                                and the independent clients: --only, --report FILE, --markdown FILE …
npm run local -- conformance-flags              prints the suite's flags for the running local tenant, as exports
npm run provision [-- --views FILE]             runs the provisioning command: on the tenant that the environment names
                                                (TENANT_ID and so on), or else on the local tenant`;

/** `npm run local -- …`: small helps for people who try the product on one machine. */
async function main([command, ...rest]: readonly string[]): Promise<void> {
  if (command === 'conformance') {
    process.exitCode = await runConformance(path.join(distFolder(), '..'), rest);
    return;
  }
  const places = readPlaces();
  const control = controlApi(places.tenantUrl);
  if (command === 'token' && rest[0] === '--app' && (rest[1] === 'runtime' || rest[1] === 'provision')) {
    process.stdout.write(`${await running(control.token({ app: rest[1] }))}\n`);
  } else if (command === 'token' && rest[0] && !rest[0].startsWith('-')) {
    process.stdout.write(`${await running(control.token({ person: rest[0] }))}\n`);
  } else if (command === 'conformance-flags') {
    const flags = await running(conformanceFlags(places.tenantUrl, places.dir));
    for (const [name, value] of Object.entries(flags)) process.stdout.write(`export ${name}='${value}'\n`);
  } else if (command === 'reset') {
    const isRunning = await fetch(`${places.tenantUrl}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isRunning)
      throw new Error(
        'Stop the product first (Ctrl-C where "npm start" runs), then reset. In the running product, "Start empty" does the same.',
      );
    emptyState(places.dir);
    process.stdout.write(
      `The local state in ${places.dir} is gone. The next "npm start" sets up the sample customer again.\n`,
    );
  } else if (command === 'provision') {
    process.exitCode = await provision(places.dir, rest);
  } else {
    process.stdout.write(`${USAGE}\n`);
    process.exitCode = command === undefined || command === 'help' ? 0 : 1;
  }
}

/**
 * The product's own command. Where the environment names a tenant it is left alone; otherwise it gets the addresses and
 * the provisioning identity of the local one.
 */
function provision(dir: string, args: readonly string[]): Promise<number> {
  const dist = distFolder();
  const isElsewhere = process.env.TENANT_ID !== undefined || args.length > 0;
  const script = path.join(dist, '..', 'bot', 'provision.js');
  const child = isElsewhere
    ? spawn(process.execPath, [script, ...args], { stdio: 'inherit' })
    : spawn(process.execPath, ['-r', path.join(dist, 'clock.cjs'), script], {
        stdio: 'inherit',
        env: { ...process.env, ...localEnvironment(dir) },
      });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** Where this command was built to; the others lie beside it. */
const distFolder = (): string => path.dirname(path.resolve(process.argv[1] ?? 'dist/local/cli.js'));

function localEnvironment(dir: string): Record<string, string> {
  const file = path.join(dir, 'environment.json');
  if (!existsSync(file)) {
    throw new Error(
      'There is no local tenant yet: start it with "npm start". For another tenant set TENANT_ID, PROVISION_CLIENT_ID, PROVISION_CLIENT_SECRET, RECORDS_SITE_ID and SYSTEM_SITE_ID.',
    );
  }
  const { provision: env } = JSON.parse(readFileSync(file, 'utf8')) as { provision: Record<string, string> };
  return { ...env, TRUSTLANE_CLOCK_FILE: path.join(dir, 'clock') };
}

async function running<T>(answer: Promise<T>): Promise<T> {
  return answer.catch((error: unknown) => {
    if (error instanceof TypeError) throw new Error('The local tenant does not run. Start it with "npm start".');
    throw error;
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
