import type { SectionAnswers } from '../domain/assessment';
import type { ProgramPack } from '../domain/program';
import { withTrueAttachments } from '../domain/attachedAnswers';
import { type Answers, answerKey, answersByKey, progressOf, type Questionnaire } from '../domain/questionnaire';
import type { AnsweringScope } from './access';
import type { FrozenContent, FrozenContents } from './frozenContent';
import type { Stored, Stores } from './ports';
import type { AssessmentProgress } from './progress';

/** An assessment with its questions and the answers as they stand. */
export interface AnsweringState {
  readonly content: FrozenContent;
  readonly pack: ProgramPack;
  readonly questionnaire: Questionnaire;
  readonly rows: readonly Stored<SectionAnswers>[];
  readonly answers: Answers;
}

export interface AnsweringReader {
  /** One Graph call at most, none when the answers are kept and current. Throws `unavailable`. */
  read(scope: Pick<AnsweringScope, 'assessment' | 'campaign' | 'partner'>): Promise<AnsweringState>;
}

/** Reads what an assessment asks and what was answered. Every reader of answers goes through here. */
export function createAnsweringReader(deps: {
  stores: Pick<Stores, 'sections' | 'evidence'>;
  contents: FrozenContents;
  progress: AssessmentProgress;
}): AnsweringReader {
  const { stores, contents, progress } = deps;
  return {
    async read({ assessment, campaign, partner }) {
      const [content, rows] = await Promise.all([
        contents.of(campaign.value),
        stores.sections.load(assessment.value.key),
      ]);
      const questionnaire = contents.questionnaire(content, campaign.value, partner.value);
      const files = new Set(
        stores.evidence
          .by('assessmentKey', assessment.value.key)
          .map(({ value }) => answerKey(value.questionId, value.siteId)),
      );
      const stored = answersByKey(rows.flatMap(({ value }) => value.answers));
      const answers = withTrueAttachments(questionnaire, stored, (key) => files.has(key));
      progress.learn(assessment.value.key, progressOf(questionnaire, answers), questionnaire);
      return { content, pack: contents.packOf(content, campaign.value.programId), questionnaire, rows, answers };
    },
  };
}
