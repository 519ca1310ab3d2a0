import { AppError } from '../../src/errors';
import { button, faultsOf, inputsOf, wordsOf } from './support/cardChecks';
import { LUPE, OWN, SECOND, TENANT } from './support/fakeUseCases';
import { type Card, type ChatOutcome, type StartedBot, startBot } from './support/startBot';

let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
});
afterAll(() => started.close());
beforeEach(() => started.renew());

const last = async (person = 'lupe') => (await started.chat(person)).messages.at(-1);
const cardIn = (outcome: ChatOutcome): Card => {
  expect(outcome).toMatchObject({
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' },
  });
  const card = outcome.body?.value as Card;
  expect(faultsOf(card)).toEqual([]);
  return card;
};
/** Presses a button of the card that shows, by its title. */
const press = async (card: Card | undefined, title: string, inputs: object = {}): Promise<Card> => {
  const { verb, data } = button(card, title);
  return cardIn(await started.press('lupe', verb ?? '', data, inputs));
};
const start = async (): Promise<Card> => cardIn(await started.press('lupe', 'start', { assessmentKey: OWN }));

describe('who is who', () => {
  it('learns where the chat is from the installation, and greets a contact once', async () => {
    await started.membership('lupe', { installed: true });
    const { messages, conversationId } = await started.chat('lupe');
    expect(started.fake.conversations.get(`${TENANT}|${LUPE}`)).toMatchObject({ conversationId, state: 'active' });
    expect(messages).toHaveLength(1);
    expect(wordsOf(messages[0]?.card)).toContain('Welcome');
    await started.act('lupe', { text: 'hello' });
    expect(started.fake.calls.filter((call) => call === 'rememberConversation')).toHaveLength(1);
  });

  it('notes that the app was taken away', async () => {
    await started.membership('lupe', { installed: false });
    expect(started.fake.conversations.get(`${TENANT}|${LUPE}`)?.state).toBe('blocked');
    await started.membership('lupe', { installed: true });
    expect(started.fake.conversations.get(`${TENANT}|${LUPE}`)?.state).toBe('active');
  });

  it('tells a guest who is no contact whom to ask, and staff where to look', async () => {
    await started.membership('sara', { installed: true });
    expect((await last('sara'))?.text).toContain('ask the person at Northgate Trading Ltd');
    await started.membership('omar', { installed: true });
    await started.act('omar', { text: 'status' });
    expect((await last('omar'))?.text).toContain('open the Trustlane tab');
  });
});

describe('words', () => {
  it.each([
    ['help', 'What you can do here'],
    ['Ayuda!', 'What you can do here'],
    ['?', 'What you can do here'],
    ['STATUS', 'Your questionnaires'],
    ['état', 'Your questionnaires'],
    ['continue', 'Leadership and responsibility · 1 of 2'],
    ['Répondre', 'Leadership and responsibility · 1 of 2'],
    ['seguir', 'Leadership and responsibility · 1 of 2'],
    ['secciones', '0 of 2 sections done'],
    ['Send', 'questions answered'],
    ['envoyer', 'questions answered'],
    ['Enviar respuestas', 'questions answered'],
    ['Merci !', 'Your questionnaires'],
    ['where is my truck?', 'I did not understand that'],
  ])('"%s" gets "%s"', async (text, title) => {
    await started.act('lupe', { text });
    const card = (await last())?.card;
    expect(wordsOf(card)).toContain(title);
    expect(faultsOf(card as Card)).toEqual([]);
  });

  it('names a human in the reply to words that it does not know', async () => {
    await started.act('lupe', { text: 'I have a problem with my lorry' });
    expect(wordsOf((await last())?.card)).toContain('Maya Okafor, maya@northgate.example');
  });

  it('lets somebody with several questionnaires choose', async () => {
    started.fake.bindSecond();
    await started.act('lupe', { text: 'continue' });
    const card = (await last())?.card;
    expect(wordsOf(card)).toContain('Which questionnaire?');
    expect(JSON.stringify(card)).toContain(SECOND);
  });
});

describe('answering', () => {
  it('goes through the questionnaire to the thanks, following the gates', async () => {
    let card = await start();
    expect(wordsOf(card)).toContain('Leadership and responsibility · 1 of 2');
    card = await press(card, 'Save and next', { 'a.statement': 'yes', 'a.reviewed': '2026-05-31', 'a.guards': '12' });
    expect(wordsOf(card)).toContain('✓ Saved: Leadership and responsibility, 3 answers');
    card = await press(card, 'Save and next', { 'a.hired': 'always' });
    expect(wordsOf(card)).toContain('section 2 of 3');
    card = await press(card, 'Save and next', { 'a.approved': 'partly', 'a.measures': 'papers,seals' });
    expect(wordsOf(card)).toContain('Now your site: 2 questions.');
    card = await press(card, 'Answer');
    expect(wordsOf(card)).toContain('section 3 of 3');
    card = await press(card, 'Save', { 'a.shown': 'notApplicable', 'r.shown': 'nobody' });
    expect(wordsOf(card)).toContain('Everything is answered');
    card = await press(card, 'Send answers');
    expect(inputsOf(card).find(({ id }) => id === 'name')?.value).toBe('Guadalupe Hernández');
    card = await press(card, 'Send answers', {
      name: 'Guadalupe Hernández',
      jobTitle: 'Yard manager',
      isConfirmed: 'true',
    });
    expect(wordsOf(card)).toContain('Thank you, your answers are sent');
    expect(wordsOf(card)).toContain('Maya Okafor reads your answers.');
    expect(started.fake.answers()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ questionId: 'guards', value: 12 }),
        expect.objectContaining({ questionId: 'measures', value: ['papers', 'seals'] }),
        expect.objectContaining({ questionId: 'shown', siteId: 's1', value: null, naReason: 'nobody' }),
      ]),
    );
  });

  it('asks SharePoint at most twice for a reply to a save', async () => {
    const card = await start();
    started.fake.calls.length = 0;
    await press(card, 'Save and next', { 'a.statement': 'yes' });
    expect(started.fake.calls).toEqual(['questionnaire', 'saveAnswers']);
  });

  it('saves nothing when nothing was changed, and fills in earlier answers in a closed list', async () => {
    let card = await press(await start(), 'Save and next', { 'a.statement': 'no', 'a.guards': '3' });
    card = await press(card, 'Change');
    const [statement] = inputsOf(card);
    expect(statement).toMatchObject({ id: 'a.statement', value: 'no', style: 'compact' });
    started.fake.calls.length = 0;
    await press(card, 'Save and next', { 'a.statement': 'no', 'a.guards': '3' });
    expect(started.fake.calls).toEqual(['questionnaire']);
  });

  it('shows a problem above its field, keeps what was typed, and saves the rest', async () => {
    const card = await press(await start(), 'Save and next', {
      'a.statement': 'yes',
      'a.guards': '501',
      'a.reviewed': '2026-01-02',
    });
    expect(wordsOf(card)).toContain('Leadership and responsibility · 1 of 2');
    expect(wordsOf(card)).toContain('The other answers are saved.');
    expect(inputsOf(card).find(({ id }) => id === 'a.guards')?.value).toBe(501);
    expect(started.fake.answers().map(({ questionId }) => questionId)).toEqual(['statement', 'reviewed']);
    const next = await press(card, 'Save and next', {
      'a.statement': 'yes',
      'a.guards': '50',
      'a.reviewed': '2026-01-02',
    });
    expect(wordsOf(next)).toContain('✓ Saved: Leadership and responsibility, 1 answer');
  });

  it('wants a reason when a question does not apply, and no answer beside it', async () => {
    let card = await press(await start(), 'Save and next', { 'a.guards': '4', 'r.guards': 'noGuards' });
    expect(wordsOf(card)).toContain('Write the answer, or choose why it does not apply; not both.');
    card = await press(card, 'Save and next', { 'r.guards': 'noGuards' });
    expect(started.fake.answers()).toEqual([
      expect.objectContaining({ questionId: 'guards', value: null, naReason: 'noGuards' }),
    ]);
    const site = cardIn(
      await started.press('lupe', 'open', { assessmentKey: OWN, sectionId: 'site', siteId: 's1', group: 0 }),
    );
    expect(wordsOf(await press(site, 'Save', { 'a.shown': 'notApplicable' }))).toContain('Choose the reason');
  });

  it('keeps what was entered when somebody goes back or leaves it for later', async () => {
    const second = await press(await start(), 'Save and next', {});
    const first = await press(second, 'Back', { 'a.hired': 'never' });
    expect(wordsOf(first)).toContain('1 of 2');
    const later = await press(first, 'Later', { 'a.statement': 'yes' });
    expect(wordsOf(later)).toContain('Kept for later');
    expect(started.fake.answers().map(({ questionId }) => questionId)).toEqual(['hired', 'statement']);
  });

  it('saves what was entered before it lists the sections, and leads from there to what is missing', async () => {
    const list = await press(await start(), 'Sections', { 'a.statement': 'yes' });
    expect(wordsOf(list)).toMatch(/✓ Saved[\s\S]*0 of 2 sections done[\s\S]*Leadership[\s\S]*left/);
    expect(started.fake.answers().map(({ questionId }) => questionId)).toEqual(['statement']);
    const site = await press(list, 'Next page');
    expect(wordsOf(await press(site, 'Go on'))).toContain('At this site');
    expect(wordsOf(await press(list, 'What is missing'))).toContain('Still missing');
  });

  it('shows both values when a colleague answered meanwhile, and asks whose counts', async () => {
    const card = await start();
    started.fake.answerAs('Pedro Ruiz', 'statement', 'no');
    const asked = await press(card, 'Save and next', { 'a.statement': 'yes', 'a.guards': '4' });
    expect(wordsOf(asked)).toMatch(/Which answer counts\?[\s\S]*Pedro Ruiz[\s\S]*No[\s\S]*Your answer/);
    expect(inputsOf(asked)).toEqual([expect.objectContaining({ id: 'a.statement', value: 'yes' })]);
    // What nobody else answered is saved meanwhile; the answer in question is not.
    expect(started.fake.answers()).toEqual([
      expect.objectContaining({ questionId: 'statement', value: 'no' }),
      expect.objectContaining({ questionId: 'guards', value: 4 }),
    ]);
    const next = await press(asked, 'Use mine', { 'a.statement': 'yes' });
    expect(wordsOf(next)).toContain('2 of 2');
    expect(started.fake.answers()).toContainEqual(expect.objectContaining({ questionId: 'statement', value: 'yes' }));
  });

  it('keeps a colleague’s answer for whom chooses that, without a write', async () => {
    const card = await start();
    started.fake.answerAs('Pedro Ruiz', 'statement', 'no');
    const asked = await press(card, 'Save and next', { 'a.statement': 'yes' });
    started.fake.calls.length = 0;
    expect(wordsOf(await press(asked, 'Use theirs', { 'a.statement': 'yes' }))).toContain('2 of 2');
    expect(started.fake.calls).toEqual(['questionnaire']);
    expect(started.fake.answers()).toEqual([expect.objectContaining({ questionId: 'statement', value: 'no' })]);
  });

  it('tells whoever answered somewhere else meanwhile that it was they, not a colleague', async () => {
    const card = await start();
    started.fake.answerAs('Guadalupe Hernández', 'statement', 'no');
    const asked = await press(card, 'Save and next', { 'a.statement': 'yes' });
    expect(wordsOf(asked)).toMatch(
      /You answered this question somewhere else[\s\S]*You\s+answered on 21 November:\s+No/,
    );
    expect(wordsOf(asked)).not.toContain('olleague');
    await press(asked, 'Keep what is saved', { 'a.statement': 'yes' });
    expect(started.fake.answers()).toEqual([expect.objectContaining({ questionId: 'statement', value: 'no' })]);
    await press(asked, 'Use this card', { 'a.statement': 'yes' });
    expect(started.fake.answers()).toEqual([expect.objectContaining({ questionId: 'statement', value: 'yes' })]);
  });

  it('lets two answers in question be decided one by one, and keeps what is not decided yet', async () => {
    const card = await start();
    started.fake.answerAs('Pedro Ruiz', 'statement', 'no');
    started.fake.answerAs('Pedro Ruiz', 'guards', 9);
    const typed = { 'a.statement': 'yes', 'a.guards': '4' };
    const asked = await press(card, 'Save and next', typed);
    expect(wordsOf(asked)).toContain('Which answers count?');
    const second = await press(asked, 'Use theirs', typed);
    expect(wordsOf(second)).toContain('Which answer counts?');
    expect(inputsOf(second).map(({ id, value }) => [id, value])).toContainEqual(['a.guards', 4]);
    await press(second, 'Use mine', { 'a.guards': '4' });
    expect(started.fake.answers()).toEqual([
      expect.objectContaining({ questionId: 'statement', value: 'no' }),
      expect.objectContaining({ questionId: 'guards', value: 4 }),
    ]);
  });

  it('leaves a colleague’s answer alone where the person changed nothing', async () => {
    const card = await press(await press(await start(), 'Save and next', { 'a.statement': 'no' }), 'Change');
    started.fake.answerAs('Pedro Ruiz', 'statement', 'partly');
    await press(card, 'Save and next', { 'a.statement': 'no', 'a.guards': '2' });
    expect(started.fake.answers()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ questionId: 'statement', value: 'partly' }),
        expect.objectContaining({ questionId: 'guards', value: 2 }),
      ]),
    );
  });

  it('tells what is missing, leads there, and sends with a reason', async () => {
    const summary = cardIn(await started.press('lupe', 'summary', { assessmentKey: OWN }));
    expect(wordsOf(summary)).toContain('4 of the missing answers are required.');
    const choices = inputsOf(summary)[0]?.choices as { title: string; value: string }[];
    const site = choices.find(({ title }) => title.includes('Monterrey'));
    expect(wordsOf(await press(summary, 'Go to question', { jump: site?.value }))).toContain('At this site');
    const form = await press(summary, 'Send answers');
    const refused = await press(form, 'Send answers', { name: 'L', jobTitle: 'Yard manager', isConfirmed: 'false' });
    expect(wordsOf(refused)).toMatch(/Write your full name\.[\s\S]*Tick the box/);
    const sent = await press(refused, 'Send answers', {
      name: 'Lupe H',
      jobTitle: 'Yard manager',
      isConfirmed: 'true',
      openMustsReason: 'The owner is away.',
    });
    expect(wordsOf(sent)).toContain('Thank you');
  });

  it('says who sent it when it is sent a second time', async () => {
    const form = cardIn(await started.press('lupe', 'submitForm', { assessmentKey: OWN }));
    const entered = { name: 'Lupe H', jobTitle: 'Yard manager', isConfirmed: 'true', openMustsReason: 'Away.' };
    await press(form, 'Send answers', entered);
    const again = await press(form, 'Send answers', { ...entered, name: 'Somebody Else' });
    expect(wordsOf(again)).toContain('These answers are sent already');
    expect(wordsOf(again)).toContain('Lupe H sent the answers');
    await started.act('lupe', { text: 'copy' });
    expect(wordsOf((await last())?.card)).toMatch(/Sent by Lupe H, thank you[\s\S]*Get a copy/);
  });

  it('says who sent what is sent, also when it was a colleague', async () => {
    await start();
    started.fake.submitted = { at: '2026-11-22T08:00:00Z', by: 'Pedro Ruiz' };
    await started.act('lupe', { text: 'sections' });
    const words = wordsOf((await last())?.card);
    expect(words).toContain('Pedro Ruiz has sent everything that was asked of you.');
    expect(words).not.toContain('You have sent');
    started.fake.submitted = { at: '2026-11-22T08:00:00Z', by: 'Guadalupe Hernández' };
    await started.act('lupe', { text: 'sections' });
    expect(wordsOf((await last())?.card)).toContain('You have sent everything that was asked of you.');
  });

  it('says how far the answers are as every other card does', async () => {
    const { answered, total } = (await started.fake.useCases.questionnaire({} as never, OWN)).progress;
    await started.act('lupe', { text: 'status' });
    expect(wordsOf((await last())?.card)).toContain(`${answered} of ${total} questions answered`);
  });

  it('shows on an old card what could not be saved any more', async () => {
    const card = await start();
    started.fake.submitted = { at: '2026-11-22T08:00:00Z', by: 'Pedro Ruiz' };
    const old = await press(card, 'Save and next', { 'a.statement': 'yes', 'a.guards': '7' });
    expect(wordsOf(old)).toContain('Pedro Ruiz sent these answers');
    expect(wordsOf(old)).toMatch(/Not saved[\s\S]*Yes[\s\S]*7 guards/);
    expect(wordsOf(await press(old, 'Open the current card'))).toContain('These answers are sent already');
  });

  it('leaves the card as it is when SharePoint does not answer', async () => {
    const card = await start();
    const { verb, data } = button(card, 'Save and next');
    started.fake.breakSharePoint(
      new AppError('unavailable', 'SharePoint does not answer. Please press Save again in a minute.'),
    );
    const outcome = await started.press('lupe', verb ?? '', data, { 'a.statement': 'yes' });
    expect(outcome).toMatchObject({ body: { statusCode: 503, type: 'application/vnd.microsoft.error' } });
    expect(outcome.notice).toBe('SharePoint does not answer. Please press Save again in a minute.');
  });

  it('keeps the words of a bug to itself', async () => {
    started.fake.breakSharePoint(new Error('secret=hunter2'));
    const outcome = await started.press('lupe', 'start', { assessmentKey: OWN });
    expect(outcome.notice).toMatch(/Something went wrong/);
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
    await started.act('lupe', { text: 'continue' });
    expect((await last())?.text).toMatch(/Something went wrong/);
  });
});

describe('a client that sends a card as a message', () => {
  it('has the old card turned into a receipt and gets the next card below', async () => {
    await started.act('lupe', { text: 'continue' });
    const shown = await last();
    const { data } = button(shown?.card, 'Save and next');
    await started.act('lupe', { value: data, inputs: { 'a.statement': 'yes', 'a.guards': '5' }, replyToId: shown?.id });
    const { messages } = await started.chat('lupe');
    const receipt = messages.find(({ id }) => id === shown?.id)?.card;
    expect(wordsOf(receipt)).toContain('✓ Saved: Leadership and responsibility, 2 answers');
    expect(wordsOf(messages.at(-1)?.card)).toContain('2 of 2');
    await started.act('lupe', { value: button(receipt, 'Change').data, replyToId: shown?.id });
    const changed = (await started.chat('lupe')).messages.find(({ id }) => id === shown?.id)?.card;
    expect(inputsOf(changed as Card)[0]).toMatchObject({ value: 'yes' });
  });
});
