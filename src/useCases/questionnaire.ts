import type { PartnerSession, QuestionnaireView } from '../contracts/questionnaire';
import { type AnsweringScope, assessmentFor, isOpenTo, placesFor } from './access';
import type { AnsweringReader } from './answering';
import { viewOfPlaces } from './assessmentScope';
import { withApplicabilityMarks } from './applicabilityMarks';
import { beforeAnswering } from './beforeAnswering';
import { colleagueViews } from './colleagueViews';
import type { PictureOf } from './pictureViews';
import type { Stores } from './ports';
import type { AssessmentProgress } from './progress';
import { questionnaireView } from './questionnaireView';
import type { ReadIndex } from './readIndex';
import { helpThreads } from './requestViews';
import type { Say } from './sentences';
import type { SentPlaces } from './sentPlaces';
import type { SubmissionCheck } from './submissionCheck';
import type { UseCases } from './useCases';

/** What a contact has to answer, and one questionnaire whole. */
export function createQuestionnaires(deps: {
  stores: Stores;
  index: ReadIndex;
  reader: AnsweringReader;
  progress: AssessmentProgress;
  submissionCheck: SubmissionCheck;
  sentPlaces: SentPlaces;
  customerName: string;
  say: Say;
  pictureOf: PictureOf;
  keepAnswersYears?: number;
}): Pick<UseCases, 'assessmentsOf' | 'questionnaire'> {
  const { stores, index, reader, progress, submissionCheck, sentPlaces, customerName, say } = deps;
  const requestsOf = ({ contact, assessment }: AnsweringScope): Pick<QuestionnaireView, 'help' | 'remindOn'> => {
    const remindOn = assessment.value.remindOn?.[contact.key];
    return { help: helpThreads(stores, contact, assessment.value.key), ...(remindOn ? { remindOn } : {}) };
  };
  return {
    assessmentsOf(given) {
      const contact = stores.contacts.get(given.key)?.value ?? given;
      const partner = stores.partners.get(contact.partnerKey)?.value;
      if (!partner) return [];
      return index
        .assessmentsOf(partner.key)
        .filter(({ assessment, campaign }) => campaign.status !== 'closed' || assessment.status === 'submitted')
        .flatMap(({ assessment, campaign }): PartnerSession['assessments'][number][] => {
          const places = placesFor(contact, stores.assessments.get(assessment.key)?.value ?? assessment);
          if (places?.length === 0) return [];
          const sofar = places
            ? progress.ofPlaces(assessment, campaign, partner, places)
            : progress.of(assessment, campaign, partner);
          const { key, status } = assessment;
          const percent = status === 'submitted' ? 100 : (sofar?.percent ?? 0);
          const counted = status === 'open' && sofar ? { answered: sofar.answered, total: sofar.total } : {};
          const sender =
            status === 'submitted' && assessment.submittedBy ? { submittedBy: assessment.submittedBy } : {};
          const { title, dueOn } = campaign;
          return [{ key, title, partnerName: partner.name, dueOn, status, percent, ...counted, ...sender }];
        })
        .sort((a, b) => {
          const byStatus = Number(a.status === 'submitted') - Number(b.status === 'submitted');
          return byStatus || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0);
        });
    },

    async questionnaire(by, assessmentKey) {
      const before = assessmentFor(stores, by, assessmentKey);
      const asSent = sentPlaces.partnerAsSent(before.assessment.value, before.partner);
      const [state] = await Promise.all([
        asSent.then((partner) => reader.read({ ...before, partner })),
        submissionCheck.ensure(before),
      ]);
      const isToBeChecked = state.pack.criteria.some(({ confirmed }) => !confirmed) || state.pack.basis !== '';
      const scope = assessmentFor(stores, by, assessmentKey);
      const view = questionnaireView({
        scope,
        customerName,
        whoSees: say('whoSees', { customer: customerName }),
        before: beforeAnswering({
          say,
          customerName,
          personName: before.campaign.value.askedBy.name,
          sections: state.questionnaire.sections.flatMap(({ id, siteId }) =>
            isOpenTo(scope, { sectionId: id, siteId }) ? [id] : [],
          ),
          keepAnswersYears: deps.keepAnswersYears,
        }),
        pictureOf: deps.pictureOf,
        basisNote: isToBeChecked ? say('basisToBeChecked') : '',
        questionnaire: state.questionnaire,
        rows: state.rows.map(({ value }) => value),
        answers: state.answers,
        evidence: stores.evidence.by('assessmentKey', assessmentKey).map(({ value }) => value),
      });
      const whole = { ...withApplicabilityMarks(view, state), ...colleagueViews(stores, scope), ...requestsOf(scope) };
      return scope.places ? viewOfPlaces(whole, state.questionnaire, state.answers, scope.places) : whole;
    },
  };
}
