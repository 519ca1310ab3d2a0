import type { ImportStatus, StagedImport } from '../../src/contracts/imports';
import type { PartnerList } from '../../src/contracts/partners';
import type { PartnerSession, QuestionnaireView, SaveResult } from '../../src/contracts/questionnaire';
import { PartnerBrowser } from '../support/partnerBrowser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { type Figure, quantile, round } from './figures';

interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
}

const UNLIMITED = { RESOURCE_UNITS_PER_MINUTE: '100000000' };
const ROWS = 10_000;
const SLOW_SAVES = 30;

async function measured(product: RunningProduct, work: () => Promise<void>): Promise<Usage> {
  await product.control('DELETE', '/usage');
  await work();
  return product.control<Usage>('GET', '/usage');
}

async function call<T>(product: RunningProduct, method: string, path: string, body?: unknown): Promise<T> {
  const { status, body: answer } = await product.api<T>('maya', method, path, body);
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  return answer;
}

/** Figures of a running product on an empty local tenant: import, questionnaire, saves, cold start. */
export async function productFigures(): Promise<Figure[]> {
  const product = await startProduct({ env: UNLIMITED, tier: 'none' });
  try {
    await isReady(product);
    return [...(await importFigures(product)), ...(await answeringFigures(product)), ...(await coldStart(product))];
  } finally {
    await product.close();
  }
}

async function importFigures(product: RunningProduct): Promise<Figure[]> {
  const rows = Array.from({ length: ROWS }, (_, n) => `Partner ${n},Town ${n % 700},Street ${n}`);
  let created = 0;
  const started = performance.now();
  const usage = await measured(product, async () => {
    const answer = await fetch(`${product.productUrl}/api/imports`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await product.token('maya')}`,
        'content-type': 'application/octet-stream',
        'x-file-name': 'partners.csv',
      },
      body: ['Name,City,Street', ...rows].join('\n'),
    });
    const { key } = (await answer.json()) as StagedImport;
    await call(product, 'POST', `/api/imports/${key}/start`, {
      mapping: { name: 0, city: 1, address: 2 },
      defaultCountry: 'US',
      defaultType: 'highwayCarrier',
    });
    ({ created } = await eventually(
      'the import ends',
      async () => {
        const status = await call<ImportStatus>(product, 'GET', `/api/imports/${key}`);
        return status.state === 'finished' && status;
      },
      600,
    ));
  });
  if (created !== ROWS) throw new Error(`Only ${created} of ${ROWS} rows were created.`);
  return [
    {
      name: `import of ${ROWS} partners: resource units a row`,
      value: round(usage.resourceUnits / ROWS, 3),
      unit: 'RU',
      goal: 2.2,
    },
    { name: `import of ${ROWS} partners: requests`, value: usage.requests, unit: 'requests' },
    {
      name: `import of ${ROWS} partners: time without a quota`,
      value: round((performance.now() - started) / 1000, 1),
      unit: 's',
    },
  ];
}

async function answeringFigures(product: RunningProduct): Promise<Figure[]> {
  const { rows } = await call<PartnerList>(product, 'GET', '/api/partners');
  const partnerKey = rows[0]?.key ?? '';
  const email = 'contact@bench.example';
  await call(product, 'POST', `/api/partners/${partnerKey}/contacts`, {
    requestId: '01hzbench0000000000000000c',
    name: 'Ana Bench',
    email,
  });
  const { key: campaignKey } = await call<{ key: string }>(product, 'POST', '/api/campaigns', {
    requestId: '01hzbench0000000000000000a',
    title: 'Bench',
    dueOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    why: 'To measure.',
    partnerKeys: [partnerKey],
  });
  const secret = await eventually('the invitation arrives', async () => {
    const { messages } = await product.control<{ messages: { html: string }[] }>('GET', `/mail?to=${email}`);
    return /\/answer\/#([0-9a-zA-Z]+)/.exec(messages[0]?.html ?? '')?.[1];
  });
  await eventually('the ledger is final', async () => {
    const { ledger } = await call<{ ledger: { queued: number } }>(product, 'GET', `/api/campaigns/${campaignKey}`);
    return ledger.queued === 0;
  });

  const browser = new PartnerBrowser(product.productUrl);
  let saves = 0;
  let key = '';
  let view: QuestionnaireView | undefined;
  const usage = await measured(product, async () => {
    const session = await browser.call<PartnerSession>('POST', '/session', { secret });
    key = session.assessments[0]?.key ?? '';
    view = await browser.call<QuestionnaireView>('GET', `/questionnaire?assessment=${encodeURIComponent(key)}`);
    for (const section of view.sections) {
      const answers = section.questions.map(({ id, type, choices, min }) => ({
        questionId: id,
        value:
          type === 'number'
            ? (min ?? 1)
            : type === 'date'
              ? '2026-01-15'
              : (choices?.[0]?.id ?? (type === 'yesPartlyNo' ? 'yes' : 'As written in our procedure.')),
      }));
      await browser.call(
        'PUT',
        `/assessments/${encodeURIComponent(key)}/sections/${section.id}/${section.siteId ?? '-'}`,
        { baseRevision: section.revision, answers },
      );
      saves += 1;
    }
  });
  const slow = await slowSaves(product, browser, key, view);
  const submit = await measured(product, async () => {
    await browser.call('POST', `/assessments/${encodeURIComponent(key)}/submit`, {
      name: 'Ana Bench',
      jobTitle: 'Manager',
      isConfirmed: true,
      openMustsReason: 'Still being written.',
    });
  });
  const units = usage.resourceUnits + submit.resourceUnits;
  return [
    {
      name: `one questionnaire, ${saves} saves and sending: resource units`,
      value: units,
      unit: 'RU',
      goal: 2 * saves + 20,
    },
    ...slow,
  ];
}

async function slowSaves(
  product: RunningProduct,
  browser: PartnerBrowser,
  key: string,
  view: QuestionnaireView | undefined,
): Promise<Figure[]> {
  const section = view?.sections[0];
  const question = section?.questions.find(({ type, gate }) => type === 'yesPartlyNo' && !gate);
  if (!section || !question) throw new Error('The questionnaire has no plain question to save.');
  await product.control('POST', '/faults', [{ match: { pathPattern: '^/v1.0' }, kind: 'slow', delayMs: 200 }]);
  const times: number[] = [];
  let requests = 0;
  for (let n = 0; n < SLOW_SAVES; n += 1) {
    const before = (await product.control<Usage>('GET', '/usage')).requests;
    const started = performance.now();
    await browser.call<SaveResult>(
      'PUT',
      `/assessments/${encodeURIComponent(key)}/sections/${section.id}/${section.siteId ?? '-'}`,
      {
        baseRevision: 1_000_000,
        answers: [{ questionId: question.id, value: n % 2 === 0 ? 'partly' : 'yes' }],
      },
    );
    times.push(performance.now() - started);
    requests = Math.max(requests, (await product.control<Usage>('GET', '/usage')).requests - before);
  }
  await product.control('DELETE', '/faults');
  const median = quantile(times, 0.5);
  return [
    // With 200 ms a call, a save of n sequential calls takes n times that, and little more.
    { name: 'one save: sequential Graph calls', value: Math.floor(quantile(times, 0.5) / 200), unit: 'calls', goal: 2 },
    { name: 'one save with 200 ms a call: median', value: round(median, 0), unit: 'ms', goal: 1_000 },
    {
      name: 'one save with 200 ms a call: 95th percentile',
      value: round(quantile(times, 0.95), 0),
      unit: 'ms',
      goal: 2_500,
    },
    { name: 'one save: most Graph requests seen meanwhile, background included', value: requests, unit: 'requests' },
  ];
}

async function coldStart(product: RunningProduct): Promise<Figure[]> {
  await product.killService();
  const started = performance.now();
  await product.startService();
  const answers = (performance.now() - started) / 1000;
  await isReady(product);
  return [
    { name: 'cold start: health answers', value: round(answers), unit: 's', goal: 10 },
    { name: `cold start: ready with ${ROWS} partners`, value: round((performance.now() - started) / 1000), unit: 's' },
  ];
}
