import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { textIn } from '../../src/domain/text';
import { describeInBrowser, launchBrowser } from '../support/browser';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { shippedQuestionnaire } from '../support/shippedPack';
import { dayIn, mailTo, mayaOf, newKey } from './support/ask';
import { type CardField, type ChatCard, cardChat, fieldsOf, wordsOf } from './support/cardChat';
import { fillCard, newestCard, press, questionOn } from './support/cards';
import { fillSection } from './support/partnerPage';
import { openShell, type Shell, seen, takeShot, takeShotOf, textLike, textOf } from './support/shell';

const LUPE = 'lupe@acerosdelnorte.example';
const ANA = 'ana.ruiz@acerosdelnorte.example';
const NOTE = 'You know our computers best.';
const COMMENT = 'Signed by our director in May';
const HELP = 'Does a tablet on the wall of the packing hall count?';
const REPLY = 'Yes, if somebody can read mail or orders on it.';
const CAMPAIGN = 'Security 2026';
const CYBER = ['computers', 'computersDaily'] as const;
const past = dayIn(-100);
const pdf = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

const pack = shippedQuestionnaire('foreignManufacturer');
const titleOf = (sectionId: string): string => {
  const section = pack.sections.find(({ id }) => id === sectionId);
  if (!section) throw new Error(`Nobody asks ${sectionId}.`);
  return textIn(section.title);
};
const wordsOfQuestion = (questionId: string): string => {
  const question = pack.sections.flatMap(({ questions }) => questions).find(({ id }) => id === questionId);
  if (!question) throw new Error(`Nobody asks ${questionId}.`);
  return textIn(question.text);
};
const asks =
  (questionId: string) =>
  (card: ChatCard): boolean =>
    fieldsOf(card).some(({ id }: CardField) => id === `a.${questionId}` || id.startsWith(`a.${questionId}.`));

describeInBrowser('a manufacturer with two plants, by chat, with a colleague on a phone', () => {
  let product: RunningProduct;
  let browser: Browser;
  let shell: Shell;
  let chat: ReturnType<typeof cardChat>;
  let ana: Page;
  let partnerKey: string;
  let pressesByHand = 0;

  let hasFailed = false;
  /** One step of the story. After a step that failed the others say so at once, instead of waiting for what cannot come. */
  const step = (words: string, act: () => Promise<void>): void =>
    it(words, async () => {
      if (hasFailed) throw new Error('An earlier step failed.');
      hasFailed = true;
      const started = performance.now();
      await act();
      if (process.env.E2E_SHOTS) process.stderr.write(`${Math.round(performance.now() - started)} ms: ${words}\n`);
      hasFailed = false;
    });

  const card = (): Locator => newestCard(shell.page);
  const shotOfCard = (name: string): Promise<void> => takeShotOf(card(), name);
  /** Presses a button of the newest card in the window, as the guest. */
  const push = async (button: string): Promise<string> => {
    pressesByHand += 1;
    return press(shell.page, button);
  };
  const lookAtChat = async (): Promise<void> => {
    await shell.go('lupe', 'chat');
    await card().waitFor();
  };
  const phonePage = async (): Promise<Page> => {
    const page = await (
      await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, serviceWorkers: 'block' })
    ).newPage();
    page.setDefaultTimeout(15_000);
    return page;
  };
  const wholeShot = async (page: Page, name: string): Promise<void> => {
    await takeShot(page, name);
    await takeShotOf(page.locator('body'), `${name}-whole`);
  };
  const linkIn = async (address: string): Promise<string> => {
    const mails = await eventually(`a mail with a link to ${address}`, async () => {
      const found = (await mailTo(product, address)).flatMap(
        ({ html }) => /href="([^"]+\/answer\/#[^"]+)"/.exec(html)?.[1] ?? [],
      );
      return found.length > 0 && found;
    });
    return mails[0] ?? '';
  };

  const codesTo = async (address: string): Promise<string[]> =>
    (await mailTo(product, address)).flatMap(
      ({ subject, text }) => (/code/i.test(subject) && /\b\d{6}\b/.exec(text)) || [],
    );
  /** The code from the mail, which answers of others ask for. */
  const typeCode = async (page: Page, address: string): Promise<void> => {
    const before = await codesTo(address);
    await page.getByRole('button', { name: 'Send me the code' }).click();
    const code = await eventually('the code', async () =>
      (await codesTo(address)).find((each) => !before.includes(each)),
    );
    await page.getByLabel('Six-digit code').fill(code);
    await page.getByRole('button', { name: 'Go on' }).click();
  };

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ unlimited: 'unlessStrict' }), launchBrowser()]);
    await isReady(product);
    shell = await openShell(browser, product);
    // High enough for whole cards.
    await shell.page.setViewportSize({ width: 1366, height: 1900 });
    chat = cardChat(product, LUPE);
    ana = await phonePage();
    // Time flows as always, and the page's pauses between two looks at what others do may be skipped.
    await ana.clock.install();
    const maya = mayaOf(product);
    const { key } = await maya.call<{ key: string }>('POST', '/api/partners', {
      requestId: newKey(),
      name: 'Aceros del Norte',
      country: 'MX',
      city: 'Monterrey',
      types: ['foreignManufacturer'],
      sites: [
        { id: 'monterrey', name: 'Monterrey' },
        { id: 'saltillo', name: 'Saltillo' },
      ],
    });
    partnerKey = key;
    const { key: contact } = await maya.call<{ key: string }>('POST', `/api/partners/${key}/contacts`, {
      requestId: newKey(),
      name: 'Guadalupe Hernández',
      email: LUPE,
      jobTitle: 'Export manager',
    });
    const { people } = await maya.call<{ people: { oid: string }[] }>('GET', `/api/contacts/${contact}/teams`);
    const { contacts } = await maya.call<{ contacts: { version: string }[] }>('GET', `/api/partners/${key}`);
    await maya.call('POST', `/api/contacts/${contact}/teams`, {
      oid: people[0]?.oid,
      version: contacts[0]?.version,
    });
    await maya.settled(await maya.open([key], dayIn(20), CAMPAIGN), 1);
  });
  afterEach(async () => {
    if (hasFailed) await shell?.shot(`zz-${expect.getState().currentTestName?.slice(-40).replace(/\W+/g, '-')}`);
    if (hasFailed)
      await takeShot(ana, `zz-phone-${expect.getState().currentTestName?.slice(-30).replace(/\W+/g, '-')}`);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.close();
  });

  step('the invitation says what is coming, and the first card asks', async () => {
    await lookAtChat();
    await textLike(card(), /asks about security at Aceros del Norte.*Have at hand.*Please do not send/);
    await shotOfCard('01-invitation');
    await push('Start');
    await shotOfCard('02-first');
    await fillCard(shell.page, past);
    expect(await push('Save and next')).toContain('✓ Saved');
    await shotOfCard('03-second');
  });

  step('a document is accepted, and a comment stands beside an answer', async () => {
    await chat.answerUntil(past, asks('leadershipPledge'));
    await lookAtChat();
    await shotOfCard('04-document');
    await card().getByRole('radio').first().check();
    const more = await push('More');
    expect(more).toMatch(/Saved: Leadership.*What else you can do/);
    await shotOfCard('05-more');
    await push('Comment');
    await card().getByRole('textbox').last().fill(COMMENT);
    await shotOfCard('06-comment');
    expect(await push('Save comments')).toContain('1 comment is saved.');
    await shotOfCard('07-comment-saved');
    // The way on is to what is missing; the comment stands where it was written.
    await push('Go on');
    await push('Back');
    await textLike(card(), new RegExp(`Comment: ${COMMENT}`));
    await shotOfCard('08-comment-beside');
    await push('Save and next');
  });

  step('later: the guest is asked when to be reminded, and goes on all the same', async () => {
    expect(await push('Later')).toContain('Kept for later');
    await card()
      .getByLabel(/^In three days/)
      .check();
    await shotOfCard('09-later');
    expect(await push('Remind me')).toContain('I will remind you on');
    await shotOfCard('10-later-set');
    await push('Go on');
  });

  step('a question that does not apply is answered with its reason', async () => {
    await chat.answerUntil(past, asks('sealOnTheWay'));
    await lookAtChat();
    const block = questionOn(shell.page, wordsOfQuestion('sealOnTheWay'));
    await block.getByLabel('Does not apply').or(block.getByRole('combobox').first()).first().waitFor();
    await shotOfCard('11-not-applicable-before');
    const radio = block.getByRole('radio', { name: 'Does not apply' });
    if ((await radio.count()) > 0) await radio.check();
    else await block.getByRole('combobox').first().selectOption({ label: 'Does not apply' });
    await block.getByRole('combobox').last().selectOption({ index: 1 });
    await fillCard(shell.page, past);
    await shotOfCard('11-not-applicable');
    await push('Save and next');
  });

  step('the computers are handed over to a colleague who is new', async () => {
    await chat.answerUntil(past, asks('computersUsed'));
    await lookAtChat();
    await push('More');
    await push('Hand over');
    await shotOfCard('12-hand-over-form');
    for (const id of CYBER) {
      const box = card().getByRole('checkbox', { name: new RegExp(titleOf(id)) });
      if (!(await box.isChecked())) await box.check();
    }
    await card()
      .getByLabel(/Full name/)
      .fill('Ana Ruiz');
    await card()
      .getByLabel(/Mail address/)
      .fill(ANA);
    await card()
      .getByLabel(/A word to your colleague/)
      .fill(NOTE);
    await shotOfCard('13-hand-over-filled');
    expect(await push('Hand over')).toMatch(/Handed over.*Ana Ruiz/);
    await shotOfCard('14-handed-over');
    const next = await push('Go on');
    await shotOfCard('15-after-handing-over');
    // What a colleague has is not asked next.
    expect(next).toContain(titleOf('training'));
  });

  step('the colleague opens the link of the mail on a phone and sees only what was handed over', async () => {
    const address = await linkIn(ANA);
    await shell.go(ANA, 'mail');
    await shell.page.getByRole('link', { name: /Aceros del Norte/ }).click();
    await seen(shell.page.frameLocator('iframe'), NOTE);
    await shell.shot('20-mail-to-colleague');
    // Nobody has answered there yet, so the link alone opens it.
    await ana.goto(address);
    await seen(ana, 'Guadalupe Hernández handed this to you');
    await seen(ana, NOTE);
    await wholeShot(ana, '21-phone-start');
    // The other part has nothing to ask until the first one is begun.
    expect(await ana.locator('.sections button').count()).toBe(1);
    expect(await textOf(ana.locator('main'))).not.toContain(titleOf('leadership'));
  });

  step('she asks for help, Maya answers, and the answer stands on the phone and in the mailbox', async () => {
    await ana
      .locator('.sections')
      .getByRole('button', { name: titleOf('computers') })
      .click();
    await ana.getByRole('heading', { level: 1, name: titleOf('computers') }).waitFor();
    await wholeShot(ana, '22-phone-section');
    const question = ana.getByRole('group', { name: wordsOfQuestion('computersUsed') });
    await question.getByRole('button', { name: /^Ask Maya Okafor/ }).click();
    await question.getByLabel(/^Your question to Maya Okafor/).fill(HELP);
    await takeShot(ana, '23-phone-ask');
    await question.getByRole('button', { name: 'Send' }).click();
    await question.getByText('Waiting for an answer.').waitFor();
    await takeShot(ana, '24-phone-asked');
    const { tab } = shell;
    await shell.openTab('maya');
    await seen(tab, '1 partner waits for an answer.');
    await shell.shot('24-tab-overview');
    await shell.openTab('maya', `/partners/${partnerKey}`);
    await tab.getByLabel('Your answer to Ana Ruiz').fill(REPLY);
    await shell.shot('24-tab-reply');
    await tab.getByRole('button', { name: 'Send answer' }).click();
    await eventually('the answer comes by mail', async () =>
      (await mailTo(product, ANA)).some(({ text }) => text.includes(REPLY)),
    );
    await ana.clock.fastForward(16_000);
    await question.getByText(REPLY).waitFor();
    await wholeShot(ana, '25-phone-reply');
  });

  step('she answers her parts and says that they are done', async () => {
    for (const id of CYBER) {
      await ana.getByRole('heading', { level: 1, name: titleOf(id) }).waitFor();
      await fillSection(ana, past);
      await wholeShot(ana, `26-phone-${id}`);
      await ana.getByRole('button', { name: /^Save and (next|check)$/ }).click();
    }
    await ana.getByRole('heading', { level: 1, name: 'Your part' }).waitFor();
    await wholeShot(ana, '27-phone-finish');
    await ana.getByRole('button', { name: 'My part is done' }).click();
    await ana.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor();
    await wholeShot(ana, '28-phone-done');
  });

  step('the chat tells the guest that the part is done', async () => {
    await lookAtChat();
    await textLike(card(), /Ana Ruiz is done with what you handed over/, 20);
    await shotOfCard('30-handed-back');
    await shell.shot('30-chat-handed-back');
    await push('Sections');
    await textLike(card(), /Ana Ruiz is done with it/);
    await shotOfCard('31-sections');
    await push('Continue');
  });

  step('the first plant: a picture, tables by pages, and a service that is killed in between', async () => {
    const first = await chat.answerUntil(past, () => false);
    expect(wordsOf(first)).toContain('Monterrey, site 1 of 2');
    await lookAtChat();
    await shotOfCard('40-first-plant');
    await push('Answer');
    await shotOfCard('41-site-card');
    await product.killService();
    await product.startService();
    await isReady(product);
    await chat.answerUntil(past, asks('siteFenceAround'));
    await lookAtChat();
    const picture = card().getByRole('img').first();
    await eventually('the drawing is there', () =>
      picture.evaluate((img) => (img as HTMLImageElement).naturalWidth > 0),
    );
    await shotOfCard('42-picture');
    await chat.answerUntil(past, asks('siteSevenPoints'));
    await lookAtChat();
    await shotOfCard('43-table-1');
    await fillCard(shell.page, past);
    await push('Save and next');
    await shotOfCard('44-table-2');
    await chat.answerUntil(past, asks('siteSeventeenPoints'));
    await lookAtChat();
    await shotOfCard('45-table-17');
    await chat.answerUntil(past, asks('siteSealList'));
    await lookAtChat();
    await shotOfCard('46-evidence');
  });

  step('a question that only a file answers is answered on the page, with the link of the card', async () => {
    const block = questionOn(shell.page, wordsOfQuestion('siteSealList'));
    const href = await block.getByRole('link').first().getAttribute('href');
    const page = await phonePage();
    await page.goto(href ?? '');
    await typeCode(page, LUPE);
    const place = page.locator('details.place').filter({ has: page.locator('summary', { hasText: 'Monterrey' }) });
    await place.waitFor();
    await seen(page, /^You get a reminder on/);
    await wholeShot(page, '50-phone-guest-start');
    if ((await place.getAttribute('open')) === null) await place.locator('summary').click();
    await place.getByRole('button', { name: titleOf('sealsAtSite') }).click();
    const question = page.getByRole('group', { name: wordsOfQuestion('siteSealList') });
    await question
      .getByLabel(/^Proof for/)
      .setInputFiles({ name: 'seal list.pdf', mimeType: 'application/pdf', buffer: pdf });
    await seen(question, 'A file is here, so this is answered.');
    await wholeShot(page, '51-phone-evidence');
    await page.context().close();
    await push('Sections');
    await push('Continue');
    await shotOfCard('52-evidence-answered');
  });

  step('the second plant is the same as the first, and what differs is changed and shown', async () => {
    await chat.answerUntil(past, () => false);
    await lookAtChat();
    await textLike(card(), /Saltillo, site 2 of 2/);
    await shotOfCard('60-second-plant');
    expect(await push('Same as Monterrey')).toMatch(/\d+ answers taken over/);
    await shotOfCard('61-copied');
    await push('Look through');
    await shotOfCard('62-look-through');
    await chat.answerUntil(past, asks('siteTrained'));
    await lookAtChat();
    const trained = questionOn(shell.page, wordsOfQuestion('siteTrained'));
    await trained.getByRole('combobox').first().selectOption({ index: 2 });
    expect(await push('Save and next')).toContain('✓ Saved');
    await shotOfCard('63-changed');
    await push('Change');
    await textLike(card(), /Monterrey: /);
    await shotOfCard('64-different');
  });

  step('what is still missing is found, and the guest sends', async () => {
    await push('Sections');
    await shotOfCard('70-sections-two-plants');
    await push('What is missing');
    await shotOfCard('71-missing');
    await push('Go to question');
    await shotOfCard('72-gone-to');
    await chat.answerUntil(past, () => false);
    await lookAtChat();
    await textLike(card(), /Everything is answered/);
    await shotOfCard('73-everything');
    await push('Send answers');
    await card().getByLabel('Your job title').fill('Export manager');
    await card().getByRole('checkbox').check();
    await shotOfCard('74-send');
    expect(await push('Send answers')).toMatch(/Thank you/);
    await shotOfCard('75-sent');
  });

  step('the colleague, too, sees that everything is sent', async () => {
    await ana.reload();
    await seen(ana, /were sent to Northgate Trading Ltd by Guadalupe/);
    await wholeShot(ana, '76-phone-colleague-sent');
  });

  step('the guest takes a copy away as Word and as Excel', async () => {
    const [page] = await Promise.all([
      shell.page.context().waitForEvent('page'),
      card().getByRole('link', { name: 'Get a copy (Word, Excel)' }).click(),
    ]);
    await page.setViewportSize({ width: 390, height: 800 });
    await typeCode(page, LUPE);
    await seen(page, /were sent to Northgate Trading Ltd/);
    await wholeShot(page, '77-phone-sent');
    for (const [name, ending] of [
      ['Word', 'docx'],
      ['Excel', 'xlsx'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Download as ${name}` }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`Aceros.*\\.${ending}$`));
      const bytes = readFileSync(await download.path());
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
      expect(bytes.length).toBeGreaterThan(10_000);
    }
    await page.close();
  });

  step('the customer sees who answered what, what is the same, what differs, and the score', async () => {
    const { tab } = shell;
    await shell.openTab('maya', `/partners/${partnerKey}`);
    await tab.getByRole('heading', { level: 1, name: 'Aceros del Norte' }).waitFor();
    await tab.getByRole('heading', { name: 'Answers', exact: true }).waitFor();
    await shell.shot('80-partner');
    await tab.locator('details').evaluateAll((all) => {
      for (const each of all) (each as HTMLDetailsElement).open = true;
    });
    await takeShotOf(tab.locator('body'), '80-partner-whole');
    const words = await textOf(tab.locator('body'));
    expect(words).toMatch(/(\d+) of \1 answered/);
    // The one that was changed, and the one that a file answers at Monterrey alone.
    expect(words).toMatch(/The sites answer 2 questions differently/);
    expect(words).toMatch(/Same as Monterrey, taken over by the partner Guadalupe Hernández, today [^,]+, chat/);
    expect(words).toMatch(/Ana Ruiz, today [^,]+, web page/);
    expect(words).toContain(COMMENT);
    expect(words).toContain('The partner says this does not apply.');
    expect(words).toMatch(/\d+ open musts · \d+ unproven · risk (low|medium|high)/);
    expect(words).toContain('seal list.pdf');
  });

  step('the whole took as many presses as it may', async () => {
    const presses = pressesByHand + chat.presses();
    if (process.env.E2E_SHOTS) process.stderr.write(`${presses} presses in the chat\n`);
    expect(presses).toBeLessThan(110);
  });
});
