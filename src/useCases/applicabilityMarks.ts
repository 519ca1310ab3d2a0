import type { QuestionnaireView } from '../contracts/questionnaire';
import { applicabilityOf } from '../domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../domain/partner';
import { criterionOf, type ProgramPack } from '../domain/program';
import type { Question } from '../domain/question';
import type { Questionnaire } from '../domain/questionnaire';

/** Questions all of whose criteria are only to be checked for the partner's types, as the campaign froze it. */
function uncheckedQuestions({ sections, partnerTypes }: Questionnaire, pack: ProgramPack): ReadonlySet<string> {
  const types = partnerTypes.filter((type): type is PartnerType => Object.hasOwn(PARTNER_TYPES, type));
  const isUnchecked = ({ asksAbout }: Pick<Question, 'asksAbout'>): boolean => {
    const known = asksAbout.flatMap(({ program, criterion }) => {
      const found = program === pack.id ? criterionOf(pack, criterion) : undefined;
      const applicability = found && applicabilityOf(found, types);
      return applicability && applicability !== 'doesNotApply' ? [applicability] : [];
    });
    return known.length > 0 && known.every((each) => each === 'toBeChecked');
  };
  return new Set(sections.flatMap(({ questions }) => questions.filter(isUnchecked).map(({ id }) => id)));
}

/** The view with a mark at each question of which nobody has checked yet that this kind of partner has to be asked. */
export function withApplicabilityMarks(
  view: QuestionnaireView,
  { questionnaire, pack }: { readonly questionnaire: Questionnaire; readonly pack: ProgramPack },
): QuestionnaireView {
  const unchecked = uncheckedQuestions(questionnaire, pack);
  if (unchecked.size === 0) return view;
  const sections = view.sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) =>
      unchecked.has(question.id) ? { ...question, isApplicabilityChecked: false } : question,
    ),
  }));
  return { ...view, sections };
}
