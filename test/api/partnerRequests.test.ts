import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Contact } from '../../src/domain/contact';
import { type ApiServer, type CallOptions, type Reply, startApi } from './support/apiServer';

const PARTNER = '01hpaaaaaaaaaaaaaaaaaaaaaa';
const HERS = `01hzzzzzzzzzzzzzzzzzzzzzzz|${PARTNER}`;
const AT_HERS = `/partner/assessments/${encodeURIComponent(HERS)}`;
const OWN = '01hggggggggggggggggggggggg';
const FOREIGN = '01hhhhhhhhhhhhhhhhhhhhhhhh';
const LUPE: Contact = {
  key: '01haaaaaaaaaaaaaaaaaaaaaaa',
  partnerKey: PARTNER,
  name: 'Guadalupe',
  email: 'x@y.example',
  language: 'en',
  status: 'active',
};

let revision = 0;
let api: ApiServer;
beforeAll(async () => {
  api = await startApi({
    openLink: () => ({ linkKey: LUPE.key, generation: 1, contact: LUPE, needsCode: false }),
    contactOfLink: () => LUPE,
    needsCode: () => revision > 0,
    assessmentsOf: () => [],
    questionnaire: async () =>
      ({
        assessmentKey: HERS,
        sections: [{ id: 'seals', revision, questions: [] }],
        progress: { missing: [] },
        answers: [],
        evidence: [],
        help: [OWN, FOREIGN].map((key) => ({ key, state: 'open', messages: [] })),
      }) as unknown as QuestionnaireView,
    askForHelp: async (_by, _key, { requestId }) => ({ key: requestId }),
    addToHelp: async () => undefined,
    remindOn: async () => undefined,
    sendCode: async () => ({ sentTo: 'x…@y.example' }),
    verifyCode: () => undefined,
  });
});
afterAll(() => api.close());
beforeEach(() => {
  revision = 0;
  api.calls.length = 0;
});

/** A browser with the contact's link. */
async function browser() {
  let cookie = '';
  const call = async (method: string, route: string, options: CallOptions = {}): Promise<Reply> => {
    const headers = { origin: 'http://localhost:4999', 'x-trustlane': '1', ...(cookie ? { cookie } : {}) };
    const reply = await api.call(method, route, { ...options, headers });
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return reply;
  };
  await call('POST', '/partner/session', { json: { secret: 'lupe' } });
  return {
    ask: (requestId = OWN) => call('POST', `${AT_HERS}/help`, { json: { requestId, text: 'What counts?' } }),
    add: (to: string) =>
      call('POST', `${AT_HERS}/help/${to}`, { json: { requestId: '01hjjjjjjjjjjjjjjjjjjjjjjj', text: 'And?' } }),
    remind: (on: unknown) => call('PUT', `${AT_HERS}/remind-on`, { json: { on } }),
    threads: async () => {
      const reply = await call('GET', `/partner/questionnaire?assessment=${encodeURIComponent(HERS)}`);
      return (reply.body as QuestionnaireView).help?.map(({ key }) => key);
    },
    prove: () => call('POST', '/partner/session/verify', { json: { code: '123456' } }),
  };
}
const acts = (): string[] => api.calls.filter((name) => /Help|remind/.test(name));

it('without a code a browser sees and goes on with its own questions, and with none of others', async () => {
  const one = await browser();
  expect(await one.threads()).toEqual([]);
  expect((await one.ask()).status).toBe(201);
  expect(await one.threads()).toEqual([OWN]);
  expect((await one.add(OWN)).status).toBe(204);
  expect((await one.add(FOREIGN)).body).toMatchObject({ code: 'codeNeeded' });
  expect(acts()).toEqual(['askForHelp', 'addToHelp']);
  expect(await (await browser()).threads()).toEqual([]);
  await one.prove();
  expect(await one.threads()).toEqual([OWN, FOREIGN]);
  expect((await one.add(FOREIGN)).status).toBe(204);
});

it('where others have answered, a question needs the code', async () => {
  const one = await browser();
  revision = 1;
  expect((await one.ask()).body).toMatchObject({ code: 'codeNeeded' });
  expect(acts()).toEqual([]);
  await one.prove();
  expect((await one.ask()).status).toBe(201);
});

it.each([
  ['no date', 'tomorrow'],
  ['a day that does not exist', '2027-02-30'],
  ['a number', 5],
  ['a time', '2027-06-30T10:00:00Z'],
  ['nothing', undefined],
])('%s is no day to be reminded on', async (_what, on) => {
  const one = await browser();
  expect((await one.remind(on)).status).toBe(400);
  expect(acts()).toEqual([]);
});

it('a day and taking it back reach the use case', async () => {
  const one = await browser();
  expect([(await one.remind('2027-06-30')).status, (await one.remind(null)).status]).toEqual([204, 204]);
  expect(acts()).toEqual(['remindOn', 'remindOn']);
});
