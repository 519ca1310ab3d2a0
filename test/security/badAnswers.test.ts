import path from 'node:path';
import { loadContent } from '../../src/content/load';
import type { CurrentAnswer, QuestionnaireView, QuestionView, SaveResult } from '../../src/contracts/questionnaire';
import { checkAnswer } from '../../src/domain/answer';
import { choicesOf } from '../../src/domain/question';
import { type ApiServer, startApi } from '../api/support/apiServer';
import { buttonsOf, faultsOf, inputsOf, wordsOf } from '../bot/support/cardChecks';
import { LUPE, MINH } from '../bot/support/fakeUseCases';
import { type RealBot, startRealBot } from '../bot/support/realBot';
import type { Card } from '../bot/support/startBot';
import { textsOf, unzipped } from '../documents/unzipped';
import { bestAnswer } from '../e2e/support/answerTheRest';
import { newKey } from '../useCases/world';
import { PartnerBrowser } from '../support/partnerBrowser';

// The whole shipped pack, asked of one partner with two sites, and everything that no form of ours would send: by the
// page over HTTP and by cards through the connector, into the same service.
const content = loadContent(path.resolve(__dirname, '../../src/content'));
const byId = new Map(content.questions.map((question) => [question.id, question]));
const LONG = 'Ñ'.repeat(60_000);
const TRICKS = [
  '\u202eevil\u202c.exe',
  'pay\u200bpal \u2066hidden\u2069',
  '👩🏽‍🔧🇻🇳 ✅',
  '=HYPERLINK("http://evil.example","x")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '<img src=x onerror=alert(1)>',
  '[text](javascript:alert(1)) **bold**',
  'Z\u0300\u0301\u0302'.repeat(40),
  '\ud800 alone \u0000 null',
];
const WRONG: readonly unknown[] = [
  'nonsense',
  '__proto__',
  'constructor',
  'attached',
  'notApplicable',
  '',
  '2026-02-30',
  '9999-12-31',
  '1e999',
  '1,234',
  -1,
  1e300,
  0.1,
  true,
  [],
  ['yes', ['no']],
  {},
  { r1: 'yes' },
  { ['__proto__']: 'yes', toString: 'yes' },
  LONG,
  ...TRICKS,
];

let bot: RealBot;
let api: ApiServer;
let page: PartnerBrowser;
let key: string;
let inChat: string;
beforeAll(async () => {
  bot = await startRealBot(content);
  api = await startApi(bot.useCases);
  const sites = [
    { id: 'north', name: 'North plant' },
    { id: 'south', name: 'South plant' },
  ];
  key = await bot.ask('Aceros del Norte', LUPE, sites);
  inChat = await bot.ask('Nguyen Sea Foods', MINH, sites);
  const [contact] = bot.sharePoint.stores.contacts.by('oid', LUPE);
  if (!contact) throw new Error('The contact is not there.');
  const { url } = await bot.useCases.linkFor(contact.value);
  page = new PartnerBrowser(api.url, { origin: 'http://localhost:4999' });
  await page.call('POST', '/session', { secret: url.split('#')[1] });
});
afterAll(async () => {
  await api?.close();
  await bot?.close();
});

const at = (): string => `/assessments/${encodeURIComponent(key)}`;
const look = (): Promise<QuestionnaireView> => page.call('GET', `/questionnaire?assessment=${encodeURIComponent(key)}`);
/** The questionnaire that is answered in the chat. */
const lookInChat = (): Promise<QuestionnaireView> => {
  const [contact] = bot.sharePoint.stores.contacts.by('oid', MINH);
  if (!contact) throw new Error('The contact is not there.');
  return bot.useCases.questionnaire({ contact: contact.value, source: 'card' }, inChat);
};
const save = (sectionId: string, siteId: string | undefined, body: unknown) => {
  // A link may be used so often in a minute.
  api.clockOffset += 1_000;
  return page.send<SaveResult>('PUT', `${at()}/sections/${encodeURIComponent(sectionId)}/${siteId ?? '-'}`, body);
};

/** What is stored fits its question, and can be shown. */
const unsound = ({ answers, progress }: QuestionnaireView): unknown[] => [
  ...answers.filter(({ questionId, value, naReason }: CurrentAnswer) => {
    const question = byId.get(questionId);
    if (!question) return true;
    if (value === null) return naReason !== undefined && !question.naReasons?.some(({ id }) => id === naReason);
    const checked = checkAnswer(question, value);
    return !checked.ok || JSON.stringify(checked.value) !== JSON.stringify(value);
  }),
  ...answers.filter(({ value }) =>
    // JSON writes a zero character and half a surrogate pair as escapes.
    /[\u202a-\u202e\u2066-\u2069\u200b]|\\u0000|\\ud[89a-f]/.test(JSON.stringify(value)),
  ),
  ...(progress.percent >= 0 && progress.percent <= 100 && progress.answered <= progress.total ? [] : [progress]),
];

it('by page, wrong types, ranges and tricks to every question are refused in words or cleaned, and nothing falls over', async () => {
  const { sections } = await look();
  const refusals = new Set<string>();
  for (const value of WRONG) {
    for (const { id, siteId, questions } of sections) {
      // A form may have 1 MB.
      const asked = value === LONG ? questions.slice(0, 5) : questions;
      const answers = asked.map((question) => ({ questionId: question.id, value, naReason: 'nobodyKnows' }));
      const { status, body } = await save(id, siteId, { baseRevision: 0, answers });
      expect([status, JSON.stringify(value).slice(0, 60)]).toEqual([200, JSON.stringify(value).slice(0, 60)]);
      for (const { problem } of body.refused) refusals.add(problem);
      expect(body.conflicts).toEqual([]);
    }
  }
  for (const sentence of refusals) expect(sentence).toMatch(/^[A-Z].*[.”]$/);
  expect(refusals.size).toBeGreaterThan(8);
  expect(unsound(await look())).toEqual([]);
  expect(api.logged.filter((each) => 'trouble' in each)).toEqual([]);
});

it.each<[string, unknown]>([
  ['no answers', { baseRevision: 0 }],
  ['no revision', { answers: [] }],
  ['a revision below none', { baseRevision: -1, answers: [] }],
  ['a revision that is no number', { baseRevision: '1', answers: [] }],
  ['answers that are no list', { baseRevision: 0, answers: { questionId: 'x' } }],
  ['more answers than any section has', { baseRevision: 0, answers: Array(61).fill({ questionId: 'x', value: 1 }) }],
  ['an id of 60,000 characters', { baseRevision: 0, answers: [{ questionId: LONG, value: 1 }] }],
  ['a comment of 60,000 characters', { baseRevision: 0, answers: [{ questionId: 'x', value: 1, comment: LONG }] }],
  ['a list', []],
  ['text', 'text'],
])('by page, a form with %s is refused whole', async (_, body) => {
  const { sections } = await look();
  const { status } = await save(sections[0]?.id ?? '', sections[0]?.siteId, body);
  expect([400, 413, 422]).toContain(status);
});

it('by page, ids that nobody has are not there, and a question of another section is not asked here', async () => {
  const { sections } = await look();
  const [company] = sections.filter(({ siteId }) => siteId === undefined);
  const [site] = sections.filter(({ siteId }) => siteId !== undefined);
  const answers = [{ questionId: company?.questions[0]?.id, value: 'yes' }];
  for (const [sectionId, siteId] of [
    ['nobodysSection', undefined],
    ['__proto__', undefined],
    ['../questionnaire', undefined],
    [company?.id ?? '', 'north'],
    [site?.id ?? '', undefined],
    [site?.id ?? '', 'nobodys-site'],
  ] as const) {
    const { status } = await save(sectionId, siteId, { baseRevision: 0, answers });
    expect([sectionId, siteId, status]).toEqual([sectionId, siteId, 404]);
  }
  const elsewhere = await save(site?.id ?? '', site?.siteId, { baseRevision: 0, answers });
  expect(elsewhere.body.refused).toMatchObject([{ problem: 'This question is not asked here. Reload the page.' }]);
});

/** A section with a gate in it, and a question behind that gate. */
function gated({ sections }: QuestionnaireView) {
  for (const { id, siteId, questions } of sections) {
    for (const behind of questions) {
      const gate = questions.find((each) => each.id === behind.gate?.question && !each.gate);
      const known = byId.get(gate?.id ?? '');
      const closing = known && choicesOf(known).find((each) => !behind.gate?.in.includes(each.id));
      if (gate && closing && gate.type !== 'multipleChoice')
        return { id, siteId, behind, gate: gate.id, closing: closing.id, opening: behind.gate?.in[0] };
    }
  }
  throw new Error('No gate stands with what it opens.');
}

it('answers to hidden questions are parked: kept, counted nowhere, and there again when they are asked', async () => {
  const { id, siteId, behind, gate, closing, opening } = gated(await look());
  const say = async (questionId: string, value: unknown) => {
    const { body } = await save(id, siteId, { baseRevision: 10_000, answers: [{ questionId, value }] });
    expect(body.refused).toEqual([]);
    return body.progress;
  };
  await say(behind.id, null);
  const closed = await say(gate, closing);
  expect(await say(behind.id, bestAnswer(behind))).toEqual(closed);
  const { missing } = await say(gate, opening);
  expect(missing.some((each) => each.questionId === behind.id && each.siteId === siteId)).toBe(false);
});

it('by page, a form that is posted several times at once saves once', async () => {
  const { sections } = await look();
  const section = sections.find(({ questions }) => questions.some(({ type, gate }) => type === 'yesPartlyNo' && !gate));
  const question = section?.questions.find(({ type, gate }) => type === 'yesPartlyNo' && !gate);
  if (!section || !question) throw new Error('No plain question.');
  const { revision } = section;
  const body = { baseRevision: revision, answers: [{ questionId: question.id, value: 'partly' }] };
  const all = await Promise.all([1, 2, 3].map(() => save(section.id, section.siteId, body)));
  expect(all.map(({ status, body: { conflicts, revision: now } }) => [status, conflicts.length, now])).toEqual(
    Array(3).fill([200, 0, revision + 1]),
  );
});

let presses = 0;
const press = async (verb: string, data: object, inputs: object) => {
  // The bot takes so many presses of a person in ten seconds.
  presses += 1;
  if (presses % 30 === 0) {
    failures.push(...errors());
    bot.started.renew();
  }
  return bot.started.press('minh', verb, data, inputs);
};
const failures: object[] = [];
const errors = (): object[] => bot.started.logged.filter(({ level }) => level === 'error');
const card = async (): Promise<Card> => {
  await bot.started.act('minh', { text: 'continue' });
  return (await bot.lastCard('minh')) as Card;
};
const saveButton = (shown: Card) => {
  const found = buttonsOf(shown).find(({ verb }) => verb === 'save');
  if (!found?.data) throw new Error(`No card to save: ${wordsOf(shown)}`);
  return { verb: 'save', data: found.data };
};

it('by chat, wrong values and tricks in every input of a card are said beside the question or cleaned, never lost or too large', async () => {
  // Emptied first, so that there is a card with questions of each kind.
  const shown = await card();
  const { verb, data } = saveButton(shown);
  const { sections } = await lookInChat();
  for (const value of WRONG.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))) {
    for (const section of sections.slice(0, 6)) {
      if (value === '') continue;
      const asked = section.questions.slice(0, 6);
      const was = Object.fromEntries(asked.map(({ id }) => [id, ['other', 'other']]));
      // What comes through the chat may have 256 KB.
      const filled = value === LONG ? asked.slice(0, 1) : asked;
      const inputs = Object.fromEntries(filled.map(({ id }) => [`a.${id}`, value]));
      const place = { sectionId: section.id, siteId: section.siteId, group: 0, baseRevision: 10_000, was };
      const { body } = await press(verb, { ...data, ...place }, inputs);
      expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
      expect(faultsOf(body?.value as Card)).toEqual([]);
    }
  }
  expect(unsound(await lookInChat())).toEqual([]);
  expect([...failures, ...errors()]).toEqual([]);
});

it('by chat, forged card data is turned away in words, and changes nothing', async () => {
  const shown = await card();
  const { data } = saveButton(shown);
  const before = JSON.stringify((await lookInChat()).answers);
  const forged: object[] = [
    { ...data, assessmentKey: 'x' },
    { ...data, assessmentKey: `${'0'.repeat(26)}|${'0'.repeat(26)}` },
    { ...data, sectionId: '__proto__' },
    { ...data, sectionId: LONG },
    { ...data, sectionId: 5 },
    { ...data, siteId: 'nobodys' },
    { ...data, group: -1 },
    { ...data, group: 499 },
    { ...data, group: 'NaN' },
    { ...data, baseRevision: -5 },
    { ...data, baseRevision: {} },
    { ...data, was: 'all' },
    { ...data, was: { constructor: ['', ''], toString: ['', ''], nobodyAsked: ['', ''] } },
    { ...data, was: Object.fromEntries([...Array(5_000).keys()].map((n) => [`q${n}`, ['', '']])) },
    { by: 'oid:maya', contact: 'other', roles: ['Manager'] },
    { ...data, page: -1, open: 'all', use: 'theirs', only: 5, site: LONG, fromSite: 'x', requestId: 'x', thread: '1' },
  ];
  const verbs = ['save', 'decide', 'open', 'menu', 'more', 'later', 'submit', 'comment', 'jump', 'remind', 'copySite'];
  for (const verb of [...verbs, 'removeSite', 'takeBack', 'finish', 'handOver', 'nobodysVerb', '__proto__']) {
    for (const each of forged) {
      const inputs = {
        'a.nobodyAsked': 'yes',
        'a.constructor': 'yes',
        'm.x': 'y',
        name: '',
        jobTitle: '',
        isConfirmed: 'no',
      };
      const { status, body } = await press(verb, each, inputs);
      expect([verb, status]).toEqual([verb, 200]);
      expect([200, 400, 403]).toContain(body?.statusCode);
      if (body?.type === 'application/vnd.microsoft.card.adaptive') expect(faultsOf(body.value as Card)).toEqual([]);
    }
  }
  expect(JSON.stringify((await lookInChat()).answers)).toBe(before);
  expect([...failures, ...errors()]).toEqual([]);
});

it('by chat, an answer of 60,000 characters is shown again with what to do, on a card that Teams takes', async () => {
  const { sections } = await lookInChat();
  const texts = sections.flatMap((section) =>
    section.questions
      .filter((each) => each.type === 'shortText' && !each.gate)
      .map((question): [typeof section, QuestionView] => [section, question]),
  );
  const [section, question] = texts[0] ?? [];
  if (!section || !question) throw new Error('The pack asks for no text.');
  const { data } = saveButton(await card());
  const group = section.groups.findIndex((ids) => ids.includes(question.id));
  const place = { sectionId: section.id, siteId: section.siteId, group, baseRevision: 10_000 };
  const was = { [question.id]: ['other', ''] };
  const { body } = await press('save', { ...data, ...place, was }, { [`a.${question.id}`]: LONG });
  const again = body?.value as Card;
  expect(wordsOf(again)).toMatch(/Shorten your answer to \d+ characters/);
  expect(JSON.stringify(inputsOf(again))).toContain('ÑÑÑ');
  expect(faultsOf(again)).toEqual([]);
});

it('by chat, 60,000 characters in any other form come back in words, on a card that Teams takes', async () => {
  const { data } = saveButton(await card());
  const { sections } = await lookInChat();
  const [section] = sections;
  const was = Object.fromEntries((section?.questions ?? []).map(({ id }) => [id, 'other']));
  const place = {
    ...data,
    sectionId: section?.id,
    siteId: section?.siteId,
    group: 0,
    requestId: newKey(),
    thread: newKey(),
  };
  const texts = {
    ...Object.fromEntries((section?.questions ?? []).slice(0, 1).map(({ id }) => [`c.${id}`, LONG])),
    ...Object.fromEntries(['text', 'about', 'note', 'jump', 'on', 'openMustsReason'].map((id) => [id, id])),
  };
  for (const verb of ['ask', 'askAgain', 'comment', 'handOver', 'notMe', 'addSite', 'submit', 'jump', 'remind']) {
    for (const field of ['text', 'name', 'email', 'note', 'jobTitle', 'parts', 'colleague', 'jump', 'on', 'remind']) {
      const inputs = { ...texts, [field]: LONG };
      const { body } = await press(verb, { ...place, was }, inputs);
      expect([200, 400, 403]).toContain(body?.statusCode);
      const told = body?.value as Card & { message?: string };
      if (body?.type === 'application/vnd.microsoft.card.adaptive')
        expect([verb, field, ...faultsOf(told)]).toEqual([verb, field]);
      else expect(told.message).toMatch(/^[A-Z].*[.”]$/);
    }
  }
  expect([...failures, ...errors()]).toEqual([]);
});

it('what looks like a formula, or reads the other way round, is plain text in the copies of what was sent', async () => {
  for (let view = await look(); view.progress.missing.length > 0; view = await look()) {
    for (const { id, siteId, revision, questions } of view.sections) {
      const missing = questions.filter((question) =>
        view.progress.missing.some((each) => each.questionId === question.id && each.siteId === siteId),
      );
      if (missing.length === 0) continue;
      const answers = missing.map((question, n) => ({
        questionId: question.id,
        value: question.type === 'shortText' ? TRICKS[n % TRICKS.length] : bestAnswer(question),
        comment: TRICKS[n % TRICKS.length],
      }));
      expect((await save(id, siteId, { baseRevision: revision, answers })).body.refused).toEqual([]);
    }
  }
  const confirmed = { name: '=1+1 Ana\u202e', jobTitle: '@SUM(A1)', isConfirmed: true };
  const sent = await Promise.all([1, 2].map(() => page.send<{ isNew: boolean }>('POST', `${at()}/submit`, confirmed)));
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);
  expect(sent.filter(({ body }) => body.isNew)).toHaveLength(1);
  const [contact] = bot.sharePoint.stores.contacts.by('oid', LUPE);
  if (!contact) throw new Error('The contact is not there.');
  for (const format of ['xlsx', 'docx'] as const) {
    const { body } = await bot.useCases.submittedCopy({ contact: contact.value, source: 'page' }, key, format);
    const parts = await unzipped(Buffer.concat(await body.toArray()));
    const xml = [...parts.values()].join('\n');
    expect(xml.match(/<f[ >]|[\u202a-\u202e\u2066\u2067]/)?.[0]).toBeUndefined();
    if (format === 'docx') continue;
    const cells = [...parts]
      .filter(([name]) => /sharedStrings|sheet\d/.test(name))
      .flatMap(([, text]) => textsOf(text, 't'));
    expect(cells.length).toBeGreaterThan(300);
    expect(cells.filter((text) => /^[\s\u200b]*[=+\-@＝]/u.test(text))).toEqual([]);
  }
});
