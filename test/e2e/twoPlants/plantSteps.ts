import { eventually, isReady } from '../../support/product';
import { aPdf } from '../../useCases/files';
import { wordsOf } from '../support/cardChat';
import { fillCard, questionOn } from '../support/cards';
import { seen, textLike } from '../support/shell';
import type { Step } from '../support/story';
import { titleOf, wordsOfQuestion, asks } from './questions';
import { LUPE, past, wholeShot, type World } from './world';

/** The questions of both plants, by cards and, for a file, on the page. */
export function plantSteps(step: Step, world: () => World): void {
  step('the first plant: a picture, tables by pages, and a service that is killed in between', async () => {
    const { product, shell, chat, card, shotOfCard, push, lookAtChat } = world();
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
    const { shell, shotOfCard, push, phonePage, typeCode } = world();
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
      .setInputFiles({ name: 'seal list.pdf', mimeType: 'application/pdf', buffer: aPdf });
    await seen(question, 'A file is here, so this is answered.');
    await wholeShot(page, '51-phone-evidence');
    await page.context().close();
    await push('Sections');
    await push('Continue');
    await shotOfCard('52-evidence-answered');
  });

  step('the second plant is the same as the first, and what differs is changed and shown', async () => {
    const { shell, chat, card, shotOfCard, push, lookAtChat } = world();
    await chat.answerUntil(past, () => false);
    await lookAtChat();
    await textLike(card(), /Saltillo, site 2 of 2/);
    await shotOfCard('60-second-plant');
    expect(await push('Same as Monterrey')).toMatch(/\d+ answers taken over/);
    await shotOfCard('61-copied');
    expect(await push('Look through')).toMatch(/taken over from Monterrey.*As at Monterrey/);
    await shotOfCard('62-look-through');
    const line = card()
      .locator('.ac-columnSet')
      .filter({ hasText: wordsOfQuestion('siteTrained') });
    await line.getByRole('button').click();
    await card().getByRole('button', { name: 'Save', exact: true }).waitFor();
    const trained = questionOn(shell.page, wordsOfQuestion('siteTrained'));
    await trained.getByRole('combobox').first().selectOption({ index: 2 });
    // Back where the answers are looked through, which says what differs now.
    expect(await push('Save')).toMatch(/✓ Saved.*Monterrey: /);
    await shotOfCard('63-changed');
  });
}
