import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ulid } from 'ulid';
import type { Me } from '../../src/contracts/me';
import type { PartnerDetail } from '../../src/contracts/partners';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';

const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-content-'));
const file = path.join(folder, 'questions/sealsAtSite.yaml');
let product: RunningProduct;
let good: string;
const key = () => ulid().toLowerCase();

beforeAll(async () => {
  cpSync(path.resolve('dist/content'), folder, { recursive: true });
  good = readFileSync(file, 'utf8');
  product = await startProduct({ unlimited: 'unlessStrict', waits: 'short', env: { CONTENT_DIR: folder } });
  await isReady(product);
}, 120_000);
afterAll(async () => {
  await product.close();
  rmSync(folder, { recursive: true, force: true });
});

const restart = async () => {
  await product.killService();
  await product.startService();
  await isReady(product);
};
const spoil = () => {
  const lines = good.split('\n');
  const at = lines.findIndex((line) => /^ {4}type: /.test(line));
  lines[at] = '    type: riddle';
  writeFileSync(file, lines.join('\n'));
  return at + 1;
};
const campaign = (partnerKey: string) => ({
  requestId: key(),
  title: 'Security',
  why: 'We must know our partners.',
  dueOn: `${new Date().getFullYear() + 1}-01-01`,
  partnerKeys: [partnerKey],
});
const open = (partnerKey: string) =>
  product.api<{ key: string; message: string }>('maya', 'POST', '/api/campaigns', campaign(partnerKey));
const health = async () => (await (await fetch(`${product.productUrl}/healthz`)).json()) as Record<string, string>;

it('a question file with an error is named with its line, and the service runs on', async () => {
  const { body: partner } = await product.api<{ key: string }>('maya', 'POST', '/api/partners', {
    requestId: key(),
    name: 'Aceros del Norte',
    tradingNames: [],
    country: 'MX',
    types: ['foreignManufacturer'],
    sites: [],
    exposure: {},
  });
  const first = await open(partner.key);
  expect(first.status).toBe(201);
  // Of the first campaign alone: others follow, and their questionnaires come when their time comes.
  const asked = () =>
    eventually('the questionnaire is asked', async () => {
      const { status, body } = await product.api<PartnerDetail>('maya', 'GET', `/api/partners/${partner.key}`);
      const text = JSON.stringify(body.assessments.find((each) => each.key.startsWith(first.body.key)) ?? {});
      return status === 200 && text.includes('"questionId"') ? text.split('"questionId"').length : undefined;
    });
  const questions = await asked();

  const line = spoil();
  await restart();
  const sentence = `The question file questions/sealsAtSite.yaml has an error in line ${line}:`;
  expect(product.log()).toContain(`questions/sealsAtSite.yaml:${line}:`);
  expect(await health()).toMatchObject({ status: 'ok', content: expect.stringContaining(sentence) });
  const { body: maya } = await product.api<Me>('maya', 'GET', '/api/me');
  expect(maya.notice).toContain(sentence);
  expect(maya.notice).toMatch(/New campaigns use the questions of \d+ \w+ \d{4}\.$/);
  expect((await product.api<Me>('priya', 'GET', '/api/me')).body.notice).toBeUndefined();
  expect((await open(partner.key)).status).toBe(201);

  // The disk of a new machine has no last good questions.
  const { STATE_DIR = '' } = (
    JSON.parse(readFileSync(path.join(product.dir, 'environment.json'), 'utf8')) as {
      service: Record<string, string>;
    }
  ).service;
  rmSync(path.join(STATE_DIR, 'content'), { recursive: true });
  await restart();
  const refused = await open(partner.key);
  expect(refused.status).toBe(409);
  expect(refused.body.message).toContain(sentence);
  expect(refused.body.message).toContain('nothing was opened');
  const program = await product.api<{ message: string }>('maya', 'GET', '/api/program');
  expect(program).toMatchObject({ status: 409, body: { message: expect.stringContaining(sentence) } });
  expect(await asked()).toBe(questions);
  expect((await product.api('maya', 'GET', '/api/overview')).status).toBe(200);

  writeFileSync(file, good);
  await restart();
  expect((await health()).content).toBeUndefined();
  expect((await open(partner.key)).status).toBe(201);
}, 180_000);
