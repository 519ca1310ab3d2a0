import { askedPartner, day, manager, newKey, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance(120_000));

type Asked = Awaited<ReturnType<typeof askedPartner>>;
const LEADERSHIP = { sectionId: 'leadership' };
const round = async () => {
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();
};
const rowsTo = ({ assessmentKey, contactKey }: Asked) =>
  world.sharePoint.stores.deliveries
    .by('assessmentKey', assessmentKey)
    .flatMap(({ value }) => (value.contactKey === contactKey ? [`${value.step} ${value.state}`] : []));
const mailsTo = ({ email }: { readonly email?: string }) => world.post.mails.filter(({ to }) => to === email);

describe('later', () => {
  const choose = ({ contact, assessmentKey }: Asked, on: string | null) =>
    world.useCases.remindOn({ contact, source: 'page' }, assessmentKey, { on });

  it('replaces the reminders before the day by one on it, and the usual ones go on after it', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    await choose(asked, day(world, 8));
    await choose(asked, day(world, 8));
    const view = await world.useCases.questionnaire({ contact: asked.contact, source: 'page' }, asked.assessmentKey);
    expect(view.remindOn).toBe(day(world, 8));
    for (const days of [7, 1, 1, 1]) {
      world.clock.advance(days * 86_400_000);
      await round();
      await round();
    }
    expect(rowsTo(asked)).toEqual(['invitation sent', 'later sent', 'dueDay sent']);
    expect(mailsTo(asked.contact).map(({ subject }) => subject.split(':')[0])).toEqual([
      'invitation',
      'later',
      'dueDay',
    ]);
  });

  it('a reminder that waits already falls away, and taking the day back brings the usual ones back', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    world.clock.advance(7 * 86_400_000);
    await world.jobs.planDeliveries();
    await choose(asked, day(world, 2));
    await world.jobs.sendDeliveries();
    expect(rowsTo(asked)).toEqual(['invitation sent', 'before3 notNeeded']);
    await choose(asked, null);
    world.clock.advance(3 * 86_400_000);
    await round();
    expect(rowsTo(asked)).toEqual(['invitation sent', 'before3 notNeeded', 'dueDay sent']);
  });

  it.each([
    ['today', 0],
    ['yesterday', -1],
    ['after the due date', 11],
  ])('%s is refused with the days that can be chosen', async (_what, offset) => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await expect(choose(asked, day(world, offset))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/^Choose a day from .+ to .+\. Nothing was changed\.$/),
    });
  });

  it('nothing is sent on the day once the answers were sent, and no day can be chosen', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    await choose(asked, day(world, 1));
    const by = { contact: asked.contact, source: 'page' as const };
    await world.useCases.saveAnswers(
      by,
      { assessmentKey: asked.assessmentKey, ...LEADERSHIP },
      { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] },
    );
    await world.useCases.submitAssessment(by, asked.assessmentKey, {
      name: 'Lupe',
      jobTitle: 'Manager',
      isConfirmed: true,
      openMustsReason: 'Later.',
    });
    world.clock.advance(86_400_000);
    await round();
    expect(rowsTo(asked)).toEqual(['invitation sent']);
    await expect(choose(asked, day(world, 1))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('two contacts choose their own days, at the same time', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    const { key } = await world.useCases.addContact(manager, asked.partnerKey, {
      requestId: newKey(),
      name: 'Ben Cruz',
      email: `${newKey()}@acero.example`,
      status: 'active',
    });
    const ben = world.sharePoint.stores.contacts.get(key)?.value ?? asked.contact;
    await Promise.all([
      choose(asked, day(world, 3)),
      world.useCases.remindOn({ contact: ben, source: 'card' }, asked.assessmentKey, { on: day(world, 4) }),
    ]);
    expect(world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value.remindOn).toEqual({
      [asked.contactKey]: day(world, 3),
      [ben.key]: day(world, 4),
    });
  });
});
