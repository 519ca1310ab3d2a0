import { PARTNER_TYPES, type PartnerType } from '../domain/partner';
import type { Criterion } from '../domain/criterion';
import type { ProgramPack } from '../domain/program';
import type { Question, Section } from '../domain/question';
import { checkGates } from './checkGates';
import { checkAsksAbout, checkCoverage, checkCriteria, checkGroups } from './checkPack';
import { checkQuestion, repeated } from './checkQuestion';
import { collect, type ContentFiles } from './contentFiles';
import { readDocuments } from './readDocuments';
import { ContentError, parseYaml } from './readYaml';
import { criteriaFile, packFile, questionFile } from './schema';

/** What partners are asked, and about what. */
export interface QuestionBank {
  readonly packs: readonly ProgramPack[];
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
}

/** `file:line` of `section ID`, `question ID` and `PROGRAM CRITERION`. */
export type Where = Map<string, string>;

/** Paths of the YAML files in a folder, in order. */
export const yamlFilesIn = (files: ContentFiles, folder: string): string[] =>
  files
    .names(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`);

/** Files that somebody meant as content and that are not read because of how they end. */
const misnamedIn = (files: ContentFiles, folder: string): string[] =>
  files
    .names(folder)
    .filter((name) => /\.(yml|yaml\.txt)$/i.test(name))
    .map((name) => `${folder}/${name}:1: is not read, because its name does not end in .yaml`);

function readSections(
  files: ContentFiles,
  where: Where,
  problems: string[],
): { sections: Section[]; questions: Question[] } {
  const sections: Section[] = [];
  const questions: Question[] = [];
  const documents = readDocuments(files, problems);
  problems.push(...misnamedIn(files, 'questions'));
  for (const name of yamlFilesIn(files, 'questions')) {
    const file = collect(problems, () => parseYaml(files.text(name), name, questionFile));
    if (!file) continue;
    const { section } = file.value;
    sections.push(section);
    where.set(`section ${section.id}`, file.where(['section']));
    file.value.questions.forEach(({ document: documentId, ...question }, index) => {
      const at = file.where(['questions', index]);
      const document = documentId === undefined ? undefined : documents.get(documentId);
      if (documentId !== undefined && !document)
        problems.push(`${at}: ${question.id} shows the document ${documentId}, which does not exist`);
      const { id: sectionId, level } = section;
      questions.push({ ...question, ...(document ? { document } : {}), level, section: sectionId });
      where.set(`question ${question.id}`, at);
    });
  }
  return { sections: sections.sort((a, b) => a.order - b.order), questions };
}

function readPack(files: ContentFiles, folder: string, where: Where, problems: string[]): ProgramPack | undefined {
  const file = collect(problems, () => parseYaml(files.text(`${folder}/pack.yaml`), `${folder}/pack.yaml`, packFile));
  if (!file) return undefined;
  const { groups, criteria: names, ...pack } = file.value;

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
  for (const each of names) {
    const name = `${folder}/${each}`;
    const list = collect(problems, () => parseYaml(files.text(name), name, criteriaFile));
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

function checkAll(
  packs: readonly ProgramPack[],
  sections: readonly Section[],
  questions: readonly Question[],
  pictures: ReadonlySet<string> | undefined,
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
      picture === undefined || !pictures || pictures.has(picture)
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

/**
 * Reads and checks `questions` and `programs`. Throws ContentError with every fault.
 * @param pictures ids that questions may show; absent when nobody knows, and then none is refused
 */
export function readQuestions(
  files: ContentFiles,
  pictures: ReadonlySet<string> | undefined,
): QuestionBank & { readonly where: Where } {
  const problems: string[] = [];
  const where: Where = new Map();
  const { sections, questions } = collect(problems, () => readSections(files, where, problems)) ?? NOTHING;
  const folders = collect(problems, () => files.names('programs')) ?? [];
  const packs = folders.flatMap((name) => readPack(files, `programs/${name}`, where, problems) ?? []);
  if (problems.length === 0) problems.push(...checkAll(packs, sections, questions, pictures, where));
  if (problems.length > 0) throw new ContentError(problems);
  return { packs, sections, questions, where };
}

const NOTHING = { sections: [], questions: [] };
