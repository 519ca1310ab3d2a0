import { wordsOf } from './support/cardChecks';
import { OWN } from './support/fakeUseCases';
import { type Card, type StartedBot, startBot } from './support/startBot';

let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
  await started.membership('lupe', { installed: true });
});
afterAll(() => started.close());
beforeEach(() => started.renew());

const DELEGATION = '01hzzzzzzzzzzzzzzzzzzzzzd1';
/** Acts behind the chat; learning where the chat is does not count. */
const asked = () => started.fake.calls.filter((each) => each !== 'rememberConversation');

describe('what did not come from a card of ours', () => {
  const place = { assessmentKey: OWN, sectionId: 'leadership', group: 0 };
  it.each<[string, object, object?]>([
    ['ask', { ...place, requestId: 'not-a-key' }],
    ['ask', { assessmentKey: OWN }],
    ['handOver', { assessmentKey: OWN, requestId: DELEGATION, group: -1 }],
    ['takeBack', { assessmentKey: OWN, delegation: '../../etc' }],
    ['widen', { assessmentKey: OWN, contact: '../../etc' }],
    ['askAgain', { assessmentKey: OWN, thread: '=1+1' }],
    ['comment', { ...place, was: 'x' }],
    ['comment', { ...place, was: { guards: 'x'.repeat(500) } }],
    ['decide', { ...place, baseRevision: 0, was: {}, open: 'all', use: 'mine' }],
    ['decide', { ...place, baseRevision: 0, was: {}, open: [], use: 'nobody' }],
    ['copySite', { assessmentKey: OWN, site: '' }],
    ['nonsense', { assessmentKey: OWN }],
    ['__proto__', { assessmentKey: OWN }],
  ])('%s with %p does nothing and says so', async (verb, data) => {
    const outcome = await started.press('lupe', verb, data);
    expect(outcome.notice).toContain('This card cannot be used any more');
    expect(asked()).toEqual([]);
  });

  const EVIL = '\u202e=HYPERLINK("https://evil.example")\u200b\u0000';
  it.each<[string, object, object?]>([
    ['siteForm', { site: EVIL }],
    ['copySite', { site: 's1' }, { fromSite: EVIL }],
    ['copySite', { site: 's1' }, { fromSite: 's1' }],
    ['siteNameForm', { site: '__proto__' }],
    ['handOver', { requestId: DELEGATION }, { parts: EVIL, colleague: EVIL }],
    ['remind', {}, { remind: EVIL }],
    ['jump', {}, { jump: `["${'x'.repeat(60_000)}"]` }],
    ['comment', { ...place, was: { constructor: 'x', nobody: 'y' } }, { 'm.nobody': EVIL, 'm.constructor': EVIL }],
    [
      'decide',
      { ...place, baseRevision: 99, was: { nobody: ['', ''] }, open: ['nobody'], use: 'mine' },
      { 'a.nobody': EVIL },
    ],
  ])('%s with %p and %p changes nothing', async (verb, data, inputs = {}) => {
    const outcome = await started.press('lupe', verb, { assessmentKey: OWN, ...data }, inputs);
    expect(outcome.status).toBe(200);
    expect(started.fake.acts).toEqual([]);
    expect(started.fake.answers()).toEqual([]);
  });

  it.each([
    ['ask', { requestId: DELEGATION }, { text: 'Hello' }],
    ['notMe', { requestId: DELEGATION }, { name: 'Eva Luna', email: 'eva@evil.example' }],
    ['finish', {}, {}],
    ['removeSite', { site: 's1' }, {}],
    ['takeBack', { delegation: DELEGATION }, {}],
  ])('%s of a questionnaire of somebody else is answered as one that does not exist', async (verb, data, inputs) => {
    const foreign = OWN.replace('aaa', 'ccc');
    const theirs = await started.press('lupe', verb, { assessmentKey: foreign, ...data }, inputs);
    const nobodys = await started.press('lupe', verb, { assessmentKey: OWN.replace('aaa', 'zzz'), ...data }, inputs);
    expect(JSON.stringify(theirs.body)).toBe(JSON.stringify(nobodys.body));
    expect(wordsOf(theirs.body?.value as Card)).toContain('not one of yours');
    expect(started.fake.acts).toEqual([]);
    expect(asked()).toEqual([]);
  });
});
