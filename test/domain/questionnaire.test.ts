import { composeQuestionnaire, progressOf, visibleGroups, visibleQuestions } from '../../src/domain/questionnaire';
import { aCriterion, anAnswer, answersOf, aPack, aQuestion, aQuestionnaire, SECTIONS } from './builders';

const SITES = [
  { id: 'north', name: 'North yard' },
  { id: 'south', name: 'South yard' },
];
const na = [{ id: 'noCargo', text: { en: 'No cargo' } }];
const gate = { question: 'first', in: ['yes'] };

describe('composing', () => {
  it('asks the company once and then every site, in the order of the sections', () => {
    const questions = [
      aQuestion({ id: 'atSite', level: 'site', section: 'place' }),
      aQuestion({ id: 'second', section: 'later' }),
      aQuestion(),
    ];
    const { sections } = aQuestionnaire(questions, aPack(), SITES);
    expect(sections.map(({ id, siteId }) => [id, siteId])).toEqual([
      ['company', undefined],
      ['later', undefined],
      ['place', 'north'],
      ['place', 'south'],
    ]);
  });

  it('asks about one main site when none is known, so that site questions are not skipped', () => {
    const { sections, sites } = aQuestionnaire([aQuestion({ id: 'atSite', level: 'site', section: 'place' })]);
    expect(sections).toMatchObject([{ siteId: 'main' }]);
    // Nobody named it, so there is no name to show.
    expect(sections[0]).not.toHaveProperty('siteName');
    expect(sites).toEqual([{ id: 'main', name: 'Main site' }]);
  });

  it.each([
    [
      'a criterion that the type does not have',
      { asksAbout: [{ program: 'ctpat', criterion: '9.9', relation: 'equal' as const }] },
    ],
    ['another program', { asksAbout: [{ program: 'pip', criterion: '1.1', relation: 'equal' as const }] }],
    ['other types only', { appliesTo: ['warehouse' as const] }],
  ])('leaves out a question about %s', (_name, over) => {
    expect(aQuestionnaire([aQuestion(over)]).sections).toEqual([]);
  });

  it('asks a gate of everybody who is asked what lies behind it', () => {
    const questions = [aQuestion({ appliesTo: ['warehouse'] }), aQuestion({ id: 'behind', gate })];
    expect(aQuestionnaire(questions).sections[0]?.questions.map(({ id }) => id)).toEqual(['first', 'behind']);
  });

  it('marks a gate with the obligation behind it', () => {
    const related = [{ program: 'ctpat', criterion: '1.1', relation: 'related' as const }];
    const questions = [
      aQuestion({ asksAbout: related }),
      aQuestion({ id: 'behind', gate }),
      aQuestion({ id: 'info', asksAbout: related }),
    ];
    const obligations = aQuestionnaire(questions).sections[0]?.questions.map(({ id, obligation }) => [id, obligation]);
    expect(obligations).toEqual([
      ['first', 'must'],
      ['behind', 'must'],
      ['info', 'info'],
    ]);
  });

  it('takes the obligation of the day it is composed for', () => {
    const pack = aPack([aCriterion({ earlierObligations: [{ obligation: 'should', until: '2023-01-01' }] })]);
    const on = (asOf: string) =>
      composeQuestionnaire({
        sections: SECTIONS,
        questions: [aQuestion()],
        pack,
        partnerTypes: ['importer'],
        sites: [],
        asOf,
      });
    expect(on('2022-12-31').sections[0]?.questions[0]?.obligation).toBe('should');
    expect(on('2023-01-01').sections[0]?.questions[0]?.obligation).toBe('must');
  });

  it('puts at most six inputs on a card, counting the reason why a question does not apply', () => {
    const questions = [1, 2, 3, 4]
      .map((n) => aQuestion({ id: `na${n}`, naReasons: na }))
      .concat(aQuestion({ id: 'last' }));
    const groups = aQuestionnaire(questions).sections[0]?.groups;
    expect(groups).toEqual([
      { id: 'company|-|1', inputs: 6, questionIds: ['na1', 'na2', 'na3'] },
      { id: 'company|-|2', inputs: 3, questionIds: ['na4', 'last'] },
    ]);
  });

  it('keeps a question off the card of its gate', () => {
    const questions = [aQuestion(), aQuestion({ id: 'beside' }), aQuestion({ id: 'behind', gate })];
    const groups = aQuestionnaire(questions).sections[0]?.groups.map(({ questionIds }) => questionIds);
    expect(groups).toEqual([['first', 'beside'], ['behind']]);
  });
});

describe('gates', () => {
  const chain = [
    aQuestion({ naReasons: na }),
    aQuestion({ id: 'behind', gate }),
    aQuestion({ id: 'deep', gate: { question: 'behind', in: ['yes'] } }),
    aQuestion({ id: 'atSite', level: 'site', section: 'place', gate }),
    aQuestion({ id: 'inSite', level: 'site', section: 'place', gate: { question: 'atSite', in: ['yes'] } }),
  ];
  const questionnaire = aQuestionnaire(chain, aPack(), SITES);
  const keysWith = (...answers: Parameters<typeof answersOf>) =>
    visibleQuestions(questionnaire, answersOf(...answers)).map(({ key }) => key);

  it.each([
    ['no answer', []],
    ['another answer', [anAnswer('first', 'no')]],
    ['a reason that is not agreed', [anAnswer('first', null, { naReason: 'noCargo' })]],
  ])('stay closed with %s', (_name, answers) => {
    expect(keysWith(...answers)).toEqual(['first']);
  });
  it('of the company hold at every site', () => {
    expect(keysWith(anAnswer('first', 'yes'))).toEqual(['first', 'behind', 'atSite@north', 'atSite@south']);
  });
  it('of a site hold at that site alone', () => {
    const keys = keysWith(anAnswer('first', 'yes'), anAnswer('atSite', 'yes', { siteId: 'south' }));
    expect(keys).toContain('inSite@south');
    expect(keys).not.toContain('inSite@north');
  });
  it('close everything behind a closed one, whatever was answered there', () => {
    expect(keysWith(anAnswer('first', 'no'), anAnswer('behind', 'yes'), anAnswer('deep', 'yes'))).toEqual(['first']);
  });
  it('leave out the groups that have nothing to ask', () => {
    const groups = visibleGroups(questionnaire, answersOf(anAnswer('first', 'no')));
    expect(groups.map(({ group, questions }) => [group.id, questions.map(({ id }) => id)])).toEqual([
      ['company|-|1', ['first']],
    ]);
  });
  it('that run in a circle end, with nothing asked', () => {
    const circle = [
      aQuestion({ gate: { question: 'second', in: ['yes'] } }),
      aQuestion({ id: 'second', gate: { question: 'first', in: ['yes'] } }),
    ];
    const answers = answersOf(anAnswer('first', 'yes'), anAnswer('second', 'yes'));
    expect(visibleQuestions(aQuestionnaire(circle), answers)).toEqual([]);
  });
});

describe('progress', () => {
  const related = [{ program: 'ctpat', criterion: '1.1', relation: 'related' as const }];
  const questions = [
    aQuestion({ naReasons: na }),
    aQuestion({ id: 'behind', gate }),
    aQuestion({ id: 'optional', required: false }),
    aQuestion({ id: 'atSite', level: 'site', section: 'place', asksAbout: related }),
  ];
  const questionnaire = aQuestionnaire(questions, aPack(), SITES);

  it('counts what is asked now, and names what is missing and which musts', () => {
    expect(progressOf(questionnaire, answersOf(anAnswer('atSite', 'no', { siteId: 'north' })))).toEqual({
      answered: 1,
      total: 3,
      percent: 33,
      minutesLeft: 1,
      minutesAtMost: 2,
      missing: [
        { sectionId: 'company', questionId: 'first' },
        { sectionId: 'place', questionId: 'atSite', siteId: 'south' },
      ],
      missingMusts: [{ sectionId: 'company', questionId: 'first' }],
    });
  });
  it('takes a reason why a question does not apply as an answer, until it is refused', () => {
    const said = (naState?: 'refused') => answersOf(anAnswer('first', null, { naReason: 'noCargo', naState }));
    expect(progressOf(questionnaire, said()).answered).toBe(1);
    expect(progressOf(questionnaire, said('refused')).answered).toBe(0);
  });
  it('is complete when nothing is asked', () => {
    expect(progressOf(aQuestionnaire([]), new Map())).toMatchObject({ total: 0, percent: 100, minutesLeft: 0 });
  });
});
