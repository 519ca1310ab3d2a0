import type { Criterion } from '../domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../domain/partner';
import type { ProgramPack } from '../domain/program';
import { collect, type ContentFiles, misnamedIn } from './contentFiles';
import { parseYaml } from './readYaml';
import { chosenFile, criteriaFile, packFile } from './schema';

const CHOSEN = 'programs/chosen.yaml';

/** Criteria that nobody would ever be asked about, because the pack forgets their file. */
const forgottenIn = (files: ContentFiles, folder: string, named: readonly string[]): string[] => [
  ...misnamedIn(files, folder),
  ...files
    .names(folder)
    .filter((name) => name.endsWith('.yaml') && name !== 'pack.yaml' && !named.includes(name))
    .map((name) => `${folder}/${name}:1: is not read, because pack.yaml does not name it under criteria`),
];

function readPack(
  files: ContentFiles,
  name: string,
  where: Map<string, string>,
  problems: string[],
): ProgramPack | undefined {
  const folder = `programs/${name}`;
  const file = collect(problems, () => parseYaml(files.text(`${folder}/pack.yaml`), `${folder}/pack.yaml`, packFile));
  if (!file) return undefined;
  const { groups, criteria: names, ...pack } = file.value;
  if (pack.id !== name)
    problems.push(`${file.where(['id'])}: id: must be ${name}, the name of its folder, and here stands "${pack.id}"`);
  pack.conditions?.forEach(({ id }, index) => {
    where.set(`${pack.id} condition ${id}`, file.where(['conditions', index]));
  });
  problems.push(...forgottenIn(files, folder, names));

  const typesOf = (types: readonly string[], at: string): PartnerType[] => {
    const isType = (each: string): each is PartnerType => Object.hasOwn(PARTNER_TYPES, each);
    const all = types.flatMap((each): readonly PartnerType[] => {
      if (isType(each)) return [each];
      const group = groups[each];
      if (!group) problems.push(`${at}: ${each} is neither a type nor a group of the pack`);
      return group ?? [];
    });
    return [...new Set(all)];
  };
  const criteria: Criterion[] = [];
  for (const each of names) {
    const path = `${folder}/${each}`;
    const list = collect(problems, () => parseYaml(files.text(path), path, criteriaFile));
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

/** The program that partners are asked about, first; with several, `chosen.yaml` says which. */
function inOrder(files: ContentFiles, packs: readonly ProgramPack[], problems: string[]): readonly ProgramPack[] {
  const names = packs.map(({ id }) => id).join(', ');
  const isNamed = files.names('programs').includes('chosen.yaml');
  if (!isNamed) {
    if (packs.length > 1)
      problems.push(`${CHOSEN}:1: is not there. With several programs (${names}) it says which one partners are asked`);
    return packs;
  }
  const file = collect(problems, () => parseYaml(files.text(CHOSEN), CHOSEN, chosenFile));
  if (!file) return packs;
  const chosen = packs.filter(({ id }) => id === file.value.program);
  if (chosen.length === 0)
    problems.push(`${file.where(['program'])}: program: there is no ${file.value.program}; there are: ${names}`);
  return [...chosen, ...packs.filter((pack) => !chosen.includes(pack))];
}

/**
 * The programs in `programs`, a folder each, the one that partners are asked about first. Faults go to `problems`, the
 * places of criteria and conditions into `where`.
 */
export function readPrograms(
  files: ContentFiles,
  where: Map<string, string>,
  problems: string[],
): readonly ProgramPack[] {
  const before = problems.length;
  const names = collect(problems, () => files.names('programs')) ?? [];
  // What begins with a dot was put there by an operating system.
  const folders = names.filter((name) => name !== 'chosen.yaml' && !name.startsWith('.'));
  const packs = folders.flatMap((name) => readPack(files, name, where, problems) ?? []);
  // A pack that cannot be read would be missed here a second time.
  return problems.length > before ? packs : inOrder(files, packs, problems);
}
