import type { HelpThread, RequestList } from '../../src/contracts/collaboration';
import type { PartnerSession, QuestionnaireView } from '../../src/contracts/questionnaire';
import { PartnerBrowser } from '../support/partnerBrowser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { cardsOf, DAY_MS, dayIn, letItLook, mailTo, mayaOf, newKey, openLink } from './support/ask';

describe('asking the customer, and being reminded on a day of one’s own', () => {
  let product: RunningProduct;
  let maya: ReturnType<typeof mayaOf>;
  let campaign: string;
  let requestKey: string;

  beforeAll(async () => {
    product = await startProduct({ unlimited: 'unlessStrict', waits: 'short' });
    await isReady(product);
    maya = mayaOf(product);
    const keys = [
      await maya.partner('By mail', { email: 'helper@mail.example', name: 'Helper' }),
      await maya.partner('In Teams', { email: 'sara@nordfrakt.example', guest: true }),
    ];
    campaign = await maya.open(keys, dayIn(10));
    await maya.settled(campaign, 2);
  });
  afterAll(() => product?.close());

  const tellings = async () =>
    (await mailTo(product, 'maya@northgate.example')).filter(({ subject }) => subject.includes('asks for help'));

  it('a question by link reaches Maya by mail, also when the service is killed right after it was taken', async () => {
    const { browser, at, read } = await openLink(product, 'helper@mail.example');
    const requestId = newKey();
    const body = { requestId, text: 'Whom do you mean by leadership?', place: { sectionId: 'leadership' } };
    await browser.call('POST', `${at}/help`, body);
    await product.killService();
    await product.startService();
    await isReady(product);
    await browser.call('POST', `${at}/help`, body);
    requestKey = requestId;
    const mails = await eventually('Maya is told', async () => {
      const found = await tellings();
      return found.length > 0 && found;
    });
    expect(mails[0]?.text).toContain('Whom do you mean by leadership?');
    expect(mails[0]?.html).toMatch(/href="[^"]+\/partners\/[0-9a-z]{26}[^"]*"/);
    await letItLook();
    expect(await tellings()).toHaveLength(1);
    expect((await read()).help).toMatchObject([{ key: requestId, state: 'open' }]);
  });

  it('two answers come back as two mails, each once, over a kill between them', async () => {
    await maya.call('POST', `/api/requests/${requestKey}/replies`, {
      requestId: newKey(),
      text: 'The managing director.',
    });
    await product.killService();
    await product.startService();
    await isReady(product);
    await maya.call('POST', `/api/requests/${requestKey}/replies`, { requestId: newKey(), text: 'Or the owner.' });
    const answers = async () =>
      (await mailTo(product, 'helper@mail.example')).filter(({ subject }) =>
        subject.includes('answered your question'),
      );
    await eventually('both answers arrive', async () => (await answers()).length >= 2);
    await maya.settled(campaign, 4);
    await letItLook();
    expect((await answers()).map(({ text }) => /writes:\s+(?:> )?(.+?\.)\s+You can/.exec(text)?.[1]).sort()).toEqual([
      'Or the owner.',
      'The managing director.',
    ]);
    const { rows } = await maya.call<RequestList>('GET', '/api/requests');
    expect(rows.find(({ key }) => key === requestKey)).toMatchObject({ state: 'answered', contactName: 'Helper' });
    expect((await product.api('maya', 'GET', '/api/overview')).body).toMatchObject({
      asking: { requests: 0, partners: 0 },
    });
  });

  it('somebody in Teams asks on the page and gets the answer into the chat', async () => {
    const [card] = await cardsOf(product, 'sara');
    const secret = /\/answer\/#([0-9a-zA-Z]+)/.exec(card ?? '')?.[1];
    const browser = new PartnerBrowser(product.productUrl);
    const session = await browser.call<PartnerSession>('POST', '/session', { secret });
    const key = session.assessments[0]?.key ?? '';
    const { key: asked } = await browser.call<{ key: string }>('POST', `/assessments/${encodeURIComponent(key)}/help`, {
      requestId: newKey(),
      text: 'May I answer in Swedish?',
    });
    await maya.call('POST', `/api/requests/${asked}/replies`, { requestId: newKey(), text: 'Yes, please do.' });
    await eventually('the answer stands in the chat', async () =>
      (await cardsOf(product, 'sara')).some((each) => each.includes('Yes, please do.')),
    );
    const view = await browser.call<QuestionnaireView>('GET', `/questionnaire?assessment=${encodeURIComponent(key)}`);
    const threads: readonly HelpThread[] = view.help ?? [];
    expect(threads).toMatchObject([{ key: asked, state: 'answered', messages: [{ isYou: true }, { isYou: false }] }]);
    // The contact's one more word makes it wait again.
    await browser.call('POST', `/assessments/${encodeURIComponent(key)}/help/${asked}`, {
      requestId: newKey(),
      text: 'Thank you. All of it?',
    });
    const { rows } = await maya.call<RequestList>('GET', '/api/requests');
    expect(rows[0]).toMatchObject({ key: asked, state: 'open', partnerName: 'In Teams' });
  });

  it('a reminder comes on the day that the contact chose, and not on the usual ones before it', async () => {
    const { browser, at } = await openLink(product, 'helper@mail.example');
    await browser.call('PUT', `${at}/remind-on`, { on: dayIn(9) });
    const reminders = async () =>
      (await mailTo(product, 'helper@mail.example')).filter(({ subject }) =>
        subject.startsWith('Security questions for'),
      );
    await product.setClock(7 * DAY_MS);
    await eventually('Sara is reminded as usual', async () => {
      const cards = await cardsOf(product, 'sara');
      if (cards.some((each) => each.includes('A reminder that'))) return true;
      throw new Error(cards.join('\n').slice(0, 3000));
    });
    expect(await reminders()).toEqual([]);
    await product.setClock(9 * DAY_MS);
    await eventually('the chosen day has come', async () => (await reminders()).length === 1);
    await letItLook();
    const [mail, ...others] = await reminders();
    expect(others).toEqual([]);
    expect(mail?.text).toContain('You asked us to remind you today');
  });
});
