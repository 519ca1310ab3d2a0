import { describeInBrowser, launchBrowser } from '../support/browser';
import { newPage, openSection, question } from './support/pageHelpers';
import { startStubService } from './support/stubService';

describeInBrowser('questions of which it is still to be checked whom they are asked', () => {
  it('are marked for eyes and ears, and the section says once what the mark means', async () => {
    const service = await startStubService();
    const browser = await launchBrowser();
    try {
      service.start();
      const stub = service.questionnaire;
      const whole = stub.view();
      stub.view = () => ({
        ...whole,
        sections: whole.sections.map((section) => ({
          ...section,
          questions: section.questions.map((each) =>
            each.id === 'leadershipStatement' ? { ...each, isApplicabilityChecked: false } : each,
          ),
        })),
      });
      const page = await newPage(browser);
      await openSection(page, service.link, 'Leadership');
      const marked = question(page, /top management signed.*still to be checked whether your kind of company is asked/);
      await marked.waitFor();
      expect(await page.locator('.toBeChecked').count()).toBe(1);
      expect(await page.getByText(/^Some questions are marked †/).count()).toBe(1);
    } finally {
      await browser.close();
      await service.close();
    }
  }, 30_000);
});
