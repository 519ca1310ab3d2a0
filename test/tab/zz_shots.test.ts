import { type Stage, setStage } from './support/stage';
let stage: Stage;
beforeAll(async () => { stage = await setStage(); });
afterAll(() => stage.close());
const shot = async (name: string, route: string, wait: RegExp, options: Parameters<Stage['open']>[1] = {}, act?: (t: any, p: any) => Promise<void>) => {
  const { page, tab } = await stage.open(route, options);
  await tab.getByText(wait).first().waitFor();
  if (act) await act(tab, page);
  await new Promise((r) => setTimeout(r, 600));
  await page.screenshot({ path: `/tmp/s2/${name}.png` });
};
it('shots', async () => {
  stage.service.notice = 'The question file questions/sealsAtSite.yaml has an error in line 12: questions.0.type: Invalid option. New campaigns use the questions of 20 November 2026.';
  await shot('wide', '/program', /100 criteria/);
  stage.service.notice = undefined;
  await shot('type-dark', '/program?type=warehouse', /Warehouse: /, { theme: 'dark' });
  await shot('type-contrast', '/program?type=warehouse', /Warehouse: /, { theme: 'contrast' });
  await shot('narrow', '/program?type=warehouse', /Warehouse: /, { width: 400, height: 800 });
  await shot('narrow-all', '/program', /100 criteria/, { width: 400, height: 800 });
  await shot('empty', '/program?q=zebra', /No criterion fits/);
  await shot('drawer', '/program?type=warehouse&criterion=1.1', /Your decision/, { height: 1000 });
  await shot('drawer-dark', '/program?criterion=5.1', /Your decision/, { theme: 'dark', height: 1400 });
  await shot('drawer-contrast', '/program?criterion=1.1', /Your decision/, { theme: 'contrast', height: 1000 });
  await shot('drawer-narrow', '/program?criterion=1.1', /Your decision/, { width: 400, height: 800 });
  await shot('drawer-form', '/program?criterion=1.1', /Your decision/, { height: 1000 }, async (tab) => {
    await tab.getByRole('button', { name: 'Save decision' }).click();
    await tab.getByText('Say on which page it stands.').scrollIntoViewIfNeeded();
  });
  stage.service.role = 'reader';
  await shot('reader', '/program?criterion=1.1', /To whom it applies/, { height: 1000 });
}, 120000);
