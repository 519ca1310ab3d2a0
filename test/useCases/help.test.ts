import { NotReached } from '../../src/useCases/ports';
import {
  askedPartner,
  buyer,
  leaping,
  manager,
  newKey,
  person,
  reader,
  reviewer,
  startWorld,
  type World,
} from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  world.post.teamsFault = undefined;
  world.post.mailFault = undefined;
  world.post.bounced = [];
  await world.tenant.clearFaults();
  // Nothing of one test waits in the next one, and the mailbox has rested.
  await world.jobs.tellCustomer();
  world.clock.advance(120_000);
});

const round = async ({ jobs }: World = world) => {
  await jobs.planDeliveries();
  await jobs.sendDeliveries();
};
const by = ({ contact }: Awaited<ReturnType<typeof askedPartner>>) => ({ contact, source: 'page' as const });
const mailsTo = (address: string | undefined, { post }: World = world) => post.mails.filter(({ to }) => to === address);
const told = (requestKey: string, { post }: World = world) =>
  post.mails.filter(({ reference }) => reference === requestKey);
const ledger = (assessmentKey: string, { sharePoint }: World = world) =>
  sharePoint.stores.deliveries.by('assessmentKey', assessmentKey).map(({ value }) => value);
const ask = (asked: Awaited<ReturnType<typeof askedPartner>>, text = 'What counts as a seal?', requestId = newKey()) =>
  world.useCases.askForHelp(by(asked), asked.assessmentKey, { requestId, text });
const reply = (requestKey: string, text = 'A bolt seal marked “H”.', requestId = newKey()) =>
  world.useCases.replyToHelp(manager, requestKey, { requestId, text });
const intoTeams = async (contactKey: string) => {
  const stored = world.sharePoint.stores.contacts.get(contactKey);
  await world.useCases.proposeTeams(manager, contactKey);
  await world.useCases.bindTeams(manager, contactKey, { oid: 'oid-lupe', version: stored?.version ?? '' });
};

describe('asking', () => {
  it('a question reaches the person who asked once, with words, place and link; the answer comes back once', async () => {
    const asked = await askedPartner(world, { name: 'Aceros' });
    await round();
    const requestId = newKey();
    const { key } = await world.useCases.askForHelp(by(asked), asked.assessmentKey, {
      requestId,
      text: 'Whom do you mean\u202e by leadership?\n\n\n\nThe board?',
      place: { sectionId: 'leadership', questionId: 'leadershipStatement' },
    });
    expect(key).toBe(requestId);
    await world.jobs.tellCustomer();
    await world.jobs.tellCustomer();
    expect(told(key)).toMatchObject([
      {
        to: 'manager@northgate.example',
        subject: 'help: Aceros',
        text: expect.stringContaining(`/tab/#/partners/${asked.partnerKey}`),
      },
    ]);
    expect(told(key)[0]?.text).toContain('Whom do you mean by leadership?\n\nThe board?');
    const [row] = world.useCases.listRequests(manager).rows.filter((each) => each.key === key);
    expect(row).toMatchObject({
      kind: 'help',
      state: 'open',
      partnerName: 'Aceros',
      contactName: 'Guadalupe Hernández',
      questionId: 'leadershipStatement',
      about: expect.stringMatching(/\?$/),
      messages: [{ isPartner: true }],
      mayReply: true,
    });
    expect(world.useCases.overview(manager).asking?.requests).toBeGreaterThanOrEqual(1);

    await reply(key);
    await round();
    await round();
    const [mail, ...others] = mailsTo(asked.contact.email).slice(1);
    expect(others).toEqual([]);
    expect(mail?.text).toContain('A bolt seal marked “H”.');
    expect(ledger(asked.assessmentKey)).toMatchObject([
      { step: 'invitation', state: 'sent' },
      { step: 'reply', about: `${key}-1`, state: 'sent', channel: 'mail' },
    ]);
    const view = await world.useCases.questionnaire(by(asked), asked.assessmentKey);
    expect(view.help).toMatchObject([
      {
        key,
        state: 'answered',
        messages: [
          { isYou: true, by: 'Guadalupe Hernández' },
          { isYou: false, by: 'Maya Okafor' },
        ],
      },
    ]);
  });

  it('asked, added to and answered twice with the same request, everything stands there once', async () => {
    const asked = await askedPartner(world);
    const [first, second, third] = [newKey(), newKey(), newKey()];
    await Promise.all([ask(asked, 'One?', first), ask(asked, 'One?', first)]);
    const add = () =>
      world.useCases.addToHelp(by(asked), asked.assessmentKey, first, { requestId: second, text: 'Two?' });
    await add();
    await add();
    await Promise.all([reply(first, 'Yes.', third), reply(first, 'Yes.', third)]);
    const stored = world.sharePoint.stores.partnerRequests.get(first)?.value;
    expect(stored).toMatchObject({
      state: 'answered',
      messages: [{ text: 'One?' }, { text: 'Two?' }, { text: 'Yes.' }],
    });
    await round();
    expect(ledger(asked.assessmentKey).filter(({ step }) => step === 'reply')).toHaveLength(1);
  });

  it('two answers are two messages, each with its own words, and one more word makes it wait again', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked);
    await reply(key, 'The first answer.');
    await reply(key, 'The second answer.');
    await world.useCases.addToHelp(by(asked), asked.assessmentKey, key, {
      requestId: newKey(),
      text: 'Thank you. And?',
    });
    await round();
    const texts = mailsTo(asked.contact.email).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('The first answer.'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('The second answer.'))).toHaveLength(1);
    expect(world.sharePoint.stores.partnerRequests.get(key)?.value.state).toBe('open');
    expect(world.useCases.viewCampaign(manager, asked.campaignKey)).toMatchObject({
      ledger: { deliveries: 3, sent: 3, queued: 0, notReached: 0, notNeeded: 0 },
    });
  });

  it('an answer reaches who asked although the questionnaire was sent meanwhile', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked);
    await world.useCases.saveAnswers(
      by(asked),
      { assessmentKey: asked.assessmentKey, sectionId: 'leadership' },
      { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] },
    );
    await world.useCases.submitAssessment(by(asked), asked.assessmentKey, {
      name: 'Lupe',
      jobTitle: 'Manager',
      isConfirmed: true,
      openMustsReason: 'Later.',
    });
    await reply(key);
    await round();
    expect(ledger(asked.assessmentKey)).toMatchObject([{ step: 'reply', state: 'sent' }]);
  });

  it('an answer goes into the chat, and by mail when the chat is blocked', async () => {
    const asked = await askedPartner(world, { email: 'lupe@acerosdelnorte.example' });
    await intoTeams(asked.contactKey);
    await round();
    const { key } = await ask(asked);
    await reply(key, 'In chat.');
    const cards = world.post.cards.length;
    await round();
    expect(world.post.cards).toHaveLength(cards + 1);
    world.post.teamsFault = new NotReached('The person has blocked the app', true);
    await reply(key, 'By mail.');
    await round();
    expect(ledger(asked.assessmentKey)).toMatchObject([
      { step: 'invitation' },
      { step: 'reply', channel: 'teams', state: 'sent' },
      { step: 'reply', channel: 'mail', state: 'sent', reason: expect.stringContaining('blocked') },
    ]);
    expect(mailsTo(asked.contact.email).at(-1)?.text).toContain('By mail.');
  });

  it('an answer whose mail came back goes to a corrected address, once', async () => {
    const asked = await askedPartner(world);
    await round();
    const { key } = await ask(asked);
    await reply(key);
    await round();
    const row = ledger(asked.assessmentKey).at(-1);
    const at = world.clock.now().toISOString();
    world.post.bounced = [{ address: asked.contact.email ?? '', reference: row?.key, reason: 'No such address', at }];
    await world.jobs.readBounces();
    await round();
    const email = `${newKey()}@acero.example`;
    await world.useCases.changeContact(manager, asked.contactKey, {
      version: world.sharePoint.stores.contacts.get(asked.contactKey)?.version ?? '',
      name: 'Guadalupe Hernández',
      email,
      status: 'active',
    });
    await round();
    await round();
    expect(mailsTo(email).map(({ text }) => text.includes('bolt seal'))).toEqual([true]);
    expect(ledger(asked.assessmentKey).map(({ step, state }) => `${step} ${state}`)).toEqual([
      'invitation sent',
      'reply notReached',
      'reply sent',
    ]);
  });

  it('a kill between the mail and its row sends nothing twice while the process lives, and the row is made up', async () => {
    const asked = await askedPartner(world);
    await round();
    const { key } = await ask(asked);
    await reply(key);
    await world.jobs.planDeliveries();
    await world.tenant.setFaults({ match: { method: 'PATCH', pathPattern: '/items/' }, kind: 'status', status: 503 });
    await expect(leaping(world.jobs.sendDeliveries)).rejects.toMatchObject({ code: 'unavailable' });
    await world.tenant.clearFaults();
    world.clock.advance(60_000);
    await world.jobs.sendDeliveries();
    expect(ledger(asked.assessmentKey).at(-1)).toMatchObject({ step: 'reply', state: 'sent' });
    expect(mailsTo(asked.contact.email).filter(({ text }) => text.includes('bolt seal'))).toHaveLength(1);
  });
});

describe('telling the customer', () => {
  it('the owner of the partner is told too, and nobody twice when the row cannot be written', async () => {
    const asked = await askedPartner(world);
    const stored = world.sharePoint.stores.partners.get(asked.partnerKey);
    if (!stored) throw new Error('no partner');
    await world.sharePoint.stores.partners.update(
      { ...stored.value, ownerId: buyer.oid, ownerName: buyer.name, ownerEmail: 'buyer@northgate.example' },
      stored.version,
    );
    const { key } = await ask(asked);
    await world.tenant.setFaults({ match: { method: 'PATCH', pathPattern: '/items/' }, kind: 'status', status: 503 });
    await expect(leaping(world.jobs.tellCustomer)).rejects.toMatchObject({ code: 'unavailable' });
    await world.tenant.clearFaults();
    expect(world.sharePoint.stores.partnerRequests.get(key)?.value.toldAt).toBeUndefined();
    world.clock.advance(60_000);
    await world.jobs.tellCustomer();
    await world.jobs.tellCustomer();
    expect(told(key).map(({ to }) => to)).toEqual(['manager@northgate.example', 'buyer@northgate.example']);
    expect(world.sharePoint.stores.partnerRequests.get(key)?.value.toldAt).toBeDefined();
  });

  it('another process that finds nothing told tells it: at least once over kills', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked);
    await world.tenant.setFaults({ match: { method: 'PATCH', pathPattern: '/items/' }, kind: 'status', status: 503 });
    await expect(leaping(world.jobs.tellCustomer)).rejects.toMatchObject({ code: 'unavailable' });
    await world.tenant.clearFaults();
    const second = await world.another();
    await second.jobs.tellCustomer();
    await second.jobs.tellCustomer();
    expect(told(key, second)).toHaveLength(1);
    await world.sharePoint.stores.partnerRequests.refresh(key);
    world.clock.advance(60_000);
    await world.jobs.tellCustomer();
    expect(told(key)).toHaveLength(1);
  });

  it('five words in a row are one mail, and those after it come with the next hour’s', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked, 'First.');
    await world.jobs.tellCustomer();
    for (const text of ['Second.', 'Third.']) {
      await world.useCases.addToHelp(by(asked), asked.assessmentKey, key, { requestId: newKey(), text });
      await world.jobs.tellCustomer();
    }
    expect(told(key)).toHaveLength(1);
    world.clock.advance(3_601_000);
    await world.jobs.tellCustomer();
    await world.jobs.tellCustomer();
    expect(told(key)).toHaveLength(2);
    expect(told(key)[1]?.text).toMatch(/First[\s\S]*Second[\s\S]*Third/);
    world.clock.advance(7_200_000);
    await world.jobs.tellCustomer();
    expect(told(key)).toHaveLength(2);
  });

  it('what was answered already is not told any more', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked);
    await reply(key);
    await world.jobs.tellCustomer();
    expect(told(key)).toEqual([]);
  });

  it('a mailbox that refuses holds back nothing else and is tried again', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked);
    world.post.mailFault = new NotReached('The mailbox did not take the mail.', false);
    await world.jobs.tellCustomer();
    world.post.mailFault = undefined;
    await world.jobs.tellCustomer();
    expect(told(key)).toEqual([]);
    world.clock.advance(11_000);
    await world.jobs.tellCustomer();
    expect(told(key)).toHaveLength(1);
  });
});

describe('bounds and scope', () => {
  it('twenty questions may wait; the next is refused with a sentence, and asked again once one is answered', async () => {
    const asked = await askedPartner(world);
    const keys: string[] = [];
    for (let index = 0; index < 20; index++) keys.push((await ask(asked, `Question ${index}?`)).key);
    await expect(ask(asked)).rejects.toMatchObject({
      code: 'tooMany',
      message: expect.stringContaining('Maya Okafor'),
    });
    await reply(keys[0] ?? '');
    await expect(ask(asked)).resolves.toMatchObject({ key: expect.any(String) });
    for (const key of keys.slice(1)) await reply(key);
  });

  it('a conversation has an end', async () => {
    const asked = await askedPartner(world);
    const { key } = await ask(asked);
    const add = () =>
      world.useCases.addToHelp(by(asked), asked.assessmentKey, key, { requestId: newKey(), text: '“'.repeat(2_000) });
    for (let index = 1; index < 18; index++) await add();
    await expect(add()).rejects.toMatchObject({ code: 'tooMany' });
    await expect(reply(key, '"'.repeat(1_000))).resolves.toBeUndefined();
  });

  it.each([
    ['nothing but signs that show nothing', '\u200b\u202e\n \t', 'invalid'],
    ['too much', 'x'.repeat(2_001), 'invalid'],
  ])('%s is refused', async (_what, text, code) => {
    const asked = await askedPartner(world);
    await expect(ask(asked, text)).rejects.toMatchObject({ code });
  });

  it('a place that is not asked is refused', async () => {
    const asked = await askedPartner(world);
    for (const place of [
      { sectionId: 'nowhere' },
      { sectionId: 'leadership', questionId: 'nothing' },
      { sectionId: 'leadership', siteId: 'nowhere' },
    ]) {
      await expect(
        world.useCases.askForHelp(by(asked), asked.assessmentKey, { requestId: newKey(), text: 'What?', place }),
      ).rejects.toMatchObject({ code: 'notFound' });
    }
  });

  it('nobody asks in, adds to or takes over another company’s question', async () => {
    const [one, other] = [await askedPartner(world), await askedPartner(world)];
    const { key } = await ask(one);
    const notFound = { code: 'notFound' };
    await expect(
      world.useCases.askForHelp(by(other), one.assessmentKey, { requestId: newKey(), text: 'What?' }),
    ).rejects.toMatchObject(notFound);
    for (const assessmentKey of [one.assessmentKey, other.assessmentKey]) {
      await expect(
        world.useCases.addToHelp(by(other), assessmentKey, key, { requestId: newKey(), text: 'What?' }),
      ).rejects.toMatchObject(notFound);
    }
    await expect(ask(other, 'Mine.', key)).rejects.toMatchObject({ code: 'conflict' });
    expect((await world.useCases.questionnaire(by(other), other.assessmentKey)).help).toEqual([]);
    expect(world.sharePoint.stores.partnerRequests.get(key)?.value).toMatchObject({ messages: [{}], state: 'open' });
  });

  it('who may answer: managers, reviewers and the partner’s own buyer; others see it or know nothing of it', async () => {
    const asked = await askedPartner(world);
    const stored = world.sharePoint.stores.partners.get(asked.partnerKey);
    if (!stored) throw new Error('no partner');
    await world.sharePoint.stores.partners.update({ ...stored.value, ownerId: buyer.oid }, stored.version);
    const { key } = await ask(asked);
    const answer = (who: typeof manager) =>
      world.useCases.replyToHelp(who, key, { requestId: newKey(), text: `From ${who.name}.` });
    const seen = (who: typeof manager) =>
      world.useCases.listRequests(who).rows.find((row) => row.key === key)?.mayReply;
    const stranger = person('Buyer', '22222222-0000-4000-8000-000000000099');
    expect([manager, reviewer, buyer, reader, stranger].map(seen)).toEqual([true, true, true, false, undefined]);
    await expect(answer(reader)).rejects.toMatchObject({ code: 'forbidden' });
    const refusals = await Promise.all(
      [answer(stranger), world.useCases.replyToHelp(stranger, newKey(), { requestId: newKey(), text: 'x' })].map(
        (each) => each.catch((error: Error) => error.message),
      ),
    );
    expect(refusals[0]).toBe(refusals[1]);
    for (const who of [manager, reviewer, buyer]) await answer(who);
    expect(world.useCases.listRequests(buyer).rows.find((row) => row.key === key)).toMatchObject({
      state: 'answered',
      messages: [{ isPartner: true }, { isPartner: false }, { isPartner: false }, { isPartner: false }],
    });
  });

  it('open ones stand first, the newest of them on top', async () => {
    const asked = await askedPartner(world);
    const [answered, older, newer] = [await ask(asked), await ask(asked), await ask(asked)];
    world.clock.advance(1_000);
    await world.useCases.addToHelp(by(asked), asked.assessmentKey, newer.key, { requestId: newKey(), text: 'More.' });
    await reply(answered.key);
    const rows = world.useCases.listRequests(manager).rows.filter(({ partnerKey }) => partnerKey === asked.partnerKey);
    expect(rows.map(({ key }) => key)).toEqual([newer.key, older.key, answered.key]);
  });
});
