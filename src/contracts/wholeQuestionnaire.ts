import type { CompactQuestionnaire } from './compactQuestionnaire';
import type { QuestionnaireView, QuestionView } from './questionnaire';

/** The questionnaire as it was before `compactOf`; what is absent there is absent here. Free of packages, for the page. */
export function wholeQuestionnaire({ parts, ...compact }: CompactQuestionnaire): QuestionnaireView {
  const asked = new Map<string, QuestionView>();
  const sections = compact.sections.map(({ part, ...place }): QuestionnaireView['sections'][number] => {
    const content = parts[part];
    if (!content) throw new Error(`There is no part ${part}.`);
    const at = place.siteId === undefined ? {} : { siteId: place.siteId };
    const questions = content.questions.map((question): QuestionView => ({ ...question, ...at }));
    for (const question of questions) asked.set(`${content.id}|${question.id}|${place.siteId ?? ''}`, question);
    return { ...content, ...place, questions };
  });
  const missing = compact.progress.missing.map((each) => {
    const question = asked.get(`${each.sectionId}|${each.questionId}|${each.siteId ?? ''}`);
    return { ...each, text: question?.text ?? '', isMust: question?.isMust ?? false };
  });
  return { ...compact, sections, progress: { ...compact.progress, missing } };
}
