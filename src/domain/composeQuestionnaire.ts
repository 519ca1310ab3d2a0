import { applicabilityOf, type Obligation, obligationOf } from './criterion';
import { isUnnamedSite, MAIN_SITE, type PartnerType } from './partner';
import { criterionOf, type ProgramPack } from './program';
import { type AsksAbout, inputsOf, mayNotApply, type Question, rowsOf, type Section } from './question';
import type { AskedQuestion, QuestionGroup, Questionnaire, QuestionnaireSection } from './questionnaire';

/** A card with more inputs than this is slow to fill in and close to the limits of a phone's screen. */
export const MAX_INPUTS = 6;

export interface ComposeInput {
  readonly sections: readonly Section[];
  /** In the order they are asked in their section. */
  readonly questions: readonly Question[];
  readonly pack: ProgramPack;
  readonly partnerTypes: readonly PartnerType[];
  /** Empty stands for one main site, so that site questions are never skipped. */
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  /** Day (YYYY-MM-DD) for obligations that changed over time; absent means what holds today. */
  readonly asOf?: string;
}

/**
 * The cards of a table: each shows some of its rows and nothing else, spread evenly. The reason why the table does not
 * apply stands on the first, so that the others are left out when it is given.
 */
function tableGroups(question: Question): Omit<QuestionGroup, 'id'>[] {
  const rows = rowsOf(question).map(({ id }) => id);
  const forReason = mayNotApply(question) ? 1 : 0;
  const inputs = rows.length + forReason;
  const cards = Math.ceil(inputs / MAX_INPUTS);
  return [...Array(cards).keys()].map((card) => {
    const endOf = (each: number): number => Math.ceil((inputs * each) / cards) - forReason;
    const tableRows = rows.slice(Math.max(0, endOf(card)), endOf(card + 1));
    return { inputs: tableRows.length + (card === 0 ? forReason : 0), questionIds: [question.id], tableRows };
  });
}

/**
 * Packs cards greedily in order; a question never shares a card with its gate, which must be saved first. A table has
 * cards of its own, and a document to read has one.
 */
export function groupQuestions(sectionKey: string, questions: readonly Question[]): QuestionGroup[] {
  const groups: { inputs: number; questionIds: string[]; tableRows?: readonly string[] }[] = [];
  let isAlone = false;
  for (const question of questions) {
    if (question.type === 'table') {
      groups.push(...tableGroups(question).map((each) => ({ ...each, questionIds: [...each.questionIds] })));
      isAlone = true;
      continue;
    }
    const inputs = inputsOf(question);
    const current = groups.at(-1);
    const isBehindGate = question.gate !== undefined && current?.questionIds.includes(question.gate.question);
    const wasAlone = isAlone;
    isAlone = question.type === 'acceptDocument';
    if (!current || isAlone || wasAlone || isBehindGate || current.inputs + inputs > MAX_INPUTS) {
      groups.push({ inputs, questionIds: [question.id] });
    } else {
      current.inputs += inputs;
      current.questionIds.push(question.id);
    }
  }
  return groups.map((group, index) => ({ id: `${sectionKey}|${index + 1}`, ...group }));
}

function ownObligation(asks: readonly AsksAbout[], pack: ProgramPack, asOf?: string): Obligation | 'info' {
  const obligations = asks.flatMap(({ criterion, part, relation }) => {
    const found = relation === 'related' ? undefined : criterionOf(pack, criterion);
    return found ? [obligationOf(found, part, asOf)] : [];
  });
  if (obligations.includes('must')) return 'must';
  return obligations.length > 0 ? 'should' : 'info';
}

const STRENGTH = { info: 0, should: 1, must: 2 } as const;

type Obligations = Pick<AskedQuestion, 'obligation' | 'missCountsAs'>;

/**
 * Obligations by question. A gate carries those of what it opens: without its answer, a must behind it stays open. Once
 * it is answered, it counts for itself, and for what it closes only where that is missed then.
 */
function obligationsOf(
  { questions, pack, asOf }: ComposeInput,
  chosen: ReadonlyMap<string, readonly AsksAbout[]>,
): (id: string) => Obligations {
  const unanswered = new Map<string, Obligation | 'info'>();
  const missed = new Map<string, Obligation | 'info'>();
  const raise = (id: string, to: Obligation | 'info', isMissed: boolean, seen: ReadonlySet<string>): void => {
    if (seen.has(id) || !chosen.has(id)) return;
    if (STRENGTH[to] >= STRENGTH[unanswered.get(id) ?? 'info']) unanswered.set(id, to);
    if (isMissed && STRENGTH[to] >= STRENGTH[missed.get(id) ?? 'info']) missed.set(id, to);
    const gate = questions.find((question) => question.id === id)?.gate;
    if (gate) raise(gate.question, to, isMissed && gate.otherwise === 'notMet', new Set([...seen, id]));
  };
  for (const [id, asks] of chosen) raise(id, ownObligation(asks, pack, asOf), true, new Set());
  return (id) => {
    const obligation = unanswered.get(id) ?? 'info';
    const missCountsAs = missed.get(id) ?? 'info';
    return missCountsAs === obligation ? { obligation } : { obligation, missCountsAs };
  };
}

/** The questions that bear on a criterion the partner has, and every gate before them. */
function chosenQuestions({ questions, pack, partnerTypes }: ComposeInput): ReadonlyMap<string, readonly AsksAbout[]> {
  const asksOf = (question: Question): AsksAbout[] =>
    question.asksAbout.filter(({ program, criterion }) => {
      const found = program === pack.id ? criterionOf(pack, criterion) : undefined;
      return found !== undefined && applicabilityOf(found, partnerTypes) !== 'doesNotApply';
    });
  const byId = new Map(questions.map((question) => [question.id, question]));
  const chosen = new Map<string, readonly AsksAbout[]>();
  const add = (question: Question | undefined): void => {
    if (!question || chosen.has(question.id)) return;
    chosen.set(question.id, asksOf(question));
    add(byId.get(question.gate?.question ?? ''));
  };
  for (const question of questions) {
    const isForType = !question.appliesTo || question.appliesTo.some((type) => partnerTypes.includes(type));
    if (isForType && asksOf(question).length > 0) add(question);
  }
  return chosen;
}

/**
 * Everything one partner is asked: the company's sections in order, then each site's. The same input gives the same
 * questionnaire. The bank must be checked (gates before what they gate, no doubled ids); loading the content does that.
 */
export function composeQuestionnaire(input: ComposeInput): Questionnaire {
  const chosen = chosenQuestions(input);
  const obligations = obligationsOf(input, chosen);
  const sites = input.sites.length > 0 ? input.sites : [MAIN_SITE];
  const inOrder = [...input.sections].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));

  const build = (section: Section, site?: { id: string; name: string }): QuestionnaireSection[] => {
    const questions = input.questions.flatMap((question): AskedQuestion[] => {
      const isAsked = question.section === section.id && chosen.has(question.id);
      return isAsked ? [{ ...question, ...obligations(question.id) }] : [];
    });
    if (questions.length === 0) return [];
    const { id, title, intro, level } = section;
    const place = site ? { siteId: site.id, ...(isUnnamedSite(sites) ? {} : { siteName: site.name }) } : {};
    const groups = groupQuestions(`${id}|${site?.id ?? '-'}`, questions);
    return [{ id, title, ...(intro ? { intro } : {}), level, ...place, groups, questions }];
  };

  const company = inOrder.filter(({ level }) => level === 'company').flatMap((section) => build(section));
  const perSite = sites.flatMap((site) =>
    inOrder.filter(({ level }) => level === 'site').flatMap((section) => build(section, site)),
  );
  return {
    program: { id: input.pack.id, version: input.pack.version },
    partnerTypes: [...input.partnerTypes],
    ...(input.asOf === undefined ? {} : { asOf: input.asOf }),
    sites: sites.map(({ id, name }) => ({ id, name })),
    sections: [...company, ...perSite],
  };
}
