import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { type Figure, table } from './figures';
import { installFigures } from './install';
import { pageFigures } from './pages';
import { productFigures } from './productFigures';
import { questionnaireFigures } from './questionnaireFigures';
import { tenantFigures } from './tenantFigures';

/**
 * `npm run bench -- [--json FILE] [--no-install] [--only-tenant]`: measures and prints; a missed goal never fails
 * anything.
 */
async function main(args: readonly string[]): Promise<void> {
  const figures: Figure[] = args.includes('--only-tenant')
    ? await tenantFigures()
    : [
        ...pageFigures(),
        ...questionnaireFigures(),
        ...(await tenantFigures()),
        ...(await productFigures()),
        ...(args.includes('--no-install') ? [] : installFigures()),
      ];
  process.stdout.write(`${table(figures)}\n`);
  const at = args.indexOf('--json');
  const file = at === -1 ? undefined : args[at + 1];
  if (file) writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
