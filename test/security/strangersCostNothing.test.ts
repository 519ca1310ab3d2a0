import type { CampaignDetail } from '../../src/contracts/campaigns';
import type { PartnerSession } from '../../src/contracts/questionnaire';
import { PartnerBrowser } from '../support/partnerBrowser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';

interface Usage {
  readonly byRoute: Readonly<Record<string, unknown>>;
}
interface Asked {
  readonly assessmentKey: string;
  readonly secret: string;
  readonly email: string;
}

const CAMPAIGN = '01hzstrang000000000000000a';
let product: RunningProduct;
let ana: Asked;
let ben: Asked;

beforeAll(async () => {
  product = await startProduct({ env: { LOG_LEVEL: 'info' }, unlimited: 'unlessStrict' });
  await isReady(product);
  const call = async (path: string, body: object): Promise<void> => {
    const { status, body: answer } = await product.api('maya', 'POST', path, body);
    if (status >= 400) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  };
  const partner = (n: number) => `01hzstrang000000000000000${n}`;
  const email = (n: number) => `contact${n}@strangers.example`;
  for (const n of [1, 2]) {
    await call('/api/partners', {
      requestId: partner(n),
      name: `Partner ${n}`,
      country: 'MX',
      types: ['highwayCarrier'],
    });
    await call(`/api/partners/${partner(n)}/contacts`, {
      requestId: partner(n + 4),
      name: `Contact ${n}`,
      email: email(n),
    });
  }
  await call('/api/campaigns', {
    requestId: CAMPAIGN,
    title: 'Security',
    why: 'We must know our partners.',
    dueOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    partnerKeys: [partner(1), partner(2)],
  });
  await eventually('all mails are sent', async () => {
    const { body } = await product.api<CampaignDetail>('maya', 'GET', `/api/campaigns/${CAMPAIGN}`);
    return body.ledger.deliveries === 2 && body.ledger.queued === 0;
  });
  const asked = (n: number): Promise<Asked> =>
    eventually('a mail with its link', async () => {
      const { messages } = await product.control<{ messages: { html: string }[] }>('GET', `/mail?to=${email(n)}`);
      const secret = /\/answer\/#([0-9a-z]{52})/.exec(messages[0]?.html ?? '')?.[1];
      return secret ? { secret, email: email(n), assessmentKey: `${CAMPAIGN}|${partner(n)}` } : undefined;
    });
  [ana, ben] = [await asked(1), await asked(2)];
}, 120_000);
afterAll(() => product.close());

/** Everything that was asked of SharePoint while `act` ran, but for the feed, which looks by itself. */
async function asks(act: () => Promise<void>): Promise<string[]> {
  await product.control('DELETE', '/usage');
  await act();
  const { byRoute } = await product.control<Usage>('GET', '/usage');
  return Object.keys(byRoute).filter((route) => route.includes('/sites/') && !route.includes('delta'));
}
const browserOf = async ({ secret }: Asked, headers = {}): Promise<PartnerBrowser> => {
  const browser = new PartnerBrowser(product.productUrl, headers);
  await browser.call<PartnerSession>('POST', '/session', { secret });
  return browser;
};
const at = ({ assessmentKey }: Asked) => `/assessments/${encodeURIComponent(assessmentKey)}`;
const submission = { name: 'X Y', jobTitle: 'Z Z', isConfirmed: true, openMustsReason: 'no time' };
const saving = { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] };

it('another contact’s questionnaire is not there, whatever is asked of it, and SharePoint hears nothing', async () => {
  const browser = await browserOf(ana);
  const statuses: number[] = [];
  const heard = await asks(async () => {
    for (const [method, path, body] of [
      ['GET', `/questionnaire?assessment=${encodeURIComponent(ben.assessmentKey)}`, undefined],
      ['PUT', `${at(ben)}/sections/leadership/-`, saving],
      ['POST', `${at(ben)}/submit`, submission],
      ['POST', `${at(ben)}/evidence?questionId=leadershipStatement`, undefined],
      ['DELETE', `${at(ben)}/evidence/01hzstrang0000000000000009`, undefined],
    ] as const)
      statuses.push((await browser.send(method, path, body)).status);
  });
  expect(statuses).toEqual([404, 404, 404, 404, 404]);
  expect(heard).toEqual([]);
});

it.each([
  ['another site', { origin: 'https://evil.example' }],
  ['a page without origin', { origin: 'null' }],
  ['a form', { 'x-trustlane': '' }],
])('a change from %s is refused with a good cookie, and SharePoint hears nothing', async (_from, headers) => {
  const { cookie } = await browserOf(ana);
  const browser = new PartnerBrowser(product.productUrl, headers);
  browser.cookie = cookie;
  const statuses: number[] = [];
  const heard = await asks(async () => {
    statuses.push((await browser.send('PUT', `${at(ana)}/sections/leadership/-`, saving)).status);
    statuses.push((await browser.send('POST', `${at(ana)}/submit`, submission)).status);
    statuses.push((await browser.send('POST', '/session/code')).status);
  });
  expect(statuses).toEqual([403, 403, 403]);
  expect(heard).toEqual([]);
});

it('bad tokens, bad links and bad bodies cost SharePoint nothing, nor do guests without a role', async () => {
  const statuses: number[] = [];
  const note = async (path: string, options: RequestInit): Promise<void> => {
    statuses.push((await fetch(`${product.productUrl}${path}`, options)).status);
  };
  const guest = await product.token('lupe');
  const heard = await asks(async () => {
    for (const path of ['/api/partners', '/api/overview', `/api/campaigns/${CAMPAIGN}`]) {
      await note(path, {});
      await note(path, { headers: { authorization: 'Bearer a.b.c' } });
      await note(path, { headers: { authorization: `Bearer ${guest}` } });
    }
    const json = { 'content-type': 'application/json' };
    await note('/api/messages', { method: 'POST', headers: json, body: '{}' });
    await note('/api/messages', { method: 'POST', headers: json, body: JSON.stringify('x'.repeat(2_000_000)) });
    const own = { ...json, origin: product.productUrl, 'x-trustlane': '1' };
    await note('/partner/session', { method: 'POST', headers: own, body: JSON.stringify({ secret: '0'.repeat(52) }) });
  });
  expect(statuses).toEqual([401, 401, 403, 401, 401, 403, 401, 401, 403, 401, 413, 404]);
  expect(heard).toEqual([]);
});

it('guessing codes ends soon, on however many browsers, and costs SharePoint nothing', async () => {
  const writer = await browserOf(ben);
  await writer.call('PUT', `${at(ben)}/sections/leadership/-`, saving);
  const statuses: Record<number, number> = {};
  const heard = await asks(async () => {
    for (let guess = 0; guess < 30; guess += 1) {
      const thief = new PartnerBrowser(product.productUrl);
      await thief.send('POST', '/session', { secret: ben.secret }).catch(() => undefined);
      if (guess % 5 === 0) await thief.send('POST', '/session/code');
      const { status } = await thief.send('POST', '/session/verify', { code: String(100_000 + guess) });
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  });
  expect((statuses[400] ?? 0) + (statuses[429] ?? 0)).toBe(30);
  expect(statuses[400]).toBeLessThanOrEqual(15);
  expect(heard.filter((route) => !route.startsWith('GET'))).toEqual([]);
  const thief = await browserOf(ben);
  expect((await thief.send('GET', `/questionnaire?assessment=${encodeURIComponent(ben.assessmentKey)}`)).status).toBe(
    403,
  );
});

it('after all this the log knows no secret, token, address, code or name', () => {
  const log = product.log();
  expect(log).toContain('/partner/session');
  for (const told of [ana.secret, ben.email, '@strangers', 'Contact 1', 'eyJ', '__Host-', 'answer/#'])
    expect(log).not.toContain(told);
});
