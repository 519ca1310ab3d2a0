import { type ApiServer, type Reply, startApi } from './support/apiServer';
import { linkBrowser } from './support/linkBrowser';
import { AT_HERS, HERS, HIS, type LinkState, linkStandIn } from './support/linkStandIn';

const link: LinkState = { revisions: {}, generation: 1, tries: 0 };
let api: ApiServer;

beforeAll(async () => {
  api = await startApi(linkStandIn(link));
});
afterAll(() => api.close());
beforeEach(() => {
  Object.assign(link, { revisions: {}, generation: 1 });
  api.calls.length = 0;
  api.clockOffset += 24 * 3600_000;
});

const browser = () => linkBrowser(api);

describe('the session', () => {
  it('lives in a cookie that scripts, other sites and plain lines cannot get at', async () => {
    const reply = await browser().open('lupe');
    expect(reply.status).toBe(200);
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-trustlane=/);
    for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict', 'Max-Age=43200'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain('Domain');
    expect(cookie).not.toContain('lupe');
  });

  it('ends after twelve hours, when the link is replaced, and on leaving', async () => {
    const one = browser();
    await one.open('lupe');
    expect((await one.read()).status).toBe(200);
    api.clockOffset += 12 * 3600_000 + 1000;
    expect((await one.read()).status).toBe(401);

    await one.open('lupe');
    link.generation = 2;
    expect((await one.read()).body).toMatchObject({ code: 'unauthenticated', message: 'This link was replaced.' });
    link.generation = 1;
    expect((await one.read()).status).toBe(200);
    await one.call('DELETE', '/partner/session');
    expect((await one.read()).status).toBe(401);
  });

  it.each([
    ['changed', (cookie: string) => cookie.replace(/\.(.)/, (_, sign) => `.${sign === 'e' ? 'f' : 'e'}`)],
    ['signed by nobody', (cookie: string) => cookie.replace(/\.[^.]*$/, '.')],
    ['of a key that is not there', (cookie: string) => cookie.replace('=2.', '=9.')],
    ['garbage', () => '__Host-trustlane=a.b.c'],
  ])('a cookie that is %s opens nothing', async (_name, spoil) => {
    const one = browser();
    await one.open('lupe');
    one.cookie = spoil(one.cookie);
    api.calls.length = 0;
    expect((await one.read()).status).toBe(401);
    expect(api.calls).toEqual([]);
  });

  it('opens the questionnaires of its own contact and no other', async () => {
    const one = browser();
    await one.open('minh');
    expect((await one.read(HERS)).status).toBe(404);
    expect((await one.save('seals')).status).toBe(404);
    expect((await one.read(HIS)).status).toBe(200);
    expect(link.revisions).toEqual({});
  });
});

describe('another web site', () => {
  const WAYS: readonly [string, Record<string, string>][] = [
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another port', { origin: 'http://localhost:4998' }],
    ['from a page without an origin', { origin: 'null' }],
    ['without the header of our page', { 'x-trustlane': '' }],
  ];
  it.each(WAYS)('a change %s is refused, with a good cookie too', async (_name, headers) => {
    const one = browser();
    await one.open('lupe');
    api.calls.length = 0;
    for (const [method, route] of [
      ['POST', '/partner/session'],
      ['POST', '/partner/session/code'],
      ['POST', '/partner/session/verify'],
      ['DELETE', '/partner/session'],
      ['PUT', `${AT_HERS}/sections/seals/-`],
      ['POST', `${AT_HERS}/evidence?questionId=q1`],
      ['POST', `${AT_HERS}/submit`],
    ] as const) {
      const reply = await one.call(method, route, { json: { secret: 'lupe', baseRevision: 0, answers: [] }, headers });
      expect([route, reply.status]).toEqual([route, 403]);
    }
    expect(api.calls).toEqual([]);
  });

  it('every change of the partner page is covered: none of them works without the header', async () => {
    const one = browser();
    await one.open('lupe');
    api.calls.length = 0;
    const changes = api.routes.filter(({ path, method }) => path.startsWith('/partner') && method !== 'GET');
    expect(changes.length).toBeGreaterThanOrEqual(7);
    for (const route of changes) {
      const reply = await one.call(route.method, route.path.replace(/\{\w+\}/g, 'x'), {
        headers: { 'x-trustlane': '' },
      });
      expect([route.path, reply.status]).toEqual([route.path, 403]);
    }
    expect(api.calls).toEqual([]);
  });

  it('gets no permission to ask at all', async () => {
    const reply = await api.call('OPTIONS', '/partner/session', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('answers that are there already', () => {
  it('an empty form opens without a code, and this browser goes on seeing what it wrote', async () => {
    const one = browser();
    expect((await one.open('lupe')).body.needsCode).toBe(false);
    await one.save('seals');
    await one.save('people');
    await one.save('seals');
    expect((await one.read()).status).toBe(200);
    expect((await one.call('GET', '/partner/session')).body.needsCode).toBe(false);
    // The link in the mail again, on the same browser.
    expect((await one.open('lupe')).body.needsCode).toBe(false);
    expect((await one.read()).status).toBe(200);
  });

  it('another browser with the same link sees and changes nothing before the code', async () => {
    const one = browser();
    await one.open('lupe');
    await one.save('seals');
    const other = browser();
    expect((await other.open('lupe')).body).toMatchObject({ needsCode: true, assessments: [{ needsCode: true }] });
    api.calls.length = 0;
    for (const reply of [
      await other.read(),
      await other.save('people'),
      await other.call('POST', `${AT_HERS}/evidence?questionId=q1`, {
        bytes: 'x',
        headers: { 'x-file-name': 'a.pdf' },
      }),
      await other.call('POST', `${AT_HERS}/submit`, {
        json: { name: 'Guadalupe', jobTitle: 'Boss', isConfirmed: true },
      }),
    ]) {
      expect([reply.status, reply.body.code]).toEqual([403, 'codeNeeded']);
      expect(JSON.stringify(reply.body)).not.toContain('secret answer');
    }
    expect(api.calls).not.toContain('saveAnswers');
    expect(api.calls).not.toContain('attachEvidence');
    expect(api.calls).not.toContain('submitAssessment');

    expect((await other.call('POST', '/partner/session/code', { json: {} })).body).toEqual({ sentTo: 'x…@y.example' });
    expect((await other.call('POST', '/partner/session/verify', { json: { code: '123 456' } })).body.needsCode).toBe(
      false,
    );
    expect((await other.read()).body.answers).toHaveLength(1);
  });

  it('who opened the empty form early is shown nothing that somebody else writes later', async () => {
    const early = browser();
    await early.open('lupe');
    expect((await early.read()).status).toBe(200);
    link.revisions = { seals: 1 };
    expect((await early.read()).body.code).toBe('codeNeeded');
    // Not even by saving nothing and counting it as an own save.
    expect((await early.save('seals', { baseRevision: 0, answers: [] })).body.code).toBe('codeNeeded');
    expect((await early.read()).body.code).toBe('codeNeeded');
  });

  it('saves that cross each other are counted one by one', async () => {
    const one = browser();
    await one.open('lupe');
    const replies = await Promise.all([one.save('seals'), one.save('people'), one.save('seals'), one.read()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await one.read()).status).toBe(200);
  });

  it('files of others stay out of sight until the code was typed', async () => {
    const one = browser();
    await one.open('lupe');
    await one.call('POST', `${AT_HERS}/evidence?questionId=q1`, { bytes: 'x', headers: { 'x-file-name': 'a.pdf' } });
    expect((await one.read()).body.evidence.map((file: { name: string }) => file.name)).toEqual(['own.pdf']);
    const foreign = await one.call('DELETE', `${AT_HERS}/evidence/01hffffffffffffffffffffff2`);
    expect(foreign.body.code).toBe('codeNeeded');
    expect(api.calls).not.toContain('withdrawEvidence');
    await one.call('POST', '/partner/session/verify', { json: { code: '123456' } });
    expect((await one.read()).body.evidence).toHaveLength(2);
  });

  it('a file that is an answer is counted as an own save, and taking it back too', async () => {
    const one = browser();
    await one.open('lupe');
    const attach = (more = '') =>
      one.call('POST', `${AT_HERS}/evidence?questionId=answeredByFile${more}`, {
        bytes: 'x',
        headers: { 'x-file-name': 'a.pdf' },
      });
    expect((await attach()).status).toBe(201);
    expect(link.revisions).toEqual({ seals: 1 });
    expect((await one.read()).status).toBe(200);
    expect((await one.save('seals')).status).toBe(200);
    expect((await one.call('DELETE', `${AT_HERS}/evidence/01hffffffffffffffffffffff1`)).status).toBe(204);
    expect(link.revisions).toEqual({ seals: 3 });
    expect((await one.read()).status).toBe(200);
    // When somebody else answers meanwhile, the file does not pass for their answer.
    expect((await attach('&siteId=late')).body.code).toBe('codeNeeded');
    expect((await one.read()).body.code).toBe('codeNeeded');
  });

  it('a proof is bound to the link’s generation', async () => {
    const one = browser();
    await one.open('lupe');
    await one.call('POST', '/partner/session/verify', { json: { code: '123456' } });
    link.generation = 2;
    expect((await one.read()).status).toBe(401);
    link.revisions = { seals: 3 };
    expect((await one.open('lupe')).body.needsCode).toBe(true);
  });
});

describe('guessing', () => {
  it('links: after some misses an address waits, a right link is never held up, and nothing else is asked', async () => {
    const one = browser();
    let last: Reply | undefined;
    for (let count = 0; count < 25; count += 1) last = await one.open(`guess${count}`);
    expect([last?.status, last?.body.code]).toEqual([429, 'tooMany']);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(new Set(api.calls)).toEqual(new Set(['openLink']));
    expect((await browser().open('lupe')).status).toBe(200);
  });

  it('codes: the tries are bounded over all codes and browsers of a link, and cost SharePoint nothing', async () => {
    const [one, two] = [browser(), browser()];
    await one.open('lupe');
    await two.open('lupe');
    await api.tenant.resetUsage();
    api.calls.length = 0;
    link.tries = 0;
    let last: Reply | undefined;
    for (let count = 0; count < 30; count += 1) {
      last = await (count % 2 ? one : two).call('POST', '/partner/session/verify', {
        json: { code: String(count).padStart(6, '0') },
      });
    }
    expect(last?.status).toBe(429);
    expect(link.tries).toBe(15);
    // The right one comes too late as well.
    expect((await one.call('POST', '/partner/session/verify', { json: { code: '123456' } })).status).toBe(429);
    expect(link.tries).toBe(15);
    expect((await api.tenant.usage()).requests).toBe(0);
    expect(new Set(api.calls)).toEqual(new Set(['contactOfLink', 'verifyCode']));
  });

  it('codes cannot be sent without end', async () => {
    const one = browser();
    await one.open('lupe');
    let last: Reply | undefined;
    for (let count = 0; count < 7; count += 1) last = await one.call('POST', '/partner/session/code', { json: {} });
    expect(last?.status).toBe(429);
  });
});

it('no GET changes anything: each of them runs reading use cases only', async () => {
  const one = browser();
  await one.open('lupe');
  api.calls.length = 0;
  for (const route of api.routes.filter(({ path, method }) => path.startsWith('/partner') && method === 'GET')) {
    await one.call('GET', `${route.path}?assessment=${encodeURIComponent(HERS)}`);
  }
  for (const name of api.calls)
    expect(['contactOfLink', 'assessmentsOf', 'needsCode', 'questionnaire']).toContain(name);
});
