import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { checkRecord, type Difference } from './checkRecord';
import { descriptionShape } from './operations';

const HELP = `Compares recorded traffic with an OpenAPI description of Microsoft Graph.

  npm run check-record -- --record FILE --description FILE

  --record FILE        what \`npm start -- --record FILE\` wrote
  --description FILE   an OpenAPI 3.x document in JSON, for example made from Microsoft's own
                       (github.com/microsoftgraph/msgraph-metadata, folder openapi/v1.0)

Ends with 0 when everything fits, 1 when something differs, 2 when it could not compare.
`;

function main(): number {
  const { values } = parseArgs({
    options: {
      record: { type: 'string' },
      description: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.record === undefined || values.description === undefined) {
    process.stdout.write(HELP);
    return values.help ? 0 : 2;
  }
  const description = descriptionShape.parse(JSON.parse(readFileSync(values.description, 'utf8')));
  const { lines, compared, notDescribed, differences } = checkRecord(readFileSync(values.record, 'utf8'), description);
  process.stdout.write(`${lines} recorded calls, ${compared} of them to Graph and compared.\n`);
  tell('Not in this description:', notDescribed);
  tell('Different from the description:', differences);
  if (differences.length === 0) process.stdout.write('Nothing differs from the description.\n');
  return differences.length === 0 ? 0 : 1;
}

function tell(title: string, differences: readonly Difference[]): void {
  if (differences.length === 0) return;
  process.stdout.write(`\n${title}\n`);
  for (const { operation, what, calls, firstLine } of differences)
    process.stdout.write(`  ${operation}\n    ${what} (${calls} calls, first in line ${firstLine})\n`);
  process.stdout.write('\n');
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`It could not be compared: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
