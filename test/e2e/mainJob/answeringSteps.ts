import { eventually } from '../../support/product';
import { sectionWithProof } from '../../support/shippedPack';
import { aPdf } from '../../useCases/files';
import { answerTheRest } from '../support/answerTheRest';
import { dayIn } from '../support/ask';
import { fillCard, newestCard, press } from '../support/cards';
import { fillSection } from '../support/partnerPage';
import { seen, takeShot, textLike, textOf } from '../support/shell';
import type { Step } from '../support/story';
import type { World } from './world';

/** Answers by cards in the chat, and by the link of a mail on a phone. */
export function answeringSteps(step: Step, world: () => World): void {
  step('a guest answers by cards in the chat, goes where something is missing, and sends', async () => {
    const { product, shell } = world();
    const { page } = shell;
    await shell.go('ana@partner2.example', 'chat');
    await textLike(newestCard(page), /asks about security at Partner 2 Trading.*Maya Okafor.*due .*, in 10 days/);
    await shell.shot('20-card-invitation');
    let text = await press(page, 'Start');
    expect(text).toMatch(/section 1 of \d+/);
    await shell.shot('21-card-first');
    await fillCard(page, dayIn(-100));
    text = await press(page, 'Save and next');
    expect(text).toContain('✓ Saved');
    await shell.shot('22-card-second');

    text = await press(page, 'Back');
    expect(text).toMatch(/section 1 of \d+/);
    await shell.shot('23-card-back');

    text = await press(page, 'Sections');
    expect(text).toMatch(/\d+ of \d+ sections done/);
    await shell.shot('24-card-sections');
    await newestCard(page)
      .getByRole('button', { name: /^Answer/ })
      .first()
      .click();
    await eventually('the section opens', async () => /section \d+ of/.test(await textOf(newestCard(page))));
    await fillCard(page, dayIn(-100));
    expect(await press(page, 'Save and next')).toContain('✓ Saved');

    // The rest on the page, from the same link; both ways can be mixed.
    await answerTheRest(product, 'ana@partner2.example');
    await press(page, 'Sections');
    await shell.shot('25-card-sections-done');
    text = await press(page, 'Check and send');
    await shell.shot('26-card-summary');
    expect(text).toContain('Everything is answered');

    await press(page, 'Send answers');
    await shell.shot('27-card-send');
    await newestCard(page).getByLabel('Your job title').fill('Plant manager');
    await newestCard(page).getByRole('checkbox').check();
    text = await press(page, 'Send answers');
    expect(text).toMatch(/Thank you/);
    await shell.shot('28-card-sent');
  });

  step('by mail link on a phone: answers, a proof, and sending', async () => {
    const { shell, phone } = world();
    await shell.go('raul@byhand.example', 'mail');
    await shell.page.getByRole('link', { name: /asks about security at By Hand Carriers/ }).click();
    await shell.shot('30-mail');
    const link = shell.page.frameLocator('iframe').getByRole('link', { name: 'Answer the questions' });
    await phone.goto((await link.getAttribute('href')) ?? '');
    await seen(phone, 'Who asks');
    await takeShot(phone, '31-page-start');
    // The secret is taken out of the address at once.
    expect(phone.url()).not.toMatch(/#[0-9a-zA-Z]{20}/);
    const asked = sectionWithProof('highwayCarrier');
    await phone.getByRole('button', { name: asked.title }).click();
    await phone.getByRole('heading', { level: 1, name: asked.title }).waitFor();
    const statement = phone.getByRole('group', { name: asked.proven.text });
    await statement.getByLabel('Yes').check();
    await statement
      .getByLabel(/^Proof for/)
      .setInputFiles({ name: '..\\statement <signed>.pdf', mimeType: 'application/pdf', buffer: aPdf });
    await seen(statement, /statement .*signed.*\.pdf/);
    await seen(phone, /Saved \d/);
    await takeShot(phone, '32-page-proof');
    for (let section = 0; section < 3; section += 1) {
      await fillSection(phone, dayIn(-100));
      await takeShot(phone, `33-page-section-${section + 1}`);
      const title = await textLike(phone.getByRole('heading', { level: 1 }), /./);
      await phone.getByRole('button', { name: 'Save and next' }).click();
      await eventually(
        'the next section',
        async () => (await textLike(phone.getByRole('heading', { level: 1 }), /./)) !== title,
      );
    }
    await phone.getByRole('button', { name: 'All sections' }).click();
    await takeShot(phone, '33-page-sections');
    await phone.getByRole('button', { name: 'Check and send' }).click();
    await phone.getByRole('heading', { level: 1, name: 'Check and send' }).waitFor();
    await takeShot(phone, '34-page-check');
    await phone
      .getByLabel('Why can the required questions not be answered now?')
      .fill('The yard is being rebuilt; the rest follows in May.');
    await phone.getByLabel('Your job title').fill('Operations manager');
    await phone.getByRole('checkbox').check();
    await phone.getByRole('button', { name: 'Send the answers' }).click();
    await seen(phone, /The answers of By Hand Carriers were sent to Northgate Trading Ltd by Raúl Treviño/);
    await takeShot(phone, '35-page-sent');
  });
}
