import { dayIn } from '../support/ask';
import { messyList } from '../support/messyList';
import { seen, textLike } from '../support/shell';
import type { Step } from '../support/story';
import { CAMPAIGN, GUESTS, type World } from './world';

/** From a list to a campaign that has asked everybody. */
export function askingSteps(step: Step, world: () => World): void {
  step('a messy list becomes partners, and every row that does not says why', async () => {
    const { shell } = world();
    const { tab } = shell;
    const list = messyList();
    await shell.openTab('maya');
    await shell.shot('01-overview-empty');
    await shell.openTab('maya', '/partners/imports/new');
    await shell.shot('02-import-file');
    await tab.getByLabel('CSV file').setInputFiles({ name: 'vendors.csv', mimeType: 'text/csv', buffer: list.bytes });
    await seen(tab, 'For rows that do not say');
    await tab.getByLabel('Your reference').selectOption('Vendor No');
    await tab.getByLabel('Trading names').selectOption('DBAs');
    await tab.getByLabel('City').selectOption('Town');
    await tab.getByLabel('Contact: name').selectOption('Who to ask');
    await tab.getByLabel('Contact: mail address').selectOption('E-post');
    const country = tab.getByRole('combobox', { name: 'Country' }).last();
    await country.click();
    await country.pressSequentially('Viet');
    await tab.getByRole('option', { name: /Viet/ }).click();
    await tab.getByLabel('Type of partner').last().selectOption('Foreign manufacturer');
    await shell.shot('03-import-columns');
    await tab.getByRole('button', { name: 'Check' }).click();
    await seen(tab, 'Twice in the file');
    await shell.shot('04-import-check');
    await textLike(
      tab.locator('body'),
      new RegExp(
        `Rows in the file ${list.rows} Would be added ${list.good} partners Twice in the file 2 rows Cannot be added 1 row`,
      ),
    );
    await tab.getByRole('button', { name: `Add ${list.good} partners` }).click();
    await seen(tab, 'Finished');
    await shell.shot('05-import-report');
    await textLike(tab.locator('body'), new RegExp(`Added ${list.good} of ${list.good} partners`));

    await shell.openTab('maya', '/partners');
    await seen(tab, `${list.good} partners`);
    await shell.shot('06-partners');
  });

  step('a partner with a site and a contact is added by hand', async () => {
    const { shell, openPartner } = world();
    const { tab } = shell;
    await shell.openTab('maya', '/partners');
    await tab.getByRole('button', { name: 'Add partner' }).click();
    const form = tab.getByRole('dialog', { name: 'Add partner' });
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('By Hand Carriers');
    await form.getByRole('combobox', { name: 'Country' }).pressSequentially('Mexi');
    await tab.getByRole('option', { name: 'Mexico' }).click();
    await form.getByRole('combobox', { name: 'Type' }).click();
    await shell.shot('07a-type');
    await tab.getByRole('menuitemcheckbox', { name: 'Highway carrier', exact: true }).click();
    await shell.page.keyboard.press('Escape');
    await form.getByLabel('City').fill('Nuevo Laredo');
    await form.getByRole('button', { name: 'Add site' }).click();
    await form.getByRole('textbox', { name: 'Site 1' }).fill('Laredo yard');
    await shell.shot('07-add-partner');
    await form.getByRole('button', { name: 'Add partner' }).click();
    await openPartner('maya', 'By Hand Carriers');
    await tab.getByRole('button', { name: 'Add contact' }).click();
    const contact = tab.getByRole('dialog', { name: 'Add contact' });
    await contact.getByRole('textbox', { name: 'Name', exact: true }).fill('Raúl Treviño');
    await contact.getByLabel('Mail address').fill('raul@byhand.example');
    await contact.getByLabel('Job title').fill('Operations manager');
    await contact.getByRole('button', { name: 'Add contact' }).click();
    await seen(tab, 'Raúl Treviño');
    await shell.shot('08-partner-new');
  });

  step('three contacts become Teams guests and are bound to their contacts', async () => {
    const { shell, openPartner } = world();
    const { page, tab } = shell;
    await shell.go('maya', 'people');
    for (const { name, email } of GUESTS) {
      await page.getByLabel("Guest's name").fill(name);
      await page.getByLabel('Mail address').fill(email);
      await page.getByRole('button', { name: 'Invite a guest' }).click();
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Accept the invitation' }).click();
      await page
        .getByRole('row', { name: new RegExp(name) })
        .getByText('Guest', { exact: true })
        .waitFor();
    }
    await shell.shot('09-people');
    for (const { partner, name, email } of GUESTS) {
      await openPartner('maya', partner);
      await tab.getByRole('button', { name: /^More for Contact/ }).click();
      await tab.getByRole('menuitem', { name: 'Edit' }).click();
      const form = tab.getByRole('dialog', { name: 'Edit contact' });
      await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await form.getByLabel('Mail address').fill(email);
      await form.getByRole('button', { name: 'Save' }).click();
      await tab.getByRole('button', { name: 'Same person: ask in Teams' }).click();
      await seen(tab, /Reached by: .*Teams/);
    }
    await shell.shot('10-partner-bound');
  });

  step(
    'a campaign for 15 partners shows card and mail before it is opened, and reaches who can be reached',
    async () => {
      const { shell } = world();
      const { tab } = shell;
      await shell.openTab('maya', '/campaigns/new');
      // In the order of the list: the one added by hand, 12 with a contact from the file, two with nobody to ask.
      const rows = tab.getByRole('grid', { name: 'Partners to choose from' }).getByRole('row');
      await textLike(rows.nth(1), /By Hand Carriers/);
      for (let row = 1; row <= 15; row += 1) await rows.nth(row).click();
      await seen(tab, '15 partners chosen; 2 of them without a contact');
      await shell.shot('11-campaign-who');
      await tab.getByRole('button', { name: 'Next' }).click();
      await tab.getByLabel('Name of the campaign').fill(CAMPAIGN);
      await shell.shot('12-campaign-what');
      await tab.getByRole('button', { name: 'Next' }).click();
      await tab.getByLabel('Last day for answers').fill(dayIn(10));
      await shell.shot('13-campaign-when');
      await tab.getByRole('button', { name: 'Check' }).click();
      await seen(tab, 'The card in Teams');
      await textLike(
        tab.locator('body'),
        /Partners 15 By Teams 3 people By mail 10 people Cannot be reached 2 partners/,
      );
      await tab.getByRole('button', { name: 'Start', exact: true }).waitFor();
      await seen(tab.frameLocator('iframe'), 'Answer the questions');
      await shell.shot('14-campaign-check');
      await tab.getByRole('button', { name: 'Ask 15 partners' }).click();
      await seen(tab, CAMPAIGN);
      await textLike(tab.locator('body'), /13 of 15 partners asked have been reached; 0 have answered/);
      await textLike(tab.locator('body'), /2 not reached/);
      await shell.shot('15-campaign-open');
    },
  );
}
