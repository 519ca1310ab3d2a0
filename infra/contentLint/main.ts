// `npm run content:lint` looks at the content, `npm run content:export` writes it as a spreadsheet. Exit code 1: there are
// problems, or the command was not understood.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { exportCsv } from './exportCsv';
import { exportXlsx } from './exportXlsx';
import { lintContent } from './lintContent';
import { lengthTable, toBeCheckedList, waitingLine } from './report';

const HELP = `npm run content:lint -- [--content FOLDER] [--to-be-checked]
npm run content:export -- --out FILE.xlsx [--content FOLDER]

FILE.csv gives the questions alone, as text.

FOLDER is src/content if it is not named.`;

const counted = (problems: readonly string[]): string =>
  problems.length === 1 ? '1 problem.' : `${problems.length} problems.`;

const say = (lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`);
};

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      content: { type: 'string', default: 'src/content' },
      out: { type: 'string' },
      'to-be-checked': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const command = positionals[0] ?? 'lint';
  if (values.help || !['lint', 'export'].includes(command) || (command === 'export' && !values.out)) {
    say([HELP]);
    return values.help ? 0 : 1;
  }
  const { problems, placed } = lintContent(values.content);
  if (!placed) {
    say([...problems, '', `${counted(problems)} The content cannot be loaded.`]);
    return 1;
  }
  const { content } = placed;
  if (command === 'export' && values.out) {
    const [pack] = content.packs;
    if (!pack) {
      say(['There is no pack to export.']);
      return 1;
    }
    const isText = /\.csv$/i.test(values.out);
    if (!isText && !/\.xlsx$/i.test(values.out)) {
      say(['The name of the file must end with .xlsx or .csv.', '', HELP]);
      return 1;
    }
    const file = isText ? exportCsv(content, pack) : await exportXlsx(content, pack);
    mkdirSync(path.dirname(path.resolve(values.out)), { recursive: true });
    writeFileSync(values.out, file);
    say([`Wrote ${content.questions.length} questions to ${values.out}.`]);
    return 0;
  }
  if (values['to-be-checked']) {
    for (const pack of content.packs) say(toBeCheckedList(pack));
    return 0;
  }
  const [asked, ...others] = content.packs;
  if (asked)
    say([
      `${asked.title} ${asked.version}: ${asked.criteria.length} criteria.`,
      '',
      ...lengthTable(content, asked),
      '',
    ]);
  for (const pack of others) say([waitingLine(pack, content), '']);
  say(problems.length > 0 ? [...problems, '', counted(problems)] : ['No problems.']);
  return problems.length > 0 ? 1 : 0;
}

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say([error instanceof Error ? error.message : String(error), '', HELP]);
    process.exitCode = 1;
  },
);
