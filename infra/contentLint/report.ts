import type { Content } from '../../src/content/load';
import type { Criterion } from '../../src/domain/criterion';
import { PARTNER_TYPES } from '../../src/domain/partner';
import type { ProgramPack } from '../../src/domain/program';
import { minutesOf } from '../../src/domain/question';
import { checkCoverage } from '../../src/content/checkPack';
import { askedOf, TYPES } from './checkReach';

const cell = (value: string | number, width: number): string =>
  typeof value === 'number' ? String(value).padStart(width) : value.padEnd(width);

/** How many questions and minutes each type may be asked with one site, should every gate open. */
export function lengthTable({ sections, questions }: Content, pack: ProgramPack): string[] {
  const rows = TYPES.map((type) => {
    const asked = askedOf({ pack, sections, questions }, type);
    return [
      PARTNER_TYPES[type],
      asked.length,
      asked.filter(({ level }) => level === 'site').length,
      asked.filter(({ gate }) => gate).length,
      asked.filter(({ evidenceWanted }) => evidenceWanted).length,
      Math.round(asked.reduce((sum, question) => sum + minutesOf(question), 0)),
    ] as const;
  });
  const head = ['Partner type', 'questions', 'at a site', 'behind a gate', 'with proof', 'minutes'] as const;
  const line = (row: readonly (string | number)[]): string =>
    row.map((value, index) => cell(value, index === 0 ? 26 : 14)).join('');
  // A small pack asks few types; lines of noughts would hide them.
  const asked = rows.filter(([, questions]) => questions > 0);
  return [[head[0].padEnd(26), ...head.slice(1).map((each) => each.padStart(14))].join(''), ...asked.map(line)];
}

/** What a program that is not chosen for questionnaires still lacks. */
export function waitingLine(pack: ProgramPack, { sections, questions }: Content): string {
  const open = new Set(checkCoverage(pack, sections, questions).map(({ id }) => id)).size;
  return `${pack.title} ${pack.version}, not chosen for questionnaires. Criteria: ${pack.criteria.length}; still without questions or evidence: ${open}.`;
}

/** What must still be compared with the authority's own text, criterion by criterion. */
export function toBeCheckedList({ criteria, title, authority }: ProgramPack): string[] {
  const names = (types: Criterion['appliesTo']): string => types.map((type) => PARTNER_TYPES[type]).join(', ');
  const open = criteria.filter(({ confirmed, appliesToToBeChecked }) => !confirmed || appliesToToBeChecked.length > 0);
  const lines = open.flatMap((criterion) => {
    const { id, obligation, confirmed, appliesTo, appliesToToBeChecked, basisNote } = criterion;
    return [
      `${id} (${obligation}) ${criterion.title}`,
      ...(confirmed ? [] : ['    Not confirmed: number, content and obligation are to be checked.']),
      ...(appliesTo.length > 0 ? [`    Documented for: ${names(appliesTo)}`] : []),
      ...(appliesToToBeChecked.length > 0 ? [`    To be checked for: ${names(appliesToToBeChecked)}`] : []),
      ...(basisNote ? [`    ${basisNote.trim()}`] : []),
    ];
  });
  return [
    `${title}, ${authority}: ${open.length} of ${criteria.length} criteria have something to be checked.`,
    '',
    ...lines,
  ];
}
