import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, isReady, type RunningProduct, startProduct } from '../support/product';
import { describedApi, routes } from './support/describedApi';
import { type Asked, inDays, type Mail, newKey, twoAsked } from './support/twoAsked';

// The service as it runs, over real use cases, SharePoint layer and local tenant, each in its own process.
const api = describedApi(() => product);
const { ask, browser } = api;
const { begin, callsMade, requestsMade } = twoAsked(() => product, api);

let product: RunningProduct;
let mine: Asked;
let other: Asked;
let assessment: string;
let secrets: { mine: string; other: string };

const LUIS = '22222222-0000-4000-8000-000000000003';

beforeAll(async () => {
  // As in production: service, bot and provisioning have certificates and no secrets.
  product = await startProduct({ proof: 'certificates', waits: 'short' });
  await isReady(product);
  ({ mine, other, assessment, secrets } = await begin());
});
afterAll(() => product.close());

it('every reading address of the tab answers in the shape it is described by', async () => {
  for (const pattern of [
    'GET /api/me',
    'GET /api/overview',
    'GET /api/partners',
    'GET /api/imports',
    'GET /api/campaigns',
    'GET /api/countries',
    'GET /api/openapi.json',
  ]) {
    expect([pattern, (await ask(pattern, 'maya')).status]).toEqual([pattern, 200]);
  }
  expect((await ask('GET /api/partners/{key}', 'maya', { at: { key: mine.partner } })).status).toBe(200);
  expect((await ask('GET /api/campaigns/{key}', 'maya', { at: { key: assessment.split('|')[0] ?? '' } })).status).toBe(
    200,
  );
  expect((await ask('GET /api/contacts/{key}/teams', 'maya', { at: { key: mine.contact } })).status).toBe(200);
});

it('a page that has the newest is told so, also after the service was killed', async () => {
  const { body } = await ask('GET /api/partners', 'maya');
  await eventually('nothing new', async () => {
    const seen = (await ask('GET /api/partners', 'maya')).body.revision;
    return (await ask('GET /api/partners', 'maya', { query: `?since=${seen}` })).status === 204;
  });
  await product.killService();
  await product.startService();
  await isReady(product);
  expect((await ask('GET /api/partners', 'maya', { query: `?since=${body.revision}` })).status).toBe(200);
  // What was written shortly before is not in the change feed at once: who meets a link that is not known yet opens it
  // again a little later.
  for (const secret of [secrets.mine, secrets.other]) {
    await eventually('the link is known', async () => {
      const isKnown = (await browser()('POST /partner/session', { json: { secret } })).status === 200;
      return isKnown || sleep(1_500, false);
    });
  }
});

describe('a buyer', () => {
  it('sees the own partners only, and is told of no other', async () => {
    const { body } = await ask('GET /api/partners', 'luis');
    expect(body.rows.map((row: { name: string }) => row.name)).toEqual(['Aceros']);
    expect((await ask('GET /api/partners/{key}', 'luis', { at: { key: mine.partner } })).status).toBe(200);
    expect((await ask('GET /api/overview', 'luis')).body.partners).toBe(1);
  });

  it('cannot read or change another’s partner, and gets the answer for one that does not exist', async () => {
    await product.control('DELETE', '/usage');
    const nobody = newKey();
    for (const [pattern, json] of [
      ['GET /api/partners/{key}', undefined],
      ['PUT /api/partners/{key}', { name: 'Mine now', country: 'MX', types: ['manufacturer'], version: 'x' }],
      ['POST /api/partners/{key}/contacts', { requestId: newKey(), name: 'Me' }],
    ] as const) {
      const foreign = await ask(pattern, 'luis', { at: { key: other.partner }, json });
      const missing = await ask(pattern, 'luis', { at: { key: nobody }, json });
      expect([pattern, foreign.status, foreign.body]).toEqual([pattern, 404, missing.body]);
    }
    for (const [pattern, json] of [
      ['PUT /api/contacts/{key}', { name: 'Me', version: 'x' }],
      ['GET /api/contacts/{key}/teams', undefined],
      ['POST /api/contacts/{key}/teams', { oid: LUIS, version: 'x' }],
      ['POST /api/contacts/{key}/revokeLink', {}],
    ] as const) {
      expect([pattern, (await ask(pattern, 'luis', { at: { key: other.contact }, json })).status]).toEqual([
        pattern,
        404,
      ]);
    }
    expect(await callsMade()).toEqual({});
  });

  it('cannot open campaigns, import, review or decide', async () => {
    const campaign = { requestId: newKey(), title: 'x', dueOn: inDays(9), why: 'x', partnerKeys: [mine.partner] };
    for (const [pattern, json] of [
      ['POST /api/campaigns', campaign],
      ['POST /api/imports', {}],
      ['POST /api/evidence/{key}/review', {}],
      ['POST /api/assessments/{key}/notApplicable', {}],
    ] as const) {
      expect([pattern, (await ask(pattern, 'luis', { at: { key: newKey() }, json })).status]).toEqual([pattern, 403]);
    }
  });
});

it('who has no right to be here makes the service ask SharePoint for nothing', async () => {
  // Nobody looked for a minute, so the feed rests, and every request that is counted is one too many.
  await product.control('DELETE', '/usage');
  const keys = { key: mine.partner, sectionId: 'leadership', siteId: '-', evidenceKey: newKey() };
  for (const { method, path } of routes.filter(({ access }) => access !== 'public')) {
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => keys[name as keyof typeof keys] ?? 'x');
    const response = await fetch(`${product.productUrl}${address}`, {
      method,
      headers: { authorization: 'Bearer a.b.c' },
    });
    expect([path, [401, 403, 429].includes(response.status)]).toEqual([path, true]);
    await response.text();
  }
  for (let count = 0; count < 12; count += 1)
    await browser()('POST /partner/session', {
      json: { secret: secrets.mine.replace(/.$/, String(count % 10)) + count },
    });
  expect(await callsMade()).toEqual({});
});

describe('the partner’s page', () => {
  const at = () => ({ key: assessment, sectionId: '', siteId: '-' });
  const query = () => `?assessment=${encodeURIComponent(assessment)}`;

  it('opens with the secret or the typed code, and another contact’s link opens nothing of it', async () => {
    const stranger = browser();
    expect((await stranger('POST /partner/session', { json: { secret: secrets.other } })).status).toBe(200);
    await product.control('DELETE', '/usage');
    expect((await stranger('GET /partner/questionnaire', { query: query() })).status).toBe(404);
    expect(
      (
        await stranger('PUT /partner/assessments/{key}/sections/{sectionId}/{siteId}', {
          at: { ...at(), sectionId: 'leadership' },
          json: { baseRevision: 0, answers: [] },
        })
      ).status,
    ).toBe(404);
    expect(
      (
        await stranger('POST /partner/assessments/{key}/submit', {
          at: at(),
          json: { name: 'Eve Eve', jobTitle: 'None', isConfirmed: true },
        })
      ).status,
    ).toBe(404);
    expect(await callsMade()).toEqual({});
    const typed = browser();
    const code = secrets.mine
      .toUpperCase()
      .match(/.{1,4}/g)
      ?.join(' ');
    expect((await typed('POST /partner/session', { json: { secret: code } })).body.assessments).toHaveLength(1);
  });

  it('saves, takes a file and submits; a second browser needs the code; one acknowledged save costs one call', async () => {
    const page = browser();
    await page('POST /partner/session', { json: { secret: secrets.mine } });
    const view = (await page('GET /partner/questionnaire', { query: query() })).body;
    const isPlain = (each: { type: string; gate?: object }) => each.type === 'yesPartlyNo' && !each.gate;
    // Each text comes once; which part stands at which place is said beside.
    const section = view.parts.find((each: { questions: { type: string }[] }) => each.questions.some(isPlain));
    const question = section.questions.find(isPlain);
    await product.control('DELETE', '/usage');
    const saved = await page('PUT /partner/assessments/{key}/sections/{sectionId}/{siteId}', {
      at: { ...at(), sectionId: section.id },
      json: { baseRevision: 0, answers: [{ questionId: question.id, value: 'yes' }] },
    });
    expect([saved.status, saved.body.revision, saved.body.refused]).toEqual([200, 1, []]);
    const calls = Object.values(await callsMade()) as { requests: number; resourceUnits: number }[];
    expect(calls).toEqual([{ requests: 1, resourceUnits: 2 }]);

    const atCompany = new Set(
      view.sections.flatMap(({ part, siteId }: { part: number; siteId?: string }) => (siteId ? [] : [part])),
    );
    const proven = view.parts
      .filter((_: object, part: number) => atCompany.has(part))
      .flatMap((each: { questions: { id: string; evidenceWanted: boolean }[] }) => each.questions)
      .find((each: { evidenceWanted: boolean; gate?: object }) => each.evidenceWanted && !each.gate);
    const file = await page('POST /partner/assessments/{key}/evidence', {
      at: at(),
      query: `?questionId=${proven.id}`,
      file: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n'),
    });
    expect([file.status, file.body.state]).toEqual([201, 'toReview']);

    const second = browser();
    expect((await second('POST /partner/session', { json: { secret: secrets.mine } })).body.needsCode).toBe(true);
    expect((await second('GET /partner/questionnaire', { query: query() })).body.code).toBe('codeNeeded');
    await second('POST /partner/session/code', { json: {} });
    const { messages } = await product.control<{ messages: Mail[] }>('GET', '/mail?to=aceros@partner.example');
    const code = /^\s*(\d{6})\s*$/m.exec(messages[0]?.text ?? '')?.[1];
    expect((await second('POST /partner/session/verify', { json: { code } })).body.needsCode).toBe(false);
    expect((await second('GET /partner/questionnaire', { query: query() })).body.answers).toHaveLength(1);

    const without = await page('POST /partner/assessments/{key}/submit', {
      at: at(),
      json: { name: 'Ana Ruiz', jobTitle: 'Director', isConfirmed: true },
    });
    expect(without.status).toBe(400);
    const input = {
      name: 'Ana Ruiz',
      jobTitle: 'Director',
      isConfirmed: true,
      openMustsReason: 'The plant is closed.',
    };
    expect((await page('POST /partner/assessments/{key}/submit', { at: at(), json: input })).body.isNew).toBe(true);
    expect(
      (await second('POST /partner/assessments/{key}/submit', { at: at(), json: { ...input, name: 'Eve Eve' } })).body,
    ).toMatchObject({ isNew: false, submittedBy: 'Ana Ruiz' });

    for (const format of ['docx', 'xlsx']) {
      const copy = { at: { ...at(), format } };
      const copies = [
        await page('GET /partner/assessments/{key}/copy/{format}', copy),
        await ask('GET /api/assessments/{key}/copy/{format}', 'luis', copy),
      ];
      for (const { status, headers, body } of copies) {
        expect([status, headers.get('content-disposition')?.split(';')[0], body.slice(0, 2)]).toEqual([
          200,
          'attachment',
          'PK',
        ]);
      }
    }
    expect(
      (await ask('GET /api/assessments/{key}/copy/{format}', 'omar', { at: { ...at(), format: 'docx' } })).status,
    ).toBe(403);

    const detail = (await ask('GET /api/partners/{key}', 'maya', { at: { key: mine.partner } })).body;
    const evidence = detail.assessments[0].sections
      .flatMap((each: { answers: { evidence: object[] }[] }) => each.answers)
      .flatMap((each: { evidence: object[] }) => each.evidence)[0];
    expect(
      (
        await ask('POST /api/evidence/{key}/review', 'jonas', {
          at: { key: evidence.key },
          json: { version: evidence.version, reviewState: 'accepted' },
        })
      ).status,
    ).toBe(204);
    const download = await ask('GET /api/evidence/{key}/content', 'jonas', { at: { key: evidence.key } });
    expect([download.status, download.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(download.body).toContain('%PDF-1.4');
  });

  it('goes blind at once when the link is revoked', async () => {
    const page = browser();
    await page('POST /partner/session', { json: { secret: secrets.other } });
    expect((await page('GET /partner/session')).status).toBe(200);
    expect(
      (await ask('POST /api/contacts/{key}/revokeLink', 'maya', { at: { key: other.contact }, json: {} })).status,
    ).toBe(204);
    expect((await page('GET /partner/session')).status).toBe(401);
    expect((await browser()('POST /partner/session', { json: { secret: secrets.other } })).status).toBe(403);
  });
});

it('while SharePoint does not answer, what is read still shows, and a change is refused and not acknowledged', async () => {
  await product.control('POST', '/faults', [{ match: { pathPattern: '/sites/' }, kind: 'status', status: 503 }]);
  expect((await ask('GET /api/partners', 'maya')).status).toBe(200);
  const refused = await ask('POST /api/partners', 'maya', {
    json: { requestId: newKey(), name: 'Lost', country: 'MX', types: ['manufacturer'] },
  });
  expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
  expect(refused.body.message).toMatch(/SharePoint/);
  await product.control('DELETE', '/faults');
  const names = (await ask('GET /api/partners', 'maya')).body.rows.map((row: { name: string }) => row.name);
  expect(names).not.toContain('Lost');
});

it('nothing secret stands in the log', async () => {
  await sleep(50);
  const log = product.log();
  for (const secret of [
    secrets.mine,
    secrets.mine.slice(26),
    'Bearer',
    '@partner.example',
    '/upload/',
    '/download/',
    'PRIVATE KEY',
  ])
    expect(log).not.toContain(secret);
  expect(await requestsMade()).toBeGreaterThan(0);
});
