import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { QuestionnaireView, SaveResult } from '../../src/contracts/questionnaire';
import type { TrafficEntry } from '../../infra/local/traffic';
import { type ApiServer, startApi } from '../api/support/apiServer';
import { bestAnswer } from '../e2e/support/answerTheRest';
import { PartnerBrowser } from '../support/partnerBrowser';
import { askedPartner, startWorld, type World } from './world';

// What saves of the whole shipped pack cost in SharePoint, counted by the tenant, as the page sends them over HTTP.
const content = loadContent(path.resolve(__dirname, '../../src/content'));
const SITES = [
  { id: 'north', name: 'North plant' },
  { id: 'south', name: 'South plant' },
];
let world: World;
let api: ApiServer;
const opened: ApiServer[] = [];
const serve = async (of: World): Promise<ApiServer> => {
  const started = await startApi(of.useCases);
  opened.push(started);
  return started;
};
beforeAll(async () => {
  world = await startWorld(content);
  api = await serve(world);
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await world?.close();
});

type Asked = Awaited<ReturnType<typeof askedPartner>>;
const browserAt = async (at: ApiServer, { contact }: Asked): Promise<PartnerBrowser> => {
  const { url } = await world.useCases.linkFor(contact);
  const browser = new PartnerBrowser(at.url, { origin: 'http://localhost:4999' });
  await browser.call('POST', '/session', { secret: url.split('#')[1] });
  return browser;
};
const viewIn = (browser: PartnerBrowser, key: string) =>
  browser.call<QuestionnaireView>('GET', `/questionnaire?assessment=${encodeURIComponent(key)}`);

/** Graph's calls after this one, oldest first. */
async function callsOf(after: number): Promise<TrafficEntry[]> {
  const { entries } = await world.tenant.control<{ entries: TrafficEntry[] }>(
    'GET',
    `traffic?after=${after}&limit=500`,
  );
  return entries.filter(({ area }) => area === 'graph');
}

/** How many of these calls waited for one before them, at most: the length of the longest chain. */
function inARow(calls: readonly TrafficEntry[]): number {
  const spans = calls.map(({ at, milliseconds }) => ({ from: Date.parse(at), to: Date.parse(at) + milliseconds }));
  const chain = (from: number): number =>
    Math.max(0, ...spans.filter((each) => each.from >= from).map((each) => 1 + chain(each.to)));
  return chain(0);
}

/** Answers what is missing in each section once. @returns what each save cost */
async function saveRound(browser: PartnerBrowser, key: string, view: QuestionnaireView) {
  const costs: { section: string; isFirst: boolean; requests: number; resourceUnits: number }[] = [];
  for (const { id, siteId, revision, questions } of view.sections) {
    const missing = questions.filter((question) =>
      view.progress.missing.some((each) => each.questionId === question.id && each.siteId === siteId),
    );
    if (missing.length === 0) continue;
    await world.tenant.resetUsage();
    const { refused } = await browser.call<SaveResult>(
      'PUT',
      `/assessments/${encodeURIComponent(key)}/sections/${id}/${siteId ?? '-'}`,
      {
        baseRevision: revision,
        answers: missing.map((question) => ({ questionId: question.id, value: bestAnswer(question) })),
      },
    );
    expect(refused).toEqual([]);
    const { requests, resourceUnits } = await world.tenant.work();
    costs.push({ section: `${id} ${siteId ?? ''}`, isFirst: revision === 0, requests, resourceUnits });
  }
  return costs;
}

it('by page over the whole pack, every save is one call of 2 resource units, the first of a section and later ones', async () => {
  const asked = await askedPartner(world, { sites: SITES });
  const browser = await browserAt(api, asked);
  const costs: Awaited<ReturnType<typeof saveRound>> = [];
  for (;;) {
    const view = await viewIn(browser, asked.assessmentKey);
    if (view.progress.missing.length === 0) break;
    costs.push(...(await saveRound(browser, asked.assessmentKey, view)));
  }
  expect(costs.filter(({ isFirst }) => isFirst).length).toBeGreaterThan(30);
  expect(costs.filter(({ isFirst }) => !isFirst).length).toBeGreaterThan(3);
  expect(costs.filter(({ requests, resourceUnits }) => requests > 1 || resourceUnits > 2)).toEqual([]);
});

describe('after a start that remembers nothing', () => {
  /** Half of the questionnaire was answered so long before; the other half is saved after the start. */
  async function halfAnswered(agoMs: number) {
    const asked = await askedPartner(world, { sites: SITES });
    const before = await browserAt(api, asked);
    const view = await viewIn(before, asked.assessmentKey);
    const half = view.sections.filter((_, at) => at % 2 === 0);
    world.clock.advance(-agoMs);
    await saveRound(before, asked.assessmentKey, { ...view, sections: half });
    world.clock.advance(agoMs);
    const cold = await world.another();
    const browser = new PartnerBrowser((await serve(cold)).url, { origin: 'http://localhost:4999' });
    browser.cookie = before.cookie;
    const rest = { ...view, sections: view.sections.filter((_, at) => at % 2 === 1) };
    return { cold, save: () => saveRound(browser, asked.assessmentKey, rest) };
  }

  it('the first save reads the answers once, and so asks twice in a row and no more', async () => {
    const { save } = await halfAnswered(60 * 60_000);
    const { last: since } = await world.tenant.control<{ last: number }>('GET', 'traffic?limit=1');
    // Long enough that what overlaps is seen to overlap.
    await world.tenant.setFaults({ match: { pathPattern: '^/v1.0' }, kind: 'slow', delayMs: 150 });
    const costs = await save();
    await world.tenant.clearFaults();
    // The answers, and whether they were sent already: both once for a process, at the same time.
    expect(costs[0]).toMatchObject({ requests: 3, resourceUnits: 5 });
    expect(costs.slice(1).filter(({ requests, resourceUnits }) => requests > 1 || resourceUnits > 2)).toEqual([]);
    const calls = (await callsOf(since)).filter(({ path: address }) => !address.includes('delta'));
    expect(inARow(calls.slice(0, 3))).toBe(2);
  });

  it('who saved just before it saves as before: what the first save needs was read by then', async () => {
    const { cold, save } = await halfAnswered(0);
    await cold.jobs.rescore();
    const costs = await save();
    expect(costs.length).toBeGreaterThan(5);
    expect(costs.filter(({ requests, resourceUnits }) => requests > 1 || resourceUnits > 2)).toEqual([]);
  });
});
