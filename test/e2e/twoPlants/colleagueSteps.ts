import { eventually } from '../../support/product';
import { mailTo } from '../support/ask';
import { fillSection } from '../support/partnerPage';
import { seen, takeShot, textLike, textOf } from '../support/shell';
import type { Step } from '../support/story';
import { titleOf, wordsOfQuestion } from './questions';
import { ANA, NOTE, HELP, REPLY, CYBER, past, wholeShot, type World } from './world';

/** The colleague answers what was handed over, with the link of the mail on a phone. */
export function colleagueSteps(step: Step, world: () => World): void {
  step('the colleague opens the link of the mail on a phone and sees only what was handed over', async () => {
    const { shell, ana, linkIn } = world();
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
    const { product, shell, ana, partnerKey } = world();
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
    const { ana } = world();
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
    const { shell, card, shotOfCard, push, lookAtChat } = world();
    await lookAtChat();
    await textLike(card(), /Ana Ruiz is done with what you handed over/);
    await shotOfCard('30-handed-back');
    await shell.shot('30-chat-handed-back');
    await push('Sections');
    await textLike(card(), /Ana Ruiz is done with it/);
    await shotOfCard('31-sections');
    await push('Continue');
  });
}
