import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignList } from '../../src/contracts/campaigns';
import type { SaveResult } from '../../src/contracts/questionnaire';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { cardsOf, dayIn, letItLook, mailTo, mayaOf, newKey, openLink } from './support/ask';

interface Health {
  readonly status: 'ok' | 'starting' | 'degraded';
  readonly sharePoint: string;
}

const GRAPH = '^/v1\\.0/';
const DUE = dayIn(30);

describe('when Microsoft 365 does not answer', () => {
  let product: RunningProduct;
  let maya: ReturnType<typeof mayaOf>;

  beforeAll(async () => {
    product = await startProduct({ service: false, unlimited: 'unlessStrict', waits: 'short' });
    maya = mayaOf(product);
  });
  afterAll(() => product?.close());
  afterEach(() => clear());

  const fault = (pathPattern: string, how: object): Promise<unknown> =>
    product.control('POST', '/faults', { match: { pathPattern }, ...how });
  const clear = (): Promise<unknown> => product.control('DELETE', '/faults');
  let aheadMs = 0;
  /** Time only moves forward, as it does in the world. */
  const moveOn = (minutes: number): Promise<void> => {
    aheadMs += minutes * 60_000;
    return product.setClock(aheadMs);
  };
  const health = async (): Promise<Health> => (await fetch(`${product.productUrl}/healthz`)).json() as Promise<Health>;
  /** A partner with one contact who has been asked by mail, and that contact's page. */
  const asked = async (name: string, email: string) => {
    const campaign = await maya.open([await maya.partner(name, { email })], DUE, name);
    await maya.settled(campaign, 1);
    return openLink(product, email);
  };
  const leadership = (value: string, baseRevision = 0) => ({
    baseRevision,
    answers: [{ questionId: 'leadershipStatement', value }],
  });

  it('Graph down at the start: the service says so in words, lets nobody in, and comes up by itself', async () => {
    await fault(GRAPH, { kind: 'status', status: 503 });
    await product.startService();
    const down = await eventually('the service says what is wrong', async () => {
      const now = await health();
      return now.status === 'degraded' && now;
    });
    expect(down.sharePoint).toMatch(/SharePoint/);
    expect(down.sharePoint).not.toMatch(/503|undefined|Error|\{/);
    const refused = await product.api<{ error: { message: string } }>('maya', 'GET', '/api/overview');
    expect(refused.status).toBe(503);
    expect(JSON.stringify(refused.body)).toMatch(/again|moment|minute/i);
    await clear();
    await isReady(product);
    expect((await health()).sharePoint).toMatch(/Up to date/);
    expect((await product.api('maya', 'GET', '/api/overview')).status).toBe(200);
  });

  it.each([
    ['503', { kind: 'status', status: 503 }],
    ['429 for ten minutes', { kind: 'status', status: 429, retryAfter: 600 }],
  ])(
    'Graph answers %s while an answer is saved: said in words, what was saved before stays, the next try saves',
    async (name, how) => {
      const { browser, at, read } = await asked(`Fault ${name}`, `${newKey()}@fault.example`);
      const path = `${at}/sections/leadership/-`;
      await browser.call('PUT', path, leadership('yes'));
      await fault(`${GRAPH}.*(items|batch)`, how);
      const failed = await browser.send<{ error?: { message: string }; message?: string }>(
        'PUT',
        path,
        leadership('no', 1),
      );
      expect(failed.status).toBe(503);
      expect(JSON.stringify(failed.body)).toMatch(/safe|saved/i);
      expect(JSON.stringify(failed.body)).not.toMatch(/RequestId|graph|stack|localhost/i);
      await clear();
      if (name.startsWith('429')) {
        // The service waits as long as it was asked to; the clock makes that short.
        await moveOn(11);
      }
      const view = await eventually('it can be read again', async () => read());
      expect(view.answers.map(({ value }) => value)).toEqual(['yes']);
      const saved = await eventually('the next try saves', () =>
        browser.call<SaveResult>('PUT', path, leadership('no', 1)),
      );
      expect(saved).toMatchObject({ refused: [], conflicts: [], answers: [{ value: 'no' }] });
      expect((await read()).answers.map(({ value }) => value)).toEqual(['no']);
    },
  );

  it('a write that was carried out and whose answer got lost is not made twice', async () => {
    const { browser, at, read } = await asked('Lost answer', 'lost@fault.example');
    await fault(`${GRAPH}.*/items$`, { kind: 'dropAfter', times: 1 });
    const path = `${at}/sections/leadership/-`;
    await eventually('it is saved', () => browser.call<SaveResult>('PUT', path, leadership('partly')));
    const view = await read();
    expect(view.answers).toHaveLength(1);
    expect(view.sections.find(({ id }) => id === 'leadership')?.revision).toBe(1);
  });

  it('in chat the card keeps what was typed, says what happened, and the next press saves', async () => {
    const campaign = await maya.open(
      [await maya.partner('By card', { email: 'sara@nordfrakt.example', guest: true })],
      DUE,
      'Cards',
    );
    await maya.settled(campaign, 1);
    type Answer = { notice?: string; outcome?: string };
    const press = (body: object) => product.control<Answer>('POST', '/chat', { person: 'sara', ...body });
    const newest = async () => {
      const { activities } = await product.control<{
        activities: {
          id: string;
          attachments?: { content: { actions: { title: string; verb: string; data: object }[] } }[];
        }[];
      }>('GET', '/chat?person=sara');
      const last = activities.at(-1);
      const actions = last?.attachments?.[0]?.content.actions ?? [];
      return {
        id: last?.id,
        text: JSON.stringify(last?.attachments),
        action: (title: string) => actions.find((each) => each.title === title),
      };
    };
    const push = async (title: string, inputs: object = {}) => {
      const { id, text, action } = await newest();
      const button = action(title);
      if (!button) throw new Error(`No “${title}” on ${text}`);
      const { verb, data } = button;
      return press({ action: { verb, data, inputs }, replyToId: id });
    };
    await push('Start');
    const first = await newest();
    const place = { ...first.action('Save and next')?.data, sectionId: 'leadership', group: 0 };
    await press({ action: { verb: 'open', data: place }, replyToId: first.id });
    const before = await newest();
    await fault(`${GRAPH}.*(items|batch)`, { kind: 'status', status: 503 });
    const refused = await push('Save and next', { 'a.leadershipStatement': 'yes' });
    expect(JSON.stringify(refused)).toMatch(/safe|saved|try again/i);
    expect((await newest()).text).toBe(before.text);
    await clear();
    await eventually('the next press saves', async () => {
      await push('Save and next', { 'a.leadershipStatement': 'yes' });
      return (await newest()).text.includes('Saved');
    });
  });

  it('the connector is down: a card falls back to mail or waits, and ends in one final state', async () => {
    await fault('^/connector/', { kind: 'status', status: 502 });
    const partners = [
      await maya.partner('Connector down', { email: 'wei@harbourlink.example', guest: true }),
      await maya.partner('Mail works', { email: 'works@mail.example' }),
    ];
    const campaign = await maya.open(partners, DUE, 'Connector');
    await eventually('the mail is out', async () => (await mailTo(product, 'works@mail.example')).length === 1);
    await letItLook();
    const waiting = await maya.campaign(campaign);
    expect(waiting.groups).toEqual({ done: 0, reached: 1, waiting: 1, notReached: 0 });
    await clear();
    await moveOn(20);
    const detail = await maya.settled(campaign, 2);
    expect(detail.groups).toEqual({ done: 0, reached: 2, waiting: 0, notReached: 0 });
    const told = (await cardsOf(product, 'wei')).length + (await mailTo(product, 'wei@harbourlink.example')).length;
    expect(told).toBe(1);
  });

  it('a person who has blocked the bot is asked by mail, and the ledger says why', async () => {
    await product.control('POST', '/membership', { person: 'lupe', installed: true });
    await product.control('POST', '/membership', { person: 'lupe', blocked: true });
    const campaign = await maya.open(
      [await maya.partner('Blocks the bot', { email: 'lupe@acerosdelnorte.example', guest: true })],
      DUE,
      'Blocked',
    );
    const detail = await maya.settled(campaign, 1);
    expect(detail.partners[0]?.deliveries).toMatchObject([
      { channel: 'mail', state: 'sent', reason: expect.stringMatching(/^In Teams: .*block.*Sent by mail\.$/i) },
    ]);
    expect(await mailTo(product, 'lupe@acerosdelnorte.example')).toHaveLength(1);
  });

  it('mail that is refused for good is not reached, with a reason in words', async () => {
    await fault('/sendMail$', { kind: 'status', status: 413 });
    const partner = await maya.partner('Refused', { email: 'refused@mail.example' });
    const detail = await maya.settled(await maya.open([partner], DUE, 'Refused'), 1);
    expect(detail.groups).toEqual({ done: 0, reached: 0, waiting: 0, notReached: 1 });
    expect(detail.partners[0]?.reason).toBe('By mail: The mail is too large for the mailbox.');
  });

  it('mail that is refused for now waits, and goes out once when the mailbox takes it', async () => {
    await fault('/sendMail$', { kind: 'status', status: 400 });
    const campaign = await maya.open([await maya.partner('Waits', { email: 'waits@mail.example' })], DUE, 'Waits');
    await letItLook();
    expect((await maya.campaign(campaign)).groups).toEqual({ done: 0, reached: 0, waiting: 1, notReached: 0 });
    await clear();
    await moveOn(20);
    const detail = await maya.settled(campaign, 1);
    expect(detail.groups).toEqual({ done: 0, reached: 1, waiting: 0, notReached: 0 });
    expect(await mailTo(product, 'waits@mail.example')).toHaveLength(1);
  });

  it('a second click on "open campaign" opens nothing twice', async () => {
    const key = await maya.partner('Two clicks', { email: 'clicks@mail.example' });
    const requestId = newKey();
    const [first, second] = await Promise.all([
      maya.open([key], DUE, 'Two clicks', requestId),
      sleep(20).then(() => maya.open([key], DUE, 'Two clicks', requestId)),
    ]);
    expect(second).toBe(first);
    await maya.settled(first, 1);
    await letItLook();
    const { campaigns } = await maya.call<CampaignList>('GET', '/api/campaigns');
    expect(campaigns.filter(({ title }) => title === 'Two clicks')).toHaveLength(1);
    expect(await mailTo(product, 'clicks@mail.example')).toHaveLength(1);
  });
});
