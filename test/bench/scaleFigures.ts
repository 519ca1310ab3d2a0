import { rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Campaign } from '../../src/domain/campaign';
import { encode } from '../../src/sharepoint/codecs/codec';
import { campaignCodec } from '../../src/sharepoint/codecs/campaign';
import { answerMissing, proveMailbox } from '../e2e/support/answerTheRest';
import { dayIn, mayaOf, openLink } from '../e2e/support/ask';
import type { PartnerBrowser } from '../support/partnerBrowser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { changeRow, cloneRows, copyKey, type Template } from './cloneRows';
import { type Figure, round } from './figures';
import { bytesWritten, gaugeEnvironment, held, mostMemory, processorSeconds, sizesIn } from './serviceGauge';

interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
  readonly byRoute?: Readonly<Record<string, { readonly requests: number; readonly resourceUnits: number }>>;
}

const MEGABYTE = 1024 * 1024;
/** What the service asks all the time: the change feeds, the mailbox. */
const BACKGROUND = /delta|messages|mailFolders|\/token/;
const IDLE_SECONDS = 60;
const ANSWERING_SECONDS = 80;
const SETTLING_SECONDS = 60;
const STARTS_WITHIN_SECONDS = 900;

/** How many partners; less than a whole customer's for a quick look. */
const partnerCount = (): number => Number(process.env.BENCH_PARTNERS ?? 10_000);

/**
 * A customer with 10,000 partners who all answered the whole questionnaire, half of them sent: what the service holds in
 * memory and on disk, what a start costs with and without the snapshot, what it spends while nobody does anything, and how
 * long pages take.
 */
export async function scaleFigures(): Promise<Figure[]> {
  const memoryFile = path.join(process.env.TMPDIR ?? '/tmp', `trustlane-memory-${process.pid}.json`);
  const product = await startProduct({ unlimited: 'always', env: gaugeEnvironment(memoryFile) });
  const say = (what: string): void => void process.stderr.write(`${what}\n`);
  try {
    await isReady(product);
    const templates = await answeredTemplates(product);
    await product.killService();
    await product.killTenant();
    const copies = partnerCount() - templates.length;
    const { partnerKeys, rows } = cloneRows(product.dir, templates, copies);
    await askAll(product, partnerKeys, templates);
    rmSync(path.join(product.dir, 'service'), { recursive: true, force: true });
    say(`${rows} rows written`);
    await product.startTenant();
    const name = (what: string) => `${partnerCount()} partners, ${rows} rows: ${what}`;

    const first = await start(product, memoryFile);
    say('started without a snapshot');
    const settling = await afterStart(product);
    const idle = await whileIdle(product, memoryFile);
    const snapshot = [...sizesIn(path.join(product.dir, 'service', 'readModel'))];
    const pages = await pageTimes(product);
    const steady = await held(product.servicePid(), memoryFile);
    const most = mostMemory(product.servicePid());
    const page = await openPage(product, templates[0]?.email ?? '');
    const answering = await whileAnswering(product, page, memoryFile);
    await product.killService();
    const second = await start(product, memoryFile);
    const again = await afterStart(product);
    const saves = await firstSaves(product, page);
    if (process.env.BENCH_ROUTES) say(product.log());

    return [
      ...startFigures((what) => name(`start without a snapshot: ${what}`), first),
      { name: name('resource units in the minute after it'), value: settling.resourceUnits, unit: 'RU' },
      ...startFigures((what) => name(`start with a snapshot: ${what}`), second),
      { name: name('resource units in the minute after that'), value: again.resourceUnits, unit: 'RU' },
      { name: name('snapshot'), value: round(sum(snapshot.map(([, size]) => size)) / MEGABYTE, 1), unit: 'MB' },
      ...snapshot
        .filter(([, size]) => size > MEGABYTE)
        .map(([file, size]) => ({ name: name(`snapshot of ${file}`), value: round(size / MEGABYTE, 1), unit: 'MB' })),
      { name: name('heap in use'), value: round(steady.heapUsed / MEGABYTE, 0), unit: 'MB' },
      { name: name('memory of the process after a collection'), value: round(steady.rss / MEGABYTE, 0), unit: 'MB' },
      { name: name('memory of the process at most'), value: round(most / MEGABYTE, 0), unit: 'MB', goal: 1536 },
      ...idle.map((figure) => ({ ...figure, name: name(figure.name) })),
      ...answering.map((figure) => ({ ...figure, name: name(figure.name) })),
      ...pages.map((figure) => ({ ...figure, name: name(figure.name) })),
      ...saves.map((figure) => ({ ...figure, name: name(figure.name) })),
    ];
  } finally {
    await product.close();
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Two partners that answered everything as the product itself writes it; the second sent it. */
async function answeredTemplates(product: RunningProduct): Promise<Template[]> {
  const maya = mayaOf(product);
  const emails = ['open@scale.example', 'sent@scale.example'];
  const names = ['Open Template Works', 'Sent Template Works'];
  const keys: string[] = [];
  for (const [at, email] of emails.entries())
    keys.push(await maya.partner(names[at] ?? '', { email }, 'foreignManufacturer', [{ id: 'main', name: 'Plant' }]));
  const campaign = await maya.open(keys, dayIn(60), 'Scale');
  await maya.settled(campaign, 2, 120);
  const templates: Template[] = [];
  for (const [at, email] of emails.entries()) {
    const { browser, assessment } = await openLink(product, email);
    await answerMissing(browser, assessment.key);
    if (at === 1)
      await browser.call('POST', `/assessments/${encodeURIComponent(assessment.key)}/submit`, {
        name: 'Ana Bench',
        jobTitle: 'Manager',
        isConfirmed: true,
      });
    const { contacts } = await maya.call<{ contacts: { key: string }[] }>('GET', `/api/partners/${keys[at]}`);
    templates.push({
      partnerKey: keys[at] ?? '',
      contactKey: contacts[0]?.key ?? '',
      partnerName: names[at] ?? '',
      email,
    });
  }
  await eventually('the score is there', async () => {
    const { figures } = await maya.call<{ figures?: object }>('GET', `/api/partners/${keys[1]}`);
    return figures !== undefined;
  }).catch(() => undefined);
  return templates;
}

/** Puts the copies into the campaign of the templates. */
async function askAll(
  product: RunningProduct,
  partnerKeys: readonly string[],
  templates: readonly Template[],
): Promise<void> {
  const { default: Database } = await import('libsql');
  const db = new Database(path.join(product.dir, 'tenant', 'tenant.db'));
  const { fields } = db
    .prepare<[]>("SELECT fields FROM items WHERE list = (SELECT id FROM lists WHERE name = 'Campaigns') LIMIT 1")
    .get() as { fields: string };
  db.close();
  const { Data } = JSON.parse(fields) as { Data: string };
  const campaign = JSON.parse(Data) as Campaign;
  changeRow(
    product.dir,
    'Campaigns',
    campaign.key,
    encode(campaignCodec, {
      ...campaign,
      partnerKeys: [...templates.map(({ partnerKey }) => partnerKey), ...partnerKeys],
    }),
  );
}

interface Start extends Usage {
  readonly seconds: number;
  readonly processor: number;
  readonly most: number;
  readonly longestHoldMs: number;
}

/** Starts the service and waits until it is ready. */
async function start(product: RunningProduct, memoryFile: string): Promise<Start> {
  await product.control('DELETE', '/usage');
  const began = performance.now();
  await product.startService();
  await eventually(
    'the service is ready',
    async () =>
      ((await (await fetch(`${product.productUrl}/healthz`)).json()) as { status: string }).status === 'ok' ||
      undefined,
    STARTS_WITHIN_SECONDS,
  );
  const seconds = round((performance.now() - began) / 1000, 1);
  const pid = product.servicePid();
  const usage = await product.control<Usage>('GET', '/usage');
  const processor = processorSeconds(pid);
  const { longestHoldMs } = await held(pid, memoryFile);
  return { ...usage, seconds, processor, most: mostMemory(pid), longestHoldMs };
}

const startFigures = (name: (what: string) => string, each: Start): Figure[] => [
  { name: name('requests'), value: each.requests, unit: 'requests' },
  { name: name('resource units'), value: each.resourceUnits, unit: 'RU' },
  { name: name('ready after'), value: each.seconds, unit: 's' },
  { name: name('processor'), value: each.processor, unit: 's' },
  { name: name('memory at most'), value: round(each.most / MEGABYTE, 0), unit: 'MB' },
  { name: name('longest time in which nothing else is answered'), value: round(each.longestHoldMs, 0), unit: 'ms' },
];

/** What the service asks in the minutes after a start, besides polling, while nobody does anything. */
async function afterStart(product: RunningProduct): Promise<Usage> {
  await product.control('DELETE', '/usage');
  await sleep(SETTLING_SECONDS * 1000);
  const { byRoute = {} } = await product.control<Usage>('GET', '/usage');
  if (process.env.BENCH_ROUTES) process.stderr.write(`${JSON.stringify(byRoute, null, 1)}\n`);
  const own = Object.entries(byRoute).flatMap(([route, each]) => (BACKGROUND.test(route) ? [] : [each]));
  return {
    requests: sum(own.map(({ requests }) => requests)),
    resourceUnits: sum(own.map(({ resourceUnits }) => resourceUnits)),
  };
}

/** What is spent while nobody does anything. */
async function whileIdle(product: RunningProduct, memoryFile: string): Promise<Figure[]> {
  const pid = product.servicePid();
  await held(pid, memoryFile);
  await product.control('DELETE', '/usage');
  const before = processorSeconds(pid);
  await sleep(IDLE_SECONDS * 1000);
  const { requests, resourceUnits, byRoute } = await product.control<Usage>('GET', '/usage');
  if (process.env.BENCH_ROUTES) process.stderr.write(`idle ${JSON.stringify(byRoute, null, 1)}\n`);
  const minutes = IDLE_SECONDS / 60;
  const processor = processorSeconds(pid) - before;
  const { longestHoldMs } = await held(pid, memoryFile);
  return [
    { name: 'idle: requests a minute', value: round(requests / minutes, 1), unit: 'requests' },
    { name: 'idle: resource units a minute', value: round(resourceUnits / minutes, 1), unit: 'RU' },
    { name: 'idle: processor a minute', value: round(processor / minutes, 2), unit: 's' },
    { name: 'idle: longest time in which nothing else is answered', value: round(longestHoldMs, 0), unit: 'ms' },
  ];
}

/** What one person who answers makes the service write and how long it holds others up, besides SharePoint's calls. */
async function whileAnswering(product: RunningProduct, page: OpenPage, memoryFile: string): Promise<Figure[]> {
  const pid = product.servicePid();
  await held(pid, memoryFile);
  const [written, processor] = [bytesWritten(pid), processorSeconds(pid)];
  const values = ['partly', 'yes', 'partly', 'yes'];
  const times: number[] = [];
  for (const value of values) {
    const began = performance.now();
    await saveOne(page, value);
    times.push(performance.now() - began);
    await sleep((ANSWERING_SECONDS * 1000) / values.length);
  }
  const { longestHoldMs } = await held(pid, memoryFile);
  const minutes = ANSWERING_SECONDS / 60;
  const name = (what: string) => `one person answering: ${what}`;
  return [
    {
      name: name('written a minute'),
      value: round((bytesWritten(pid) - written) / MEGABYTE / minutes, 1),
      unit: 'MB',
    },
    { name: name('processor a minute'), value: round((processorSeconds(pid) - processor) / minutes, 2), unit: 's' },
    { name: name('longest time in which nothing else is answered'), value: round(longestHoldMs, 0), unit: 'ms' },
    { name: name('longest save'), value: round(Math.max(...times), 0), unit: 'ms' },
  ];
}

/** How long the tab's pages take, the first and the next time. */
async function pageTimes(product: RunningProduct): Promise<Figure[]> {
  const token = await product.token('maya');
  const figures: Figure[] = [];
  for (const [what, address] of [
    ['overview', '/api/overview'],
    ['list of partners', '/api/partners'],
    ['campaigns', '/api/campaigns'],
    ['a partner that answered', `/api/partners/${copyKey('p', 0)}`],
    ['a partner that sent its answers', `/api/partners/${copyKey('p', 1)}`],
  ] as const) {
    const times: number[] = [];
    let bytes = 0;
    for (let n = 0; n < 3; n += 1) {
      const began = performance.now();
      const answer = await fetch(`${product.productUrl}${address}`, { headers: { authorization: `Bearer ${token}` } });
      bytes = (await answer.arrayBuffer()).byteLength;
      times.push(performance.now() - began);
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    }
    figures.push(
      { name: `${what}: the first time`, value: round(times[0] ?? 0, 0), unit: 'ms' },
      { name: `${what}: again`, value: round(Math.min(...times.slice(1)), 0), unit: 'ms' },
      { name: `${what}: size`, value: round(bytes / 1024, 0), unit: 'KB' },
    );
  }
  return figures;
}

interface OpenPage {
  readonly browser: PartnerBrowser;
  readonly key: string;
  readonly view: QuestionnaireView;
}

/** The page of the partner that has not sent its answers yet, open in a browser. */
async function openPage(product: RunningProduct, email: string): Promise<OpenPage> {
  const { browser, assessment, read } = await openLink(product, email);
  await proveMailbox(product, browser, email);
  return { browser, key: assessment.key, view: await read() };
}

async function saveOne({ browser, key, view }: OpenPage, value: string): Promise<void> {
  const section = view.sections.find(({ questions }) => questions.some(({ type }) => type === 'yesPartlyNo'));
  const question = section?.questions.find(({ type }) => type === 'yesPartlyNo');
  if (!section || !question) throw new Error('There is nothing to save.');
  await browser.call('PUT', `/assessments/${encodeURIComponent(key)}/sections/${section.id}/${section.siteId ?? '-'}`, {
    baseRevision: 1_000_000,
    answers: [{ questionId: question.id, value }],
  });
}

/** What the first and the second save after a start cost, of somebody whose page was open all the time. */
async function firstSaves(product: RunningProduct, page: OpenPage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, value] of [
    ['first', 'partly'],
    ['second', 'yes'],
  ] as const) {
    await product.control('DELETE', '/usage');
    await saveOne(page, value);
    const { byRoute = {} } = await product.control<Usage>('GET', '/usage');
    // Meanwhile the service still looks whether other questionnaires were sent; those reads are not this save's.
    const own = Object.entries(byRoute).filter(([route]) => !BACKGROUND.test(route) && !route.endsWith('content'));
    figures.push({
      name: `${what} save after a start, besides the check whether it was sent`,
      value: sum(own.map(([, each]) => each.resourceUnits)),
      unit: 'RU',
      goal: 2,
    });
  }
  return figures;
}
