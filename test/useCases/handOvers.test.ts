import type { Contact } from '../../src/domain/contact';
import type { Delegation, SectionPlace } from '../../src/domain/delegation';
import { changeAssessment } from '../../src/useCases/changeAssessment';
import type { MessageView } from '../../src/useCases/messages';
import { askedPartner, manager, newKey, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance(120_000));

type Asked = Awaited<ReturnType<typeof askedPartner>>;
const round = async () => {
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();
};
const ledger = (assessmentKey: string) =>
  world.sharePoint.stores.deliveries.by('assessmentKey', assessmentKey).map(({ value }) => value);
const rowsTo = ({ assessmentKey }: Asked, contact: Pick<Contact, 'key'>) =>
  ledger(assessmentKey)
    .filter(({ contactKey }) => contactKey === contact.key)
    .map(({ step, state }) => `${step} ${state}`);
const mailsTo = ({ email }: Pick<Contact, 'email'>) => world.post.mails.filter(({ to }) => to === email);

/** A colleague of the asked contact, as handing over makes one. */
async function colleague({ partnerKey, contactKey }: Asked, more: Partial<Contact> = {}): Promise<Contact> {
  const key = newKey();
  const contact: Contact = {
    key,
    partnerKey,
    name: 'Ana Ruiz',
    email: `${key}@acero.example`,
    language: 'en',
    status: 'active',
    access: 'delegated',
    namedBy: contactKey,
    ...more,
  };
  await world.sharePoint.stores.contacts.create(contact);
  return contact;
}
async function handOver(
  asked: Asked,
  to: Contact,
  places: readonly SectionPlace[],
  note?: string,
): Promise<Delegation> {
  const delegation: Delegation = {
    key: newKey(),
    places,
    to: to.key,
    by: asked.contactKey,
    at: world.clock.now().toISOString(),
    state: 'open',
    ...(note === undefined ? {} : { note }),
  };
  await changeAssessment(world.sharePoint.stores, asked.assessmentKey, (current) => ({
    ...current,
    delegations: [...(current.delegations ?? []), delegation],
  }));
  return delegation;
}
const end = (asked: Asked, delegations: readonly Delegation[], state: 'done' | 'withdrawn') =>
  changeAssessment(world.sharePoint.stores, asked.assessmentKey, (current) => ({
    ...current,
    delegations: (current.delegations ?? []).map((each) =>
      delegations.some(({ key }) => key === each.key)
        ? { ...each, state, endedAt: world.clock.now().toISOString() }
        : each,
    ),
  }));
const lastCard = (): MessageView => {
  const sent = world.post.cards.at(-1);
  if (!sent) throw new Error('No card was sent.');
  return (sent.card as { view: MessageView }).view;
};
const LEADERSHIP = { sectionId: 'leadership' };

describe('somebody who answers only what was handed over', () => {
  it('hears nothing of questionnaires in which nothing was handed over, and one invitation of the one', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    const ana = await colleague(asked);
    await round();
    expect(rowsTo(asked, ana)).toEqual([]);
    const delegation = await handOver(asked, ana, [LEADERSHIP], 'You know this best.');
    await round();
    await round();
    expect(rowsTo(asked, ana)).toEqual(['invitation sent']);
    expect(ledger(asked.assessmentKey).at(-1)).toMatchObject({ toldOf: [delegation.key] });
    expect(mailsTo(ana)[0]?.text).toContain('Leadership');
    expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent']);
  });

  it('is reminded while something is missing in the part, and not of what others have to do', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    const [ana, ben] = [await colleague(asked), await colleague(asked, { name: 'Ben Cruz' })];
    await handOver(asked, ana, [LEADERSHIP]);
    await handOver(asked, ben, [LEADERSHIP]);
    await round();
    const view = await world.useCases.questionnaire({ contact: asked.contact, source: 'page' }, asked.assessmentKey);
    const section = view.sections.find(({ id }) => id === 'leadership');
    world.clock.advance(7 * 86_400_000);
    await round();
    expect([ana, ben].map((each) => rowsTo(asked, each))).toEqual([
      ['invitation sent', 'before3 sent'],
      ['invitation sent', 'before3 sent'],
    ]);
    await world.useCases.saveAnswers(
      { contact: asked.contact, source: 'page' },
      { assessmentKey: asked.assessmentKey, ...LEADERSHIP },
      {
        baseRevision: 0,
        answers: (section?.questions ?? []).map(({ id, type, choices }) => ({
          questionId: id,
          value:
            type === 'yesPartlyNo'
              ? 'yes'
              : type === 'number'
                ? 1
                : type === 'date'
                  ? '2027-01-01'
                  : type === 'multipleChoice'
                    ? [choices?.[0]?.id]
                    : (choices?.[0]?.id ?? 'Text'),
        })),
      },
    );
    world.clock.advance(3 * 86_400_000);
    await round();
    await round();
    for (const each of [ana, ben]) {
      expect(rowsTo(asked, each).filter((row) => row.endsWith(' sent'))).toEqual(['invitation sent', 'before3 sent']);
    }
    expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent', 'before3 sent', 'dueDay sent']);
  });

  it.each(['done', 'withdrawn'] as const)(
    'hears nothing more once it is %s, and queued messages fall away',
    async (state) => {
      const asked = await askedPartner(world, { dueIn: 10 });
      const ana = await colleague(asked);
      const delegation = await handOver(asked, ana, [LEADERSHIP]);
      await world.jobs.planDeliveries();
      await end(asked, [delegation], state);
      await world.jobs.sendDeliveries();
      expect(rowsTo(asked, ana)).toEqual(['invitation notNeeded']);
      world.clock.advance(7 * 86_400_000);
      await round();
      expect(rowsTo(asked, ana)).toEqual(['invitation notNeeded']);
      expect(mailsTo(ana)).toEqual([]);
      // Handed over once more, the invitation goes out after all.
      await handOver(asked, ana, [LEADERSHIP]);
      await round();
      await round();
      expect(rowsTo(asked, ana)).toEqual(['invitation notNeeded', 'invitation sent']);
    },
  );

  it('hears of further parts in one message, of which each tells once', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    const ana = await colleague(asked);
    await handOver(asked, ana, [LEADERSHIP]);
    await round();
    const second = await handOver(asked, ana, [LEADERSHIP], 'And once more.');
    const third = await handOver(asked, ana, [LEADERSHIP]);
    await round();
    await round();
    expect(rowsTo(asked, ana)).toEqual(['invitation sent', 'handedOver sent']);
    expect(ledger(asked.assessmentKey).at(-1)).toMatchObject({ toldOf: [second.key, third.key] });
    expect(mailsTo(ana)).toHaveLength(2);
  });
});

it('somebody who answers the whole hears of parts that a colleague hands over, beside the usual messages', async () => {
  const asked = await askedPartner(world, { dueIn: 10 });
  const ben = await colleague(asked, { name: 'Ben Cruz', access: undefined, namedBy: undefined });
  await round();
  const delegation = await handOver(asked, ben, [LEADERSHIP]);
  await round();
  await round();
  expect(rowsTo(asked, ben)).toEqual(['invitation sent', 'handedOver sent']);
  await end(asked, [delegation], 'withdrawn');
  world.clock.advance(7 * 86_400_000);
  await round();
  expect(rowsTo(asked, ben)).toEqual(['invitation sent', 'handedOver sent', 'before3 sent']);
});

it('who handed over is told once that the colleague is done, with all that ended together', async () => {
  const asked = await askedPartner(world, { dueIn: 10 });
  const ana = await colleague(asked);
  await round();
  const delegations = [await handOver(asked, ana, [LEADERSHIP]), await handOver(asked, ana, [LEADERSHIP])];
  await round();
  world.clock.advance(1_000);
  await end(asked, delegations, 'done');
  await round();
  await round();
  expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent', 'handedBack sent']);
  expect(mailsTo(asked.contact).at(-1)).toMatchObject({
    subject: 'handedBack: Security 2027',
    text: expect.stringContaining('Leadership'),
  });
  expect(world.useCases.viewCampaign(manager, asked.campaignKey)).toMatchObject({
    ledger: { deliveries: 3, sent: 3, queued: 0, notReached: 0, notNeeded: 0 },
    partners: [{ lastMessage: 'Parts handed back: sent by mail' }],
  });
});

it('who says that somebody else should be asked is not reminded while nobody has decided', async () => {
  const asked = await askedPartner(world, { dueIn: 10 });
  await round();
  const key = newKey();
  const { value, version } = await world.sharePoint.stores.partnerRequests.create({
    kind: 'colleague',
    key,
    assessmentKey: asked.assessmentKey,
    partnerKey: asked.partnerKey,
    contactKey: asked.contactKey,
    at: world.clock.now().toISOString(),
    reason: 'notMe',
    state: 'open',
  });
  await world.jobs.tellCustomer();
  await world.jobs.tellCustomer();
  expect(world.post.mails.filter(({ reference }) => reference === key)).toMatchObject([
    { to: 'manager@northgate.example', text: expect.stringContaining('does not know who') },
  ]);
  world.clock.advance(7 * 86_400_000);
  await round();
  expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent']);
  const told = world.sharePoint.stores.partnerRequests.get(key);
  expect(told?.version).not.toBe(version);
  await world.sharePoint.stores.partnerRequests.update(
    { ...(told?.value ?? value), kind: 'colleague', reason: 'notMe', state: 'refused' },
    told?.version ?? '',
  );
  await round();
  expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent', 'before3 sent']);
});

it('a message of handed over parts says who, which parts and how long for these alone', async () => {
  const asked = await askedPartner(world, { email: 'lupe@acerosdelnorte.example' });
  const stored = world.sharePoint.stores.contacts.get(asked.contactKey);
  await world.useCases.proposeTeams(manager, asked.contactKey);
  await world.useCases.bindTeams(manager, asked.contactKey, { oid: 'oid-lupe', version: stored?.version ?? '' });
  const ben = await colleague(asked, { name: 'Ben Cruz', access: undefined });
  await round();
  const whole = lastCard();
  const places = [LEADERSHIP];
  await changeAssessment(world.sharePoint.stores, asked.assessmentKey, (current) => ({
    ...current,
    delegations: [
      { key: newKey(), places, to: asked.contactKey, by: ben.key, at: '', note: 'Please.', state: 'open' as const },
    ],
  }));
  await round();
  const view = lastCard();
  expect(view).toMatchObject({
    step: 'handedOver',
    handedOver: { by: 'Ben Cruz', parts: [expect.stringMatching(/Leadership/)], note: 'Please.' },
    before: { leaveOut: expect.any(Array) },
  });
  expect(view.total).toBeLessThan(whole.total);
  expect(view.minutesLeft).toBeLessThan(whole.minutesLeft);
});

describe('with the acts of the contacts themselves', () => {
  const by = ({ contact }: Asked) => ({ contact, source: 'page' as const });
  const newest = (email: string): Contact => {
    const found = world.sharePoint.stores.contacts.by('email', email).at(-1)?.value;
    if (!found) throw new Error('This colleague is no contact.');
    return found;
  };

  it('handing over invites the colleague, and being done tells the one who handed over', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    const email = `${newKey()}@acero.example`;
    await world.useCases.delegate(by(asked), asked.assessmentKey, {
      requestId: newKey(),
      places: [LEADERSHIP],
      to: { name: 'Ana Ruiz', email },
      note: 'Please.',
    });
    await round();
    const ana = newest(email);
    expect(rowsTo(asked, ana)).toEqual(['invitation sent']);
    expect(mailsTo(ana)[0]?.text).toContain('Leadership');
    world.clock.advance(1_000);
    await world.useCases.finishDelegation({ contact: ana, source: 'page' }, asked.assessmentKey);
    await round();
    await round();
    expect(rowsTo(asked, ana)).toEqual(['invitation sent']);
    expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent', 'handedBack sent']);
  });

  it('a colleague who gives a part back as not theirs is told about to the one who handed it over', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    const email = `${newKey()}@acero.example`;
    const to = { name: 'Ana Ruiz', email };
    await world.useCases.delegate(by(asked), asked.assessmentKey, { requestId: newKey(), places: [LEADERSHIP], to });
    await round();
    const ana = newest(email);
    await world.useCases.notMe({ contact: ana, source: 'page' }, asked.assessmentKey, { requestId: newKey() });
    world.clock.advance(1_000);
    await round();
    await round();
    expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent', 'handedBack sent']);
    expect(rowsTo(asked, ana)).toEqual(['invitation sent']);
  });

  it('who takes the place of a contact is invited, and gets the answer that the other one asked for', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    const { key } = await world.useCases.askForHelp(by(asked), asked.assessmentKey, {
      requestId: newKey(),
      text: 'Who should answer this?',
    });
    const email = `${newKey()}@acero.example`;
    await world.useCases.notMe(by(asked), asked.assessmentKey, {
      requestId: newKey(),
      colleague: { name: 'Ben Cruz', email },
    });
    await world.useCases.replyToHelp(manager, key, { requestId: newKey(), text: 'Somebody in charge.' });
    await round();
    await round();
    const ben = newest(email);
    expect(rowsTo(asked, ben).sort()).toEqual(['invitation sent', 'reply sent']);
    expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent']);
    expect(mailsTo(ben).filter(({ text }) => text.includes('Somebody in charge.'))).toHaveLength(1);
    world.clock.advance(7 * 86_400_000);
    await round();
    expect(rowsTo(asked, asked.contact)).toEqual(['invitation sent']);
    expect(rowsTo(asked, ben).at(-1)).toBe('before3 sent');
  });

  it('a part that a colleague hands to somebody in another company’s name reaches nobody before the customer agrees', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    const email = `${newKey()}@elsewhere.example`;
    const requestId = newKey();
    const { outcome } = await world.useCases.delegate(by(asked), asked.assessmentKey, {
      requestId,
      places: [LEADERSHIP],
      to: { name: 'Ana Ruiz', email },
    });
    expect(outcome).toBe('waits');
    await world.jobs.tellCustomer();
    const request = world.sharePoint.stores.partnerRequests.by('assessmentKey', asked.assessmentKey)[0]?.value;
    expect(world.post.mails.filter(({ reference }) => reference === request?.key)).toMatchObject([
      { subject: expect.stringMatching(/^colleague: /), text: expect.stringContaining('ends in elsewhere.example') },
    ]);
    expect(world.useCases.listRequests(manager).rows.find(({ key }) => key === request?.key)).toMatchObject({
      kind: 'colleague',
      reason: 'delegate',
      about: expect.stringContaining('Leadership'),
      why: expect.stringContaining('wants to hand parts over to Ana Ruiz'),
    });
    await round();
    expect(mailsTo({ email })).toEqual([]);
    await world.useCases.decideColleague(manager, request?.key ?? '', { isAgreed: true });
    await round();
    await round();
    expect(rowsTo(asked, newest(email))).toEqual(['invitation sent']);
  });
});
