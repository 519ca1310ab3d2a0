import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { controlApi } from '../controlApi';
import { readPlaces } from '../places';
import { startBridge } from './bridge';
import { type PlaygroundPerson, playgroundSettings } from './playgroundSettings';
import { startPlayground } from './startPlayground';
import { tenantControl } from './tenantControl';

const HELP = `The Microsoft 365 Agents Playground on the running bot. Start the product first, with "npm start".

  npm run playground -- [--as NAME] [--port PORT] [--open]

  --as NAME     who you are in it, by short name, such as minh (default), lupe, sara, wei or luis; of the sample
                customer's guests, only Minh still has questions to answer
  --port PORT   where it listens (default 56150); another port for every person at the same time
  --open        opens a browser; without it the address is printed
`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Attaches an Agents Playground to the running product, until it is interrupted. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      as: { type: 'string', default: 'minh' },
      port: { type: 'string', default: '56150' },
      open: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return say(HELP);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('--port must be a port number.');
  if (!(await isFree(port))) throw new Error(`Port ${port} is in use. Choose another with --port.`);

  const places = readPlaces();
  await mustRun('The local tenant', places.tenantUrl);
  await mustRun('The product', places.productUrl);
  const tenant = tenantControl(places.tenantUrl);
  const people = await tenant.people();
  const person = people.find(({ shortName }) => shortName === values.as.toLowerCase());
  if (!person) {
    const known = people.map(({ shortName }) => shortName).join(', ');
    throw new Error(`Nobody in the directory is called "${values.as}". There are: ${known}.`);
  }
  const { BOT_APP_ID: botAppId = '', TENANT_ID: tenantId = '' } = serviceEnvironment(places.dir);

  const bridge = await startBridge({ productUrl: places.productUrl, tenant, person, botAppId, tenantId, say });
  try {
    await bridge.connect(port);
    const playground = await startPlayground({
      cli: createRequire(path.resolve(process.argv[1] ?? '')).resolve('@microsoft/m365agentsplayground/cli.js'),
      port,
      endpoint: bridge.endpoint,
      settings: playgroundSettings(person, people, { id: botAppId, name: 'Trustlane', tenantId }),
      folder: path.join(places.dir, 'playground', person.shortName),
      opensBrowser: values.open,
    });
    say(`The Agents Playground shows the bot to ${person.displayName}: ${playground.url}`);
    say(whatToDo(person, (await controlApi(places.tenantUrl).cardsOf(person.shortName)).length > 0));
    say('While it runs, the bot writes to this person there. Ctrl+C ends it.');
    const stop = (): void => void playground.stop();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    await playground.ended;
  } finally {
    await bridge.close();
  }
}

/** The page is empty at first, for the Playground knows nothing of what was said before. */
const whatToDo = ({ displayName }: PlaygroundPerson, wasAsked: boolean): string =>
  wasAsked
    ? 'The page begins empty. Type "continue" to go on with the questions, or "status" when all are sent.'
    : `Nobody has asked ${displayName} anything yet, and the bot will say so. Add this person as a partner's contact in the tab and open a campaign.`;

async function mustRun(name: string, url: string): Promise<void> {
  const isUp = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false,
  );
  if (!isUp) throw new Error(`${name} does not run at ${url}. Start it with "npm start", and then try again.`);
}

/** What the tenant told the service; it names the bot. */
function serviceEnvironment(dir: string): Readonly<Record<string, string>> {
  const all: unknown = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8'));
  return (all as { service: Record<string, string> }).service;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
