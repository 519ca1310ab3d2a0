import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { type Figure, table } from './figures';
import { installFigures } from './install';
import { pageFigures } from './pages';
import { onlyAnswering, productFigures } from './productFigures';
import { questionnaireFigures } from './questionnaireFigures';
import { scaleFigures } from './scaleFigures';
import { tenantFigures } from './tenantFigures';

async function figuresOf(args: readonly string[]): Promise<Figure[]> {
  if (args.includes('--only-tenant')) return tenantFigures();
  if (args.includes('--only-questionnaire')) return questionnaireFigures();
  if (args.includes('--only-answering')) return onlyAnswering();
  if (args.includes('--only-scale')) return scaleFigures();
  return [
    ...pageFigures(),
    ...questionnaireFigures(),
    ...(await tenantFigures()),
    ...(await productFigures()),
    ...(args.includes('--no-install') ? [] : installFigures()),
  ];
}

/**
 * `npm run bench -- [--json FILE] [--no-install] [--only-tenant | --only-questionnaire | --only-answering | --only-scale]`:
 * measures and prints; a missed goal never fails anything. What `--only-scale` measures takes many minutes and is left
 * out otherwise.
 */
async function main(args: readonly string[]): Promise<void> {
  const figures = await figuresOf(args);
  process.stdout.write(`${table(figures)}\n`);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args[at + 1];
  if (file) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
