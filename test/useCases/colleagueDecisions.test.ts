import type { Contact } from '../../src/domain/contact';
import type { ColleagueRequest } from '../../src/domain/partnerRequest';
import { changeAssessment } from '../../src/useCases/changeAssessment';
import { changeContact } from '../../src/useCases/changeContact';
import type { MessageView } from '../../src/useCases/messages';
import { NotReached } from '../../src/useCases/ports';
import { decisionSentence, messageTitle, openingSentence } from '../../src/useCases/messageSentences';
import type { Answering } from '../../src/useCases/useCases';
import { eventually } from '../support/product';
import { askedPartner, manager, newKey, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.clock.advance(120_000));
afterEach(() => jest.restoreAllMocks());

const PARTS = [{ sectionId: 'leadership' }];
const round = async (of = world) => {
  world.clock.advance(60_000);
  await of.jobs.planDeliveries();
  await of.jobs.sendDeliveries();
};

/** A contact Lupe, who was invited, and who may name people at a public mail provider: the customer decides. */
async function named(reason: 'delegate' | 'notMe' | 'nobody') {
  const asked = await askedPartner(world, { email: `lupe-${newKey()}@acero.example` });
  const { assessmentKey, contactKey } = asked;
  const { stores } = world.sharePoint;
  const teams = { oid: `oid-${contactKey}`, tid: 't1', boundBy: 'oid:x', boundAt: '2026-11-01T00:00:00Z' };
  const contact = await changeContact(stores, contactKey, (current) => ({ ...current, teams }));
  await round();
  const by: Answering = { contact, source: 'page' };
  const colleague = { name: 'Ana Ruiz', email: `ana-${newKey()}@gmail.com` };
  const requestId = newKey();
  if (reason === 'delegate')
    await world.useCases.delegate(by, assessmentKey, { requestId, places: PARTS, to: colleague });
  else await world.useCases.notMe(by, assessmentKey, { requestId, ...(reason === 'notMe' ? { colleague } : {}) });
  const told = () =>
    stores.deliveries
      .by('assessmentKey', assessmentKey)
      .flatMap(({ value }) => (value.step === 'decided' ? [value] : []));
  return {
    ...asked,
    by,
    colleague,
    requestId,
    contactNow: () => stores.contacts.get(contactKey)?.value as Contact,
    request: () => stores.partnerRequests.get(requestId)?.value as ColleagueRequest,
    row: () => world.useCases.listRequests(manager).rows.find(({ key }) => key === requestId),
    view: () => world.useCases.questionnaire(by, assessmentKey),
    told,
    states: () => told().map(({ about, state }) => `${about?.slice(requestId.length)} ${state}`),
    decide: (isAgreed: boolean, note?: string) =>
      world.useCases.decideColleague(manager, requestId, { isAgreed, ...(note ? { note } : {}) }),
    change: (isAgreed: boolean) => world.useCases.decideColleague(manager, requestId, { isAgreed, isChange: true }),
    delegations: () => stores.assessments.get(assessmentKey)?.value.delegations ?? [],
    send: () => changeAssessment(stores, assessmentKey, (current) => ({ ...current, status: 'submitted' })),
    colleagueNow: () => stores.contacts.by('email', colleague.email)[0]?.value,
  };
}
/** The newest card about a decision, as Lupe gets it in Teams. */
const lastCard = (): MessageView => {
  const views = world.post.cards.flatMap(({ card }) => ('view' in card ? [card.view as MessageView] : []));
  const found = views.findLast(({ step }) => step === 'decided');
  if (!found) throw new Error('No card about a decision was sent.');
  return found;
};
const wordsOf = (view: MessageView): string =>
  [messageTitle(view), openingSentence(view), decisionSentence(view)].join(' ');

describe('the contact who named a colleague is told what was decided', () => {
  it('agreed: that the colleague has been asked, once, by the side of the colleague’s own invitation', async () => {
    const lupe = await named('delegate');
    await lupe.decide(true, 'Gladly.');
    await round();
    await round();
    expect(lupe.states()).toEqual(['-1 sent']);
    const view = lastCard();
    expect(wordsOf(view)).toMatch(
      /agreed to Ana Ruiz.*Maya Okafor of Northgate.*has been asked to answer the part “Lead/,
    );
    expect(view.decision).toMatchObject({ note: 'Gladly.', isAgreed: true });
    expect(world.post.mails.filter(({ to }) => to === lupe.colleague.email)).toHaveLength(1);
  });

  it('refused: by whom, why, and what to do', async () => {
    const lupe = await named('delegate');
    await lupe.decide(false, 'Please use a company address.');
    await round();
    expect(lupe.states()).toEqual(['-1 sent']);
    const view = lastCard();
    expect(wordsOf(view)).toMatch(/did not agree to Ana Ruiz.*gets no message.*Answer it yourself, or hand it over/);
    expect(view.decision?.note).toBe('Please use a company address.');
    expect(world.post.mails.filter(({ to }) => to === lupe.colleague.email)).toEqual([]);
  });

  it('whose place was taken: as the last thing, without a link, and the ended link stays ended', async () => {
    const lupe = await named('notMe');
    await world.useCases.linkFor(lupe.contact);
    await lupe.decide(true);
    await round();
    expect(lupe.states()).toEqual(['-1 sent']);
    const view = lastCard();
    expect(wordsOf(view)).toMatch(/Ana Ruiz is asked instead of you.*your link has ended/);
    expect(view.link).toMatchObject({ code: '', url: view.link.pageUrl });
    expect(world.sharePoint.stores.links.get(lupe.contactKey)?.value.revokedAt).toBeDefined();
  });

  it('who knew nobody: that nobody else is asked, and again when somebody is', async () => {
    const lupe = await named('nobody');
    await lupe.decide(false);
    await round();
    expect(wordsOf(lastCard())).toMatch(/asks you to go on.*name the person who should answer/);
    await world.useCases.addContact(manager, lupe.partnerKey, {
      requestId: newKey(),
      name: 'Rosa',
      email: `rosa-${newKey()}@acero.example`,
      status: 'active',
    });
    await lupe.change(true);
    await round();
    expect(lupe.states()).toEqual(['-1 sent', '-2 sent']);
    expect(wordsOf(lastCard())).toMatch(/You are not asked any more.*Somebody else answers from now on/);
  });

  it('nothing once the answers were sent, also while the message waits', async () => {
    const [before, queued] = [await named('delegate'), await named('delegate')];
    await before.decide(false);
    await queued.decide(false);
    await before.send();
    await world.jobs.planDeliveries();
    expect(before.states()).toEqual([]);
    expect(queued.states()).toEqual(['-1 queued']);
    await queued.send();
    await world.jobs.sendDeliveries();
    await round();
    expect([before.states(), queued.states()]).toEqual([[], ['-1 notNeeded']]);
  });

  it('one row from two processes, and one retry where the first address failed', async () => {
    const lupe = await named('delegate');
    await lupe.decide(true);
    const other = await world.another();
    await Promise.all([world.jobs.planDeliveries(), other.jobs.planDeliveries()]);
    // Whichever of the two wrote the row, the other hears of it by the feed.
    await eventually('the row is known here', async () => {
      await world.sharePoint.feed.poll();
      return lupe.told().length === 1;
    });
    world.post.teamsFault = new NotReached('Teams says no.', true);
    world.post.mailFault = new NotReached('The mailbox does not exist.', true);
    await world.jobs.sendDeliveries();
    world.post.teamsFault = undefined;
    world.post.mailFault = undefined;
    expect(lupe.states()).toEqual(['-1 notReached']);
    const stored = world.sharePoint.stores.contacts.get(lupe.contactKey);
    const { name, key } = lupe.contactNow();
    const email = `new-${newKey()}@acero.example`;
    await world.useCases.changeContact(manager, key, { name, email, status: 'active', version: stored?.version ?? '' });
    await round();
    await round();
    expect(lupe.told().map(({ state, retryTo }) => [state, retryTo !== undefined])).toEqual([
      ['notReached', false],
      ['sent', true],
    ]);
  });

  it('and whoever took that contact’s place in the meantime, who then has what was handed over', async () => {
    const lupe = await named('delegate');
    const email = `juan-${newKey()}@acero.example`;
    await world.useCases.notMe(lupe.by, lupe.assessmentKey, {
      requestId: newKey(),
      colleague: { name: 'Juan Pérez', email },
    });
    const juan = world.sharePoint.stores.contacts.by('email', email)[0]?.value;
    await lupe.decide(true);
    await round();
    expect(lupe.told().map(({ contactKey }) => contactKey)).toEqual([juan?.key]);
    expect(lupe.delegations()).toMatchObject([{ by: juan?.key, state: 'open' }]);
  });

  it('but nobody of names that another decision settled', async () => {
    const lupe = await named('nobody');
    await world.useCases.notMe(lupe.by, lupe.assessmentKey, {
      requestId: newKey(),
      colleague: { name: 'Eva Gil', email: `eva-${newKey()}@gmail.com` },
    });
    const eva = world.sharePoint.stores.partnerRequests
      .by('contactKey', lupe.contactKey)
      .find(({ value }) => value.kind === 'colleague' && value.colleague);
    await world.useCases.decideColleague(manager, eva?.value.key ?? '', { isAgreed: true });
    await round();
    expect(lupe.told()).toHaveLength(1);
    expect(lastCard().decision?.name).toBe('Eva Gil');
  });
});

describe('a decision is changed', () => {
  it('refused, then agreed after all: the colleague is asked and the contact is told again', async () => {
    const lupe = await named('delegate');
    await lupe.decide(false);
    await round();
    expect(lupe.row()).toMatchObject({ state: 'refused', mayChange: true });
    await expect(lupe.decide(true)).rejects.toMatchObject({ code: 'conflict' });
    await lupe.change(true);
    await lupe.change(true);
    await round();
    expect(lupe.delegations()).toMatchObject([{ state: 'open' }]);
    expect(lupe.states()).toEqual(['-1 sent', '-2 sent']);
    expect(lastCard().decision).toMatchObject({ isAgreed: true });
  });

  it('agreed, then taken back and agreed again: the part closes and opens, nothing is told twice', async () => {
    const lupe = await named('delegate');
    await lupe.decide(true);
    await lupe.change(false);
    expect(lupe.delegations()).toMatchObject([{ state: 'withdrawn' }]);
    expect(world.useCases.assessmentsOf(lupe.colleagueNow() as Contact)).toEqual([]);
    await round();
    expect(lupe.states()).toEqual(['-2 sent']);
    await lupe.change(true);
    await round();
    expect(lupe.delegations()).toMatchObject([{ state: 'open' }]);
    expect(lupe.states()).toEqual(['-2 sent', '-3 sent']);
    expect(world.useCases.assessmentsOf(lupe.colleagueNow() as Contact)).toHaveLength(1);
  });

  it('before the first was told of: only the second is', async () => {
    const lupe = await named('delegate');
    await lupe.decide(false);
    await world.jobs.planDeliveries();
    await lupe.change(true);
    await round();
    expect(lupe.states()).toEqual(['-1 notNeeded', '-2 sent']);
  });

  it('not any more once the colleague is done, took the place, or the answers were sent', async () => {
    const [done, taken, sent] = [await named('delegate'), await named('notMe'), await named('delegate')];
    await done.decide(true);
    await taken.decide(true);
    await sent.decide(false);
    await world.useCases.finishDelegation(
      { contact: done.colleagueNow() as Contact, source: 'page' },
      done.assessmentKey,
    );
    await sent.send();
    for (const [each, isAgreed] of [
      [done, false],
      [taken, false],
      [sent, true],
    ] as const) {
      expect(each.row()?.mayChange).toBeUndefined();
      await expect(each.change(isAgreed)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('The work has gone on'),
      });
    }
  });
});

describe('a request about a questionnaire that was sent meanwhile', () => {
  it('says so in the manager’s words, and can only be closed, which refuses nobody', async () => {
    const lupe = await named('delegate');
    expect(lupe.row()?.over).toBeUndefined();
    await lupe.send();
    expect(lupe.row()?.over).toMatch(/^Partner .* has sent the answers meanwhile.*Close this request/);
    await expect(lupe.decide(true)).rejects.toMatchObject({ code: 'conflict', message: lupe.row()?.over });
    await lupe.decide(false);
    expect(lupe.row()).toMatchObject({ state: 'refused', isClosed: true });
    expect(lupe.row()?.mayChange).toBeUndefined();
    expect((await lupe.view()).named).toEqual([]);
    await round();
    expect(lupe.told()).toEqual([]);
    const { history } = await world.useCases.viewPartner(manager, lupe.partnerKey);
    expect(JSON.stringify(history)).toContain('Closed a request about a colleague');
  });

  it('does not keep somebody from being replaced', async () => {
    const lupe = await named('notMe');
    await lupe.send();
    expect(lupe.row()?.over).toBeUndefined();
    await lupe.decide(true);
    expect(lupe.contactNow().status).toBe('left');
  });
});
