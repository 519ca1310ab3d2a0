import fc from 'fast-check';
import type { Assessment } from '../../src/domain/assessment';
import type { Campaign } from '../../src/domain/campaign';
import type { Contact } from '../../src/domain/contact';
import type { ContactAddress, Delivery, DeliveryState } from '../../src/domain/delivery';
import { dueDeliveries } from '../../src/useCases/planDeliveries';
import { NotReached } from '../../src/useCases/ports';
import { createSendingPace } from '../../src/useCases/sendingPace';
import { askedPartner, day, leaping, manager, newKey, startWorld, TestClock, type World } from './world';

const aCampaign = (more: Partial<Campaign> = {}): Campaign => ({
  key: 'c1',
  title: '',
  status: 'open',
  dueOn: '2027-06-30',
  openedAt: '',
  openedBy: '',
  askedBy: { name: '', email: '' },
  why: '',
  programId: 'ctpat',
  contentHash: '',
  partnerKeys: ['p1'],
  ...more,
});
const anAssessment = (more: Partial<Assessment> = {}): Assessment => ({
  key: 'c1|p1',
  campaignKey: 'c1',
  partnerKey: 'p1',
  status: 'open',
  createdAt: '',
  submissions: 0,
  journalSeq: 0,
  journalHash: '',
  ...more,
});
const aContact = (more: Partial<Contact> = {}): Contact => ({
  key: 'k1',
  partnerKey: 'p1',
  name: 'Lupe',
  email: 'l@x.example',
  language: 'en',
  status: 'active',
  ...more,
});

/** Everybody in Teams has an open chat, and no address has refused anything. */
const reachOf = ({ teams, email }: Contact): ContactAddress[] => [
  ...(teams ? [{ fingerprint: `teams ${teams.oid}`, channel: 'teams' as const, state: 'open' as const }] : []),
  ...(email ? [{ fingerprint: email, channel: 'mail' as const, state: 'open' as const }] : []),
];
const aRow = (more: Partial<Delivery> = {}): Delivery => ({
  key: 'c1|p1|k1|invitation',
  campaignKey: 'c1',
  assessmentKey: 'c1|p1',
  partnerKey: 'p1',
  contactKey: 'k1',
  step: 'invitation',
  channel: 'mail',
  state: 'notReached',
  tried: ['l@x.example'],
  queuedAt: '2027-06-01T08:00:00.000Z',
  finalAt: '2027-06-01T08:00:05.000Z',
  ...more,
});
const reminder = (more: Partial<Delivery> = {}): Delivery =>
  aRow({
    key: 'c1|p1|k1|before3',
    step: 'before3',
    queuedAt: '2027-06-27T08:00:00.000Z',
    finalAt: '2027-06-27T09:00:00.000Z',
    ...more,
  });
const inTeams = { oid: 'o', tid: 't', boundBy: '', boundAt: '' };

describe('planning', () => {
  const plan = (more: Partial<Parameters<typeof dueDeliveries>[0]>) =>
    dueDeliveries({
      campaign: aCampaign(),
      assessment: anAssessment(),
      contacts: [aContact()],
      ledger: [],
      reachOf,
      today: '2027-06-01',
      now: '2027-06-01T08:00:00.000Z',
      ...more,
    });

  it.each<[string, Parameters<typeof plan>[0], string[]]>([
    ['an active contact with an address', {}, ['k1 invitation mail']],
    [
      'each contact who can be reached',
      { contacts: [aContact(), aContact({ key: 'k2', teams: { oid: 'o', tid: 't', boundBy: '', boundAt: '' } })] },
      ['k1 invitation mail', 'k2 invitation teams'],
    ],
    ['nobody without an address', { contacts: [aContact({ email: undefined })] }, []],
    ['nobody who left', { contacts: [aContact({ status: 'left' })] }, []],
    ['nobody after the answers were sent', { assessment: anAssessment({ status: 'submitted' }) }, []],
    ['nobody while the campaign is being opened', { campaign: aCampaign({ status: 'opening' }) }, []],
    ['nobody in a closed campaign', { campaign: aCampaign({ status: 'closed' }) }, []],
  ])('tells %s', (_what, more, expected) => {
    expect(plan(more).map(({ contactKey, step, channel }) => `${contactKey} ${step} ${channel}`)).toEqual(expected);
  });

  it.each<[string, Parameters<typeof plan>[0], string[]]>([
    ['nothing while the address that failed is the same', { ledger: [aRow()] }, []],
    [
      'the invitation to a corrected address',
      { ledger: [aRow()], contacts: [aContact({ email: 'new@x.example' })] },
      ['c1|p1|k1|invitation|new@x.example mail'],
    ],
    [
      'the invitation in Teams when the contact is bound there',
      { ledger: [aRow()], contacts: [aContact({ teams: inTeams })] },
      ['c1|p1|k1|invitation|teams o teams'],
    ],
    [
      'the invitation, long after the last step',
      {
        ledger: [aRow(), reminder()],
        contacts: [aContact({ email: 'new@x.example' })],
        today: '2027-08-01',
      },
      ['c1|p1|k1|invitation|new@x.example mail'],
    ],
    [
      'the reminder that failed, to who was invited',
      {
        ledger: [aRow({ state: 'sent' }), reminder()],
        contacts: [aContact({ email: 'new@x.example' })],
        today: '2027-06-28',
      },
      ['c1|p1|k1|before3|new@x.example mail'],
    ],
    [
      'nothing new to who was told elsewhere',
      { ledger: [aRow({ state: 'sent' })], contacts: [aContact({ email: 'new@x.example' })] },
      [],
    ],
    [
      'nothing more to an address that a retry of the step failed at, too',
      {
        ledger: [aRow(), aRow({ key: 'c1|p1|k1|invitation|b', retryTo: 'b', tried: [] })],
        contacts: [aContact({ email: 'b' })],
      },
      [],
    ],
    [
      'the next step to an address that failed for a passing reason',
      { ledger: [aRow()], today: '2027-06-27' },
      ['c1|p1|k1|before3 mail'],
    ],
    [
      'nothing to a dead address, on any step',
      { ledger: [aRow()], today: '2027-06-27', reachOf: (each) => [{ ...reachOf(each)[0]!, state: 'dead' }] },
      [],
    ],
    [
      'nothing to an address that another campaign found dead',
      { reachOf: (each) => [{ ...reachOf(each)[0]!, state: 'dead' }] },
      [],
    ],
    [
      'nothing in a chat that is still blocked',
      {
        ledger: [aRow({ tried: [] })],
        contacts: [aContact({ email: undefined, teams: inTeams })],
        reachOf: (each) => [{ ...reachOf(each)[0]!, state: 'blocked' }],
        today: '2027-06-27',
      },
      [],
    ],
    [
      'the invitation in a chat that is open again',
      { ledger: [aRow({ tried: [] })], contacts: [aContact({ email: undefined, teams: inTeams })] },
      ['c1|p1|k1|invitation|teams o teams'],
    ],
    [
      'the invitation to a contact who answers for the partner again',
      { ledger: [aRow({ state: 'notNeeded', tried: undefined })] },
      ['c1|p1|k1|invitation|l@x.example mail'],
    ],
    [
      'no retry of a row of before addresses were kept',
      { ledger: [aRow({ tried: undefined })], contacts: [aContact({ email: 'new@x.example' })] },
      [],
    ],
    [
      'nothing after the answers were sent, to a corrected address neither',
      {
        ledger: [aRow()],
        contacts: [aContact({ email: 'new@x.example' })],
        assessment: anAssessment({ status: 'submitted' }),
      },
      [],
    ],
  ])('when a message failed: %s', (_what, more, expected) => {
    expect(plan(more).map(({ key, channel }) => `${key} ${channel}`)).toEqual(expected);
  });

  it('adds nothing for a contact while a message is queued, and no step twice whatever became of it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 60 }),
            fc.constantFrom<DeliveryState>('queued', 'sent', 'notReached', 'notNeeded'),
          ),
          { maxLength: 40 },
        ),
        (looks) => {
          let ledger: Delivery[] = [];
          for (const [offset, state] of [...looks].sort(([a], [b]) => a - b)) {
            const now = new Date(Date.UTC(2027, 5, 1 + offset, 8)).toISOString();
            const due = plan({ ledger, today: now.slice(0, 10), now });
            expect(due.length).toBeLessThanOrEqual(1);
            if (ledger.some((each) => each.state === 'queued')) expect(due).toEqual([]);
            ledger = [...ledger, ...due].map((each) =>
              each.state === 'queued' && state !== 'queued' ? { ...each, state, finalAt: now } : each,
            );
            expect(new Set(ledger.map(({ key }) => key)).size).toBe(ledger.length);
          }
        },
      ),
    );
  });
});

describe('pace', () => {
  it('keeps 5 of 30 mails a minute for codes, and 20 cards a second', async () => {
    const clock = new TestClock(0);
    const pace = createSendingPace(clock);
    expect(Array.from({ length: 40 }, () => pace.tryMail()).filter(Boolean)).toHaveLength(25);
    for (let code = 0; code < 5; code++) await pace.mail('code');
    expect(clock.now().getTime()).toBe(0);
    await pace.mail('code');
    expect(clock.now().getTime()).toBe(60_000);
    for (let card = 0; card < 60; card++) await pace.card();
    expect(clock.now().getTime() - 60_000).toBe(2_000);
  });
});

it('a mail that one person wrote to another waits behind no thousand invitations', () => {
  const clock = new TestClock(0);
  const pace = createSendingPace(clock);
  for (let mail = 0; mail < 25; mail++) {
    expect(pace.tryMail()).toBe(true);
    clock.advance(100);
  }
  expect([pace.tryMail('reply'), pace.tryMail('question'), pace.tryMail('reply')]).toEqual([false, false, false]);
  clock.advance(57_500);
  // One place has become free, and two persons wait for it.
  expect([pace.tryMail(), pace.tryMail('question'), pace.tryMail('reply'), pace.tryMail()]).toEqual([
    false,
    true,
    false,
    false,
  ]);
  clock.advance(100);
  expect([pace.tryMail(), pace.tryMail('reply'), pace.tryMail()]).toEqual([false, true, false]);
  clock.advance(100);
  expect(pace.tryMail()).toBe(true);
  // What was given up keeps its place for two minutes at most.
  for (let mail = 0; mail < 30; mail++) pace.tryMail();
  expect(pace.tryMail('given up')).toBe(false);
  clock.advance(120_001);
  expect(Array.from({ length: 25 }, () => pace.tryMail()).every(Boolean)).toBe(true);
});

describe('sending', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.post.teamsFault = undefined;
    world.post.mailFault = undefined;
    world.post.bounced = [];
  });

  const round = async ({ jobs }: World = world) => {
    await jobs.planDeliveries();
    await jobs.sendDeliveries();
  };
  const ledger = (assessmentKey: string, { sharePoint }: World = world) =>
    sharePoint.stores.deliveries.by('assessmentKey', assessmentKey).map(({ value }) => value);
  const mailsTo = (address: string | undefined, { post }: World = world) =>
    post.mails.filter(({ to }) => to === address);
  const intoTeams = async (contactKey: string, email: string) => {
    const stored = world.sharePoint.stores.contacts.get(contactKey);
    expect((await world.useCases.proposeTeams(manager, contactKey)).people).toMatchObject([{ email }]);
    await world.useCases.bindTeams(manager, contactKey, { oid: 'oid-lupe', version: stored?.version ?? '' });
  };

  it('invites once, reminds three times as the clock moves, and stops when the answers are sent', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await round();
    await round();
    expect(ledger(asked.assessmentKey)).toMatchObject([{ step: 'invitation', channel: 'mail', state: 'sent' }]);
    const [mail] = mailsTo(asked.contact.email);
    expect(mail).toMatchObject({
      reference: `${asked.assessmentKey}|${asked.contactKey}|invitation`,
      text: expect.stringContaining('in 10 days'),
    });

    for (const [days, step] of [
      [7, 'before3'],
      [3, 'dueDay'],
    ] as const) {
      world.clock.advance(days * 86_400_000);
      await round();
      expect(ledger(asked.assessmentKey).at(-1)).toMatchObject({ step, state: 'sent' });
    }
    const by = { contact: asked.contact, source: 'page' as const };
    await world.useCases.saveAnswers(
      by,
      { assessmentKey: asked.assessmentKey, sectionId: 'leadership' },
      { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] },
    );
    await world.useCases.submitAssessment(by, asked.assessmentKey, {
      name: 'Lupe',
      jobTitle: 'Manager',
      isConfirmed: true,
      openMustsReason: 'Later.',
    });
    world.clock.advance(3 * 86_400_000);
    await round();
    expect(mailsTo(asked.contact.email)).toHaveLength(3);
  });

  it('a queued reminder is not needed any more when the answers come first', async () => {
    const asked = await askedPartner(world, { dueIn: 10 });
    await world.jobs.planDeliveries();
    const by = { contact: asked.contact, source: 'card' as const };
    await world.useCases.saveAnswers(
      by,
      { assessmentKey: asked.assessmentKey, sectionId: 'leadership' },
      { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] },
    );
    await world.useCases.submitAssessment(by, asked.assessmentKey, {
      name: 'Lupe',
      jobTitle: 'Manager',
      isConfirmed: true,
      openMustsReason: 'Later.',
    });
    await world.jobs.sendDeliveries();
    expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'notNeeded' }]);
    expect(mailsTo(asked.contact.email)).toEqual([]);
  });

  it('goes to Teams where it can; a final refusal there falls back to the mail in the same row', async () => {
    const asked = await askedPartner(world, { email: 'lupe@acerosdelnorte.example' });
    await intoTeams(asked.contactKey, 'lupe@acerosdelnorte.example');
    world.post.teamsFault = new NotReached('The person has blocked the app', true);
    await round();
    expect(ledger(asked.assessmentKey)).toMatchObject([
      { state: 'sent', channel: 'mail', reason: 'In Teams: The person has blocked the app. Sent by mail.' },
    ]);
    expect(mailsTo('lupe@acerosdelnorte.example')).toHaveLength(1);
    expect(world.useCases.viewCampaign(manager, asked.campaignKey)).toMatchObject({
      groups: { done: 0, reached: 1, waiting: 0, notReached: 0 },
      ledger: { deliveries: 1, sent: 1 },
    });
  });

  it('an unclear answer of Teams is tried again, and nothing is doubled', async () => {
    const asked = await askedPartner(world, { email: 'lupe@acerosdelnorte.example', name: 'Unclear' });
    await intoTeams(asked.contactKey, 'lupe@acerosdelnorte.example');
    world.post.teamsFault = new NotReached('The connection broke', false);
    const cards = world.post.cards.length;
    await round();
    expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'queued' }]);
    world.post.teamsFault = undefined;
    await round();
    expect(world.post.cards).toHaveLength(cards);
    world.clock.advance(6_000);
    await round();
    await round();
    expect(ledger(asked.assessmentKey)).toMatchObject([
      { state: 'sent', channel: 'teams', activityId: expect.any(String) },
    ]);
    expect(world.post.cards).toHaveLength(cards + 1);
  });

  describe('while Teams takes nothing', () => {
    const silence = new NotReached('Teams could not take the message right now.', false);
    /** Contacts in Teams who wait for their invitation, and nobody else. */
    async function manyInTeams(
      count: number,
    ): Promise<{ at: World; asked: Awaited<ReturnType<typeof askedPartner>>[] }> {
      const at = await world.another();
      const asked: Awaited<ReturnType<typeof askedPartner>>[] = [];
      for (let n = 0; n < count; n += 1) {
        const each = await askedPartner(at, {
          email: `teams${newKey()}@acerosdelnorte.example`,
          name: `Chat ${newKey()}`,
        });
        const stored = at.sharePoint.stores.contacts.get(each.contactKey);
        if (!stored) throw new Error('no contact');
        const teams = {
          oid: `oid-${newKey()}`,
          tid: 't1',
          boundBy: manager.oid,
          boundAt: at.clock.now().toISOString(),
        };
        await at.sharePoint.stores.contacts.update({ ...stored.value, teams }, stored.version);
        asked.push(each);
      }
      await at.jobs.planDeliveries();
      return { at, asked };
    }
    const counted = ({ post }: World): { tries: () => number } => {
      let tries = 0;
      const { send } = post.messenger;
      post.messenger.send = (...given) => {
        tries += 1;
        return send(...given);
      };
      return { tries: () => tries };
    };

    it('a few messages find out and the others wait for them, with the reason at once; then all go, each once', async () => {
      const { at, asked } = await manyInTeams(8);
      const { tries } = counted(at);
      at.post.teamsFault = silence;
      const before = at.sharePoint.changes.revision;
      await at.jobs.sendDeliveries();
      // Three open the way's circuit; up to three more were under way by then.
      expect(tries()).toBeLessThanOrEqual(6);
      expect(at.sharePoint.changes.revision).toBeGreaterThan(before);
      for (const { campaignKey } of asked)
        expect(at.useCases.viewCampaign(manager, campaignKey).partners[0]).toMatchObject({
          group: 'waiting',
          reason: expect.stringMatching(/^Teams takes no messages just now, so this one waits\. Nothing is lost/),
        });

      // Ten minutes: a probe now and then, instead of each message for itself.
      const found = tries();
      for (let look = 0; look < 60; look += 1) {
        at.clock.advance(10_000);
        await at.jobs.sendDeliveries();
      }
      expect(tries() - found).toBeLessThanOrEqual(13);
      expect(tries() - found).toBeGreaterThanOrEqual(9);

      at.post.teamsFault = undefined;
      // The probe goes through, and at the next look everybody.
      for (let look = 0; look < 2; look += 1) {
        at.clock.advance(60_000);
        await at.jobs.sendDeliveries();
      }
      for (const { assessmentKey, campaignKey } of asked) {
        expect(ledger(assessmentKey, at)).toMatchObject([{ state: 'sent', channel: 'teams' }]);
        expect(at.useCases.viewCampaign(manager, campaignKey).partners[0]?.reason).toBeUndefined();
      }
      expect(at.post.cards).toHaveLength(8);
    });

    it('mails go on meanwhile, and after twenty minutes those who have an address are written to', async () => {
      const { at, asked } = await manyInTeams(5);
      const byMail = await askedPartner(at, { name: 'By mail' });
      at.post.teamsFault = silence;
      await at.jobs.planDeliveries();
      await at.jobs.sendDeliveries();
      expect(ledger(byMail.assessmentKey, at)).toMatchObject([{ state: 'sent', channel: 'mail' }]);
      for (let minute = 0; minute < 23; minute += 1) {
        at.clock.advance(60_000);
        await at.jobs.sendDeliveries();
      }
      for (const { assessmentKey } of asked)
        expect(ledger(assessmentKey, at)).toMatchObject([
          { state: 'sent', channel: 'mail', reason: expect.stringMatching(/^In Teams: Teams .* Sent by mail\.$/) },
        ]);
    });

    it('nobody is given up, or written to by mail, because of ten minutes', async () => {
      const { at, asked } = await manyInTeams(2);
      const stored = at.sharePoint.stores.contacts.get(asked[0]?.contactKey ?? '');
      if (!stored) throw new Error('no contact');
      const { email: _, ...withoutMail } = stored.value;
      await at.sharePoint.stores.contacts.update(withoutMail, stored.version);
      at.post.teamsFault = silence;
      for (let look = 0; look < 60; look += 1) {
        at.clock.advance(10_000);
        await at.jobs.sendDeliveries();
      }
      for (const { assessmentKey } of asked) expect(ledger(assessmentKey, at)).toMatchObject([{ state: 'queued' }]);
      at.post.teamsFault = undefined;
      for (let look = 0; look < 2; look += 1) {
        at.clock.advance(60_000);
        await at.jobs.sendDeliveries();
      }
      for (const { assessmentKey } of asked)
        expect(ledger(assessmentKey, at)).toMatchObject([{ state: 'sent', channel: 'teams' }]);
    });

    it('a mailbox that takes nothing is asked now and then, and no mail is lost or doubled', async () => {
      const at = await world.another();
      const asked: Awaited<ReturnType<typeof askedPartner>>[] = [];
      for (let n = 0; n < 8; n += 1) asked.push(await askedPartner(at, { name: `Mail ${n}` }));
      await at.jobs.planDeliveries();
      let tries = 0;
      const { send } = at.post.mailer;
      at.post.mailer.send = (message) => {
        tries += 1;
        return send(message);
      };
      at.post.mailFault = new NotReached('The mail server did not answer, or asked to wait.', false);
      await at.jobs.sendDeliveries();
      const found = tries;
      expect(found).toBeLessThanOrEqual(6);
      expect(at.useCases.viewCampaign(manager, asked[7]?.campaignKey ?? '').partners[0]?.reason).toMatch(
        /^Mails cannot be sent just now/,
      );
      for (let look = 0; look < 60; look += 1) {
        at.clock.advance(10_000);
        await at.jobs.sendDeliveries();
      }
      expect(tries - found).toBeLessThanOrEqual(13);
      at.post.mailFault = undefined;
      for (let look = 0; look < 20; look += 1) {
        at.clock.advance(60_000);
        await at.jobs.sendDeliveries();
      }
      for (const { assessmentKey } of asked)
        expect(ledger(assessmentKey, at)).toMatchObject([{ state: 'sent', channel: 'mail' }]);
      expect(at.post.mails).toHaveLength(8);
    });
  });

  it('a refused address and a mail that comes back are not reached, with the reason', async () => {
    const [refused, bounced] = [
      await askedPartner(world, { name: 'Refused' }),
      await askedPartner(world, { name: 'Bounced' }),
    ];
    await world.jobs.planDeliveries();
    world.post.mailFault = new NotReached('The address does not exist', true);
    const keys = world.sharePoint.stores.deliveries.by('state', 'queued').map(({ value }) => value.key);
    expect(keys.some((key) => key.startsWith(refused.assessmentKey))).toBe(true);
    await world.jobs.sendDeliveries();
    expect(ledger(refused.assessmentKey)).toMatchObject([
      { state: 'notReached', reason: 'By mail: The address does not exist.' },
    ]);
    world.post.mailFault = undefined;

    const third = await askedPartner(world, { name: 'Third' });
    await round();
    const [row] = ledger(third.assessmentKey);
    world.post.bounced = [
      {
        address: third.contact.email ?? '',
        reference: row?.key,
        reason: 'Mailbox not found (550 5.1.1)',
        at: world.clock.now().toISOString(),
      },
    ];
    await world.jobs.readBounces();
    await world.jobs.readBounces();
    expect(ledger(third.assessmentKey)).toMatchObject([
      { state: 'notReached', reason: 'By mail: Mailbox not found (550 5.1.1).' },
    ]);
    expect(world.useCases.viewCampaign(manager, third.campaignKey).groups).toEqual({
      done: 0,
      reached: 0,
      waiting: 0,
      notReached: 1,
    });
    expect(bounced.assessmentKey).not.toBe(refused.assessmentKey);
  });

  it('a report that came while nobody looked for two weeks still counts', async () => {
    const asked = await askedPartner(world, { name: 'Long gone' });
    await round();
    await world.jobs.readBounces();
    const at = world.clock.now().toISOString();
    const [row] = ledger(asked.assessmentKey);
    const report = { address: asked.contact.email ?? '', reference: row?.key, reason: 'Mailbox not found', at };
    world.post.mailer.bounces = async (since) => (since.toISOString() <= at ? [report] : []);
    world.clock.advance(14 * 86_400_000);
    await world.jobs.readBounces();
    world.post.mailer.bounces = async () => world.post.bounced;
    expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'notReached' }]);
  });

  it('a row that could not be settled is settled later, without a second message', async () => {
    const asked = await askedPartner(world);
    await world.jobs.planDeliveries();
    // The link's row is there before, so that only the ledger's row fails.
    await world.useCases.linkFor(asked.contact);
    await world.tenant.setFaults({
      match: { method: 'PATCH', pathPattern: '/items/' },
      kind: 'status',
      status: 503,
    });
    await expect(leaping(world.jobs.sendDeliveries)).rejects.toMatchObject({ code: 'unavailable' });
    await world.tenant.clearFaults();
    expect(mailsTo(asked.contact.email)).toHaveLength(1);
    world.clock.advance(60_000);
    await world.jobs.sendDeliveries();
    expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'sent' }]);
    expect(mailsTo(asked.contact.email)).toHaveLength(1);
  });

  it('40 invitations obey the mailbox: 25 in the first minute, everyone in two, nobody twice', async () => {
    world.clock.advance(120_000);
    const before = world.post.mails.length;
    const partnerKeys: string[] = [];
    for (let index = 0; index < 40; index++) {
      const { key } = await world.useCases.addPartner(manager, {
        requestId: newKey(),
        name: `Many ${index}`,
        tradingNames: [],
        country: 'SE',
        types: ['exporter'],
        sites: [],
        exposure: {},
      });
      await world.useCases.addContact(manager, key, {
        requestId: newKey(),
        name: 'Sara',
        email: `sara${index}@many.example`,
        status: 'active',
      });
      partnerKeys.push(key);
    }
    const { key } = await world.useCases.openCampaign(manager, {
      requestId: newKey(),
      title: 'Many',
      why: 'Because.',
      dueOn: day(world, 30),
      partnerKeys,
    });
    await world.jobs.resumeImports();
    await round();
    expect(world.post.mails.length - before).toBe(25);
    expect(world.useCases.viewCampaign(manager, key).groups).toEqual({
      done: 0,
      reached: 25,
      waiting: 15,
      notReached: 0,
    });
    world.clock.advance(61_000);
    await round();
    const sent = world.post.mails.slice(before).map(({ to }) => to);
    expect(sent).toHaveLength(40);
    expect(new Set(sent).size).toBe(40);
  });
});
