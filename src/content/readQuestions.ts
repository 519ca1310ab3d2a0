import type { ProgramPack } from '../domain/program';
import type { Question, Section } from '../domain/question';
import { checkConditions } from './checkConditions';
import { checkGates } from './checkGates';
import { checkAsksAbout, checkCoverage, checkCriteria, checkGroups } from './checkPack';
import { checkQuestion, repeated } from './checkQuestion';
import { collect, type ContentFiles, misnamedIn, yamlFilesIn } from './contentFiles';
import { readDocuments } from './readDocuments';
import { readPrograms } from './readPrograms';
import { ContentError, parseYaml } from './readYaml';
import { questionFile } from './schema';

/** What partners are asked, and about what. */
export interface QuestionBank {
  /** The first is the one that partners are asked about. */
  readonly packs: readonly ProgramPack[];
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
}

/** `file:line` of `section ID`, `question ID`, `PROGRAM CRITERION` and `PROGRAM condition ID`. */
export type Where = Map<string, string>;

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
  if (own.length > 0) return own;
  // These need sound gates and ids. Nobody is asked about a program that waits, so it need not be covered yet.
  const [asked] = packs;
  return [
    ...packs.flatMap((pack) =>
      checkConditions(pack, questions).map(
        ({ id, problem }) => `${at(`${pack.id} condition ${id}`)}: the condition ${id} ${problem}`,
      ),
    ),
    ...(asked ? checkCoverage(asked, sections, questions).map((problem) => ofCriterion(asked, problem)) : []),
    ...packs.flatMap((pack) => checkGroups(pack, sections, questions)),
  ];
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
  const packs = readPrograms(files, where, problems);
  if (problems.length === 0) problems.push(...checkAll(packs, sections, questions, pictures, where));
  if (problems.length > 0) throw new ContentError(problems);
  return { packs, sections, questions, where };
}

const NOTHING = { sections: [], questions: [] };
