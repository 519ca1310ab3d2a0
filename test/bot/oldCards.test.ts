import { faultsOf, wordsOf } from './support/cardChecks';
import { OWN } from './support/fakeUseCases';
import { type Card, type StartedBot, startBot } from './support/startBot';

// Cards stay in a chat for ever. These are the data of buttons as earlier versions of the product made them, word for
// word: they must go on meaning what they meant, whatever the cards of today look like.
const SAVING = {
  assessmentKey: OWN,
  sectionId: 'leadership',
  group: 0,
  baseRevision: 0,
  was: { statement: ['', ''], reviewed: ['', ''], guards: ['', ''] },
};
const GONE = { ...SAVING, sectionId: 'a-section-of-long-ago', was: { question: ['', ''] } };

let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
  await started.membership('lupe', { installed: true });
});
afterAll(() => started.close());
beforeEach(() => started.renew());

it.each<[string, object, object, RegExp]>([
  ['save', SAVING, { 'a.statement': 'yes' }, /✓ Saved: Leadership/],
  ['back', { ...SAVING, group: 1 }, {}, /1 of 2/],
  ['menu', SAVING, { 'a.guards': '4' }, /✓ Saved[\s\S]*sections done/],
  ['later', SAVING, { 'a.guards': '4' }, /Kept for later/],
  ['open', { assessmentKey: OWN, sectionId: 'leadership', group: 0 }, {}, /1 of 2/],
  ['open', { assessmentKey: OWN, sectionId: 'leadership', group: 77 }, {}, /Leadership/],
  ['start', { assessmentKey: OWN }, {}, /Leadership/],
  ['sections', { assessmentKey: OWN }, {}, /sections done/],
  ['summary', { assessmentKey: OWN }, {}, /Still missing/],
  ['jump', { assessmentKey: OWN }, { jump: '["shown","s1"]' }, /At this site/],
  ['jump', { assessmentKey: OWN }, { jump: 'nonsense' }, /Leadership/],
  ['submitForm', { assessmentKey: OWN }, {}, /Your full name/],
  ['status', { assessmentKey: OWN }, {}, /Your questionnaires/],
  ['pick', {}, { assessmentKey: OWN }, /Leadership/],
  ['save', GONE, { 'a.question': 'What I wrote' }, /not asked any more[\s\S]*Not saved[\s\S]*What I wrote/],
  ['start', { assessmentKey: OWN.replace('aaa', 'zzz') }, {}, /closed, or it is not one of yours/],
])('%s with %p and %p', async (verb, data, inputs, words) => {
  const { body } = await started.press('lupe', verb, data, inputs);
  const card = body?.value as Card;
  expect(faultsOf(card)).toEqual([]);
  expect(wordsOf(card)).toMatch(words);
});

it.each([
  'save',
  'back',
  'menu',
  'later',
  'more',
  'start',
  'open',
  'sections',
  'summary',
  'submitForm',
  'jump',
  'laterForm',
  'askForm',
  'commentForm',
  'handOverForm',
  'notMeForm',
  'addSiteForm',
  'sites',
  'colleagues',
  'finishForm',
])('%s says who sent the answers, once they are sent', async (verb) => {
  started.fake.submitted = { at: '2026-11-22T08:00:00Z', by: 'Pedro Ruiz' };
  const { body } = await started.press('lupe', verb, SAVING, {});
  const card = body?.value as Card;
  expect(faultsOf(card)).toEqual([]);
  expect(wordsOf(card)).toContain('Pedro Ruiz sent the');
});
