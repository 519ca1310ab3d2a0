import { NotReached } from '../../src/useCases/ports';
import { askedPartner, day, manager, newKey, startWorld, type World } from './world';

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

const round = async () => {
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();
};
const ledger = (assessmentKey: string) =>
  world.sharePoint.stores.deliveries.by('assessmentKey', assessmentKey).map(({ value }) => value);
const mailsTo = (address: string | undefined) => world.post.mails.filter(({ to }) => to === address);
const intoTeams = async (contactKey: string, email: string) => {
  const stored = world.sharePoint.stores.contacts.get(contactKey);
  expect((await world.useCases.proposeTeams(manager, contactKey)).people).toMatchObject([{ email }]);
  await world.useCases.bindTeams(manager, contactKey, { oid: 'oid-lupe', version: stored?.version ?? '' });
};

it('a dead address is left alone in every campaign; a corrected one is asked at the next look', async () => {
  const asked = await askedPartner(world, { dueIn: 10, name: 'Dead address' });
  await round();
  const address = asked.contact.email ?? '';
  const report = { address, reason: 'No such address', at: world.clock.now().toISOString() };
  world.post.bounced = [{ ...report, reference: ledger(asked.assessmentKey)[0]?.key }];
  await world.jobs.readBounces();
  world.clock.advance(7 * 86_400_000);
  await round();
  expect(mailsTo(address)).toHaveLength(1);

  const { key: second } = await world.useCases.openCampaign(manager, {
    requestId: newKey(),
    title: 'Another',
    why: 'Because.',
    dueOn: day(world, 30),
    partnerKeys: [asked.partnerKey],
  });
  await world.jobs.resumeImports();
  await round();
  expect(mailsTo(address)).toHaveLength(1);
  expect(world.useCases.viewCampaign(manager, second)).toMatchObject({
    groups: { done: 0, reached: 0, waiting: 0, notReached: 1 },
    partners: [{ lastMessage: 'No message yet', reason: expect.stringMatching(/refused an earlier mail/) }],
  });

  const email = `${newKey()}@acero.example`;
  const stored = world.sharePoint.stores.contacts.get(asked.contactKey);
  await world.useCases.changeContact(manager, asked.contactKey, {
    version: stored?.version ?? '',
    name: 'Guadalupe',
    email,
    status: 'active',
  });
  await round();
  await round();
  const rows = ledger(asked.assessmentKey);
  expect(rows).toMatchObject([
    { step: 'invitation', state: 'notReached', isRefusedForGood: true },
    { step: 'invitation', state: 'sent', retryTo: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ]);
  expect(JSON.stringify(rows)).not.toContain('@');
  expect(rows[1]?.key).toBe(`${rows[0]?.key}|${rows[1]?.retryTo}`);
  // Once for each of the two campaigns.
  expect(mailsTo(email).map(({ subject }) => subject)).toEqual(
    expect.arrayContaining(['invitation: Security 2027', 'invitation: Another']),
  );
  expect(mailsTo(email)).toHaveLength(2);
  expect(world.useCases.viewCampaign(manager, asked.campaignKey)).toMatchObject({
    groups: { done: 0, reached: 1, waiting: 0, notReached: 0 },
    ledger: { deliveries: 2, sent: 1, notReached: 1 },
    partners: [{ lastMessage: 'Invitation, again: sent by mail' }],
  });
});

it('a message that waits does not go to an address that was found dead meanwhile', async () => {
  const asked = await askedPartner(world, { dueIn: 10, name: 'Found dead' });
  await round();
  const { key: second } = await world.useCases.openCampaign(manager, {
    requestId: newKey(),
    title: 'Another',
    why: 'Because.',
    dueOn: day(world, 30),
    partnerKeys: [asked.partnerKey],
  });
  await world.jobs.resumeImports();
  await world.jobs.planDeliveries();
  const address = asked.contact.email ?? '';
  const reference = ledger(asked.assessmentKey)[0]?.key;
  world.post.bounced = [{ address, reference, reason: 'No such address', at: world.clock.now().toISOString() }];
  await world.jobs.readBounces();
  await world.jobs.sendDeliveries();
  expect(mailsTo(address)).toHaveLength(1);
  expect(ledger(`${second}|${asked.partnerKey}`)).toMatchObject([
    { state: 'notReached', tried: [], reason: expect.stringMatching(/refused an earlier mail/) },
  ]);
});

it('a mail that failed for its own sake does not make the address dead', async () => {
  const asked = await askedPartner(world, { dueIn: 10, name: 'Too large' });
  world.post.mailFault = new NotReached('The mail is too large.', true, { isAddressAtFault: false });
  await round();
  world.post.mailFault = undefined;
  world.clock.advance(7 * 86_400_000);
  await round();
  expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'notReached' }, { step: 'before3', state: 'sent' }]);
});

it('a full mailbox is tried again at the next step', async () => {
  const asked = await askedPartner(world, { dueIn: 10, name: 'Full' });
  await round();
  const [row] = ledger(asked.assessmentKey);
  const at = world.clock.now().toISOString();
  const address = asked.contact.email ?? '';
  world.post.bounced = [{ address, reference: row?.key, reason: 'Mailbox full', isPassing: true, at }];
  await world.jobs.readBounces();
  await round();
  expect(mailsTo(address)).toHaveLength(1);
  world.clock.advance(7 * 86_400_000);
  await round();
  expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'notReached' }, { step: 'before3', state: 'sent' }]);
});

it('a report without our reference counts for the message, although the address was corrected meanwhile', async () => {
  const asked = await askedPartner(world, { name: 'Corrected first' });
  await round();
  const stored = world.sharePoint.stores.contacts.get(asked.contactKey);
  await world.useCases.changeContact(manager, asked.contactKey, {
    version: stored?.version ?? '',
    name: 'Guadalupe',
    email: `${newKey()}@acero.example`,
    status: 'active',
  });
  const at = world.clock.now().toISOString();
  world.post.bounced = [{ address: asked.contact.email ?? '', reason: 'No such address', at }];
  await world.jobs.readBounces();
  await round();
  expect(ledger(asked.assessmentKey).map(({ state }) => state)).toEqual(['notReached', 'sent']);
});

it('who blocked the chat and has a dead address is asked in Teams once the chat is open again', async () => {
  const chat = { oid: 'oid-lupe', tid: 't1', conversationId: 'a:1', serviceUrl: 'https://smba.example/' };
  const asked = await askedPartner(world, { email: 'lupe@acerosdelnorte.example', name: 'Opens again' });
  await intoTeams(asked.contactKey, 'lupe@acerosdelnorte.example');
  await world.useCases.rememberConversation({ ...chat, state: 'blocked' });
  world.post.teamsFault = new NotReached('They have blocked the app.', true);
  world.post.mailFault = new NotReached('The address does not exist.', true);
  await round();
  await round();
  expect(ledger(asked.assessmentKey)).toMatchObject([{ state: 'notReached', channel: 'mail' }]);
  world.post.teamsFault = undefined;
  world.post.mailFault = undefined;
  const cards = world.post.cards.length;
  await world.useCases.rememberConversation({ ...chat, state: 'active' });
  await round();
  await round();
  expect(ledger(asked.assessmentKey)).toMatchObject([
    { state: 'notReached' },
    { step: 'invitation', state: 'sent', channel: 'teams' },
  ]);
  expect(world.post.cards).toHaveLength(cards + 1);
});
