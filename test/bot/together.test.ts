import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { AppError } from '../../src/errors';
import { button, buttonsOf, faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import { SECTIONS } from './support/fakeQuestions';
import { OWN } from './support/fakeUseCases';
import { type Card, type ChatOutcome, type StartedBot, startBot } from './support/startBot';

// Help, later, colleagues, sites and comments in the chat, each from the card that people see to the act behind it.
let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
  await started.membership('lupe', { installed: true });
});
afterAll(() => started.close());
beforeEach(() => started.renew());

const ANA = '01hzzzzzzzzzzzzzzzzzzzzza1';
const JUAN = '01hzzzzzzzzzzzzzzzzzzzzzj1';
const DELEGATION = '01hzzzzzzzzzzzzzzzzzzzzzd1';
const KEY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

const cardIn = (outcome: ChatOutcome): Card => {
  expect(outcome).toMatchObject({ body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' } });
  const card = outcome.body?.value as Card;
  expect(faultsOf(card)).toEqual([]);
  return card;
};
const pressFor = (card: Card | undefined, title: string, inputs: object = {}): Promise<ChatOutcome> => {
  const { verb, data } = button(card, title);
  return started.press('lupe', verb ?? '', data, inputs);
};
const press = async (card: Card | undefined, title: string, inputs: object = {}): Promise<Card> =>
  cardIn(await pressFor(card, title, inputs));
const start = async (): Promise<Card> => cardIn(await started.press('lupe', 'start', { assessmentKey: OWN }));
const typed = async (text: string): Promise<Card> => {
  await started.act('lupe', { text });
  const card = (await started.chat('lupe')).messages.at(-1)?.card as Card;
  expect(faultsOf(card)).toEqual([]);
  return card;
};
/** From a part's own card: starting anew passes over parts that a colleague has. */
const more = async (act: string, inputs: object = {}): Promise<Card> => {
  const place = { assessmentKey: OWN, sectionId: 'leadership', group: 0 };
  return press(await press(cardIn(await started.press('lupe', 'open', place)), 'More', inputs), act);
};
const lastAct = () => started.fake.acts.at(-1);

const PEOPLE: Partial<QuestionnaireView> = {
  colleagues: [
    { contactKey: '01hzzzzzzzzzzzzzzzzzzzzz11', name: 'Guadalupe Hernández', isYou: true, access: 'whole' },
    { contactKey: ANA, name: 'Ana Ruiz', isYou: false, access: 'delegated' },
  ],
  delegations: [
    {
      key: DELEGATION,
      places: [{ sectionId: 'leadership' }],
      to: { contactKey: ANA, name: 'Ana Ruiz' },
      by: { contactKey: '01hzzzzzzzzzzzzzzzzzzzzz11', name: 'Guadalupe Hernández' },
      at: '2026-05-03T09:00:00Z',
      state: 'open',
    },
  ],
};
const site = (siteId: string, siteName: string) => ({
  ...(SECTIONS[2] as (typeof SECTIONS)[number]),
  siteId,
  siteName,
});
const TWO_SITES: Partial<QuestionnaireView> = {
  sections: [...SECTIONS.slice(0, 2), site('s1', 'Monterrey'), site('s2', 'Saltillo')],
  sites: [
    { id: 's1', name: 'Monterrey', isAddedByPartner: false },
    { id: 's2', name: 'Saltillo', isAddedByPartner: true },
  ],
};

describe('later', () => {
  it('saves first, offers days in words, and keeps the one that is chosen', async () => {
    const card = await press(await start(), 'Later', { 'a.statement': 'yes' });
    expect(wordsOf(card)).toMatch(/Kept for later[\s\S]*Saved: Leadership/);
    const [choice, day] = inputsOf(card) as {
      id: string;
      choices?: { value: string; title: string }[];
      max?: string;
    }[];
    expect(choice?.choices?.[0]?.title).toMatch(/^Tomorrow, [A-Z][a-z]+day \d+ [A-Z]/);
    expect(day).toMatchObject({
      id: 'on',
      min: expect.stringMatching(/^\d{4}-/),
      max: expect.stringMatching(/^\d{4}-/),
    });
    const on = choice?.choices?.[0]?.value;
    const done = await press(card, 'Remind me', { remind: on });
    expect(lastAct()).toEqual({ name: 'remindOn', input: { on } });
    expect(wordsOf(done)).toMatch(/I will remind you on [A-Z][a-z]+day \d+ [A-Z][\s\S]*continue/);
    expect(started.fake.answers().map(({ questionId }) => questionId)).toEqual(['statement']);
  });

  it('takes a typed day before one of the list, and nothing for “without”', async () => {
    const card = await typed('más tarde');
    await press(card, 'Remind me', { remind: '2026-11-23', on: '2026-11-30' });
    expect(lastAct()).toEqual({ name: 'remindOn', input: { on: '2026-11-30' } });
    expect(wordsOf(await press(card, 'Without a reminder'))).toContain('without a reminder');
    expect(lastAct()).toEqual({ name: 'remindOn', input: { on: null } });
  });

  it.each([[{}], [{ on: '2026-02-31' }], [{ on: 'x'.repeat(60_000) }]])('says what to do about %p', async (inputs) => {
    const outcome = await pressFor(await typed('later'), 'Remind me', inputs);
    expect(outcome).toMatchObject({ body: { statusCode: 400 }, notice: expect.stringMatching(/^Choose a day/) });
    expect(started.fake.acts).toEqual([]);
  });
});

describe('more', () => {
  it('saves what was entered before it shows what else there is, and leads back', async () => {
    const card = await press(await start(), 'More', { 'a.guards': '7' });
    expect(wordsOf(card)).toMatch(/✓ Saved[\s\S]*What else you can do[\s\S]*Ask for help[\s\S]*Hand over/);
    expect(started.fake.answers()).toEqual([expect.objectContaining({ questionId: 'guards', value: 7 })]);
    expect(wordsOf(await press(card, 'Back to the questions'))).toContain('1 of 2');
  });

  it('shows what cannot be saved instead', async () => {
    expect(wordsOf(await press(await start(), 'More', { 'a.guards': '501' }))).toContain('Please check');
  });
});

describe('help', () => {
  it('asks about a question of the card, and says where the answer comes', async () => {
    const form = await more('Ask');
    const about = inputsOf(form)[0]?.choices as { value: string }[];
    expect(about.map(({ value }) => value)).toEqual(['statement', 'reviewed', 'guards', 'part', 'all']);
    const sent = await press(form, 'Send the question', { about: 'guards', text: 'Does the night watch count?' });
    expect(wordsOf(sent)).toContain('The answer comes into this chat');
    expect(lastAct()).toEqual({
      name: 'askForHelp',
      input: {
        requestId: expect.stringMatching(KEY),
        text: 'Does the night watch count?',
        place: { sectionId: 'leadership', questionId: 'guards' },
      },
    });
    expect(wordsOf(await press(sent, 'Go on'))).toContain('1 of 2');
  });

  it('sends the same request when it is pressed twice', async () => {
    const form = await more('Ask');
    await press(form, 'Send the question', { about: 'all', text: 'Why?' });
    await press(form, 'Send the question', { about: 'all', text: 'Why?' });
    const ids = started.fake.acts.map(({ input }) => (input as { requestId: string }).requestId);
    expect(new Set(ids).size).toBe(1);
  });

  it('takes one more word to an answer', async () => {
    const data = { assessmentKey: OWN, thread: DELEGATION };
    const card = cardIn(await started.press('lupe', 'askAgain', data, { text: 'And at weekends?' }));
    expect(wordsOf(card)).toContain('Your question is sent');
    expect(lastAct()).toMatchObject({ name: 'addToHelp', input: { thread: DELEGATION, text: 'And at weekends?' } });
  });

  it.each(['', '   ', 'x'.repeat(60_000)])('keeps the form when the words do not fit', async (text) => {
    const outcome = await pressFor(await more('Ask'), 'Send the question', { text });
    expect(outcome.body?.statusCode).toBe(400);
    expect(outcome.notice).toMatch(/Write what you would like to know|at most 2000 characters/);
  });
});

describe('comments', () => {
  it('are written beside the answers, which stay as they are', async () => {
    await press(await start(), 'Save and next', { 'a.statement': 'partly' });
    const form = await more('Comment');
    const saved = await press(form, 'Save comments', {
      'm.statement': 'Only at the plant.',
      'm.guards': 'Two at night.',
    });
    expect(wordsOf(saved)).toContain('2 comments are saved.');
    expect(started.fake.answers()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ questionId: 'statement', value: 'partly', comment: 'Only at the plant.' }),
        expect.objectContaining({ questionId: 'guards', value: null, comment: 'Two at night.' }),
      ]),
    );
    const again = await more('Comment');
    expect(inputsOf(again)[0]).toMatchObject({ id: 'm.statement', value: 'Only at the plant.' });
    // Clients leave out what was emptied.
    expect(wordsOf(await press(again, 'Save comments', { 'm.guards': 'Two at night.' }))).toContain(
      '1 comment is taken out.',
    );
  });

  it('are asked for after “partly” and “no”, and not after “yes”', async () => {
    const yes = await press(await start(), 'Save and next', { 'a.statement': 'yes' });
    expect(buttonsOf(yes).map(({ title }) => title)).not.toContain('Say what is missing');
    const partly = await press(await start(), 'Save and next', { 'a.statement': 'partly' });
    expect(wordsOf(partly)).toContain('One answer is “partly” or “no”');
    expect(wordsOf(await press(partly, 'Say what is missing'))).toContain('Comment');
  });

  it('change nothing when nothing was changed', async () => {
    const form = await more('Comment');
    started.fake.calls.length = 0;
    expect(wordsOf(await press(form, 'Save comments'))).toContain('Nothing was changed');
    expect(started.fake.calls).toEqual(['questionnaire']);
  });
});

describe('colleagues', () => {
  it('hands the part of the card over to somebody new', async () => {
    started.fake.more = PEOPLE;
    const form = await more('Hand over');
    // The part is known, so who gets it is all that is asked.
    expect(inputsOf(form).map(({ id }) => id)).toEqual(['colleague', 'name', 'email', 'note']);
    expect(wordsOf(form)).toMatch(
      /You hand over[\s\S]*1 part with 3 open questions[\s\S]*Leadership and responsibility/,
    );
    const done = await press(form, 'Hand over', {
      colleague: 'new',
      name: 'Eva Luna',
      email: 'Eva@Aceros.example',
      note: 'You know this best.',
    });
    expect(wordsOf(done)).toContain('Ana Ruiz gets a message of her own.');
    expect(lastAct()).toEqual({
      name: 'delegate',
      input: {
        requestId: expect.stringMatching(KEY),
        places: [{ sectionId: 'leadership' }],
        to: { name: 'Eva Luna', email: 'eva@aceros.example' },
        note: 'You know this best.',
      },
    });
  });

  it('hands several parts over at once, to a colleague who is known, and changes the choice on the way', async () => {
    started.fake.more = { ...PEOPLE, ...TWO_SITES };
    const form = await press(await more('Hand over'), 'Choose other parts');
    expect(inputsOf(form).map(({ label, value }) => [label, value])).toEqual([
      ['Your company', 'leadership'],
      ['Monterrey', undefined],
      ['Saltillo', undefined],
    ]);
    const whom = await press(form, 'Next: to whom?', { parts0: 'leadership,carriers', parts1: '', parts2: 'site@s2' });
    expect(wordsOf(whom)).toMatch(/3 parts[\s\S]*Your company: [\s\S]*Saltillo: /);
    await press(whom, 'Hand over', { colleague: ANA });
    expect(lastAct()).toMatchObject({
      name: 'delegate',
      input: {
        places: [{ sectionId: 'leadership' }, { sectionId: 'carriers' }, { sectionId: 'site', siteId: 's2' }],
        to: { contactKey: ANA },
      },
    });
  });

  it('asks a colleague with a part for everything, and takes it back', async () => {
    started.fake.more = PEOPLE;
    const list = () => started.press('lupe', 'colleagues', { assessmentKey: OWN }).then(cardIn);
    const asked = await press(await list(), 'Ask for everything');
    expect(wordsOf(asked)).toMatch(/Asked for everything[\s\S]*Ana Ruiz gets a message/);
    expect(lastAct()).toEqual({
      name: 'widenColleague',
      input: { requestId: expect.stringMatching(KEY), contactKey: ANA },
    });
    const [lupe, ana] = PEOPLE.colleagues ?? [];
    if (!lupe || !ana) throw new Error('Nobody is there.');
    started.fake.more = { ...PEOPLE, colleagues: [lupe, { ...ana, access: 'whole', isWidened: true }] };
    await press(await list(), 'Only parts again');
    expect(lastAct()).toEqual({ name: 'narrowColleague', input: ANA });
  });

  it('asks for a part when none is chosen', async () => {
    started.fake.more = PEOPLE;
    const form = cardIn(await started.press('lupe', 'handOverForm', { assessmentKey: OWN }));
    const outcome = await pressFor(form, 'Next: to whom?', { parts0: '' });
    expect(outcome).toMatchObject({ body: { statusCode: 400 }, notice: 'Choose at least one part to hand over.' });
  });

  it.each([
    [{}, 'Say who gets the parts'],
    [{ name: 'Eva Luna', email: 'eva' }, 'Write a mail address'],
    [{ name: 'E', email: 'eva@aceros.example' }, 'full name'],
    [{ colleague: ANA, email: 'eva@aceros.example' }, 'not both'],
  ])('says what to change about %p', async (inputs, sentence) => {
    started.fake.more = PEOPLE;
    const outcome = await pressFor(await more('Hand over'), 'Hand over', inputs);
    expect(outcome).toMatchObject({ body: { statusCode: 400 }, notice: expect.stringContaining(sentence) });
    expect(started.fake.acts).toEqual([]);
  });

  it('shows who has what since when, and takes it back', async () => {
    started.fake.more = PEOPLE;
    expect(wordsOf(await typed('secciones'))).toMatch(/→ With Ana Ruiz since 3 May · 3 of 4 left, required/);
    const card = await typed('collègues');
    expect(wordsOf(card)).toMatch(/Guadalupe Hernández \(you\)[\s\S]*Handed over/);
    await press(card, 'Take back');
    expect(lastAct()).toEqual({ name: 'withdrawDelegation', input: DELEGATION });
  });

  it('passes on why a colleague cannot be named, and keeps the form', async () => {
    const form = await more('Not me');
    started.fake.refuse = new AppError('forbidden', 'This address belongs to another partner.');
    const outcome = await pressFor(form, 'Name this person', { name: 'Eva Luna', email: 'eva@aceros.example' });
    expect(outcome).toMatchObject({ body: { statusCode: 400 }, notice: 'This address belongs to another partner.' });
  });

  it('names who should be asked instead, or nobody', async () => {
    const form = await typed('no soy yo');
    const done = await press(form, 'Name this person', { name: 'Eva Luna', email: 'eva@aceros.example' });
    expect(lastAct()).toMatchObject({ name: 'notMe', input: { colleague: { name: 'Eva Luna' } } });
    expect(buttonsOf(done)).toEqual([]);
    const told = await press(form, 'I do not know who', { note: 'Try the plant.' });
    expect(lastAct()).toEqual({
      name: 'notMe',
      input: { requestId: expect.stringMatching(KEY), note: 'Try the plant.' },
    });
    expect(wordsOf(told)).toContain('Maya Okafor is told.');
  });

  it('lets somebody with a part only say that it is done, and hands nothing on', async () => {
    started.fake.more = {
      ...PEOPLE,
      sections: SECTIONS.slice(0, 1),
      yourPlaces: [{ sectionId: 'leadership' }],
      delegations: [
        {
          key: DELEGATION,
          places: [{ sectionId: 'leadership' }],
          to: { contactKey: '01hzzzzzzzzzzzzzzzzzzzzz11', name: 'Guadalupe Hernández' },
          by: { contactKey: JUAN, name: 'Juan Pérez' },
          at: '2026-05-03T09:00:00Z',
          state: 'open',
        },
      ],
    };
    const other = await press(await start(), 'More');
    expect(wordsOf(other)).not.toMatch(/Hand over|Your sites/);
    // Nobody is named here: whoever handed it over finds another person.
    const notMine = cardIn(await started.press('lupe', 'notMeForm', { assessmentKey: OWN }));
    expect(wordsOf(notMine)).toContain('Juan Pérez handed this to you');
    expect(inputsOf(notMine)).toEqual([]);
    const noSite = cardIn(await started.press('lupe', 'addSiteForm', { assessmentKey: OWN }));
    expect(inputsOf(noSite)).toEqual([]);
    const summary = cardIn(await started.press('lupe', 'submitForm', { assessmentKey: OWN }));
    expect(wordsOf(summary)).not.toContain('Send answers');
    const done = await press(summary, 'My part is done');
    expect(lastAct()).toEqual({ name: 'finishDelegation', input: OWN });
    expect(wordsOf(done)).toContain('Juan Pérez is told');
  });

  it('says on an old card that a part was taken back', async () => {
    const card = await start();
    started.fake.more = { yourPlaces: [], sections: [] };
    const old = await press(card, 'Save and next', { 'a.guards': '4' });
    expect(wordsOf(old)).toMatch(/This part is not with you any more[\s\S]*Not saved[\s\S]*You entered:\n4/);
  });

  it('says why nothing can be saved in a part, keeps its answers to be read, and leads on', async () => {
    const blocked = 'Nothing can be saved in this part just now. Please tell Maya Okafor.';
    const [first, ...others] = SECTIONS;
    started.fake.more = { sections: [{ ...first!, blocked }, ...others] };
    const place = { assessmentKey: OWN, sectionId: 'leadership', group: 0 };
    const card = cardIn(await started.press('lupe', 'open', place));
    expect(wordsOf(card)).toContain(blocked);
    expect(inputsOf(card)).toEqual([]);
    const look = await press(card, 'See the answers');
    expect(wordsOf(look)).toContain(blocked);
    expect(buttonsOf(look).map(({ title }) => title)).not.toContain('Change');
    expect(wordsOf(await press(card, 'Go on elsewhere'))).not.toContain(blocked);
    const menu = cardIn(await started.press('lupe', 'sections', { assessmentKey: OWN, page: 0 }));
    expect(wordsOf(menu)).toContain('⚠ Nothing can be saved here now');
  });

  it('shows that a colleague saved a moment ago', async () => {
    started.fake.answerAs('Juan Pérez', 'guards', 3);
    expect(wordsOf(await start())).toContain('Juan Pérez saved Leadership and responsibility on 21 November.');
  });
});

describe('sites', () => {
  it('begins each site with a card of its own, and takes over the answers of another', async () => {
    started.fake.more = TWO_SITES;
    started.fake.answerAs('Guadalupe Hernández', 'shown', 'yes', 's1');
    const card = cardIn(await started.press('lupe', 'siteForm', { assessmentKey: OWN, site: 's2' }));
    expect(wordsOf(card)).toContain('Saltillo, site 2 of 2');
  });

  it('copies, says how many, and what differs', async () => {
    started.fake.more = { ...TWO_SITES, answers: [answer('s1', 'yes'), answer('s2', 'no')] };
    const data = { assessmentKey: OWN, site: 's2' };
    const card = cardIn(await started.press('lupe', 'copySite', data, { fromSite: 's1' }));
    expect(lastAct()).toEqual({ name: 'copySite', input: { siteId: 's2', fromSiteId: 's1', mode: 'missing' } });
    expect(wordsOf(card)).toMatch(/3 answers taken over[\s\S]*1 answer that was[\s\S]*Different from[\s\S]*on display/);
    const look = await press(card, 'Look through');
    expect(wordsOf(look)).toMatch(/on display[\s\S]*No[\s\S]*Monterrey: Yes/);
    // One press changes a line and leads back here.
    const question = await press(look, 'Change');
    expect(buttonsOf(question).map(({ title }) => title)).not.toContain('Save and next');
    expect(wordsOf(await press(question, 'Back'))).toMatch(/Saltillo[\s\S]*on display/);
  });

  it('goes past a place that has no answers when it is looked through', async () => {
    const third = site('s3', 'Reynosa');
    started.fake.more = {
      ...TWO_SITES,
      sections: [...(TWO_SITES.sections ?? []), third],
      answers: [answer('s1', 'yes'), answer('s2', 'no')],
    };
    const look = { assessmentKey: OWN, sectionId: 'site', siteId: 's1' };
    const next = await press(cardIn(await started.press('lupe', 'look', look)), 'Next section');
    expect(wordsOf(next)).toContain('Saltillo');
    expect(buttonsOf(next).map(({ title }) => title)).toContain('Go on');
  });

  it('adds a site, and names the one that had no name', async () => {
    started.fake.more = { sites: [{ id: 's1', isAddedByPartner: false }] };
    const list = await press(await start(), 'Sections');
    const form = await press(list, 'Add a site');
    await press(form, 'Add', { mainName: 'Monterrey', name: 'Saltillo' });
    expect(started.fake.acts).toEqual([
      { name: 'renameSite', input: { siteId: 's1', name: 'Monterrey' } },
      { name: 'addSite', input: { requestId: expect.stringMatching(KEY), name: 'Saltillo' } },
    ]);
  });

  it('changes the name of a site that was added here, or takes it out', async () => {
    started.fake.more = TWO_SITES;
    const form = await press(await typed('plantas'), 'Name');
    await press(form, 'Save the name', { name: 'Saltillo yard' });
    expect(lastAct()).toEqual({ name: 'renameSite', input: { siteId: 's2', name: 'Saltillo yard' } });
    await press(form, 'Take this site out');
    expect(lastAct()).toEqual({ name: 'removeSite', input: 's2' });
  });

  it('says so on an old card of a site that was taken out', async () => {
    const place = { assessmentKey: OWN, sectionId: 'site', siteId: 's1', group: 0 };
    const card = cardIn(await started.press('lupe', 'open', place));
    started.fake.more = { sections: SECTIONS.slice(0, 2), sites: [] };
    const old = await press(card, 'Save', {
      'a.shown': 'yes',
    });
    expect(wordsOf(old)).toContain('These questions are not asked any more.');
  });
});

const answer = (siteId: string, value: string) => ({
  questionId: 'shown',
  siteId,
  value,
  by: 'Guadalupe Hernández',
  at: '2026-11-21T09:00:00Z',
});
