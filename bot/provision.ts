import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { readProvisionConfig } from '../src/config';
import { messageFor } from '../src/errors';
import { createGraph } from '../src/sharepoint/client/graph';
import { asAppError, GraphRefusal } from '../src/sharepoint/client/graphErrors';
import { declaredLists } from '../src/sharepoint/lists';
import { provision } from '../src/sharepoint/provision';
import { viewsScript } from '../src/sharepoint/views';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const complainWith = (_fields: object, message: string): void => complain(message);

/** Only one run at a time, so it may spend faster than the service, which shares its limit with people. */
const RESOURCE_UNITS_PER_MINUTE = 1_250;

/**
 * `npm run provision` brings both sites to what the declaration says; `npm run provision -- --views FILE` writes the
 * PnP PowerShell script for people's views and needs no sign-in. Exit code 1 when something was left as it is.
 */
async function main(args: readonly string[]): Promise<number> {
  const [option, file, ...rest] = args;
  if (option === '--views' && file !== undefined && rest.length === 0) {
    writeFileSync(file, viewsScript(declaredLists));
    say(`Wrote ${file}. Run it with PnP PowerShell to add the views and tidy the forms.`);
    return 0;
  }
  if (option !== undefined) {
    complain('Usage: npm run provision, or npm run provision -- --views FILE');
    return 1;
  }
  const config = readProvisionConfig(process.env);
  const clock = {
    now: () => new Date(),
    sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  };
  const log = { info: () => undefined, warn: complainWith, error: complainWith };
  const graph = createGraph({ ...config, clock, log, ruPerMinute: RESOURCE_UNITS_PER_MINUTE });
  try {
    const sites = { records: config.recordsSiteId, system: config.systemSiteId };
    const { refused } = await provision(graph, declaredLists, sites, say);
    return refused.length > 0 ? 1 : 0;
  } finally {
    await graph.close();
  }
}

/** The refusal of Graph or Entra behind an error. Its text names no secret. */
function refusalIn(error: unknown): GraphRefusal | undefined {
  if (error instanceof GraphRefusal) return error;
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : undefined;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    complain(messageFor(asAppError(error)));
    // Whoever runs this has no other log to look into.
    const reason = refusalIn(error);
    if (reason) complain(reason.message);
    process.exitCode = 1;
  },
);
