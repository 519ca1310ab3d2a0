import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lintContent } from '../../infra/contentLint/lintContent';
import { waitingLine } from '../../infra/contentLint/report';
import { ContentError, loadContent } from '../../src/content/load';
import { composeQuestionnaire } from '../../src/domain/questionnaire';
import { changedContent } from './changedContent';

const copies = changedContent();
afterAll(copies.remove);

const SMALL = path.resolve(__dirname, '../support/smallPack/programs/ctpat');
const PACK = readFileSync(path.join(SMALL, 'pack.yaml'), 'utf8');
/** A second program of one criterion that no question asks about yet. */
const OTHER = {
  'programs/oea/pack.yaml': `id: oea
version: 1.0.0
title: Another program
authority: Another authority
basis: Written for this test.
categories:
  - { id: "1", title: Gates }
criteria:
  - gates.yaml
`,
  'programs/oea/gates.yaml': `- id: "1.1"
  category: "1"
  obligation: must
  title: Gates that are in use are watched
  appliesTo: [warehouse]
  appliesToToBeChecked: []
  confirmed: true
  evidence:
    - Photo of the gate
`,
};
const problemsIn = (folder: string): readonly string[] => {
  try {
    loadContent(folder);
  } catch (error) {
    if (error instanceof ContentError) return error.problems;
    throw error;
  }
  return [];
};

describe('several programs', () => {
  it('are loaded, and the chosen one comes first and alone decides what is asked', () => {
    const folder = copies.small({ ...OTHER, 'programs/chosen.yaml': 'program: ctpat\n' });
    const { packs, sections, questions } = loadContent(folder);
    expect(packs.map(({ id }) => id)).toEqual(['ctpat', 'oea']);
    const [pack] = packs;
    if (!pack) throw new Error('There is no pack.');
    const asked = composeQuestionnaire({ pack, sections, questions, partnerTypes: ['warehouse'], sites: [] });
    expect(asked.program.id).toBe('ctpat');
    const { placed } = lintContent(folder);
    const [, other] = placed?.content.packs ?? [];
    expect(placed && other && waitingLine(other, placed.content)).toBe(
      'Another program 1.0.0, not chosen for questionnaires. Criteria: 1; still without questions or evidence: 1.',
    );
  });

  it('the other one can be chosen, and must then be asked about', () => {
    const folder = copies.small({ ...OTHER, 'programs/chosen.yaml': 'program: oea\n' });
    expect(problemsIn(folder)).toEqual(['programs/oea/gates.yaml:1: 1.1 has no question for warehouse']);
    const asked = copies.changed('questions/atThisSite.yaml', (text) =>
      text.replace('    asksAbout:\n', '    asksAbout:\n      - { program: oea, criterion: "1.1", relation: equal }\n'),
    );
    for (const [name, text] of Object.entries({ ...OTHER, 'programs/chosen.yaml': 'program: oea\n' }))
      copies.write(asked, { [name]: text });
    expect(loadContent(asked).packs.map(({ id }) => id)).toEqual(['oea', 'ctpat']);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'no word on which is asked',
      {},
      'programs/chosen.yaml:1: is not there. With several programs (ctpat, oea) it says which one partners are asked',
    ],
    [
      'a choice that is none',
      { 'programs/chosen.yaml': 'program: pip\n' },
      'programs/chosen.yaml:1: program: there is no pip; there are: ctpat, oea',
    ],
    [
      'a choice without a program',
      { 'programs/chosen.yaml': 'name: oea\n' },
      'programs/chosen.yaml:1: program: is missing',
    ],
    [
      'a name that is not that of the folder',
      { 'programs/oea/pack.yaml': OTHER['programs/oea/pack.yaml'].replace('id: oea', 'id: aeo') },
      'programs/oea/pack.yaml:1: id: must be oea, the name of its folder, and here stands "aeo"',
    ],
  ])('%s is a fault', (_name, files, problem) => {
    expect(problemsIn(copies.small({ ...OTHER, ...files }))).toContain(problem);
  });

  it('a folder without anything is told part by part', () => {
    expect(problemsIn('/nowhere')).toEqual(
      expect.arrayContaining(['questions:1: is not there', 'programs:1: is not there']),
    );
  });

  it('what an operating system leaves behind is no program', () => {
    expect(problemsIn(copies.small({ 'programs/.DS_Store': 'x' }))).toEqual([]);
  });
});

it.each([
  ['extra.yaml', 'is not read, because pack.yaml does not name it under criteria'],
  ['extra.yml', 'is not read, because its name does not end in .yaml'],
])('a file of criteria that would be forgotten is named: %s', (name, problem) => {
  expect(problemsIn(copies.small({ [`programs/ctpat/${name}`]: '[]\n' }))).toEqual([
    `programs/ctpat/${name}:1: ${problem}`,
  ]);
  expect(existsSync(path.join(SMALL, name))).toBe(false);
});

describe('the conditions of a pack', () => {
  const withCondition = (condition: string): readonly string[] =>
    problemsIn(copies.small({ 'programs/ctpat/pack.yaml': `${PACK}conditions:\n  - ${condition}\n` }));
  const line = PACK.split('\n').length + 1;

  it('name the question that opens all that counts for their criteria', () => {
    expect(
      withCondition('{ id: assessed, title: T, question: riskAssessment, in: ["yes", partly], criteria: ["2.3"] }'),
    ).toEqual([]);
  });

  it.each([
    ['{ id: odd, title: T, question: nowhere, in: [aa] }', 'is found out by nowhere, which does not exist'],
    [
      '{ id: odd, title: T, question: riskAssessment, in: [often] }',
      'hangs on answers that riskAssessment does not have: often',
    ],
    ['{ id: odd, title: T, question: riskAssessment, in: ["no"] }', 'opens no question'],
    [
      '{ id: odd, title: T, question: riskAssessment, in: ["yes", partly], criteria: ["9.9"] }',
      'names 9.9, which the pack does not have',
    ],
    [
      '{ id: odd, title: T, question: riskAssessment, in: ["yes", partly], criteria: ["1.3"] }',
      'says that 1.3 hangs on riskAssessment, and leadershipChecks is asked without it',
    ],
  ])('%s is a fault', (condition, problem) => {
    expect(withCondition(condition)).toContainEqual(
      expect.stringMatching(`^programs/ctpat/pack.yaml:${line}: the condition odd ${problem.replace(/[.]/g, '\\.')}`),
    );
  });
});
