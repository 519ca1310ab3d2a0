import type { ImportStatus, StagedImport } from '../../src/contracts/imports';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { answeringFigures } from './answeringFigures';
import { type Figure, round } from './figures';

interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
}

const ROWS = 10_000;

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
  const product = await startProduct({ unlimited: 'always' });
  try {
    await isReady(product);
    return [...(await importFigures(product)), ...(await answeringFigures(product)), ...(await coldStart(product))];
  } finally {
    await product.close();
  }
}

/** The same without the import and the cold start, which take minutes. */
export async function onlyAnswering(): Promise<Figure[]> {
  const product = await startProduct({ unlimited: 'always' });
  try {
    await isReady(product);
    return await answeringFigures(product);
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
