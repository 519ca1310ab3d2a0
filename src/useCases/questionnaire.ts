import type { PartnerSession } from '../contracts/questionnaire';
import { assessmentFor } from './access';
import type { AnsweringReader } from './answering';
import type { Stores } from './ports';
import type { AssessmentProgress } from './progress';
import { questionnaireView } from './questionnaireView';
import type { ReadIndex } from './readIndex';
import type { Say } from './sentences';
import type { SubmissionCheck } from './submissionCheck';
import type { UseCases } from './useCases';

/** What a contact has to answer, and one questionnaire whole. */
export function createQuestionnaires(deps: {
  stores: Stores;
  index: ReadIndex;
  reader: AnsweringReader;
  progress: AssessmentProgress;
  submissionCheck: SubmissionCheck;
  customerName: string;
  say: Say;
}): Pick<UseCases, 'assessmentsOf' | 'questionnaire'> {
  const { stores, index, reader, progress, submissionCheck, customerName, say } = deps;
  return {
    assessmentsOf(contact) {
      const partner = stores.partners.get(contact.partnerKey)?.value;
      if (!partner) return [];
      return index
        .assessmentsOf(partner.key)
        .filter(({ assessment, campaign }) => campaign.status !== 'closed' || assessment.status === 'submitted')
        .map(({ assessment, campaign }): PartnerSession['assessments'][number] => ({
          key: assessment.key,
          title: campaign.title,
          dueOn: campaign.dueOn,
          status: assessment.status,
          percent: assessment.status === 'submitted' ? 100 : (progress.of(assessment, campaign, partner)?.percent ?? 0),
        }))
        .sort((a, b) => {
          const byStatus = Number(a.status === 'submitted') - Number(b.status === 'submitted');
          return byStatus || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0);
        });
    },

    async questionnaire(by, assessmentKey) {
      const before = assessmentFor(stores, by, assessmentKey);
      const [state] = await Promise.all([reader.read(before), submissionCheck.ensure(before)]);
      const isToBeChecked = state.pack.criteria.some(({ confirmed }) => !confirmed) || state.pack.basis !== '';
      return questionnaireView({
        scope: assessmentFor(stores, by, assessmentKey),
        customerName,
        whoSees: say('whoSees', { customer: customerName }),
        basisNote: isToBeChecked ? say('basisToBeChecked') : '',
        questionnaire: state.questionnaire,
        rows: state.rows.map(({ value }) => value),
        answers: state.answers,
        evidence: stores.evidence.by('assessmentKey', assessmentKey).map(({ value }) => value),
      });
    },
  };
}
