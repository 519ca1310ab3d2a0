import { choicesOf, isScored, NOT_APPLICABLE, type Question } from '../domain/question';

const isText = ({ type }: Question): boolean => type === 'shortText' || type === 'longText';

/** Ids that stand more than once. */
export const repeated = (ids: readonly string[]): string[] => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) !== index)),
];

function checkChoices(question: Question): string[] {
  const { type, choices = [], naReasons = [] } = question;
  const takesChoices = type === 'singleChoice' || type === 'multipleChoice' || type === 'table';
  const takesOutcomes = type === 'singleChoice' || type === 'table';
  const rated = choices.filter(({ outcome }) => outcome !== undefined).length;
  return [
    takesChoices && choices.length < 2 && 'needs at least two choices',
    !takesChoices && choices.length > 0 && `is a ${type} question and takes no choices`,
    !takesOutcomes && rated > 0 && 'gives outcomes to choices, which only a singleChoice question or a table does',
    rated > 0 && rated < choices.length && 'gives an outcome to some of its choices; give it to all or to none',
    type !== 'multipleChoice' &&
      choices.some(({ exclusive }) => exclusive) &&
      'has an exclusive choice, which only multipleChoice has',
    choices.some(({ id }) => id === NOT_APPLICABLE) && `has a choice called ${NOT_APPLICABLE}; give naReasons instead`,
    ...repeated(choices.map(({ id }) => id)).map((id) => `has the choice ${id} twice`),
    ...repeated(naReasons.map(({ id }) => id)).map((id) => `has the reason ${id} twice`),
  ].filter((problem) => problem !== false);
}

/** More choices do not stand beside a row on a telephone. */
const TABLE_CHOICES_AT_MOST = 4;

function checkTable(question: Question): string[] {
  const { type, rows, choices = [], counts } = question;
  if (type !== 'table') return rows ? ['has rows, which only a table has'] : [];
  const rule = counts?.rule === 'rows' ? counts : undefined;
  return [
    (rows ?? []).length < 2 && 'is a table and needs at least two rows',
    choices.length > TABLE_CHOICES_AT_MOST &&
      `has ${choices.length} choices; a table has ${TABLE_CHOICES_AT_MOST} at most`,
    choices.some(({ outcome }) => outcome === undefined) && 'is a table and gives no outcome to its choices',
    ...repeated((rows ?? []).map(({ id }) => id)).map((id) => `has the row ${id} twice`),
    rule &&
      rule.atLeast > (rows ?? []).length &&
      `counts from ${rule.atLeast} rows and has only ${(rows ?? []).length}`,
    rule && (rule.partlyFrom ?? 0) >= rule.atLeast && 'has a partlyFrom that is not less than atLeast',
  ].filter((problem) => typeof problem === 'string');
}

function checkDocumentAndEvidence(question: Question): string[] {
  const { type, document, evidenceWanted } = question;
  return [
    type === 'acceptDocument' && !document && 'asks to accept a document and names none',
    type !== 'acceptDocument' && document && 'names a document, which only an acceptDocument question does',
    type === 'evidence' && !evidenceWanted && 'is answered by evidence and does not want any; set evidenceWanted',
  ].filter((problem) => typeof problem === 'string');
}

function checkCounts(question: Question): string[] {
  const { counts, type } = question;
  if (!counts) return [];
  if (counts.rule === 'rows') return type === 'table' ? [] : ['counts rows, which only a table has'];
  if (counts.rule === 'withinMonths') {
    return [
      type !== 'date' && 'counts withinMonths, which only a date does',
      (counts.partlyMonths ?? Number.POSITIVE_INFINITY) <= counts.months &&
        'has partlyMonths that are not more than months',
    ].filter((problem) => problem !== false);
  }
  if (counts.rule !== 'chosen') return type === 'number' ? [] : [`counts ${counts.rule}, which only a number does`];
  if (type !== 'multipleChoice') return ['counts what is chosen, which only a multipleChoice question does'];
  const known = choicesOf(question).filter(({ exclusive }) => !exclusive);
  const unknown = counts.of.filter((id) => !known.some((choice) => choice.id === id));
  return [
    ...unknown.map((id) => `counts the choice ${id}, which it does not have or which is exclusive`),
    counts.atLeast > counts.of.length && `counts from ${counts.atLeast} choices and names only ${counts.of.length}`,
    (counts.partlyFrom ?? 0) >= counts.atLeast && 'has a partlyFrom that is not less than atLeast',
  ].filter((problem) => problem !== false);
}

function checkFields(question: Question): string[] {
  const { type, unit, min, max, decimals, maxLength, when } = question;
  const hasNumberFields = [unit, min, max, decimals].some((field) => field !== undefined);
  return [
    type !== 'number' && hasNumberFields && 'has unit, min, max or decimals, which only a number has',
    min !== undefined && max !== undefined && min > max && 'has a min above its max',
    !isText(question) && maxLength !== undefined && 'has a maxLength, which only a text has',
    type !== 'date' && when !== undefined && 'has a when, which only a date has',
    question.evidenceWanted && !question.proof && 'wants evidence and does not say in proof what it would show',
    !isScored(question) &&
      question.asksAbout.some(({ relation }) => relation !== 'related') &&
      'counts for a criterion and no answer of it says met or not; give outcomes or counts, or make it related',
  ].filter((problem) => problem !== false);
}

/** What is wrong with a question by itself, as the rest of a sentence that begins with its id. */
export const checkQuestion = (question: Question): string[] => [
  ...checkChoices(question),
  ...checkTable(question),
  ...checkDocumentAndEvidence(question),
  ...checkCounts(question),
  ...checkFields(question),
];
