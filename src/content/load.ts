import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type CountryLookup, countryLookup } from '../domain/country';
import type { Criterion } from '../domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../domain/partner';
import type { ProgramPack } from '../domain/program';
import type { Question, Section } from '../domain/question';
import type { Text } from '../domain/text';
import { checkGates } from './checkGates';
import { checkAsksAbout, checkCoverage, checkCriteria, checkGroups } from './checkPack';
import { checkQuestion, repeated } from './checkQuestion';
import { type FrozenContent, freezeContent } from './freezeContent';
import { readPictures } from './readPictures';
import { readWgi } from './readWgi';
import { ContentError, readYaml } from './readYaml';
import { criteriaFile, packFile, policyFile, questionFile, textsFile } from './schema';

export { ContentError } from './readYaml';

/** Programs, questions, policy and texts, checked and ready to use. */
export interface Content extends FrozenContent {
  readonly countries: CountryLookup;
  /** Sentences for partners by id, with {placeholders}. */
  readonly texts: Readonly<Record<string, Text>>;
  /** All that a campaign freezes, as one text; see `thawContent`. */
  readonly frozen: string;
  /** SHA-256 of `frozen`, lower-case hex. */
  readonly hash: string;
}

type Where = Map<string, string>;

const yamlFilesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();

function readQuestions(
  folder: string,
  where: Where,
  problems: string[],
): { sections: Section[]; questions: Question[] } {
  const sections: Section[] = [];
  const questions: Question[] = [];
  for (const name of yamlFilesIn(folder)) {
    const file = collect(problems, () => readYaml(path.join(folder, name), `questions/${name}`, questionFile));
    if (!file) continue;
    const { section } = file.value;
    sections.push(section);
    where.set(`section ${section.id}`, file.where(['section']));
    file.value.questions.forEach((question, index) => {
      questions.push({ ...question, level: section.level, section: section.id });
      where.set(`question ${question.id}`, file.where(['questions', index]));
    });
  }
  return { sections: sections.sort((a, b) => a.order - b.order), questions };
}

function readPack(folder: string, name: string, where: Where, problems: string[]): ProgramPack | undefined {
  const label = `programs/${name}`;
  const file = collect(problems, () => readYaml(path.join(folder, name, 'pack.yaml'), `${label}/pack.yaml`, packFile));
  if (!file) return undefined;
  const { groups, criteria: files, ...pack } = file.value;

  const typesOf = (names: readonly string[], at: string): PartnerType[] => {
    const isType = (each: string): each is PartnerType => Object.hasOwn(PARTNER_TYPES, each);
    const types = names.flatMap((each): readonly PartnerType[] => {
      if (isType(each)) return [each];
      const group = groups[each];
      if (!group) problems.push(`${at}: ${each} is neither a type nor a group of the pack`);
      return group ?? [];
    });
    return [...new Set(types)];
  };
  const criteria: Criterion[] = [];
  for (const each of files) {
    const list = collect(problems, () => readYaml(path.join(folder, name, each), `${label}/${each}`, criteriaFile));
    list?.value.forEach((criterion, index) => {
      const at = list.where([index]);
      where.set(`${pack.id} ${criterion.id}`, at);
      const appliesTo = typesOf(criterion.appliesTo, at);
      // A documented type wins over a group that holds it too.
      const toBeChecked = typesOf(criterion.appliesToToBeChecked, at).filter((type) => !appliesTo.includes(type));
      criteria.push({ ...criterion, appliesTo, appliesToToBeChecked: toBeChecked });
    });
  }
  return { ...pack, criteria };
}

/** Runs a reader and keeps its faults, so that all files are told about at once. */
function collect<Value>(problems: string[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

function checkAll(
  packs: readonly ProgramPack[],
  sections: readonly Section[],
  questions: readonly Question[],
  pictures: ReadonlySet<string>,
  where: Where,
): string[] {
  const at = (key: string): string => where.get(key) ?? 'content';
  const ofQuestion = (id: string, problem: string): string => `${at(`question ${id}`)}: ${id} ${problem}`;
  const ofCriterion = (pack: ProgramPack, { id, problem }: { id: string; problem: string }): string =>
    `${at(`${pack.id} ${id}`)}: ${id}${problem.startsWith(',') ? '' : ' '}${problem}`;
  const own = [
    ...repeated(sections.map(({ id }) => id)).map((id) => `${at(`section ${id}`)}: the section ${id} stands twice`),
    ...repeated(questions.map(({ id }) => id)).map((id) => ofQuestion(id, 'stands twice')),
    ...questions.flatMap(({ id, picture }) =>
      picture === undefined || pictures.has(picture)
        ? []
        : [ofQuestion(id, `shows the picture ${picture}, which does not exist`)],
    ),
    ...questions.flatMap((each) => checkQuestion(each).map((problem) => ofQuestion(each.id, problem))),
    ...checkGates(sections, questions).map(({ id, problem }) => ofQuestion(id, problem)),
    ...questions.flatMap((each) => checkAsksAbout(each, packs).map((problem) => ofQuestion(each.id, problem))),
    ...packs.flatMap((pack) => checkCriteria(pack).map((problem) => ofCriterion(pack, problem))),
  ];
  // Composing needs sound gates and ids, so coverage is looked at last.
  if (own.length > 0) return own;
  return packs.flatMap((pack) => [
    ...checkCoverage(pack, sections, questions).map((problem) => ofCriterion(pack, problem)),
    ...checkGroups(pack, sections, questions),
  ]);
}

/** Content with the place of everything in it. */
export interface PlacedContent {
  readonly content: Content;
  /** `file:line` of `section ID`, `question ID` and `PROGRAM CRITERION`. */
  readonly where: ReadonlyMap<string, string>;
}

/**
 * Reads and checks all content in a folder (`questions`, `programs`, `policies`, `texts`, `threat`). Throws ContentError
 * with every fault, each with its file and line. Reads files synchronously: it is done once, at the start.
 */
export const loadContent = (folder: string): Content => loadPlacedContent(folder).content;

/** As `loadContent`, for tools that have more to say about the content and name the line. */
export function loadPlacedContent(folder: string): PlacedContent {
  const problems: string[] = [];
  const where: Where = new Map();
  const { sections, questions } = readQuestions(path.join(folder, 'questions'), where, problems);
  const programs = path.join(folder, 'programs');
  const packs = readdirSync(programs)
    .sort()
    .flatMap((name) => readPack(programs, name, where, problems) ?? []);
  const policy = collect(problems, () =>
    readYaml(path.join(folder, 'policies/default.yaml'), 'policies/default.yaml', policyFile),
  );
  const texts: Record<string, Text> = {};
  for (const name of yamlFilesIn(path.join(folder, 'texts'))) {
    const file = collect(problems, () => readYaml(path.join(folder, 'texts', name), `texts/${name}`, textsFile));
    for (const [id, text] of Object.entries(file?.value ?? {})) {
      if (Object.hasOwn(texts, id)) problems.push(`${file?.where([id])}: the text ${id} stands twice`);
      texts[id] = text;
    }
  }
  const threat = collect(problems, () => readWgi(path.join(folder, 'threat')));
  const pictures = collect(problems, () => readPictures(path.join(folder, 'pictures'))) ?? new Set<string>();
  if (problems.length === 0) problems.push(...checkAll(packs, sections, questions, pictures, where));
  if (problems.length > 0 || !policy || !threat) throw new ContentError(problems);

  const frozenContent: FrozenContent = { packs, sections, questions, policy: policy.value, wgi: threat.wgi };
  const frozen = freezeContent(frozenContent);
  const content: Content = {
    ...frozenContent,
    countries: countryLookup(threat.countries),
    texts,
    frozen,
    hash: createHash('sha256').update(frozen).digest('hex'),
  };
  return { content, where };
}
