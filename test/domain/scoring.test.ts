import type { Answer } from '../../src/domain/answer';
import type { Criterion } from '../../src/domain/criterion';
import type { Question } from '../../src/domain/question';
import type { Risk, Vulnerability } from '../../src/domain/risk';
import type { EvidenceState } from '../../src/domain/scoring';
import { aCriterion, anAnswer, aQuestion, evidenceFor, scoreOf } from './builders';

const asks = (criterion: string, part?: string) => [
  { program: 'ctpat', criterion, relation: 'partOf' as const, ...(part ? { part } : {}) },
];
const must = aQuestion({ id: 'must', evidenceWanted: true });
const should = aQuestion({ id: 'should', asksAbout: asks('1.2'), evidenceWanted: true });
const criteria = [aCriterion(), aCriterion({ id: '1.2', obligation: 'should' })];
const questions = [must, should];
const say = (ofMust: string | null, ofShould: string | null): Answer[] => [
  ...(ofMust ? [anAnswer('must', ofMust)] : []),
  ...(ofShould ? [anAnswer('should', ofShould)] : []),
];
const proofs = [evidenceFor('must'), evidenceFor('should')];

describe('vulnerability', () => {
  it.each<[string, Answer[], Vulnerability['rating'], number, number, Risk['band']]>([
    ['1 when everything is met', say('yes', 'yes'), 1, 1, 1, 'low'],
    ['2 when only shoulds are missed', say('yes', 'no'), 2, 2, 2, 'medium'],
    ['2 when a should is partly met', say('yes', 'partly'), 2, 2, 2, 'medium'],
    ['3 when a must is missed', say('no', 'yes'), 3, 3, 3, 'high'],
    ['3 when a must is partly met', say('partly', 'yes'), 3, 3, 3, 'high'],
    ['3 when a must is missed, whatever else is open', say('no', null), 3, 3, 3, 'high'],
    ['not rated while a must is open', say(null, 'yes'), 'notRated', 1, 3, 'notRated'],
    ['not rated while a should is open', say('yes', null), 'notRated', 1, 2, 'notRated'],
    [
      'not rated, and 2 at best, when a should is missed and a must open',
      say(null, 'no'),
      'notRated',
      2,
      3,
      'notRated',
    ],
    ['not rated without any answer', [], 'notRated', 1, 3, 'notRated'],
  ])('is %s', (_name, answers, rating, best, worst, band) => {
    const score = scoreOf({ questions, criteria, answers });
    expect(score.vulnerabilityDeclared).toEqual({ rating, best, worst });
    expect(score.riskDeclared.band).toBe(band);
  });

  it('is decided by the worst category', () => {
    const other = aCriterion({ id: '2.1', category: '2' });
    const inOther = aQuestion({ id: 'other', asksAbout: asks('2.1') });
    const score = scoreOf({
      questions: [must, inOther],
      criteria: [aCriterion(), other],
      answers: [anAnswer('must', 'yes'), anAnswer('other', 'no')],
    });
    expect(score.categories.map(({ id, declared }) => [id, declared.rating])).toEqual([
      ['1', 1],
      ['2', 3],
    ]);
    expect(score.vulnerabilityDeclared.rating).toBe(3);
  });

  it('is not rated when nothing applies at all', () => {
    expect(scoreOf({ questions: [], criteria: [], answers: [] })).toMatchObject({
      vulnerabilityDeclared: { rating: 'notRated', best: 1, worst: 3 },
      riskDeclared: { band: 'notRated' },
      conformity: undefined,
    });
  });
  it('is not rated for a criterion that nobody asked about', () => {
    expect(scoreOf({ questions: [should], criteria, answers: say(null, 'yes') }).vulnerabilityDeclared.rating).toBe(
      'notRated',
    );
  });
});

describe('what is evidenced', () => {
  it.each<[string, EvidenceState[], Vulnerability['rating'], number]>([
    ['counts with accepted proof of everything', proofs, 1, 0],
    [
      'counts on the last day of the proof',
      [evidenceFor('must', { validUntil: '2026-06-01' }), evidenceFor('should')],
      1,
      0,
    ],
    ['is open without proof', [], 'notRated', 1],
    [
      'is open while the proof is to be reviewed',
      [evidenceFor('must', { state: 'toReview' }), evidenceFor('should')],
      'notRated',
      1,
    ],
    ['is open with rejected proof', [evidenceFor('must', { state: 'rejected' }), evidenceFor('should')], 'notRated', 1],
    [
      'is open with expired proof',
      [evidenceFor('must', { validUntil: '2026-05-31' }), evidenceFor('should')],
      'notRated',
      1,
    ],
    [
      'is open with the proof of a site',
      [evidenceFor('must', { siteId: 'north' }), evidenceFor('should')],
      'notRated',
      1,
    ],
    [
      'counts when one of several pieces is good',
      [...proofs, evidenceFor('must', { evidenceId: 'x', state: 'rejected' })],
      1,
      0,
    ],
  ])('%s', (_name, evidence, rating, unprovenMusts) => {
    const score = scoreOf({ questions, criteria, answers: say('yes', 'yes'), evidence });
    expect(score.vulnerabilityDeclared.rating).toBe(1);
    expect(score.vulnerabilityEvidenced.rating).toBe(rating);
    expect(score.unprovenMusts).toBe(unprovenMusts);
  });
  it('does not turn a missed must into a met one', () => {
    const score = scoreOf({ questions, criteria, answers: say('no', 'yes'), evidence: proofs });
    expect(score).toMatchObject({ openMusts: 1, unprovenMusts: 0, riskEvidenced: { band: 'high' } });
  });
  it('takes the word of the partner where no proof is wanted', () => {
    const plain = { ...must, evidenceWanted: false };
    expect(scoreOf({ questions: [plain], answers: say('yes', null) }).vulnerabilityEvidenced.rating).toBe(1);
  });
});

describe('a closed gate', () => {
  const gated = (otherwise?: 'notMet'): Question =>
    aQuestion({ id: 'behind', gate: { question: 'gate', in: ['yes'], otherwise }, evidenceWanted: true });
  const related = [{ program: 'ctpat', criterion: '1.1', relation: 'related' as const }];
  const gate = aQuestion({ id: 'gate', asksAbout: related });
  const withGate = (answers: Answer[], otherwise?: 'notMet') =>
    scoreOf({ questions: [gate, gated(otherwise)], answers });

  it('takes the criterion out, and a parked answer changes nothing', () => {
    const score = withGate([anAnswer('gate', 'no')]);
    expect(score.categories[0]?.declared.rating).toBe('notApplicable');
    expect(withGate([anAnswer('gate', 'no'), anAnswer('behind', 'no')])).toEqual(score);
    expect(score.receipt).toContainEqual(
      expect.objectContaining({ questionId: 'behind', rule: 'notAsked', answer: 'Not asked' }),
    );
  });
  it('counts as not met where the content says that it does', () => {
    expect(withGate([anAnswer('gate', 'no')], 'notMet')).toMatchObject({
      openMusts: 1,
      vulnerabilityDeclared: { rating: 3 },
    });
  });
  it.each<[string, Answer[], object]>([
    ['a closed gate of its own, what is behind it does not apply either', [anAnswer('first', 'no')], { openMusts: 0 }],
    [
      'a gate that does not apply, what is behind it does not apply either',
      [anAnswer('first', 'yes'), anAnswer('gate', null, { naReason: 'none', naState: 'agreed' })],
      { openMusts: 0 },
    ],
    [
      'a gate answered no, what is behind it is not met',
      [anAnswer('first', 'yes'), anAnswer('gate', 'no')],
      { openMusts: 1 },
    ],
  ])('that has %s', (_name, answers, expected) => {
    const first = aQuestion({ id: 'first', asksAbout: related });
    const second = aQuestion({
      id: 'gate',
      asksAbout: related,
      gate: { question: 'first', in: ['yes'] },
      naReasons: [{ id: 'none', text: { en: 'None here' } }],
    });
    expect(scoreOf({ questions: [first, second, gated('notMet')], answers })).toMatchObject(expected);
  });
  it('that nobody decided leaves the criterion open', () => {
    expect(withGate([]).vulnerabilityDeclared.rating).toBe('notRated');
  });
});

describe('parts, sites and dates', () => {
  const mixed: Criterion = aCriterion({
    obligation: 'should',
    parts: [
      { id: 'map', obligation: 'should', title: 'Map' },
      { id: 'complete', obligation: 'must', title: 'Complete' },
    ],
  });
  const parts = [
    aQuestion({ id: 'map', asksAbout: asks('1.1', 'map') }),
    aQuestion({ id: 'complete', asksAbout: asks('1.1', 'complete') }),
  ];

  it.each([
    ['a missed should', 'no', 'yes', 2, 0],
    ['a missed must', 'yes', 'no', 3, 1],
  ])('parts of a criterion keep their own obligations: %s', (_name, map, complete, rating, openMusts) => {
    const answers = [anAnswer('map', map), anAnswer('complete', complete)];
    expect(scoreOf({ questions: parts, criteria: [mixed], answers })).toMatchObject({
      openMusts,
      vulnerabilityDeclared: { rating },
    });
  });

  it('the worst site decides, and the receipt names it', () => {
    const atSite = aQuestion({ id: 'atSite', level: 'site', section: 'place' });
    const sites = [
      { id: 'north', name: 'North yard' },
      { id: 'south', name: 'South yard' },
    ];
    const answers = [anAnswer('atSite', 'yes', { siteId: 'north' }), anAnswer('atSite', 'no', { siteId: 'south' })];
    const score = scoreOf({ questions: [atSite], answers, sites });
    expect(score.requirements[0]).toMatchObject({ outcome: 'notMet', decidingSiteId: 'south' });
    expect(score.receipt.map(({ siteName, decides }) => [siteName, decides])).toEqual([
      ['North yard', false],
      ['South yard', true],
    ]);
    expect(score.openMusts).toBe(1);
  });

  it('an obligation is the one of the day of the questionnaire', () => {
    const dated = aCriterion({ earlierObligations: [{ obligation: 'should', until: '2023-01-01' }] });
    const scoredFor = (on: string) => scoreOf({ questions: [must], criteria: [dated], answers: say('no', null), on });
    expect(scoredFor('2022-12-31')).toMatchObject({ openMusts: 0, vulnerabilityDeclared: { rating: 2 } });
    expect(scoredFor('2023-01-01')).toMatchObject({ openMusts: 1, vulnerabilityDeclared: { rating: 3 } });
  });
  it('a type that is still to be checked is marked on every line', () => {
    const unchecked = aCriterion({ appliesTo: [], appliesToToBeChecked: ['importer'] });
    const score = scoreOf({ questions: [must], criteria: [unchecked], answers: say('yes', null) });
    expect(score.requirements[0]?.isToBeChecked).toBe(true);
    expect(score.receipt[0]?.isToBeChecked).toBe(true);
  });
});

describe('figures beside the risk', () => {
  it('conformity weighs musts more, gives half for partly, nothing for silence, and comes with its coverage', () => {
    expect(scoreOf({ questions, criteria, answers: say('yes', 'partly') })).toMatchObject({
      conformity: 250 / 3,
      coverage: 100,
    });
    expect(scoreOf({ questions, criteria, answers: say('yes', null) })).toMatchObject({
      conformity: 200 / 3,
      coverage: 50,
    });
  });
  it('a reason why something does not apply counts once it is agreed', () => {
    const may = { ...must, naReasons: [{ id: 'noCargo', text: { en: 'No cargo' } }] };
    const withState = (naState: 'proposed' | 'agreed') =>
      scoreOf({
        questions: [may, should],
        criteria,
        answers: [anAnswer('must', null, { naReason: 'noCargo', naState }), anAnswer('should', 'yes')],
      });
    expect(withState('proposed')).toMatchObject({
      counts: { asked: 2, answered: 1, unanswered: 1, notApplicable: 0, naProposed: 1 },
      vulnerabilityDeclared: { rating: 'notRated' },
    });
    expect(withState('agreed')).toMatchObject({
      counts: { asked: 2, answered: 1, unanswered: 0, notApplicable: 1, naProposed: 0 },
      vulnerabilityDeclared: { rating: 1 },
    });
  });
});

describe('the receipt', () => {
  const effectOf = (answers: Answer[], evidence: EvidenceState[] = []) =>
    scoreOf({ questions: [must], answers, evidence }).receipt.map(({ rule, answer, evidence: state, obligation }) => ({
      rule,
      answer,
      state,
      obligation,
    }));

  it.each<[string, Answer[], EvidenceState[], object]>([
    [
      'a proven answer',
      say('yes', null),
      proofs,
      { rule: 'met', answer: 'Yes', state: 'accepted', obligation: 'must' },
    ],
    [
      'an unproven one',
      say('yes', null),
      [],
      { rule: 'metUnproven', answer: 'Yes', state: 'none', obligation: 'must' },
    ],
    [
      'a missed must',
      say('partly', null),
      [],
      { rule: 'mustMissed', answer: 'Partly', state: 'none', obligation: 'must' },
    ],
    ['silence', [], [], { rule: 'unanswered', answer: 'No answer', state: 'none', obligation: 'must' }],
  ])('explains %s', (_name, answers, evidence, line) => {
    expect(effectOf(answers, evidence)).toEqual([line]);
  });
  it('tells in words how the risk came about', () => {
    const { steps } = scoreOf({ questions: [must], answers: say('no', null) });
    expect(steps.map(({ text }) => text)).toContain('Declared risk: threat 2 x vulnerability 3 = 6, high.');
  });
});

describe('the sensitivity', () => {
  it.each<[string, Answer[], 1 | 2 | 3, string[], string | undefined]>([
    ['closing the missed must is enough', say('no', 'no'), 2, ['1.1'], 'medium'],
    ['closing the must is enough though the should stays', say('no', 'no'), 1, ['1.1'], 'low'],
    ['a high threat needs everything closed', say('no', 'no'), 3, ['1.1', '1.2'], 'medium'],
    ['closing the should is enough', say('yes', 'no'), 2, ['1.2'], 'low'],
    ['nothing moves a low risk', say('yes', 'yes'), 2, [], undefined],
  ])('%s', (_name, answers, threat, close, to) => {
    const { declared } = scoreOf({ questions, criteria, answers, threat }).sensitivity;
    expect(declared?.to).toBe(to);
    expect(declared?.close.map(({ criterion }) => criterion) ?? []).toEqual(close);
  });
  it('names what must be answered and proven before the band can be told', () => {
    const { declared, evidenced } = scoreOf({ questions, criteria, answers: say('yes', null) }).sensitivity;
    expect(declared).toEqual({ from: 'notRated', to: 'low', close: [], answer: [{ criterion: '1.2' }], prove: [] });
    expect(evidenced).toMatchObject({ answer: [{ criterion: '1.2' }], prove: [{ criterion: '1.1' }] });
  });
});
