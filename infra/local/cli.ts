import { existsSync, rmSync } from 'node:fs';
import process from 'node:process';
import { controlApi } from './controlApi';
import { readPlaces } from './places';

const USAGE = `npm run local -- reset                          empties the local tenant and the service's state
npm run local -- token <person>                 prints a token for the product's API (maya, jonas, luis, priya, lupe …)
npm run local -- token --app runtime|provision  prints a token for the local Graph`;

/** `npm run local -- …`: small helps for people who try the product on one machine. */
async function main([command, ...rest]: readonly string[]): Promise<void> {
  const places = readPlaces();
  const control = controlApi(places.tenantUrl);
  if (command === 'token' && rest[0] === '--app' && (rest[1] === 'runtime' || rest[1] === 'provision')) {
    process.stdout.write(`${await running(control.token({ app: rest[1] }))}\n`);
  } else if (command === 'token' && rest[0] && !rest[0].startsWith('-')) {
    process.stdout.write(`${await running(control.token({ person: rest[0] }))}\n`);
  } else if (command === 'reset') {
    const isRunning = await fetch(`${places.tenantUrl}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isRunning)
      throw new Error(
        'Stop the product first (Ctrl-C where "npm start" runs), then reset. In the running product, "Start empty" does the same.',
      );
    if (existsSync(places.dir)) rmSync(places.dir, { recursive: true });
    process.stdout.write(`${places.dir} is empty. The next "npm start" sets up the sample customer again.\n`);
  } else {
    process.stdout.write(`${USAGE}\n`);
    process.exitCode = command === undefined || command === 'help' ? 0 : 1;
  }
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
