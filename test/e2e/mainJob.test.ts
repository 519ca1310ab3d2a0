import { describeInBrowser } from '../support/browser';
import { answeringSteps } from './mainJob/answeringSteps';
import { askingSteps } from './mainJob/askingSteps';
import { followingSteps } from './mainJob/followingSteps';
import { startMainJob, type World } from './mainJob/world';
import { story } from './support/story';

describeInBrowser('the whole main job, by hand', () => {
  let world: World | undefined;
  const { step } = story();
  const started = (): World => {
    if (!world) throw new Error('Nothing was started.');
    return world;
  };

  beforeAll(async () => {
    world = await startMainJob();
  });
  afterEach(async () => {
    await world?.shell.shot(`zz-${expect.getState().currentTestName?.slice(-40).replace(/\W+/g, '-')}`);
  });
  afterAll(() => world?.close());

  askingSteps(step, started);
  answeringSteps(step, started);
  followingSteps(step, started);
});
