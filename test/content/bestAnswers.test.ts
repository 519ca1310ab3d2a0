import { assessRequirements } from '../../src/domain/assessRequirements';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import type { AnswerValue } from '../../src/domain/answer';
import type { Question } from '../../src/domain/question';
import { composeQuestionnaire } from '../../src/domain/questionnaire';
import { answered, best, content, DAY, worst } from './answeredContent';

const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');
const TYPES = Object.keys(PARTNER_TYPES) as PartnerType[];

describe.each(TYPES)('a partner of the type %s', (type) => {
  const questionnaire = composeQuestionnaire({
    ...content,
    pack,
    partnerTypes: [type],
    sites: [
      { id: 'north', name: 'North' },
      { id: 'south', name: 'South' },
    ],
  });
  const requirements = (choose: (question: Question) => AnswerValue) =>
    assessRequirements({
      questionnaire,
      answers: answered(questionnaire, choose),
      evidence: [],
      pack,
      asOf: DAY,
    });

  it('answers everything best, with all gates open, and meets every criterion it has', () => {
    const missed = requirements(best).filter(({ outcome }) => outcome !== 'met');
    expect(missed.map(({ criterion, part, outcome }) => [criterion, part, outcome])).toEqual([]);
  });

  it('answers everything worst, meets none, and none stays open', () => {
    const odd = requirements(worst).filter(({ outcome }) => outcome === 'met' || outcome === 'unanswered');
    expect(odd.map(({ criterion, part, outcome }) => [criterion, part, outcome])).toEqual([]);
  });
});
