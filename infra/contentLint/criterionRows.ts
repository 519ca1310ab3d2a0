import { obligationOf } from '../../src/domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import type { ProgramPack } from '../../src/domain/program';
import type { Question } from '../../src/domain/question';
import type { Cell } from './questionRows';

const names = (types: readonly PartnerType[]): string => types.map((type) => PARTNER_TYPES[type]).join(', ') || 'none';

/** What the criterion hangs on, and the question that finds it out. */
const conditionsOf = ({ conditions = [] }: ProgramPack, criterion: string): string =>
  conditions
    .filter(({ criteria }) => criteria.includes(criterion))
    .map(({ title, question, in: answers }) => `${title} [${question}: ${answers.join(', ')}]`)
    .join('\n') || 'always';

/** Every criterion with what counts for it and to whom it applies, a row each. */
export function criterionRows(pack: ProgramPack, questions: readonly Question[]): readonly (readonly Cell[])[] {
  const counting = (criterion: string): string =>
    questions
      .filter(({ asksAbout }) =>
        asksAbout.some(
          (each) => each.program === pack.id && each.criterion === criterion && each.relation !== 'related',
        ),
      )
      .map(({ id }) => id)
      .join('\n');
  return pack.criteria.map((criterion) => [
    ['Category', pack.categories.find(({ id }) => id === criterion.category)?.title ?? criterion.category],
    ['Criterion', criterion.id],
    ['Obligation', criterion.obligation],
    ['Criterion in our words', criterion.title],
    ['Your remark', ''],
    ['Holds only where', conditionsOf(pack, criterion.id)],
    [
      'Obligation before',
      (criterion.earlierObligations ?? []).map(({ obligation, until }) => `${obligation} until ${until}`).join('\n'),
    ],
    ['Parts', (criterion.parts ?? []).map(({ id, obligation, title }) => `${title} [${id}: ${obligation}]`).join('\n')],
    ['What shows it', criterion.evidence.join('\n')],
    ['Questions that count', counting(criterion.id)],
    ['Documented for', names(criterion.appliesTo)],
    ['To be checked for', names(criterion.appliesToToBeChecked)],
    ['Criterion confirmed', criterion.confirmed ? 'yes' : 'no, to be checked'],
    ['Basis', criterion.basisNote?.trim() ?? 'none'],
  ]);
}

/** Every criterion and type of partner that nobody has compared with the authority's text, a row each, to be filled in. */
export const toBeCheckedRows = (pack: ProgramPack): readonly (readonly Cell[])[] =>
  pack.criteria.flatMap((criterion) =>
    criterion.appliesToToBeChecked.map((type): readonly Cell[] => [
      ['Criterion', criterion.id],
      ['Obligation', obligationOf(criterion)],
      ['Criterion in our words', criterion.title],
      ['Type of partner', PARTNER_TYPES[type]],
      ['Basis', criterion.basisNote?.trim() ?? 'none'],
      ['Applies (yes or no)', ''],
      ['Document and page', ''],
      ['Your remark', ''],
    ]),
  );
