import type { Contact } from '../../src/domain/contact';
import type { MessageView } from '../../src/useCases/messages';
import { openingSentence } from '../../src/useCases/messageSentences';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, buyer, manager, newKey, reader, startWorld, type World } from './world';
import { changeContact } from '../../src/useCases/changeContact';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const round = async () => {
  world.clock.advance(60_000);
  await world.jobs.planDeliveries();
  await world.jobs.sendDeliveries();
};
const LEADERSHIP = { sectionId: 'leadership' };

/** Lupe, who answers the whole, and Ana, to whom she has handed one part over and who was invited to it. */
async function handed(host = 'acero.example') {
  const asked = await askedPartner(world, { email: `lupe-${newKey()}@acero.example` });
  const { assessmentKey } = asked;
  const { stores } = world.sharePoint;
  const lupe: Answering = { contact: asked.contact, source: 'page' };
  const email = `ana-${newKey()}@${host}`;
  const requestId = newKey();
  await world.useCases.delegate(lupe, assessmentKey, {
    requestId,
    places: [LEADERSHIP],
    to: { name: 'Ana Ruiz', email },
  });
  if (host !== 'acero.example') await world.useCases.decideColleague(manager, requestId, { isAgreed: true });
  const now = (): Contact => stores.contacts.by('email', email)[0]?.value as Contact;
  const teams = { oid: `oid-${newKey()}`, tid: 't1', boundBy: 'oid:x', boundAt: '2026-11-01T00:00:00Z' };
  await changeContact(stores, now().key, (current) => ({ ...current, teams }));
  await round();
  const ana: Answering = { contact: now(), source: 'page' };
  return {
    ...asked,
    lupe,
    ana,
    email,
    now,
    parts: async (by = ana) => (await world.useCases.questionnaire(by, assessmentKey)).sections.length,
    widen: (id = newKey(), by = lupe) =>
      world.useCases.widenColleague(by, assessmentKey, { requestId: id, contactKey: ana.contact.key }),
    narrow: (by = lupe) => world.useCases.narrowColleague(by, assessmentKey, ana.contact.key),
    access: (access: 'whole' | 'delegated', by = manager) =>
      world.useCases.changeAccess(by, ana.contact.key, { requestId: newKey(), access }),
    told: () =>
      stores.deliveries
        .by('contactKey', ana.contact.key)
        .map(({ value }) => `${value.step} ${value.state}`)
        .filter((words) => words.startsWith('widened')),
    acts: () => stores.journal.by('aggregate', assessmentKey).map(({ value }) => value.act),
    requests: () => stores.partnerRequests.by('assessmentKey', assessmentKey).map(({ value }) => value),
  };
}
const lastCard = (): MessageView | undefined =>
  world.post.cards.flatMap(({ card }) => ('view' in card ? [card.view as MessageView] : [])).at(-1);

describe('a colleague with a part', () => {
  it('gets another part on top, whether chosen from the list or named again', async () => {
    const it = await handed();
    const more = (sectionId: string, to: { contactKey: string } | { name: string; email: string }) =>
      world.useCases.delegate(it.lupe, it.assessmentKey, { requestId: newKey(), places: [{ sectionId }], to });
    await more('risks', { contactKey: it.ana.contact.key });
    await more('partners', { name: 'Ana R.', email: it.email.toUpperCase() });
    const { sections } = await world.useCases.questionnaire(it.ana, it.assessmentKey);
    expect(sections.map(({ id }) => id).sort()).toEqual(['leadership', 'partners', 'risks']);
    expect(world.sharePoint.stores.contacts.by('email', it.email)).toHaveLength(1);
  });

  it('is asked for everything by the contact, is told once, and is taken back to the part', async () => {
    const it = await handed();
    const id = newKey();
    const result = await it.widen(id);
    expect(result).toMatchObject({ outcome: 'done', message: expect.stringContaining('sees and answers everything') });
    expect(await it.widen(id)).toEqual(result);
    expect((await it.widen()).message).toContain('answers everything already');
    expect(await it.parts()).toBe(await it.parts(it.lupe));
    await round();
    await round();
    expect(it.told()).toEqual(['widened sent']);
    const card = lastCard();
    expect(card && openingSentence(card)).toMatch(
      /^Guadalupe Hernández of Partner .* asks you to answer all the questions/,
    );
    const { colleagues } = await world.useCases.questionnaire(it.lupe, it.assessmentKey);
    expect(colleagues).toContainEqual(expect.objectContaining({ name: 'Ana Ruiz', access: 'whole', isWidened: true }));

    await it.narrow();
    await it.narrow();
    expect(it.now()).toMatchObject({ access: 'delegated' });
    expect(await it.parts()).toBe(1);
    expect(it.acts().filter((act) => act.startsWith('access'))).toEqual(['accessWidened', 'accessNarrowed']);
    await round();
    expect(it.told()).toEqual(['widened sent']);
  });

  it('keeps the place in the list of colleagues when asked for more and for less', async () => {
    const it = await handed();
    world.clock.advance(1_000);
    const to = { name: 'Ben Ortiz', email: `ben-${newKey()}@acero.example` };
    await world.useCases.delegate(it.lupe, it.assessmentKey, { requestId: newKey(), places: [LEADERSHIP], to });
    const names = async () =>
      (await world.useCases.questionnaire(it.lupe, it.assessmentKey)).colleagues?.map(({ name }) => name);
    const before = await names();
    expect(before?.slice(1)).toEqual(['Ana Ruiz', 'Ben Ortiz']);
    await it.widen();
    expect(await names()).toEqual(before);
    await it.narrow();
    expect(await names()).toEqual(before);
  });

  it('who was taken back before the message left is not told of it', async () => {
    const it = await handed();
    world.clock.advance(60_000);
    await it.widen();
    await world.jobs.planDeliveries();
    await it.narrow();
    await world.jobs.sendDeliveries();
    expect(it.told()).toEqual(['widened notNeeded']);
  });

  it('at an address elsewhere waits for the customer, who agrees and may take it back', async () => {
    const it = await handed('gmail.com');
    const key = newKey();
    expect((await it.widen(key)).outcome).toBe('waits');
    expect((await it.widen()).outcome).toBe('waits');
    expect(it.requests().filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(await it.parts()).toBe(1);
    const row = () => world.useCases.listRequests(manager).rows.find((each) => each.key === key);
    expect(row()).toMatchObject({ reason: 'whole', why: expect.stringContaining('to answer everything') });
    await world.useCases.decideColleague(manager, key, { isAgreed: true });
    expect(await it.parts()).toBeGreaterThan(1);
    expect(row()?.mayChange).toBe(true);
    await world.useCases.decideColleague(manager, key, { isAgreed: false, isChange: true });
    expect(await it.parts()).toBe(1);
  });

  it('does not widen anybody, and nobody widens somebody of another partner', async () => {
    const [it, other] = [await handed(), await handed()];
    await expect(it.widen(newKey(), it.ana)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(it.narrow(it.ana)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(it.widen(newKey(), other.lupe)).rejects.toMatchObject({ code: 'notFound' });
    await expect(
      world.useCases.widenColleague(other.lupe, other.assessmentKey, {
        requestId: newKey(),
        contactKey: it.ana.contact.key,
      }),
    ).rejects.toMatchObject({ code: 'notFound' });
    expect(it.now().access).toBe('delegated');
  });

  it('without a mail address is left to the customer’s people, in words', async () => {
    const it = await handed();
    await changeContact(world.sharePoint.stores, it.ana.contact.key, ({ email: _, ...rest }) => rest);
    await expect(it.widen()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Please ask Maya Okafor'),
    });
  });
});

describe('the customer’s people', () => {
  it('ask a colleague for everything and take it back; the history says so', async () => {
    const it = await handed();
    const contact = async () =>
      (await world.useCases.viewPartner(manager, it.partnerKey)).contacts.find(({ key }) => key === it.ana.contact.key);
    expect((await contact())?.answersOnly).toHaveLength(1);
    await it.access('whole');
    await it.access('whole');
    expect(await contact()).toMatchObject({ isWidened: true });
    await round();
    const card = lastCard();
    expect(card && openingSentence(card)).toMatch(/^Maya Okafor of Northgate Trading Ltd asks you to answer all/);
    await it.access('delegated');
    expect((await contact())?.answersOnly).toHaveLength(1);
    expect(it.acts().filter((act) => act.startsWith('access'))).toEqual(['accessWidened', 'accessNarrowed']);
  });

  it('only those who may edit the partner', async () => {
    const it = await handed();
    await expect(it.access('whole', reader)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(it.access('whole', buyer)).rejects.toMatchObject({ code: 'notFound' });
  });

  it('cannot take it from the last one who answers the whole, nor from somebody who always did', async () => {
    const it = await handed();
    await it.access('whole');
    const lupe = world.sharePoint.stores.contacts.get(it.contactKey);
    await expect(
      world.useCases.changeAccess(manager, it.contactKey, { requestId: newKey(), access: 'delegated' }),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('from the beginning') });
    await world.useCases.changeContact(manager, it.contactKey, {
      name: 'Guadalupe',
      email: lupe?.value.email,
      status: 'left',
      version: lupe?.version ?? '',
    });
    await expect(it.access('delegated')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Nobody else answers the whole'),
    });
  });
});
