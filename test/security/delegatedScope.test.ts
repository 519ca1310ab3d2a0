import { type CardData, cardData, parseCardData } from '../../bot/teams/actions/cardData';
import { cardAction } from '../../bot/teams/actions/cardAction';
import type { ChatContext } from '../../bot/teams/actions/chat';
import type { Answering } from '../../src/useCases/useCases';
import { type ApiServer, startApi } from '../api/support/apiServer';
import { aPdf } from '../useCases/files';
import { newKey, silentLog, startWorld, type World } from '../useCases/world';
import { type DelegatedScene, delegatedScene, SECRET } from './support/delegatedScene';

// Somebody who answers two parts, with every address of the page and every button of the cards, pointed at all the rest.
let world: World;
let api: ApiServer;
let scene: DelegatedScene;
let her: Answering;
/** Texts that stand only in parts that are not hers. */
let foreign: string[];
/** The one sentence that names questions of others: those that her part waits for, as everybody is asked them. */
let waiting: string;

beforeAll(async () => {
  world = await startWorld();
  api = await startApi(world.useCases);
  scene = await delegatedScene(world);
  her = { contact: scene.ana, source: 'page' };
  const whole = await world.useCases.questionnaire(scene.lupe, scene.assessmentKey);
  const own = await world.useCases.questionnaire(her, scene.assessmentKey);
  const ownTexts = new Set(own.sections.flatMap(({ questions }) => questions.map(({ text }) => text)));
  const texts = whole.sections.flatMap(({ questions }) => questions.map(({ text }) => text));
  const [route, hired] = ['riskRoute', 'carriersHired'].map(
    (wanted) => whole.sections.flatMap(({ questions }) => questions).find(({ id }) => id === wanted)?.text,
  );
  const part = own.sections.find(({ siteId }) => siteId === 'mty');
  waiting = `More may come up in “${part?.title}, Monterrey” when “${route}” and “${hired}” are answered by ${scene.lupe.contact.name} or a colleague.`;
  expect(own.waiting).toEqual([waiting]);
  foreign = [SECRET, SECRET.toLowerCase(), 'Bea', 'Eva Luna', ...texts.filter((text) => !ownTexts.has(text))];
});
afterAll(async () => {
  await api.close();
  await world.close();
});

const expectClean = (reply: unknown): void => {
  const text = (typeof reply === 'string' ? reply : JSON.stringify(reply)).replaceAll(waiting, '');
  expect(foreign.filter((each) => text.includes(JSON.stringify(each).slice(1, -1)))).toEqual([]);
};

/** Her browser, proven by the code from the mail. */
async function browser() {
  let cookie = '';
  const call: ApiServer['call'] = async (method, route, options = {}) => {
    const reply = await api.call(method, route, {
      ...options,
      headers: {
        origin: 'http://localhost:4999',
        'x-trustlane': '1',
        ...(cookie ? { cookie } : {}),
        ...options.headers,
      },
    });
    cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return reply;
  };
  const { code: secret } = await world.useCases.linkFor(scene.ana);
  await call('POST', '/partner/session', { json: { secret } });
  return {
    call,
    prove: async () => {
      await call('POST', '/partner/session/code');
      return call('POST', '/partner/session/verify', { json: { code: world.post.mails.at(-1)?.text ?? '' } });
    },
  };
}

type Try = readonly [what: string, route: string, options: object, status: number];

/** By route: calls that reach for what is not hers, and calls within her parts that are not hers to make. */
function triesByRoute(): Readonly<Record<string, readonly Try[]>> {
  const at = `/partner/assessments/${encodeURIComponent(scene.assessmentKey)}`;
  const elsewhere = `/partner/assessments/${encodeURIComponent(scene.other.assessmentKey)}`;
  const answers = { json: { baseRevision: 99, answers: [{ questionId: 'leadershipPerson', value: 'me' }] } };
  const file = { bytes: aPdf, headers: { 'content-type': 'application/pdf', 'x-file-name': 'a.pdf' } };
  const words = { json: { requestId: newKey(), text: 'What is this?' } };
  const about = (place: object) => ({ json: { requestId: newKey(), text: 'What is this?', place } });
  const toEve = { name: 'Eve', email: `eve-${newKey()}@acero.example` };
  const own = [{ sectionId: 'partners' }];
  const missing = newKey();
  const delegation = world.sharePoint.stores.assessments.get(scene.assessmentKey)?.value.delegations?.[0]?.key;
  return {
    'GET /partner/questionnaire': [
      [
        'another partner’s',
        `/partner/questionnaire?assessment=${encodeURIComponent(scene.other.assessmentKey)}`,
        {},
        404,
      ],
      ['her own', `/partner/questionnaire?assessment=${encodeURIComponent(scene.assessmentKey)}`, {}, 200],
    ],
    'PUT /partner/assessments/{key}/sections/{sectionId}/{siteId}': [
      ['another section', `${at}/sections/leadership/-`, answers, 404],
      ['a section that is not there', `${at}/sections/nowhere/-`, answers, 404],
      ['her section at another site', `${at}/sections/atThisSite/slt`, answers, 404],
      ['her section at no site', `${at}/sections/atThisSite/-`, answers, 404],
      ['her company section at a site', `${at}/sections/partners/mty`, answers, 404],
      ['a foreign question in her section', `${at}/sections/partners/-`, answers, 200],
      ['another partner’s', `${elsewhere}/sections/partners/-`, answers, 404],
    ],
    'POST /partner/assessments/{key}/evidence': [
      ['another question', `${at}/evidence?questionId=leadershipStatement`, file, 404],
      ['a question that is not there', `${at}/evidence?questionId=nothing`, file, 404],
      ['her question at another site', `${at}/evidence?questionId=siteStatementShown&siteId=slt`, file, 404],
      ['another partner’s', `${elsewhere}/evidence?questionId=partnerScreening`, file, 404],
    ],
    'DELETE /partner/assessments/{key}/evidence/{evidenceKey}': [
      ['a file of another part', `${at}/evidence/${scene.evidenceKey}`, {}, 404],
      ['that file by another questionnaire', `${elsewhere}/evidence/${scene.evidenceKey}`, {}, 404],
    ],
    'POST /partner/assessments/{key}/submit': [
      [
        'sending',
        `${at}/submit`,
        { json: { name: 'Ana Ruiz', jobTitle: 'IT', isConfirmed: true, openMustsReason: 'x' } },
        403,
      ],
    ],
    'POST /partner/assessments/{key}/sites': [
      ['a site', `${at}/sites`, { json: { requestId: newKey(), name: 'Plant 3' } }, 403],
    ],
    'PUT /partner/assessments/{key}/sites/{siteId}': [
      ['her site', `${at}/sites/mty`, { json: { name: 'Mine' } }, 403],
      ['another site', `${at}/sites/slt`, { json: { name: 'Mine' } }, 403],
    ],
    'DELETE /partner/assessments/{key}/sites/{siteId}': [['a site', `${at}/sites/slt`, {}, 403]],
    'POST /partner/assessments/{key}/sites/{siteId}/copy': [
      ['from another site', `${at}/sites/mty/copy`, { json: { fromSiteId: 'slt', mode: 'all' } }, 404],
      ['to another site', `${at}/sites/slt/copy`, { json: { fromSiteId: 'mty', mode: 'all' } }, 404],
    ],
    'GET /partner/assessments/{key}/pulse': [
      ['her own', `${at}/pulse`, {}, 200],
      ['another partner’s', `${elsewhere}/pulse`, {}, 404],
    ],
    'GET /partner/assessments/{key}/copy/{format}': [['nothing sent yet', `${at}/copy/docx`, {}, 404]],
    'POST /partner/assessments/{key}/delegations': [
      ['her part on', `${at}/delegations`, { json: { requestId: newKey(), places: own, to: toEve } }, 403],
      [
        'another part to herself',
        `${at}/delegations`,
        { json: { requestId: newKey(), places: [{ sectionId: 'leadership' }], to: { contactKey: scene.ana.key } } },
        403,
      ],
    ],
    'DELETE /partner/assessments/{key}/delegations/{delegationKey}': [
      ['another’s', `${at}/delegations/${delegation}`, {}, 403],
      ['one that is not there', `${at}/delegations/${missing}`, {}, 403],
    ],
    'POST /partner/assessments/{key}/whole': [
      ['everything for herself', `${at}/whole`, { json: { requestId: newKey(), contactKey: scene.ana.key } }, 403],
      ['another partner’s', `${elsewhere}/whole`, { json: { requestId: newKey(), contactKey: scene.ana.key } }, 404],
    ],
    'DELETE /partner/assessments/{key}/whole/{contactKey}': [
      ['from the one who handed over', `${at}/whole/${scene.contactKey}`, {}, 403],
      ['another partner’s', `${elsewhere}/whole/${scene.contactKey}`, {}, 404],
    ],
    'POST /partner/assessments/{key}/done': [['another partner’s', `${elsewhere}/done`, {}, 404]],
    'POST /partner/assessments/{key}/not-me': [
      ['another partner’s', `${elsewhere}/not-me`, { json: { requestId: newKey(), colleague: toEve } }, 404],
    ],
    'POST /partner/assessments/{key}/help': [
      ['about another question', `${at}/help`, about({ sectionId: 'leadership', questionId: 'leadershipPerson' }), 404],
      [
        'about a foreign question in her section',
        `${at}/help`,
        about({ sectionId: 'partners', questionId: 'leadershipPerson' }),
        404,
      ],
      ['about another site', `${at}/help`, about({ sectionId: 'atThisSite', siteId: 'slt' }), 404],
    ],
    'POST /partner/assessments/{key}/help/{requestKey}': [
      ['to another’s question', `${at}/help/${scene.helpKey}`, words, 404],
    ],
    'PUT /partner/assessments/{key}/remind-on': [
      ['another partner’s', `${elsewhere}/remind-on`, { json: { on: null } }, 404],
    ],
  };
}

describe('a colleague with a part, by link', () => {
  it('every address of the page that is about a questionnaire has a row here', () => {
    const all = api.routes.filter(({ access, path }) => access === 'linkSession' && path !== '/partner/session');
    const named = all
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !/session\/(code|verify)/.test(route));
    expect(Object.keys(triesByRoute()).sort()).toEqual(named.sort());
  });

  it('reaches nothing outside the part, whatever is guessed, and learns nothing of it', async () => {
    const { call, prove } = await browser();
    expectClean((await prove()).body);
    const before = scene.state();
    for (const [route, tries] of Object.entries(triesByRoute())) {
      for (const [what, path, options, status] of tries) {
        const reply = await call(route.split(' ')[0] ?? '', path, options);
        expect([route, what, reply.status]).toEqual([route, what, status]);
        expectClean(reply.body);
      }
    }
    expect(scene.state()).toBe(before);
  });

  it('needs the code while the part holds another’s answer, and none for one that is untouched', async () => {
    const one = await browser();
    const path = `/partner/questionnaire?assessment=${encodeURIComponent(scene.assessmentKey)}`;
    expect((await one.call('GET', path)).body).toMatchObject({ code: 'codeNeeded' });
    const { stores } = world.sharePoint;
    const stored = stores.assessments.get(scene.assessmentKey);
    if (!stored) throw new Error('no assessment');
    const untouched = stored.value.delegations?.map((each) =>
      each.to === scene.ana.key ? { ...each, places: [{ sectionId: 'atThisSite', siteId: 'mty' }] } : each,
    );
    await stores.assessments.update({ ...stored.value, delegations: untouched }, stored.version);
    const reply = await one.call('GET', path);
    expect(reply.status).toBe(200);
    expectClean(reply.body);
    // Without the code nobody is named, not even with an empty form.
    for (const [method, act, json] of [
      [
        'POST',
        'delegations',
        { requestId: newKey(), places: [{ sectionId: 'partners' }], to: { contactKey: scene.contactKey } },
      ],
      ['POST', 'not-me', { requestId: newKey() }],
      ['DELETE', `delegations/${newKey()}`, undefined],
    ] as const) {
      const at = `/partner/assessments/${encodeURIComponent(scene.assessmentKey)}/${act}`;
      expect((await one.call(method, at, { json })).body).toMatchObject({ code: 'codeNeeded' });
    }
    const saved = await one.call(
      'PUT',
      `/partner/assessments/${encodeURIComponent(scene.assessmentKey)}/sections/atThisSite/mty`,
      { json: { baseRevision: 0, answers: [{ questionId: 'siteEmergencyPractised', value: 'yes' }] } },
    );
    expect(saved.status).toBe(200);
    expect((await one.call('GET', path)).status).toBe(200);
    // A part with another's one write, in place of the own one: the counts would agree, the sections do not.
    const now = stores.assessments.get(scene.assessmentKey);
    if (!now) throw new Error('no assessment');
    const swapped = now.value.delegations?.map((each) =>
      each.to === scene.ana.key ? { ...each, places: [{ sectionId: 'partners' }] } : each,
    );
    await stores.assessments.update({ ...now.value, delegations: swapped }, now.version);
    expect((await one.call('GET', path)).body).toMatchObject({ code: 'codeNeeded' });
    const last = stores.assessments.get(scene.assessmentKey);
    if (!last) throw new Error('no assessment');
    await stores.assessments.update({ ...last.value, delegations: stored.value.delegations }, last.version);
  });
});

describe('a colleague with a part, in chat', () => {
  const person = { oid: 'oid-ana', tid: 't1', name: 'Ana' };
  const context = (): ChatContext => ({
    useCases: world.useCases,
    clock: world.clock,
    log: silentLog,
    plainPageUrl: 'http://localhost:3978/answer/',
    customerName: 'Northgate Trading Ltd',
    newKey,
  });

  beforeAll(async () => {
    const { stores } = world.sharePoint;
    const stored = stores.contacts.get(scene.ana.key);
    if (!stored) throw new Error('no contact');
    const teams = { oid: person.oid, tid: person.tid, boundBy: 'x', boundAt: world.clock.now().toISOString() };
    await stores.contacts.update({ ...stored.value, teams }, stored.version);
  });

  /** Every verb that a card knows, with fields that point outside the part. */
  function forgeries(): { verb: string; data: object }[] {
    const verbs = cardData.options.flatMap(({ shape: { verb } }): CardData['verb'][] =>
      'options' in verb ? verb.options : [...verb.values],
    );
    const delegation = world.sharePoint.stores.assessments.get(scene.assessmentKey)?.value.delegations?.[0]?.key;
    const places: readonly { sectionId: string; siteId?: string }[] = [
      { sectionId: 'leadership' },
      { sectionId: 'atThisSite', siteId: 'slt' },
      { sectionId: 'nowhere' },
    ];
    const keys = [scene.assessmentKey, scene.other.assessmentKey];
    // What ends her own part, or says a word of hers, is no reaching out.
    const isOwnBusiness = (verb: string): boolean => ['finish', 'notMe', 'notMeUnknown', 'remind'].includes(verb);
    return verbs.flatMap((verb) =>
      keys.flatMap((assessmentKey) =>
        isOwnBusiness(verb) && assessmentKey === scene.assessmentKey
          ? []
          : places.map((place) => ({
              verb,
              data: {
                verb,
                assessmentKey,
                ...place,
                group: 0,
                baseRevision: 99,
                was: {},
                open: ['leadershipPerson'],
                use: 'mine',
                'a.leadershipPerson': 'me',
                'a.siteEmergencyPractised': 'no',
                'c.leadershipPerson': 'me',
                jump: JSON.stringify(['leadershipPerson', null]),
                requestId: newKey(),
                thread: scene.helpKey,
                text: 'What?',
                about: JSON.stringify(place),
                parts: JSON.stringify([place]),
                colleague: scene.contactKey,
                contact: scene.contactKey,
                name: 'Eve',
                email: 'eve@acero.example',
                jobTitle: 'Boss',
                isConfirmed: 'true',
                openMustsReason: 'x',
                delegation,
                site: 'slt',
                fromSite: 'slt',
                remind: 'date',
                on: '2030-01-01',
              },
            })),
      ),
    );
  }

  it('reaches nothing outside the part with any button, and reads nothing of it', async () => {
    const before = scene.state();
    const all = forgeries();
    expect(new Set(all.map(({ verb }) => verb)).size).toBeGreaterThan(20);
    for (const { verb, data } of all) {
      expect([verb, parseCardData({ action: { verb, data } }, true) === undefined]).toEqual([verb, false]);
      const reply = await cardAction(context(), person, { action: { verb, data } }, true);
      expectClean({ verb, reply });
    }
    expect(scene.state()).toBe(before);
  });
});
