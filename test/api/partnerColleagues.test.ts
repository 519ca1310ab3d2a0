import type { NamingResult } from '../../src/contracts/collaboration';
import { askedPartner, manager, newKey, startWorld, type World } from '../useCases/world';
import { type ApiServer, startApi } from './support/apiServer';

// The routes for sharing a questionnaire, over the real use cases.
let world: World;
let api: ApiServer;
beforeAll(async () => {
  world = await startWorld();
  api = await startApi(world.useCases);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

const askLupe = () => askedPartner(world, { email: `lupe-${newKey()}@acero.example` });
const lupesBrowser = async () => browserOf(await askLupe());
async function twoBrowsers() {
  const asked = await askLupe();
  return [await browserOf(asked), await browserOf(asked)] as const;
}

async function browserOf(asked: Awaited<ReturnType<typeof askLupe>>) {
  const at = `/partner/assessments/${encodeURIComponent(asked.assessmentKey)}`;
  let cookie = '';
  const call = async (method: string, route: string, json?: unknown) => {
    const headers = { origin: 'http://localhost:4999', 'x-trustlane': '1', ...(cookie ? { cookie } : {}) };
    const reply = await api.call(method, route, { headers, json });
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return reply;
  };
  await call('POST', '/partner/session', { secret: (await world.useCases.linkFor(asked.contact)).code });
  return {
    ...asked,
    at,
    call,
    prove: async () => {
      await call('POST', '/partner/session/code');
      await call('POST', '/partner/session/verify', { code: world.post.mails.at(-1)?.text ?? '' });
    },
    view: async () =>
      (await call('GET', `/partner/questionnaire?assessment=${encodeURIComponent(asked.assessmentKey)}`)).body,
  };
}
const ana = () => ({ name: 'Ana Ruiz', email: `ana-${newKey()}@acero.example` });
const places = [{ sectionId: 'partners' }];

it('a refusal that a partner reads names no field of ours', async () => {
  const lupe = await lupesBrowser();
  const reply = await lupe.call('POST', `${lupe.at}/help`, { requestId: newKey(), text: 'x'.repeat(2001) });
  expect([reply.status, reply.body.message]).toEqual([
    400,
    'Something in what you sent is not right. Use at most 2000 characters.',
  ]);
  expect(Object.keys(reply.body.fields)).toEqual(['text']);
});

it('naming somebody takes the code, on an empty form too; then a part is handed over and taken back', async () => {
  const lupe = await lupesBrowser();
  const json = { requestId: newKey(), places, to: ana(), note: 'Please' };
  const refused = await lupe.call('POST', `${lupe.at}/delegations`, json);
  expect([refused.status, refused.body.code]).toEqual([403, 'codeNeeded']);
  expect((await lupe.view()).delegations).toEqual([]);

  await lupe.prove();
  for (let times = 0; times < 2; times++) {
    const reply = await lupe.call('POST', `${lupe.at}/delegations`, json);
    expect([reply.status, (reply.body as NamingResult).outcome]).toEqual([200, 'done']);
  }
  const { delegations, colleagues } = await lupe.view();
  expect(delegations).toMatchObject([{ key: json.requestId, to: { name: 'Ana Ruiz' }, state: 'open' }]);
  expect(colleagues).toHaveLength(2);
  expect((await lupe.call('DELETE', `${lupe.at}/delegations/${json.requestId}`)).status).toBe(204);
  expect((await lupe.call('DELETE', `${lupe.at}/delegations/${newKey()}`)).status).toBe(404);
  expect((await lupe.view()).delegations).toMatchObject([{ state: 'withdrawn' }]);
});

it('without the code, a browser reads nothing of what colleagues wrote to each other, but what was written to its own', async () => {
  const [lupe, again] = await twoBrowsers();
  await lupe.prove();
  const colleague = ana();
  await lupe.call('POST', `${lupe.at}/delegations`, {
    requestId: newKey(),
    places,
    to: colleague,
    note: 'Look at the gate',
  });
  await lupe.call('POST', `${lupe.at}/delegations`, {
    requestId: newKey(),
    places,
    to: { name: 'Eva Luna', email: `eva-${newKey()}@gmail.com` },
  });
  expect(await lupe.view()).toMatchObject({
    delegations: [{ note: 'Look at the gate' }],
    named: [{ name: 'Eva Luna' }],
  });
  const seen = await again.view();
  expect(seen).toMatchObject({ delegations: [{ to: { name: 'Ana Ruiz' } }], named: [] });
  expect(JSON.stringify(seen)).not.toMatch(/Look at the gate|Eva Luna/);

  const contact = world.sharePoint.stores.contacts.by('email', colleague.email)[0]?.value;
  if (!contact) throw new Error('no contact');
  const hers = await browserOf({ ...lupe, contact });
  expect((await hers.view()).delegations).toMatchObject([{ note: 'Look at the gate' }]);
});

it('"not me" ends the session with its cookie, and the link says that it was ended', async () => {
  const lupe = await lupesBrowser();
  const { code } = await world.useCases.linkFor(lupe.contact);
  await lupe.prove();
  const reply = await lupe.call('POST', `${lupe.at}/not-me`, { requestId: newKey(), colleague: ana() });
  expect(reply.body).toMatchObject({ outcome: 'done' });
  expect(reply.headers.get('set-cookie')).toContain('Max-Age=0');
  expect((await lupe.call('GET', '/partner/session')).status).toBe(401);
  expect((await lupe.call('POST', '/partner/session', { secret: code })).status).toBe(403);
});

it.each([
  ['no part', { places: [] }],
  ['no address', { to: { name: 'Ana Ruiz' } }],
  ['a wrong address', { to: { name: 'Ana Ruiz', email: 'ana' } }],
  ['an address with a line break', { to: { name: 'Ana Ruiz', email: 'a@b.example\r\nBcc: c@d.example' } }],
  ['another person’s id', { to: { contactKey: '../x' } }],
  ['a key that is none', { requestId: 'x' }],
  ['101 parts', { places: Array.from({ length: 101 }, () => places[0]) }],
  ['a note of 60,000 characters', { note: 'x'.repeat(60_000) }],
])('handing over with %s is refused with a sentence', async (_name, wrong) => {
  const lupe = await lupesBrowser();
  await lupe.prove();
  const reply = await lupe.call('POST', `${lupe.at}/delegations`, { requestId: newKey(), places, to: ana(), ...wrong });
  expect([reply.status, typeof reply.body.message]).toEqual([400, 'string']);
  expect((await lupe.view()).colleagues).toHaveLength(1);
});

it('a name that waits is decided by the customer’s people, by role', async () => {
  const lupe = await lupesBrowser();
  await lupe.prove();
  const email = `ana-${newKey()}@gmail.com`;
  await lupe.call('POST', `${lupe.at}/delegations`, { requestId: newKey(), places, to: { name: 'Ana Ruiz', email } });
  const { named } = await lupe.view();
  expect(named).toMatchObject([{ reason: 'delegate', name: 'Ana Ruiz', state: 'open' }]);
  const route = `/api/requests/${named[0].key}/decision`;
  const json = { isAgreed: true };
  expect((await api.call('POST', route, { json })).status).toBe(401);
  for (const person of ['priya', 'jonas'] as const)
    expect((await api.call('POST', route, { json, token: { person } })).status).toBe(403);
  expect((await api.call('POST', route, { json, token: { person: 'luis' } })).status).toBe(404);
  expect((await api.call('POST', route, { json: {}, token: { person: 'maya' } })).status).toBe(400);
  expect((await api.call('POST', route, { json, token: { person: 'maya' } })).status).toBe(204);
  expect((await api.call('POST', route, { json, token: { person: 'maya' } })).status).toBe(204);
  expect((await api.call('POST', route, { json: { isAgreed: false }, token: { person: 'maya' } })).status).toBe(409);
  expect((await lupe.view()).named).toMatchObject([{ state: 'agreed' }]);
  const { contacts } = await world.useCases.viewPartner(manager, lupe.partnerKey);
  expect(contacts).toMatchObject([
    {},
    { name: 'Ana Ruiz', namedBy: 'Guadalupe Hernández', answersOnly: [expect.any(String)] },
  ]);
});
