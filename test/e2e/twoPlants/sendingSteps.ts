import { readFileSync } from 'node:fs';
import { seen, takeShotOf, textLike, textOf } from '../support/shell';
import type { Step } from '../support/story';
import { LUPE, COMMENT, past, wholeShot, type World } from './world';

/** Sending, and what everybody sees and has afterwards. */
export function sendingSteps(step: Step, world: () => World): void {
  step('what is still missing is found, and the guest sends', async () => {
    const { chat, card, shotOfCard, push, lookAtChat } = world();
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
    const { ana } = world();
    await ana.reload();
    await seen(ana, /were sent to Northgate Trading Ltd by Guadalupe/);
    await wholeShot(ana, '76-phone-colleague-sent');
  });

  step('the guest takes a copy away as Word and as Excel', async () => {
    const { shell, card, typeCode } = world();
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
    const { shell, partnerKey } = world();
    const { tab } = shell;
    await shell.openTab('maya', `/partners/${partnerKey}`);
    await tab.getByRole('heading', { level: 1, name: 'Aceros del Norte' }).waitFor();
    await tab.getByRole('heading', { name: 'Answers', exact: true }).waitFor();
    await shell.shot('80-partner');
    await tab.locator('details').evaluateAll((all) => {
      for (const each of all) (each as HTMLDetailsElement).open = true;
    });
    // A part draws its answers once it is open.
    await tab.locator('[data-section="answers"] details[open]:not(:has(ul))').first().waitFor({ state: 'detached' });
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
}
