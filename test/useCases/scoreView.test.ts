import { categoryScore } from '../../src/contracts/partners';
import type { ScoreDocument } from '../../src/useCases/scoreSubmission';
import { scoreView } from '../../src/useCases/scoreView';
import { anAnswer, aQuestion, scoreOf } from '../domain/builders';

it('a category in which nothing applies is shown as that, and not as one that is not rated yet', () => {
  const gate = aQuestion({ id: 'gate', asksAbout: [{ program: 'ctpat', criterion: '1.1', relation: 'related' }] });
  const behind = aQuestion({ id: 'behind', gate: { question: 'gate', in: ['yes'] } });
  const score = scoreOf({ questions: [gate, behind], answers: [anAnswer('gate', 'no')] });
  const document: ScoreDocument = {
    schemaVersion: 1,
    assessmentKey: 'campaign|partner',
    submission: 1,
    submissionSha256: '',
    contentHash: '',
    scoredAt: '2026-06-01T10:00:00.000Z',
    basedOn: '',
    evidence: [],
    decisions: {},
    score,
  };
  const [category] = scoreView(document, []).categories;
  expect(category).toMatchObject({ declared: 'notApplicable', evidenced: 'notApplicable', total: 0 });
  expect(categoryScore.safeParse(category).success).toBe(true);
});
