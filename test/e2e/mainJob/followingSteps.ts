import type { Overview } from '../../../src/contracts/overview';
import { textIn } from '../../../src/domain/text';
import { eventually, isReady } from '../../support/product';
import { shippedQuestionnaire } from '../../support/shippedPack';
import { dayIn } from '../support/ask';
import { fillCard, newestCard, press } from '../support/cards';
import { openShell, seen, textLike } from '../support/shell';
import type { Step } from '../support/story';
import { CAMPAIGN, type World } from './world';

/** What the customer sees of the answers, decides and outlives. */
export function followingSteps(step: Step, world: () => World): void {
  step('an answer given in chat shows on the dashboard within 5 seconds', async () => {
    const { product, browser, shell, openPartner } = world();
    const { page, tab } = shell;
    const other = await openShell(browser, product);
    await other.openTab('maya');
    await textLike(other.tab.locator('body'), /15 partners asked/);
    await textLike(other.tab.locator('body'), /2 done/);
    await other.shot('40-overview');
    await openPartner('priya', 'Partner 3 Trading');
    await textLike(tab.locator('body'), /Partner 3 Trading/);
    const reader = page;
    const [question] = shippedQuestionnaire('foreignManufacturer').sections[0]?.questions ?? [];
    if (!question) throw new Error('Nothing is asked.');
    await other.go('bo@partner3.example', 'chat');
    await press(other.page, 'Start');
    await fillCard(other.page, dayIn(-100));
    await press(other.page, 'Save and next');
    const saved = performance.now();
    await textLike(tab.getByRole('listitem').filter({ hasText: textIn(question.text) }), /Bo Lind, today .*, chat/, 5);
    expect(performance.now() - saved).toBeLessThan(5_500);
    await shell.shot('41-partner-live');
    await reader.bringToFront();
    await other.page.context().close();
  });

  step('a file that is rejected in the SharePoint library is rejected in the tab', async () => {
    const { shell, openPartner } = world();
    const { page, tab } = shell;
    await shell.go('jonas', 'sharepoint');
    await page.getByRole('link', { name: /^Evidence/ }).click();
    await page.getByRole('row').nth(1).waitFor();
    await shell.shot('50-library');
    await page.getByRole('button', { name: 'Open row 1', exact: true }).click();
    await page.getByRole('combobox', { name: /Review ?state/i }).selectOption('rejected');
    await page.getByRole('textbox', { name: /Review ?note/i }).fill('The page is not signed.');
    await shell.shot('51-library-row');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await openPartner('maya', 'By Hand Carriers');
    await textLike(tab.locator('body'), /Rejected/);
    await tab
      .getByRole('link', { name: /statement/ })
      .first()
      .click();
    await seen(tab, 'The page is not signed.');
    await seen(tab, 'Jonas Berg');
    await shell.shot('52-partner-rejected');
  });

  step('a reminder fires when the clock reaches its day, and only to who has not sent', async () => {
    const { shell } = world();
    const { page, tab } = shell;
    await shell.go('maya', 'control');
    await page.getByRole('button', { name: '7 days' }).click();
    await shell.shot('60-clock');
    await shell.go('chidi@partner4.example', 'chat');
    await textLike(newestCard(page), /A reminder that Maya Okafor.*due .*, in 3 days/);
    await shell.shot('61-card-reminder');
    await shell.go('raul@byhand.example', 'mail');
    await textLike(page.locator('.mail-list'), /asks about security/);
    expect(await page.locator('.mail-list li').count()).toBe(1);
    await shell.openTab('maya', '/campaigns');
    await tab.getByRole('link', { name: CAMPAIGN }).first().click();
    await textLike(tab.locator('body'), /2 done.*11 reached.*0 waiting.*2 not reached/);
    await shell.shot('62-campaign-reminded');
  });

  step('after both processes were killed, everything is there and the counts add up', async () => {
    const { product, shell, overview, openPartner } = world();
    const before = await overview();
    await Promise.all([product.killService(), product.killTenant()]);
    await product.startTenant();
    await product.startService();
    await isReady(product);
    await shell.openTab('maya');
    await textLike(shell.tab.locator('body'), /13 of 15 partners asked have been reached; 2 have answered/);
    await shell.shot('70-overview-after-kill');
    // Who worked in SharePoint only is "A colleague" until the directory has told the name again.
    const named = ({ recent }: Overview): string => recent.map(({ text }) => text).join();
    await eventually('everybody has a name again', async () => named(await overview()) === named(before));
    const after = await overview();
    const { groups, matrix, asked, partners } = after;
    expect(groups).toEqual({ done: 2, reached: 11, waiting: 0, notReached: 2 });
    expect(Object.values(groups).reduce((sum, count) => sum + count, 0)).toBe(asked);
    expect(matrix.flatMap(({ cells }) => cells).reduce((sum, { count }) => sum + count, 0)).toBe(partners);
    expect({ ...after, revision: 0, asOf: '' }).toEqual({ ...before, revision: 0, asOf: '' });
    await openPartner('maya', 'By Hand Carriers');
    await textLike(shell.tab.locator('body'), /Rejected/);
    await shell.shot('71-partner-after-kill');
  });
}
