import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { restCases } from './cases';
import { clientCases } from './clients';
import { conform } from './conform';

// The suite is as old as the package that it is shipped in.
const suite = { version: process.env.npm_package_version ?? 'unpackaged', node: process.versions.node };

process.exitCode = await conform({
  args: process.argv.slice(2),
  env: process.env,
  cases: [...restCases, ...clientCases],
  suite,
  say: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
  write: (file, text) => writeFileSync(file, text),
});
