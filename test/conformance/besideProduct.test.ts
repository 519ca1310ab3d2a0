import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../infra/conformance/report';
import { isReady, type RunningProduct, startProduct } from '../support/product';
import { command } from './command';

// The commands of docs/conformance.md for a tenant that a product runs beside.
let product: RunningProduct;
let flags: Record<string, string>;
beforeAll(async () => {
  product = await startProduct();
  await isReady(product);
}, 60_000);
afterAll(() => product?.close());

/** What a shell does that was given the documented line first. */
async function conformance(script: string, more: Readonly<Record<string, string>> = {}) {
  const file = path.join(product.dir, 'report.json');
  const { code, output } = await command(
    '/bin/sh',
    ['-c', script.replaceAll('REPORT', `--report ${file} --markdown ${path.join(product.dir, 'report.md')}`)],
    {
      PORT: new URL(product.productUrl).port,
      LOCAL_TENANT_PORT: new URL(product.tenantUrl).port,
      TRUSTLANE_LOCAL_DIR: product.dir,
      ...more,
    },
  );
  return { code, output };
}
const report = () => JSON.parse(readFileSync(path.join(product.dir, 'report.json'), 'utf8')) as Report;
const reasons = ({ cases }: Report): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { outcome, reason = '' } of cases) if (outcome === 'notRun') counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
};

it('what is documented for a running tenant is green there', async () => {
  const { code, output } = await conformance(
    'eval "$(node dist/local/cli.js conformance-flags)" && node dist/conformance/main.js --quiet REPORT',
  );
  expect(output).toMatch(/\d+ cases on localhost:\d+: \d+ pass, 0 differ, 0 could not be carried out/);
  const { cases, counts } = report();
  expect(cases.filter(({ outcome }) => outcome === 'differs' || outcome === 'error')).toEqual([]);
  expect(counts.pass).toBeGreaterThan(180);
  expect(cases.flatMap(({ leftovers = [] }) => leftovers)).toEqual([]);
  expect(cases.filter(({ id }) => id.startsWith('connector/')).map(({ outcome }) => outcome)).toContain('pass');
  // What would disturb the product, and nothing else, is left to a tenant of its own.
  for (const reason of Object.keys(reasons(report()))) {
    expect(reason).toMatch(/^needs --(control|https-base|second-site|echo-bot-port|load|browser|client-certificate)/);
  }
  expect(code).toBe(0);
}, 300_000);

it('the product beside it has nothing to complain of, and nobody has the app who had it not', async () => {
  expect(product.log()).not.toMatch(/failed|"level":"(error|fatal)"/);
  const memberships = await product.control<{ isInstalled: boolean }[]>('GET', '/memberships');
  expect(memberships.filter(({ isInstalled }) => isInstalled)).toEqual([]);
});

it('no secret of the tenant stands in the reports', async () => {
  const { output } = await conformance('node dist/local/cli.js conformance-flags');
  flags = Object.fromEntries(
    [...output.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const { service, provision } = JSON.parse(readFileSync(path.join(product.dir, 'environment.json'), 'utf8')) as {
    service: Record<string, string>;
    provision: Record<string, string>;
  };
  const written = ['json', 'md'].map((ending) => readFileSync(path.join(product.dir, `report.${ending}`), 'utf8'));
  for (const secret of [
    service.CLIENT_SECRET,
    service.BOT_APP_PASSWORD,
    provision.PROVISION_CLIENT_SECRET,
    flags.CONFORMANCE_TOKEN,
  ]) {
    expect(secret?.length).toBeGreaterThan(20);
    expect(written.join('\n')).not.toContain(secret);
  }
  expect(written.join('\n')).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
  expect(written[1]).toMatch(/^# Conformance report: a local tenant, not Microsoft\n/);
});

it('with the three needed flags alone, what does not run says which flag is missing', async () => {
  const { CONFORMANCE_BASE = '', CONFORMANCE_SITE = '', CONFORMANCE_TOKEN = '' } = flags;
  const { code } = await conformance(
    'node dist/conformance/main.js --quiet --only permissions,mail,throttling,connector REPORT',
    { CONFORMANCE_BASE, CONFORMANCE_SITE, CONFORMANCE_TOKEN },
  );
  expect(reasons(report())).toEqual({
    'needs --assertion': 1,
    'needs --limited-token': 4,
    'needs --limited-token; needs --second-site': 2,
    'needs --undeclared-token': 1,
    'needs --undeclared-token; needs --person': 1,
    'needs --undeclared-token; needs --invite-address': 1,
    'needs --undeclared-token; needs --mailbox': 1,
    'needs --mailbox': 8,
    'needs --mailbox; needs --load': 1,
    'needs --load': 3,
    'needs --bot-id, --bot-secret and --bot-service-url': 2,
    'needs --bot-id, --bot-secret and --bot-service-url; needs --bot-person': 10,
    'needs --bot-id, --bot-secret and --bot-service-url; needs --bot-person; needs --person': 1,
    'needs --bot-id, --bot-secret and --bot-service-url; needs --bot-person; needs --load': 1,
  });
  expect(code).toBe(0);
}, 120_000);

it('every list and library that the cases made is gone', async () => {
  const { code, output } = await conformance('node dist/conformance/main.js --sweep', flags);
  expect(output).toContain('Nothing was left over.');
  expect(code).toBe(0);
});
