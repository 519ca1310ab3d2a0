import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { groupCard } from '../../bot/teams/cards/groupCard';
import { sectionsCard } from '../../bot/teams/cards/sectionsCard';
import { outlineOf } from '../../bot/teams/outline';
import { type Content, loadContent } from '../../src/content/load';
import { compactOf } from '../../src/contracts/compactQuestionnaire';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import type { Answer } from '../../src/domain/answer';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import { answersByKey, composeQuestionnaire, type Questionnaire } from '../../src/domain/questionnaire';
import { outcomeLetters } from '../../src/domain/outcomeLetters';
import type { AnsweringScope } from '../../src/useCases/access';
import { questionnaireView } from '../../src/useCases/questionnaireView';
import { type Figure, round } from './figures';

const ROUNDS = 30;
const PARTNERS = 200;
const CARD_TIME = { now: '2026-06-01T10:00:00.000Z' };
const PAGE = 'https://trustlane.example/answer/#01hzbench000000000000000000000000000000000000000000';
/** What Teams takes of a card, and a little air. */
const CARD_GOAL_KB = 28;

function milliseconds(work: () => unknown, rounds = ROUNDS): number {
  work();
  const started = performance.now();
  for (let n = 0; n < rounds; n += 1) work();
  return round((performance.now() - started) / rounds, 3);
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

const kilobytes = (value: unknown): number => round(Buffer.byteLength(JSON.stringify(value)) / 1024, 1);

/** Every question open and answered: gates with what opens them, the rest with something long enough. */
function answered({ sections }: Questionnaire): readonly Answer[] {
  const all = sections.flatMap(({ questions }) => questions);
  return sections.flatMap(({ siteId, questions }) =>
    questions.map((question): Answer => {
      const opening = all.find(({ gate }) => gate?.question === question.id)?.gate?.in ?? [];
      const value =
        opening.length > 0
          ? question.type === 'multipleChoice'
            ? [...opening]
            : (opening[0] ?? '')
          : question.type === 'yesPartlyNo'
            ? 'yes'
            : question.type === 'singleChoice'
              ? (question.choices?.[0]?.id ?? '')
              : question.type === 'multipleChoice'
                ? (question.choices ?? []).map(({ id }) => id)
                : question.type === 'number'
                  ? (question.min ?? 1)
                  : question.type === 'date'
                    ? '2026-05-31'
                    : question.type === 'table'
                      ? Object.fromEntries((question.rows ?? []).map(({ id }) => [id, question.choices?.[0]?.id ?? '']))
                      : question.type === 'acceptDocument'
                        ? 'accepted'
                        : question.type === 'evidence'
                          ? 'cannot'
                          : 'As written in our procedure.';
      return {
        questionId: question.id,
        questionVersion: 1,
        ...(siteId === undefined ? {} : { siteId }),
        value,
        by: { id: 'contact:01hzbench0000000000000000c', name: 'Ana Bench' },
        at: '2026-06-01T10:00:00.000Z',
        source: 'page',
        revision: 3,
      };
    }),
  );
}

function viewOf(questionnaire: Questionnaire, answers: readonly Answer[]): QuestionnaireView {
  const stored = <Value>(value: Value) => ({ value, version: '1' });
  const scope = {
    assessment: stored({ key: '01hzbench0000000000000000a|01hzbench0000000000000000b', status: 'open' }),
    campaign: stored({
      askedBy: { name: 'Maya', email: 'maya@bench.example' },
      why: 'To measure.',
      dueOn: '2026-12-01',
    }),
    partner: stored({ name: 'Bench Ltd', sites: questionnaire.sites }),
    contact: { name: 'Ana Bench' },
  } as unknown as AnsweringScope;
  return questionnaireView({
    scope,
    customerName: 'Northgate Trading Ltd',
    basisNote: '',
    questionnaire,
    rows: [],
    answers: answersByKey(answers),
    evidence: [],
  });
}

/** Every card of questions that a questionnaire has, with how long each takes to build and how large it is. */
function cardFigures(what: string, views: readonly QuestionnaireView[]): Figure[] {
  const built = views.flatMap((view) =>
    outlineOf(view).map((placed) => {
      const took = milliseconds(() => groupCard({ view, placed, pageUrl: PAGE }), 5);
      return { took, size: kilobytes(groupCard({ view, placed, pageUrl: PAGE }).card) };
    }),
  );
  const times = built.map(({ took }) => took);
  const sizes = built.map(({ size }) => size);
  const name = (which: string) => `${what}: ${built.length} cards of questions, ${which}`;
  return [
    { name: name('building one, mean'), value: round(mean(times), 3), unit: 'ms', goal: 20 },
    { name: name('building one, worst'), value: Math.max(...times), unit: 'ms', goal: 20 },
    { name: name('size, mean'), value: round(mean(sizes), 1), unit: 'KB' },
    { name: name('size, largest'), value: Math.max(...sizes), unit: 'KB', goal: CARD_GOAL_KB },
  ];
}

/** Composing for many partners, beside what it takes to read the very same questionnaires from JSON. */
function composingFigures(content: Content): Figure[] {
  const [pack] = content.packs;
  if (!pack) throw new Error('There is no program.');
  const types = Object.keys(PARTNER_TYPES) as PartnerType[];
  const inputs = Array.from({ length: PARTNERS }, (_, n) => ({
    sections: content.sections,
    questions: content.questions,
    pack,
    partnerTypes: types.slice(n % types.length, (n % types.length) + 1 + (n % 2)),
    sites: Array.from({ length: n % 4 }, (__, site) => ({ id: `s${site}`, name: `Site ${site}` })),
    asOf: '2026-06-01',
  }));
  const texts = inputs.map((input) => JSON.stringify(composeQuestionnaire(input)));
  const composing = milliseconds(() => inputs.map(composeQuestionnaire), 3) / PARTNERS;
  const parsing = milliseconds(() => texts.map((text) => JSON.parse(text)), 3) / PARTNERS;
  const whole = { ...inputs[0], sections: content.sections, questions: content.questions, pack, partnerTypes: types };
  const wholeInput = { ...whole, sites: [], asOf: '2026-06-01' };
  const wholeText = JSON.stringify(composeQuestionnaire(wholeInput));
  const name = (which: string) => `composing, ${PARTNERS} partners of all types with up to 3 sites: ${which}`;
  return [
    { name: name('a partner'), value: round(composing, 3), unit: 'ms', goal: 20 },
    { name: name('JSON.parse of the same, as a measure'), value: round(parsing, 3), unit: 'ms' },
    { name: name('share of JSON.parse'), value: round((100 * composing) / parsing, 0), unit: '%' },
    {
      name: `composing the whole pack (${content.questions.length} questions, all types)`,
      value: milliseconds(() => composeQuestionnaire(wholeInput)),
      unit: 'ms',
      goal: 20,
    },
    { name: 'JSON.parse of the whole pack', value: milliseconds(() => JSON.parse(wholeText)), unit: 'ms' },
  ];
}

/** What a browser is sent of a questionnaire with everything answered, by how many sites are asked. */
function lineFigures(compose: (sites: { id: string; name: string }[]) => Questionnaire): Figure[] {
  return [1, 3, 50].flatMap((count): Figure[] => {
    const questionnaire = compose(
      Array.from({ length: count }, (_, at) => ({
        id: `01hzbench0000000000000s${String(at).padStart(3, '0')}`,
        name: `Plant ${at}`,
      })),
    );
    const view = viewOf(questionnaire, answered(questionnaire));
    const json = JSON.stringify(compactOf(view));
    const name = (what: string) => `foreign manufacturer, ${count} sites, on the line: ${what}`;
    return [
      { name: name('size'), value: round(json.length / 1024, 0), unit: 'KB' },
      { name: name('packed'), value: round(gzipSync(json).length / 1024, 1), unit: 'KB gzip', goal: 100 },
      { name: name('making it'), value: milliseconds(() => compactOf(view)), unit: 'ms' },
    ];
  });
}

/** Composing, cards and sizes of the largest questionnaire: an importer with three plants and every gate open. */
export function questionnaireFigures(): Figure[] {
  const content = loadContent(path.resolve('dist/content'));
  const [pack] = content.packs;
  if (!pack) throw new Error('There is no program.');
  const sites = ['North plant', 'South plant', 'Harbour warehouse'].map((name, n) => ({ id: `s${n}`, name }));
  const compose = () =>
    composeQuestionnaire({
      sections: content.sections,
      questions: content.questions,
      pack,
      partnerTypes: ['importer'],
      sites,
      asOf: '2026-06-01',
    });
  const questionnaire = compose();
  const answers = answered(questionnaire);
  const full = viewOf(questionnaire, answers);
  const empty = viewOf(questionnaire, []);
  const menus = Array.from({ length: 8 }, (_, page) =>
    kilobytes(sectionsCard({ view: full, pageUrl: PAGE, time: CARD_TIME, page }).card),
  );
  const [first] = outlineOf(full);
  if (!first) throw new Error('Nothing is asked.');
  const questions = questionnaire.sections.reduce((sum, section) => sum + section.questions.length, 0);
  const name = (what: string) => `importer, 3 sites, ${questions} questions: ${what}`;
  const byKey = answersByKey(answers);
  return [
    ...composingFigures(content),
    ...cardFigures('importer, 3 sites', [full, empty]),
    { name: name('composing'), value: milliseconds(compose), unit: 'ms', goal: 20 },
    { name: name('one view'), value: milliseconds(() => viewOf(questionnaire, answers)), unit: 'ms', goal: 20 },
    {
      name: name('outcomes of all'),
      value: milliseconds(() => outcomeLetters(questionnaire, byKey)),
      unit: 'ms',
      goal: 20,
    },
    {
      name: name('finding and building one card'),
      value: milliseconds(() => groupCard({ view: full, placed: outlineOf(full)[5] ?? first, pageUrl: PAGE })),
      unit: 'ms',
      goal: 20,
    },
    {
      name: name('building the card of sections'),
      value: milliseconds(() => sectionsCard({ view: full, pageUrl: PAGE, time: CARD_TIME })),
      unit: 'ms',
      goal: 20,
    },
    { name: name('largest card of sections'), value: Math.max(...menus), unit: 'KB', goal: CARD_GOAL_KB },
    ...lineFigures((on) =>
      composeQuestionnaire({
        sections: content.sections,
        questions: content.questions,
        pack,
        partnerTypes: ['foreignManufacturer'],
        sites: on,
      }),
    ),
    { name: 'frozen content of a campaign', value: kilobytes(JSON.parse(content.frozen)), unit: 'KB' },
  ];
}
