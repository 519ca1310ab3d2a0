import { describeInBrowser } from '../support/browser';
import { takeShot } from './support/shell';
import { story } from './support/story';
import { colleagueSteps } from './twoPlants/colleagueSteps';
import { companySteps } from './twoPlants/companySteps';
import { plantSteps } from './twoPlants/plantSteps';
import { sendingSteps } from './twoPlants/sendingSteps';
import { startTwoPlants, type World } from './twoPlants/world';

describeInBrowser('a manufacturer with two plants, by chat, with a colleague on a phone', () => {
  let world: World | undefined;
  const { step, hasFailed } = story();
  const started = (): World => {
    if (!world) throw new Error('Nothing was started.');
    return world;
  };

  beforeAll(async () => {
    world = await startTwoPlants();
  });
  afterEach(async () => {
    if (!hasFailed() || !world) return;
    const name = expect.getState().currentTestName?.slice(-40).replace(/\W+/g, '-');
    await world.shell.shot(`zz-${name}`);
    await takeShot(world.ana, `zz-phone-${name}`);
  });
  afterAll(() => world?.close());

  companySteps(step, started);
  colleagueSteps(step, started);
  plantSteps(step, started);
  sendingSteps(step, started);

  step('the whole took as many presses as it may', async () => {
    const presses = started().presses();
    if (process.env.E2E_SHOTS) process.stderr.write(`${presses} presses in the chat\n`);
    expect(presses).toBeLessThan(110);
  });
});
