import { freezeContent, thawContent } from '../../src/content/freezeContent';
import type { AnswerValue } from '../../src/domain/answer';
import { assessRequirements } from '../../src/domain/assessRequirements';
import { obligationOf } from '../../src/domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import type { ProgramCondition } from '../../src/domain/program';
import { choicesOf, type Question } from '../../src/domain/question';
import { composeQuestionnaire, visibleQuestions } from '../../src/domain/questionnaire';
import { answered, best, content, DAY } from './answeredContent';

const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');
const conditions = pack.conditions ?? [];
// Guard firms are asked about their own guards, whatever a site has.
const partnerTypes = (Object.keys(PARTNER_TYPES) as PartnerType[]).filter((type) => type !== 'guardFirm');
const questionnaire = composeQuestionnaire({ ...content, pack, partnerTypes, sites: [] });

const closing = ({ question, in: within }: ProgramCondition): ((asked: Question) => AnswerValue) => {
  return (asked) => {
    if (asked.id !== question) return best(asked);
    const others = choicesOf(asked).filter(({ id }) => !within.includes(id));
    return asked.type === 'multipleChoice'
      ? others.filter(({ exclusive }) => exclusive).map(({ id }) => id)
      : (others.at(-1)?.id ?? '');
  };
};

it('the pack names what criteria hang on', () => {
  expect(conditions.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'cargo',
      'cameras',
      'guards',
      'sealsInStock',
      'remoteAccess',
      'personalDevices',
      'securityTechnology',
      'ownConveyances',
      'subcontractedTransport',
      'agricultural',
      'looseAirCargo',
    ]),
  );
});

it('every gate of the bank whose criteria hang on it whole is named in the pack', () => {
  const named = new Set(conditions.map(({ question }) => question));
  const byId = new Map(content.questions.map((question) => [question.id, question]));
  const gatesOf = (question: Question | undefined): string[] =>
    question?.gate ? [question.gate.question, ...gatesOf(byId.get(question.gate.question))] : [];
  for (const { id } of pack.criteria) {
    const counting = content.questions.filter(
      ({ asksAbout, appliesTo }) =>
        !appliesTo && asksAbout.some(({ criterion, relation }) => criterion === id && relation !== 'related'),
    );
    const [first, ...others] = counting.map(gatesOf);
    const shared = (first ?? []).filter((gate) => others.every((gates) => gates.includes(gate)));
    // A plan that is missing is a criterion that is missed, and no condition; an office is told apart by what it holds.
    const open = shared.filter((gate) => !named.has(gate) && !['riskAssessment', 'siteKind'].includes(gate));
    expect([id, open]).toEqual([id, []]);
  }
});

it.each(conditions.map((condition) => [condition.id, condition] as const))(
  'where "%s" does not hold, nothing that hangs on it is asked, and its criteria do not apply',
  (_id, condition) => {
    const all = answered(questionnaire, best);
    const seen = new Set(visibleQuestions(questionnaire, all).map(({ question }) => question.id));
    const closed = answered(questionnaire, closing(condition));
    const left = visibleQuestions(questionnaire, closed).map(({ question }) => question);
    expect(left.length).toBeLessThan(seen.size);
    const counts = ({ asksAbout }: Question) =>
      asksAbout.some(({ criterion, relation }) => relation !== 'related' && condition.criteria.includes(criterion));
    const alsoElsewhere = ({ asksAbout }: Question) =>
      asksAbout.some(({ criterion, relation }) => relation !== 'related' && !condition.criteria.includes(criterion));
    expect(left.filter((question) => counts(question) && !alsoElsewhere(question)).map(({ id }) => id)).toEqual([]);
    const outcomes = assessRequirements({ questionnaire, answers: closed, evidence: [], pack, asOf: DAY })
      .filter(({ criterion }) => condition.criteria.includes(criterion))
      .map(({ criterion, outcome }) => [criterion, outcome]);
    expect(outcomes.length).toBeGreaterThanOrEqual(condition.criteria.length);
    expect(outcomes.filter(([, outcome]) => outcome !== 'notApplicable')).toEqual([]);
  },
);

it('each part of a criterion is asked with the obligation of that part', () => {
  const asked = questionnaire.sections.flatMap(({ questions }) => questions);
  for (const criterionAsked of pack.criteria) {
    const { id, parts = [] } = criterionAsked;
    for (const part of parts) {
      const counting = asked.filter(
        ({ asksAbout }) =>
          asksAbout.every(({ relation, criterion, part: its }) =>
            relation === 'related' ? true : criterion === id && its === part.id,
          ) && asksAbout.some(({ criterion, part: its }) => criterion === id && its === part.id),
      );
      const expected = obligationOf(criterionAsked, part.id);
      expect([
        id,
        part.id,
        ...new Set(counting.map(({ obligation, missCountsAs }) => missCountsAs ?? obligation)),
      ]).toEqual(counting.length === 0 ? [id, part.id] : [id, part.id, expected]);
    }
  }
});

it('a pack that was frozen before packs named conditions asks as it did', () => {
  const { conditions: _, ...older } = pack;
  const { sections, questions } = content;
  const frozen = thawContent(freezeContent({ ...content, packs: [older] }));
  const [thawed] = frozen.packs;
  if (!thawed) throw new Error('There is no pack.');
  expect(thawed.conditions).toBeUndefined();
  expect(composeQuestionnaire({ ...frozen, pack: thawed, partnerTypes, sites: [] })).toEqual(
    JSON.parse(JSON.stringify(composeQuestionnaire({ sections, questions, pack, partnerTypes, sites: [] }))),
  );
});
