import type { Contact } from '../../src/domain/contact';
import { askedPartner, newKey, startWorld, type World } from '../useCases/world';
import { type ApiServer, startApi } from './support/apiServer';

// The real use cases on a tenant behind the real routes: what a session without a code may do while sites come and go.
const SITES = [
  { id: 'mty', name: 'Monterrey' },
  { id: 'slt', name: 'Saltillo' },
];
const SAME = { origin: 'http://localhost:4999', 'x-trustlane': '1' };
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
beforeEach(() => {
  api.clockOffset += 3_600_000;
});

/** A browser that opened a contact's link. */
async function opened(contact: Contact, assessmentKey: string) {
  const { url } = await world.useCases.linkFor(contact);
  let cookie = '';
  const call = async (method: string, route: string, json?: unknown) => {
    const headers = { ...(method === 'GET' ? {} : SAME), ...(cookie ? { cookie } : {}) };
    const reply = await api.call(method, route, { headers, ...(json === undefined ? {} : { json }) });
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return reply;
  };
  const at = `/partner/assessments/${encodeURIComponent(assessmentKey)}`;
  expect((await call('POST', '/partner/session', { secret: url.split('#')[1] })).status).toBe(200);
  return {
    call,
    at,
    read: () => call('GET', `/partner/questionnaire?assessment=${encodeURIComponent(assessmentKey)}`),
    pulse: () => call('GET', `${at}/pulse`),
    save: (siteId: string, baseRevision = 0) =>
      call('PUT', `${at}/sections/atThisSite/${siteId}`, {
        baseRevision,
        answers: [{ questionId: 'siteEmergencyPractised', value: baseRevision % 2 === 0 ? 'yes' : 'no' }],
      }),
    add: (name: string) => call('POST', `${at}/sites`, { requestId: newKey(), name }),
  };
}

const inChat = (asked: { contact: Contact; assessmentKey: string }, siteId: string) =>
  world.useCases.saveAnswers(
    { contact: asked.contact, source: 'card' },
    { assessmentKey: asked.assessmentKey, sectionId: 'atThisSite', siteId },
    { baseRevision: 9, answers: [{ questionId: 'siteStatementShown', value: 'no' }] },
  );

it('a browser without a code goes on seeing its own work while it adds, copies and takes out sites', async () => {
  const asked = await askedPartner(world, { sites: SITES });
  const lupe = await opened(asked.contact, asked.assessmentKey);
  const added = await lupe.add('Monclova');
  expect(added).toMatchObject({ status: 201, body: { siteId: expect.any(String) } });
  const { siteId } = added.body;
  expect((await lupe.call('PUT', `${lupe.at}/sites/${siteId}`, { name: 'Torreón' })).status).toBe(204);
  expect((await lupe.save('mty')).status).toBe(200);
  const copy = await lupe.call('POST', `${lupe.at}/sites/${siteId}/copy`, { fromSiteId: 'mty', mode: 'missing' });
  expect(copy).toMatchObject({ status: 200, body: { copied: 1, kept: 0 } });
  const view = await lupe.read();
  expect(view.status).toBe(200);
  expect(view.body.answers.filter((each: { copiedFrom?: string }) => each.copiedFrom === 'mty')).toHaveLength(1);
  expect((await lupe.pulse()).body.sections).toHaveLength(2);
  expect((await lupe.call('DELETE', `${lupe.at}/sites/${siteId}`)).status).toBe(204);
  expect((await lupe.read()).body.sites).toHaveLength(2);
  expect((await lupe.pulse()).body.sections).toHaveLength(1);
});

it('shows nothing of what others wrote, neither by the pulse nor through a copy onto another site', async () => {
  const asked = await askedPartner(world, { sites: SITES });
  const lupe = await opened(asked.contact, asked.assessmentKey);
  expect((await lupe.pulse()).status).toBe(200);
  await inChat(asked, 'mty');
  const graph = await world.tenant.work();
  const pulse = await lupe.pulse();
  expect(pulse).toMatchObject({ status: 403, body: { code: 'codeNeeded' } });
  expect((await world.tenant.work()).requests).toBe(graph.requests);
  const copy = await lupe.call('POST', `${lupe.at}/sites/slt/copy`, { fromSiteId: 'mty', mode: 'all' });
  expect(copy).toMatchObject({ status: 403, body: { code: 'codeNeeded' } });
  for (const [method, route, json] of [
    ['POST', `${lupe.at}/sites`, { requestId: newKey(), name: 'Mine' }],
    ['DELETE', `${lupe.at}/sites/mty`, undefined],
    ['GET', `${lupe.at}/copy/docx`, undefined],
  ] as const)
    expect((await lupe.call(method, route, json)).body).toMatchObject({ code: 'codeNeeded' });
});

it('what others wrote at a site that was taken out is not shown with the rest', async () => {
  const asked = await askedPartner(world, { sites: SITES });
  const chat = { contact: asked.contact, source: 'card' } as const;
  const { siteId } = await world.useCases.addSite(chat, asked.assessmentKey, { requestId: newKey(), name: 'Gone' });
  await inChat(asked, siteId);
  await world.useCases.removeSite(chat, asked.assessmentKey, siteId);
  const lupe = await opened(asked.contact, asked.assessmentKey);
  const view = await lupe.read();
  expect(view).toMatchObject({ status: 200, body: { answers: [] } });
});

it('refuses what makes no sense with a sentence, and copies of what was not sent', async () => {
  const asked = await askedPartner(world, { sites: SITES });
  const lupe = await opened(asked.contact, asked.assessmentKey);
  expect((await lupe.call('POST', `${lupe.at}/sites`, { requestId: 'x', name: 'A1' })).status).toBe(400);
  expect((await lupe.call('POST', `${lupe.at}/sites`, { requestId: newKey(), name: 'A' })).status).toBe(400);
  expect((await lupe.call('POST', `${lupe.at}/sites/slt/copy`, { fromSiteId: '../x', mode: 'all' })).status).toBe(400);
  expect((await lupe.call('PUT', `${lupe.at}/sites/mty`, { name: 'Mine' })).status).toBe(403);
  expect((await lupe.call('GET', `${lupe.at}/copy/pdf`)).status).toBe(400);
  expect((await lupe.call('GET', `${lupe.at}/copy/docx`)).status).toBe(404);
});

it.each(['docx', 'xlsx'])('hands out a copy of what was sent as %s, to save and not to run', async (format) => {
  const asked = await askedPartner(world, { sites: SITES, name: `“Ácero” ${newKey()}` });
  const lupe = await opened(asked.contact, asked.assessmentKey);
  await lupe.save('mty');
  const submit = { name: 'Lupe H', jobTitle: 'Manager', isConfirmed: true, openMustsReason: 'Later.' };
  expect((await lupe.call('POST', `${lupe.at}/submit`, submit)).status).toBe(200);
  const copy = await lupe.call('GET', `${lupe.at}/copy/${format}`);
  expect(copy.status).toBe(200);
  expect(copy.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="[\\x20-\\x7e]+\\.${format}"; filename\\*=UTF-8''`),
  );
  expect(copy.headers.get('content-type')).toContain('openxmlformats-officedocument');
  expect(copy.headers.get('cache-control')).toBe('no-store');
  expect(copy.headers.get('content-security-policy')).toContain('sandbox');
});
