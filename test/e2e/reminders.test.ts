import type { CampaignDetail } from '../../src/contracts/campaigns';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { cardsOf, DAY_MS, dayIn, letItLook, mailTo, mayaOf, openLink } from './support/ask';

const groupsOf = ({ groups, asked }: CampaignDetail) => {
  expect(Object.values(groups).reduce((sum, count) => sum + count, 0)).toBe(asked);
  return groups;
};
const stepsOf = (detail: CampaignDetail, name: string): string[] =>
  (detail.partners.find((partner) => partner.name === name)?.deliveries ?? [])
    .map(({ step, state }) => `${step}: ${state}`)
    .reverse();

describe('reminders, as the tenant’s clock moves', () => {
  let product: RunningProduct;
  let maya: ReturnType<typeof mayaOf>;
  let campaign: string;

  beforeAll(async () => {
    product = await startProduct({ unlimited: 'unlessStrict', waits: 'short' });
    await isReady(product);
    maya = mayaOf(product);
    await product.control('POST', '/mail', { bounce: ['gone@bounces.example'] });
  });
  afterAll(() => product?.close());

  it('the invitation reaches who can be reached; a mail that comes back is not reached, in the server’s words', async () => {
    const keys = [
      await maya.partner('In Teams', { email: 'sara@nordfrakt.example', guest: true }),
      await maya.partner('By mail', { email: 'slow@mail.example' }),
      await maya.partner('Answers at once', { email: 'quick@mail.example' }),
      await maya.partner('Bounces', { email: 'gone@bounces.example' }),
      await maya.partner('Nobody to ask'),
    ];
    campaign = await maya.open(keys, dayIn(10));
    await maya.settled(campaign, 4);
    const detail = await eventually('the bounce is read', async () => {
      const now = await maya.campaign(campaign);
      return now.groups.notReached === 2 && now;
    });
    expect(groupsOf(detail)).toEqual({ done: 0, reached: 3, waiting: 0, notReached: 2 });
    const bounced = detail.partners.find(({ name }) => name === 'Bounces');
    expect(bounced).toMatchObject({
      group: 'notReached',
      reason: 'By mail: Mail refused by the receiving server: it knows no such address.',
    });
    expect(detail.partners.find(({ name }) => name === 'Nobody to ask')).toMatchObject({
      group: 'notReached',
      reason: expect.stringMatching(/no contact/i),
    });
  });

  it('who has sent the answers hears no more', async () => {
    const { browser, at } = await openLink(product, 'quick@mail.example');
    await browser.call('PUT', `${at}/sections/leadership/-`, {
      baseRevision: 0,
      answers: [{ questionId: 'leadershipStatement', value: 'yes' }],
    });
    await browser.call('POST', `${at}/submit`, {
      name: 'Quick Contact',
      jobTitle: 'Manager',
      isConfirmed: true,
      openMustsReason: 'The rest follows.',
    });
    expect(groupsOf(await maya.campaign(campaign))).toEqual({ done: 1, reached: 2, waiting: 0, notReached: 2 });
  });

  it.each([
    [4, 0],
    [7, 1],
    [10, 2],
    [13, 3],
    [20, 3],
  ])('after %d days each contact has had %d reminders', async (days, reminders) => {
    await product.setClock(days * DAY_MS);
    if (reminders === 0 || days === 20) await letItLook();
    await eventually(`${reminders} reminders`, async () => {
      const mails = await mailTo(product, 'slow@mail.example');
      const cards = await cardsOf(product, 'sara');
      return mails.length === reminders + 1 && cards.length === reminders + 1;
    });
    // Nothing more goes to the address whose mail came back.
    const detail = await maya.settled(campaign, 4 + 2 * reminders);
    expect(groupsOf(detail)).toEqual({ done: 1, reached: 2, waiting: 0, notReached: 2 });
    expect(stepsOf(detail, 'Bounces')).toEqual(['Invitation: notReached']);
    expect(await mailTo(product, 'quick@mail.example')).toHaveLength(1);
    expect(stepsOf(detail, 'By mail')).toEqual(
      [
        'Invitation: sent',
        'Reminder 3 days before: sent',
        'Reminder on the day: sent',
        'Reminder 3 days after: sent',
      ].slice(0, reminders + 1),
    );
  });

  it('the reminders say where one stands, and when it is due', async () => {
    const texts = (await mailTo(product, 'slow@mail.example')).map(({ text }) => text).reverse();
    expect(texts[1]).toMatch(/A reminder that Maya Okafor.*due .* in 3 days/s);
    expect(texts[2]).toMatch(/Today is the day/);
    expect(texts[3]).toMatch(/still glad to have your answers/);
  });

  it('a corrected address is invited, also after the last reminder', async () => {
    const { partners } = await maya.campaign(campaign);
    const { partnerKey } = partners.find(({ name }) => name === 'Bounces') ?? {};
    const { contacts } = await maya.call<{ contacts: { key: string; version: string; name: string }[] }>(
      'GET',
      `/api/partners/${partnerKey}`,
    );
    const [contact] = contacts;
    await maya.call('PUT', `/api/contacts/${contact?.key}`, {
      name: contact?.name,
      version: contact?.version,
      email: 'found@mail.example',
    });
    const detail = await eventually('the invitation is sent again', async () => {
      const now = await maya.campaign(campaign);
      return now.groups.reached === 3 && now;
    });
    expect(groupsOf(detail)).toEqual({ done: 1, reached: 3, waiting: 0, notReached: 1 });
    expect(stepsOf(detail, 'Bounces')).toEqual(['Invitation: notReached', 'Invitation, again: sent']);
    expect(await mailTo(product, 'found@mail.example')).toHaveLength(1);
  });

  it('after a long pause only the latest step that is due is sent', async () => {
    const now = 20 * DAY_MS;
    const key = await maya.open(
      [await maya.partner('Late start', { email: 'late@mail.example' })],
      dayIn(10, now),
      'Paused',
    );
    await maya.settled(key, 1);
    await product.killService();
    await product.setClock(now + 14 * DAY_MS);
    await product.startService();
    await isReady(product);
    const detail = await maya.settled(key, 2);
    expect(stepsOf(detail, 'Late start')).toEqual(['Invitation: sent', 'Reminder 3 days after: sent']);
    await letItLook();
    expect(await mailTo(product, 'late@mail.example')).toHaveLength(2);
  });
});
