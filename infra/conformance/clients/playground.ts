import { type ConformanceCase, observed } from '../case';
import { startAgentsPlayground } from './agentsPlayground';
import { startEchoBot } from './echoBot';

/** The Agents Playground: a smoke check that the echo bot also works with Microsoft's own test client. */
export const playgroundCases: readonly ConformanceCase[] = [
  {
    id: 'client-playground/echo',
    area: 'client-playground',
    rule: "The Agents Playground starts, and its page shows the echo bot's answer to what was typed there.",
    basis: observed('@microsoft/m365agentsplayground 0.2.28, README and as run'),
    needs: ['browser'],
    async run(target) {
      const bot = await startEchoBot(target, 0, undefined);
      target.cleanUp(() => bot.close());
      const playground = await startAgentsPlayground(bot.port);
      target.cleanUp(() => playground.close());
      const { chromium } = await import('playwright-core');
      const browser = await chromium.launch({
        executablePath: target.options.browser,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
      target.cleanUp(() => browser.close());
      const page = await browser.newPage();
      await page.goto(playground.url);
      const text = target.name('typed');
      await page.getByRole('textbox').first().click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      const answer = page.getByRole('paragraph').filter({ hasText: `Echo: ${text}` });
      const isShown = await answer.waitFor({ timeout: 15_000 }).then(
        () => true,
        () => false,
      );
      target.see('the page shows the answer', isShown, true);
      const heard = bot.heard.find((one) => one.text === text);
      target.see('channel', heard?.reference.channelId, 'msteams');
      target.see('failures in the bot', bot.failures.join(), '');
    },
  },
];
