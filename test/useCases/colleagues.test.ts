import type { Contact } from '../../src/domain/contact';
import { AppError } from '../../src/errors';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, buyer, manager, newKey, reader, reviewer, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

type Write = readonly ['contacts' | 'assessments' | 'journal' | 'links' | 'partnerRequests', 'create' | 'update'];
const gone = new AppError('unavailable', 'The process was killed.');

/** The next such write does not happen, or happens and nobody learns of it: what a kill looks like from outside. */
function killAt([noun, method]: Write, when: 'before' | 'after'): void {
  const store = world.sharePoint.stores[noun];
  const real = (store[method] as (...given: unknown[]) => Promise<unknown>).bind(store);
  jest.spyOn(store, method as never).mockImplementationOnce((async (...given: unknown[]) => {
    if (when === 'after') await real(...given);
    throw gone;
  }) as never);
}
const KILLS = ['before', 'after'] as const;

const HOST = 'acero.example';
const SECTION = { sectionId: 'partners' };

/** A partner with a contact Lupe at acero.example, and everything that she may do. */
async function asked(in_: World = world, email = `lupe-${newKey()}@${HOST}`) {
  const partner = await askedPartner(in_, { email });
  const { assessmentKey, partnerKey, contactKey } = partner;
  const { useCases, sharePoint } = in_;
  const { stores } = sharePoint;
  const as = (contact: Contact): Answering => ({ contact, source: 'page' });
  const by = as(partner.contact);
  const contacts = () => stores.contacts.by('partnerKey', partnerKey).map(({ value }) => value);
  const contactAt = (address: string) => {
    const found = contacts().find((each) => each.email === address);
    if (!found) throw new Error(`There is no contact ${address}.`);
    return found;
  };
  return {
    ...partner,
    by,
    as,
    contacts,
    contactAt,
    contact: () => stores.contacts.get(contactKey)?.value,
    delegations: () => stores.assessments.get(assessmentKey)?.value.delegations ?? [],
    requests: () => stores.partnerRequests.by('assessmentKey', assessmentKey).map(({ value }) => value),
    acts: () => stores.journal.by('aggregate', assessmentKey).map(({ value }) => value.act),
    view: (who: Answering = by) => useCases.questionnaire(who, assessmentKey),
    delegate: (to: object, more: { places?: { sectionId: string }[]; requestId?: string; note?: string } = {}) =>
      useCases.delegate(by, assessmentKey, {
        requestId: more.requestId ?? newKey(),
        places: more.places ?? [SECTION],
        to: to as never,
        note: more.note,
      }),
    notMe: (colleague?: object, requestId = newKey(), who = by) =>
      useCases.notMe(who, assessmentKey, { requestId, colleague: colleague as never }),
  };
}
type Asked = Awaited<ReturnType<typeof asked>>;
const ana = (host = HOST) => ({ name: 'Ana Ruiz', email: `ana-${newKey()}@${host}` });

describe('handing a part over', () => {
  it('to a colleague at the same domain makes a contact at once, who sees the part and nothing else', async () => {
    const lupe = await asked();
    const colleague = { ...ana(), jobTitle: 'IT' };
    const result = await lupe.delegate(colleague, { note: 'You know\u200b the firewall.' });
    expect(result).toMatchObject({ outcome: 'done', message: expect.stringContaining('Ana Ruiz gets a message') });
    const contact = lupe.contactAt(colleague.email);
    expect(contact).toMatchObject({ access: 'delegated', namedBy: lupe.contactKey, jobTitle: 'IT', status: 'active' });
    expect(lupe.delegations()).toMatchObject([
      { to: contact.key, by: lupe.contactKey, state: 'open', places: [SECTION], note: 'You know the firewall.' },
    ]);
    const view = await lupe.view(lupe.as(contact));
    expect(view.sections.map(({ id }) => id)).toEqual(['partners']);
    expect(view.yourPlaces).toEqual([SECTION]);
    expect(view.colleagues?.map(({ name, isYou, access }) => [name, isYou, access])).toEqual([
      ['Guadalupe Hernández', false, 'whole'],
      ['Ana Ruiz', true, 'delegated'],
    ]);
    expect(view.delegations).toMatchObject([{ by: { name: 'Guadalupe Hernández' }, note: 'You know the firewall.' }]);
    expect(JSON.stringify(view)).not.toContain(lupe.by.contact.email);
    const whole = await lupe.view();
    expect(whole.yourPlaces).toBeUndefined();
    expect(whole.sections.length).toBeGreaterThan(3);
    expect(whole.delegations).toMatchObject([{ to: { contactKey: contact.key, name: 'Ana Ruiz' }, state: 'open' }]);
    expect(lupe.acts()).toEqual(expect.arrayContaining(['handedOver', 'colleagueNamed']));
  });

  it('twice with the same id, also at once, makes one contact and one delegation', async () => {
    const lupe = await asked();
    const colleague = ana();
    const requestId = newKey();
    await Promise.all([lupe.delegate(colleague, { requestId }), lupe.delegate(colleague, { requestId })]);
    await lupe.delegate(colleague, { requestId });
    expect(lupe.contacts()).toHaveLength(2);
    expect(lupe.delegations()).toHaveLength(1);
    expect(lupe.acts().filter((act) => act === 'handedOver')).toHaveLength(1);
  });

  it('to one address from two calls with different ids makes one contact', async () => {
    const lupe = await asked();
    const colleague = ana();
    await Promise.all([lupe.delegate(colleague), lupe.delegate(colleague, { places: [{ sectionId: 'risks' }] })]);
    expect(lupe.contacts()).toHaveLength(2);
    expect((await lupe.view(lupe.as(lupe.contactAt(colleague.email)))).sections.map(({ id }) => id).sort()).toEqual([
      'partners',
      'risks',
    ]);
  });

  it('to one new address from two processes at once makes one contact, who gets both parts', async () => {
    const lupe = await asked();
    const other = await world.another();
    const { name, email } = ana();
    const naming = (of: World, sectionId: string, address: string) =>
      of.useCases.delegate(lupe.by, lupe.assessmentKey, {
        requestId: newKey(),
        places: [{ sectionId }],
        to: { name, email: address },
      });
    const results = await Promise.all([naming(world, 'partners', email), naming(other, 'risks', email.toUpperCase())]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    // A third process reads what stands in SharePoint.
    const { stores } = (await world.another()).sharePoint;
    const found = stores.contacts.by('email', email);
    expect(found).toHaveLength(1);
    const { delegations = [] } = stores.assessments.get(lupe.assessmentKey)?.value ?? {};
    expect(delegations.map(({ to }) => to)).toEqual([found[0]?.value.key, found[0]?.value.key]);
    expect(delegations.flatMap(({ places }) => places.map(({ sectionId }) => sectionId)).sort()).toEqual([
      'partners',
      'risks',
    ]);
  });

  it('to an address whose contact has another by now makes a new contact, not that one', async () => {
    const lupe = await asked();
    const colleague = ana();
    await lupe.delegate(colleague);
    const first = lupe.contactAt(colleague.email);
    await world.useCases.changeContact(manager, first.key, {
      name: 'Ben Cruz',
      email: `ben-${newKey()}@${HOST}`,
      status: 'active',
      version: world.sharePoint.stores.contacts.get(first.key)?.version ?? '',
    });
    await lupe.delegate(colleague, { places: [{ sectionId: 'risks' }] });
    expect(lupe.contactAt(colleague.email)).toMatchObject({ name: 'Ana Ruiz', status: 'active' });
    expect(lupe.contactAt(colleague.email).key).not.toBe(first.key);
    expect(lupe.contacts()).toHaveLength(3);
  });

  it('goes on where a call was cut off, whichever write was the last', async () => {
    const lupe = await asked();
    const colleague = ana();
    const requestId = newKey();
    for (const write of [
      ['contacts', 'create'],
      ['assessments', 'update'],
      ['journal', 'create'],
    ] as Write[]) {
      for (const when of KILLS) {
        killAt(write, when);
        await lupe.delegate(colleague, { requestId }).catch((error) => expect(error).toBe(gone));
        jest.restoreAllMocks();
      }
    }
    await lupe.delegate(colleague, { requestId });
    expect(lupe.contacts()).toHaveLength(2);
    expect(lupe.delegations()).toHaveLength(1);
    expect(lupe.acts().filter((act) => act === 'handedOver')).toHaveLength(1);
  });

  it.each([
    ['at a public mail provider', 'gmail.com', /anybody can have an address at gmail\.com/],
    ['at another company', 'forwarder.example', /not the domain of your own/],
    ['at a sub-domain', `mail.${HOST}`, /not the domain of your own/],
    ['at a domain that begins alike', `${HOST}.evil.example`, /not the domain of your own/],
  ])('to a colleague %s waits for the customer', async (_name, host, why) => {
    const lupe = await asked();
    const result = await lupe.delegate(ana(host));
    expect(result.outcome).toBe('waits');
    expect(result.message).toMatch(why);
    expect(lupe.contacts()).toHaveLength(1);
    expect(lupe.delegations()).toEqual([]);
    expect(lupe.requests()).toMatchObject([
      { kind: 'colleague', reason: 'delegate', state: 'open', places: [SECTION] },
    ]);
    expect((await lupe.view()).named).toMatchObject([{ reason: 'delegate', name: 'Ana Ruiz', state: 'open' }]);
  });

  it('waits where the contact has an address at a public provider too, or none', async () => {
    const lupe = await asked(world, `lupe-${newKey()}@gmail.com`);
    expect((await lupe.delegate(ana('gmail.com'))).outcome).toBe('waits');
    const { stores } = world.sharePoint;
    const stored = stores.contacts.get(lupe.contactKey);
    if (!stored) throw new Error('no contact');
    const { email: _, ...rest } = stored.value;
    await stores.contacts.update(rest, stored.version);
    expect((await lupe.delegate(ana(HOST))).message).toMatch(/no mail address of your company/);
  });

  it.each([
    ['an address with a line break', { name: 'Ana', email: `ana@${HOST}\r\nBcc: all@x.example` }],
    ['two addresses', { name: 'Ana', email: `ana@${HOST},eve@evil.example` }],
    ['an address with a display name', { name: 'Ana', email: `Ana <ana@${HOST}>` }],
    ['an address of look-alike letters', { name: 'Ana', email: 'ana@аcero.example' }],
    ['an address with a letter that becomes ASCII', { name: 'Ana', email: 'ana@\u212aero.example' }],
    ['a name that is an address', { name: 'security@northgate.example', email: `a@${HOST}` }],
    ['a name with a link', { name: 'Ana https://evil.example', email: `a@${HOST}` }],
    ['a name that shows nothing', { name: '\u200b\u202e\u2060', email: `a@${HOST}` }],
    ['a name of 60,000 characters', { name: 'A'.repeat(60_000), email: `a@${HOST}` }],
    ['an address of 60,000 characters', { name: 'Ana', email: `${'a'.repeat(60_000)}@${HOST}` }],
  ])('to %s is refused', async (_name, colleague) => {
    const lupe = await asked();
    await expect(lupe.delegate(colleague)).rejects.toMatchObject({ code: 'invalid' });
    await expect(lupe.notMe(colleague)).rejects.toMatchObject({ code: 'invalid' });
    expect(lupe.contacts()).toHaveLength(1);
    expect(lupe.requests()).toEqual([]);
  });

  it('to oneself, to a stranger’s contact, and of parts that are not there is refused', async () => {
    const [lupe, other] = [await asked(), await asked()];
    await expect(lupe.delegate({ contactKey: lupe.contactKey })).rejects.toMatchObject({ code: 'invalid' });
    await expect(lupe.delegate({ name: 'Me', email: lupe.by.contact.email })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(lupe.delegate({ contactKey: other.contactKey })).rejects.toMatchObject({ code: 'notFound' });
    await expect(lupe.delegate(ana(), { places: [{ sectionId: 'nowhere' }] })).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(
      world.useCases.delegate(lupe.by, other.assessmentKey, { requestId: newKey(), places: [SECTION], to: ana() }),
    ).rejects.toMatchObject({ code: 'notFound' });
    expect(lupe.delegations()).toEqual([]);
  });

  it('to an address that another partner knows too makes a contact of its own here', async () => {
    const [lupe, other] = [await asked(), await asked()];
    const colleague = ana();
    await other.delegate(colleague);
    await lupe.delegate(colleague);
    expect(lupe.contactAt(colleague.email).key).not.toBe(other.contactAt(colleague.email).key);
    await expect(lupe.view(lupe.as(other.contactAt(colleague.email)))).rejects.toMatchObject({ code: 'notFound' });
  });

  it('to somebody who has left waits, and agreeing brings them back with a fresh link', async () => {
    const lupe = await asked();
    const colleague = ana();
    await lupe.delegate(colleague);
    const contact = lupe.contactAt(colleague.email);
    const old = await world.useCases.linkFor(contact);
    const stored = world.sharePoint.stores.contacts.get(contact.key);
    await world.useCases.changeContact(manager, contact.key, {
      name: contact.name,
      email: contact.email,
      status: 'left',
      version: stored?.version ?? '',
    });
    expect((await lupe.delegate(colleague, { places: [{ sectionId: 'risks' }] })).outcome).toBe('waits');
    const [request] = lupe.requests();
    await world.useCases.decideColleague(manager, request?.key ?? '', { isAgreed: true });
    expect(lupe.contactAt(colleague.email)).toMatchObject({ key: contact.key, status: 'active', access: 'delegated' });
    expect(() => world.useCases.openLink(old.code)).toThrow();
  });

  it('is bounded: ten names a day, twenty in all', async () => {
    const lupe = await asked();
    const results: string[] = [];
    for (let day = 0; day < 4; day++) {
      for (let count = 0; count < 11; count++) {
        const host = count % 2 === 0 ? HOST : 'gmail.com';
        const outcome = await lupe.delegate(ana(host), { places: [SECTION] }).then(
          (result) => result.outcome,
          (error: { code: string }) => error.code,
        );
        results.push(outcome);
        if (outcome === 'tooMany') break;
      }
      world.clock.advance(86_400_001);
    }
    expect(results.filter((each) => each !== 'tooMany')).toHaveLength(20);
    expect(results.filter((each) => each === 'tooMany')).toHaveLength(4);
  });

  it('is over once the answers were sent', async () => {
    const lupe = await asked();
    const { stores } = world.sharePoint;
    const stored = stores.assessments.get(lupe.assessmentKey);
    if (!stored) throw new Error('no assessment');
    await stores.assessments.update({ ...stored.value, status: 'submitted' }, stored.version);
    await expect(lupe.delegate(ana())).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('a campaign asks nobody who answers only what was handed over, and says so', async () => {
  const lupe = await asked();
  await lupe.delegate(ana());
  const input = { title: 'Next', why: 'We ask again.', dueOn: '', partnerKeys: [lupe.partnerKey] };
  const preview = async () => {
    const dueOn = new Date(world.clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    return world.useCases.previewCampaign(manager, { ...input, dueOn });
  };
  expect(await preview()).toMatchObject({ byMail: 1, unreachable: [] });
  const stored = world.sharePoint.stores.contacts.get(lupe.contactKey);
  if (!stored) throw new Error('no contact');
  await world.sharePoint.stores.contacts.update({ ...stored.value, status: 'left' }, stored.version);
  expect((await preview()).unreachable).toMatchObject([{ reason: expect.stringContaining('only what colleagues') }]);
});

describe('ending what was handed over', () => {
  async function handed(): Promise<{ lupe: Asked; her: Answering }> {
    const lupe = await asked();
    const colleague = ana();
    await lupe.delegate(colleague);
    return { lupe, her: lupe.as(lupe.contactAt(colleague.email)) };
  }

  it('taking back closes the part at once, also what was done before', async () => {
    const { lupe, her } = await handed();
    await world.useCases.finishDelegation(her, lupe.assessmentKey);
    await world.useCases.finishDelegation(her, lupe.assessmentKey);
    expect(lupe.delegations()).toMatchObject([{ state: 'done' }]);
    expect(await world.useCases.assessmentsOf(her.contact)).toHaveLength(1);
    await lupe.delegate({ contactKey: her.contact.key });
    expect(lupe.delegations().map(({ state }) => state)).toEqual(['done', 'open']);
    const key = lupe.delegations()[1]?.key ?? '';
    await world.useCases.withdrawDelegation(lupe.by, lupe.assessmentKey, key);
    await world.useCases.withdrawDelegation(lupe.by, lupe.assessmentKey, key);
    await expect(lupe.view(her)).rejects.toMatchObject({ code: 'notFound' });
    expect(world.useCases.assessmentsOf(her.contact)).toEqual([]);
  });

  it('only those who answer the whole take back, and only in their own questionnaire', async () => {
    const { lupe, her } = await handed();
    const other = await asked();
    const key = lupe.delegations()[0]?.key ?? '';
    await expect(world.useCases.withdrawDelegation(her, lupe.assessmentKey, key)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(world.useCases.withdrawDelegation(other.by, lupe.assessmentKey, key)).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(world.useCases.withdrawDelegation(other.by, other.assessmentKey, key)).rejects.toMatchObject({
      code: 'notFound',
    });
    expect(lupe.delegations()).toMatchObject([{ state: 'open' }]);
  });

  it('"not me" of somebody with a part gives the part back and changes nothing else', async () => {
    const { lupe, her } = await handed();
    const requestId = newKey();
    const first = await lupe.notMe(ana(), requestId, her);
    expect(first).toMatchObject({ outcome: 'told', message: expect.stringContaining('Guadalupe') });
    expect(await lupe.notMe(undefined, requestId, her)).toEqual(first);
    expect((await lupe.view()).delegations).toMatchObject([{ state: 'withdrawn', isDeclined: true }]);
    expect(lupe.contacts()).toHaveLength(2);
    expect(lupe.contact()?.status).toBe('active');
    expect(lupe.requests()).toEqual([]);
  });
});

describe('"not me"', () => {
  it('puts a colleague of the same domain in the contact’s place; the link and its sessions end', async () => {
    const lupe = await asked();
    const link = await world.useCases.linkFor(lupe.by.contact);
    const colleague = ana();
    const requestId = newKey();
    const result = await lupe.notMe(colleague, requestId);
    expect(result).toMatchObject({ outcome: 'done', message: expect.stringContaining('Ana Ruiz is asked instead') });
    const successor = lupe.contactAt(colleague.email);
    expect(successor.access).toBeUndefined();
    expect(lupe.contact()).toMatchObject({ status: 'left', replacedBy: successor.key });
    expect(() => world.useCases.openLink(link.code)).toThrow(expect.objectContaining({ code: 'forbidden' }));
    await expect(lupe.view()).rejects.toMatchObject({ code: 'forbidden' });
    expect((await lupe.view(lupe.as(successor))).sections.length).toBeGreaterThan(3);
    expect(await lupe.notMe(colleague, requestId)).toEqual(result);
    expect(lupe.contacts()).toHaveLength(2);
    expect(lupe.acts().filter((act) => act === 'notMe')).toHaveLength(1);
  });

  it('passes on what was handed to and by the contact', async () => {
    const lupe = await asked();
    const [juan, rosa] = [ana(), ana()];
    await lupe.delegate(rosa);
    await lupe.notMe(juan);
    const successor = lupe.contactAt(juan.email);
    expect(lupe.delegations()).toMatchObject([
      { by: successor.key, to: lupe.contactAt(rosa.email).key, state: 'open' },
    ]);
    await lupe.notMe({ name: 'Rosa', email: rosa.email }, newKey(), lupe.as(successor));
    const [last] = lupe.delegations();
    expect(last?.state).toBe('withdrawn');
    expect(lupe.contactAt(rosa.email).access).toBeUndefined();
  });

  it('goes on where a call was cut off', async () => {
    const lupe = await asked();
    await world.useCases.linkFor(lupe.by.contact);
    const colleague = ana();
    const requestId = newKey();
    for (const write of [
      ['contacts', 'create'],
      ['contacts', 'update'],
      ['links', 'update'],
    ] as Write[]) {
      for (const when of KILLS) {
        killAt(write, when);
        await lupe.notMe(colleague, requestId).catch((error) => expect(error).toBe(gone));
        jest.restoreAllMocks();
      }
    }
    expect((await lupe.notMe(colleague, requestId)).outcome).toBe('done');
    expect(lupe.contacts()).toHaveLength(2);
    expect(lupe.contact()).toMatchObject({ status: 'left', replacedBy: lupe.contactAt(colleague.email).key });
    expect(world.sharePoint.stores.links.get(lupe.contactKey)?.value.revokedAt).toBeDefined();
  });

  it('without a name tells the customer, and the contact stays until somebody decides', async () => {
    const lupe = await asked();
    expect((await lupe.notMe()).outcome).toBe('told');
    expect((await lupe.notMe()).outcome).toBe('told');
    expect(lupe.requests()).toMatchObject([{ reason: 'notMe', state: 'open' }]);
    expect(lupe.contact()?.status).toBe('active');
    const key = lupe.requests()[0]?.key ?? '';
    await expect(world.useCases.decideColleague(manager, key, { isAgreed: true })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Add the new contact first'),
    });
    await world.useCases.addContact(manager, lupe.partnerKey, { requestId: newKey(), name: 'Ana', status: 'active' });
    await world.useCases.decideColleague(manager, key, { isAgreed: true });
    expect(lupe.contact()?.status).toBe('left');
  });

  it('settles what the contact had asked before, so that nobody decides about it any more', async () => {
    const lupe = await asked();
    await lupe.notMe();
    await lupe.notMe(ana('gmail.com'));
    expect(lupe.requests().map(({ state }) => state)).toEqual(['open', 'open']);
    await lupe.notMe(ana());
    // One named nobody; the other named a person who is not the one who came, and nobody agreed to that person.
    expect(lupe.requests().map(({ state }) => state)).toEqual(['agreed', 'refused']);
  });

  it('with an address elsewhere leaves the contact until the customer has agreed', async () => {
    const lupe = await asked();
    const colleague = ana('gmail.com');
    expect((await lupe.notMe(colleague)).outcome).toBe('waits');
    expect(lupe.contact()?.status).toBe('active');
    expect((await lupe.view()).named).toMatchObject([{ reason: 'notMe', name: 'Ana Ruiz', state: 'open' }]);
    await world.useCases.decideColleague(manager, lupe.requests()[0]?.key ?? '', { isAgreed: true });
    expect(lupe.contact()).toMatchObject({ status: 'left', replacedBy: lupe.contactAt(colleague.email).key });
    expect(lupe.acts()).toContain('colleagueAgreed');
  });

  it('gives nobody more to see without agreement, whose address the customer agreed to for a part', async () => {
    const lupe = await asked();
    const colleague = ana('gmail.com');
    await lupe.delegate(colleague);
    await world.useCases.decideColleague(manager, lupe.requests()[0]?.key ?? '', { isAgreed: true });
    expect(lupe.contactAt(colleague.email).access).toBe('delegated');
    expect((await lupe.notMe(colleague)).outcome).toBe('waits');
    expect(lupe.contactAt(colleague.email).access).toBe('delegated');
  });
});

describe('deciding about a name', () => {
  async function waiting(): Promise<{ lupe: Asked; key: string; email: string }> {
    const lupe = await asked();
    const colleague = ana('gmail.com');
    await lupe.delegate(colleague);
    return { lupe, key: lupe.requests()[0]?.key ?? '', email: colleague.email };
  }

  it('is for managers and the buyer who owns the partner', async () => {
    const { lupe, key } = await waiting();
    const mayDecide = (who: typeof manager) =>
      world.useCases.listRequests(who).rows.find((row) => row.key === key)?.mayDecide;
    expect([manager, reviewer, reader, buyer].map(mayDecide)).toEqual([true, false, false, undefined]);
    for (const nobody of [reviewer, reader]) {
      await expect(world.useCases.decideColleague(nobody, key, { isAgreed: true })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(world.useCases.decideColleague(buyer, key, { isAgreed: true })).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(world.useCases.decideColleague(manager, newKey(), { isAgreed: true })).rejects.toMatchObject({
      code: 'notFound',
    });
    expect(lupe.contacts()).toHaveLength(1);
  });

  it('agreed, it makes the contact and hands over; again changes nothing; otherwise is a conflict', async () => {
    const { lupe, key, email } = await waiting();
    await world.useCases.decideColleague(manager, key, { isAgreed: true, note: 'Fine.' });
    await world.useCases.decideColleague(manager, key, { isAgreed: true });
    expect(lupe.delegations()).toMatchObject([{ to: lupe.contactAt(email).key, by: lupe.contactKey, state: 'open' }]);
    expect((await lupe.view()).named).toMatchObject([{ state: 'agreed', note: 'Fine.' }]);
    await expect(world.useCases.decideColleague(manager, key, { isAgreed: false })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Maya Okafor'),
    });
  });

  it('refused, nobody is written to, and the contact reads why', async () => {
    const { lupe, key } = await waiting();
    await world.useCases.decideColleague(manager, key, { isAgreed: false, note: 'Please use a company address.' });
    expect(lupe.contacts()).toHaveLength(1);
    expect((await lupe.view()).named).toMatchObject([{ state: 'refused', note: 'Please use a company address.' }]);
    expect(lupe.acts()).toContain('colleagueRefused');
  });

  it('cut off in the middle stays open, and agreeing again completes it', async () => {
    const { lupe, key } = await waiting();
    for (const write of [
      ['contacts', 'create'],
      ['assessments', 'update'],
      ['partnerRequests', 'update'],
    ] as Write[]) {
      for (const when of write[0] === 'partnerRequests' ? (['before'] as const) : KILLS) {
        killAt(write, when);
        await world.useCases
          .decideColleague(manager, key, { isAgreed: true })
          .catch((error) => expect(error).toBe(gone));
        jest.restoreAllMocks();
        expect(lupe.requests()).toMatchObject([{ state: 'open' }]);
      }
    }
    await world.useCases.decideColleague(manager, key, { isAgreed: true });
    expect(lupe.contacts()).toHaveLength(2);
    expect(lupe.delegations()).toHaveLength(1);
  });

  it('two decisions at once: one stands, and another instance sees it', async () => {
    const { lupe, key } = await waiting();
    const other = await world.another();
    const results = await Promise.allSettled([
      world.useCases.decideColleague(manager, key, { isAgreed: false }),
      world.useCases.decideColleague(manager, key, { isAgreed: true }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await expect(other.useCases.decideColleague(manager, key, { isAgreed: true })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(lupe.contacts()).toHaveLength(1);
  });
});
