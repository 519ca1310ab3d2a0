import type { Content } from '../../src/content/load';
import { obligationOf } from '../../src/domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import { criterionOf, type ProgramPack } from '../../src/domain/program';
import {
  type AsksAbout,
  choicesOf,
  type OutcomeRule,
  type Question,
  rowsOf,
  type Section,
} from '../../src/domain/question';
import { textIn } from '../../src/domain/text';

const OUTCOMES = { met: 'met', partlyMet: 'partly met', notMet: 'not met' } as const;
const TYPES = {
  yesPartlyNo: 'yes, partly, no',
  singleChoice: 'one of a list',
  multipleChoice: 'several of a list',
  number: 'number',
  date: 'date',
  shortText: 'short text',
  longText: 'long text',
  table: 'table, each line with one of the choices',
  acceptDocument: 'read and accept a document',
  evidence: 'a file, or "we cannot show this"',
} as const;

const RELATIONS = {
  equal: 'yes, alone',
  covers: 'yes, alone (and asks more)',
  partOf: 'yes, together with others',
  related: 'no, it informs',
} as const;

function ruleInWords(rule: OutcomeRule | undefined): string {
  if (!rule) return '';
  switch (rule.rule) {
    case 'chosen': {
      const partly = rule.partlyFrom === undefined ? '' : `, partly met from ${rule.partlyFrom}`;
      return `met with ${rule.atLeast} of: ${rule.of.join(', ')}${partly}`;
    }
    case 'rows': {
      const partly =
        rule.partlyFrom === undefined ? '' : `, partly met from ${rule.partlyFrom} that are met or partly met`;
      return `met with ${rule.atLeast} lines that are met${partly}`;
    }
    case 'withinMonths':
      return `met within ${rule.months} months${rule.partlyMonths ? `, partly met within ${rule.partlyMonths}` : ''}`;
    default: {
      const words = rule.rule === 'atLeast' ? 'at least' : 'at most';
      return `met with ${words} ${rule.value}${rule.partly === undefined ? '' : `, partly met with ${words} ${rule.partly}`}`;
    }
  }
}

/** A cell under its heading. */
export type Cell = readonly [heading: string, value: string | number];

function criteriaCells(pack: ProgramPack, asksAbout: readonly AsksAbout[]): Cell[] {
  const asked = asksAbout
    .filter(({ program }) => program === pack.id)
    .flatMap((asks) => {
      const criterion = criterionOf(pack, asks.criterion);
      return criterion ? [{ asks, criterion }] : [];
    });
  const list = (say: (each: (typeof asked)[number]) => string): string => asked.map(say).join('\n');
  const names = (types: readonly PartnerType[]): string =>
    types.map((type) => PARTNER_TYPES[type]).join(', ') || 'none';
  return [
    ['Criterion', list(({ asks }) => (asks.part ? `${asks.criterion} (${asks.part})` : asks.criterion))],
    ['Counts', list(({ asks }) => RELATIONS[asks.relation])],
    ['Obligation', list(({ asks, criterion }) => obligationOf(criterion, asks.part))],
    ['Criterion in our words', list(({ criterion }) => criterion.title)],
    ['Documented for', list(({ criterion }) => names(criterion.appliesTo))],
    ['To be checked for', list(({ criterion }) => names(criterion.appliesToToBeChecked))],
    ['Criterion confirmed', list(({ criterion }) => (criterion.confirmed ? 'yes' : 'no, to be checked'))],
    ['Basis', list(({ criterion }) => criterion.basisNote?.trim() ?? 'none')],
  ];
}

function cellsOf(pack: ProgramPack, section: Section, question: Question): Cell[] {
  const { gate } = question;
  const only = question.appliesTo?.map((type) => PARTNER_TYPES[type]).join(', ');
  const isListed = ['singleChoice', 'multipleChoice', 'table'].includes(question.type);
  const choices = isListed ? choicesOf(question) : [];
  return [
    ['Section', textIn(section.title)],
    ['Asked', section.level === 'company' ? 'once' : 'at every site'],
    ['Question', textIn(question.text)],
    ['Your remark', ''],
    ['Question id', question.id],
    ['Help', question.help ? textIn(question.help) : ''],
    ['Answer', question.unit ? `${TYPES[question.type]} (${textIn(question.unit)})` : TYPES[question.type]],
    [
      'Choices',
      choices
        .map(({ id, text, outcome }) => `${textIn(text)} [${id}${outcome ? `: ${OUTCOMES[outcome]}` : ''}]`)
        .join('\n'),
    ],
    [
      'Lines or document',
      question.document
        ? [
            `${textIn(question.document.title)}, version ${question.document.version}`,
            ...question.document.paragraphs.map((each) => textIn(each)),
          ].join('\n')
        : rowsOf(question)
            .map(({ id, text }) => `${textIn(text)} [${id}]`)
            .join('\n'),
    ],
    ['Counts as met', ruleInWords(question.counts)],
    ['May not apply because', (question.naReasons ?? []).map(({ text }) => textIn(text)).join('\n')],
    ['Asked only if', gate ? `${gate.question} is answered with: ${gate.in.join(', ')}` : ''],
    ['If not asked', gate ? (gate.otherwise ? OUTCOMES[gate.otherwise] : 'does not apply') : ''],
    ['Asked of', only ?? 'all types that have a criterion'],
    ['Good practice', question.goodPractice ? textIn(question.goodPractice) : ''],
    ['Evidence wanted', question.evidenceWanted ? 'yes' : 'no'],
    ['Proof', question.proof ? textIn(question.proof) : ''],
    ...criteriaCells(pack, question.asksAbout),
  ];
}

/** Every question in the order they are asked, each as a row of cells under the same headings. */
export function questionRows({ sections, questions }: Content, pack: ProgramPack): readonly (readonly Cell[])[] {
  const rank = (level: Section['level']): number => (level === 'company' ? 0 : 1);
  const inOrder = [...sections].sort((a, b) => rank(a.level) - rank(b.level) || a.order - b.order);
  return inOrder.flatMap((section) =>
    questions.filter((each) => each.section === section.id).map((each) => cellsOf(pack, section, each)),
  );
}
