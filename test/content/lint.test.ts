import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { exportCsv } from '../../infra/contentLint/exportCsv';
import { likeness } from '../../infra/contentLint/checkLikeness';
import { lintContent } from '../../infra/contentLint/lintContent';
import { lix } from '../../infra/contentLint/readingLevel';
import { lengthTable, toBeCheckedList } from '../../infra/contentLint/report';
import { loadContent } from '../../src/content/load';
import { changedContent } from './changedContent';

const FOLDER = path.resolve(__dirname, '../../src/content');
const content = loadContent(FOLDER);
const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');

const folders: string[] = [];
const copies = changedContent();
const { changed } = copies;
afterAll(() => {
  copies.remove();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** The line of a question in a changed copy. */
const lineOf = (folder: string, file: string, id: string): number =>
  readFileSync(path.join(folder, file), 'utf8').split('\n').indexOf(`  - id: ${id}`) + 1;

const LEAD = 'questions/leadership.yaml';
const HARD =
  'Organisational responsibilities regarding counterintelligence considerations notwithstanding contractual obligations presuppose comprehensive documentation requirements throughout international subsidiaries';

/** A question of its own at the end of a file. */
const extra = (fields: Record<string, unknown>): string =>
  `\n  - ${JSON.stringify({
    id: 'extraQuestion',
    version: 1,
    type: 'yesPartlyNo',
    text: { en: 'Is this an extra question?' },
    help: { en: 'Yes.' },
    goodPractice: { en: 'None.' },
    asksAbout: [{ program: 'ctpat', criterion: '1.1', relation: 'partOf' }],
    evidenceWanted: false,
    ...fields,
  })}\n`;

describe('the linter names file, line and fault', () => {
  it.each<[string, string, (text: string) => string, string, RegExp]>([
    [
      'a question of too many words',
      LEAD,
      (text) => text.replace('Who is in charge of security in your company?', `${'Who '.repeat(26)}is it?`),
      'leadershipPerson',
      /asks in 28 words; 25 is the most/,
    ],
    [
      'a question that is none',
      LEAD,
      (text) => text.replace('Who is in charge of security in your company?', 'Tell us who is in charge.'),
      'leadershipPerson',
      /does not end with a question mark/,
    ],
    [
      'hard words',
      LEAD,
      (text) => text.replace('Write the name and the job title.', `${HARD}.`),
      'leadershipPerson',
      /is hard to read \(LIX \d+; 45 is the most\)/,
    ],
    [
      'two questions in one',
      LEAD,
      (text) => text.replace('Who is in charge of security in your company?', 'Who is in charge and what is done?'),
      'leadershipPerson',
      /asks two things; ask one/,
    ],
    [
      'a word of auditors',
      LEAD,
      (text) => text.replace('Write the name and the job title.', 'The person who mitigates.'),
      'leadershipPerson',
      /says "mitigates"; plainer: make smaller/,
    ],
    [
      'an abbreviation that nobody explains',
      LEAD,
      (text) => text.replace('Who is in charge of security in your company?', 'Who is your SPOC (ABC)?'),
      'leadershipPerson',
      /says SPOC, and neither its help nor the intro of its section tells what that is$/,
    ],
    [
      'proof with private data',
      LEAD,
      (text) => text.replace('The statement itself, with signature, name and date.', 'A copy of the passport.'),
      'leadershipStatement',
      /asks in proof for private data/,
    ],
    [
      'a criterion with a question mark',
      LEAD,
      (text) =>
        text.replace(
          'Do you have a written plan for checking that people do their security work?',
          'Is there a written plan that says how it is checked that people do their security duties?',
        ),
      'leadershipChecks',
      /reads like its criterion \("A written plan says/,
    ],
    [
      'a question that is asked already',
      LEAD,
      (text) => text + extra({ text: { en: 'Do these areas take part in the security work?' } }),
      'extraQuestion',
      /asks nearly the same as leadershipTeam/,
    ],
    [
      'missing help',
      LEAD,
      (text) => text.replace(/ {4}help: \{ en: One page.*\n/, ''),
      'leadershipStatement',
      /has no help/,
    ],
    [
      'missing good practice',
      LEAD,
      (text) => text.replace(/ {4}goodPractice: \{ en: A small group.*\n/, ''),
      'leadershipTeam',
      /has no goodPractice/,
    ],
    [
      'a list that does not begin with the best',
      LEAD,
      (text) => text.replace('often }, outcome: met }', 'often }, outcome: notMet }'),
      'leadershipReports',
      /has a choice that is better than the one before it/,
    ],
    [
      'proof that nobody wants',
      LEAD,
      (text) => text.replace(/evidenceWanted: true/, 'evidenceWanted: false'),
      'leadershipStatement',
      /says what proof would show and wants no evidence/,
    ],
    [
      'a question that no type is asked',
      LEAD,
      (text) =>
        text +
        extra({ appliesTo: ['cleaningFirm'], asksAbout: [{ program: 'ctpat', criterion: '3.8', relation: 'partOf' }] }),
      'extraQuestion',
      /is asked of nobody/,
    ],
    [
      'a list that says nothing',
      LEAD,
      (text) =>
        text +
        extra({
          type: 'singleChoice',
          choices: [
            { id: 'aa', text: { en: 'A' } },
            { id: 'bb', text: { en: 'B' } },
          ],
          asksAbout: [{ program: 'ctpat', criterion: '1.1', relation: 'related' }],
        }),
      'extraQuestion',
      /neither counts for a criterion nor opens a question/,
    ],
    [
      'a gate that never closes',
      'questions/risks.yaml',
      (text) =>
        text.replace(
          '{ question: riskAssessment, in: ["yes", partly], otherwise',
          '{ question: riskAssessment, in: ["yes", partly, "no"], otherwise',
        ),
      'riskTopics',
      /is gated by riskAssessment, which is always open/,
    ],
    [
      'a part that has no company',
      LEAD,
      (text) => text.replace('criterion: "1.3", relation: equal', 'criterion: "1.3", relation: partOf'),
      'leadershipChecks',
      /is called a part of ctpat 1\.3 and is the only question/,
    ],
    [
      'two that are equal',
      LEAD,
      (text) => text + extra({ asksAbout: [{ program: 'ctpat', criterion: '1.3', relation: 'partOf' }] }),
      'leadershipChecks',
      /is called equal to ctpat 1\.3, and extraQuestion counts for it as well/,
    ],
  ])('%s', (_name, file, change, id, problem) => {
    const folder = changed(file, change);
    const found = lintContent(folder).problems;
    const line = id === 'extraQuestion' ? String.raw`\d+` : String(lineOf(folder, file, id));
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${file}:${line}: ${id} .*${problem.source}`)));
  });

  it.each<[string, string, (text: string) => string, RegExp]>([
    [
      'a section that is too long',
      LEAD,
      (text) => text + [...Array(8).keys()].map((index) => extra({ id: `extra${index}` })).join(''),
      /^questions\/leadership\.yaml:2: the section leadership has 13 questions; 12 is the most/,
    ],
    [
      'a section without a word about it',
      LEAD,
      (text) => text.replace(/ {2}intro: .*\n/, ''),
      /^questions\/leadership\.yaml:2: the section leadership has no intro/,
    ],
    [
      'a place that is taken',
      LEAD,
      (text) => text.replace('order: 20', 'order: 30'),
      /^questions\/risks\.yaml:2: the section risks has the order of leadership: 30/,
    ],
    [
      'a title that is nearly taken',
      LEAD,
      (text) => text.replace('Leadership and responsibility', 'Knowing all your risks'),
      /the section risks is called nearly like leadership/,
    ],
    [
      'a company section after the sites',
      LEAD,
      (text) => text.replace('order: 20', 'order: 999'),
      /leadership\.yaml:2: the section leadership is asked once and comes after/,
    ],
    [
      'answers that do not fit into the row',
      LEAD,
      (text) =>
        text +
        [...Array(30).keys()]
          .map((index) =>
            extra({
              id: `extra${index}`,
              type: 'longText',
              maxLength: 4000,
              asksAbout: [{ program: 'ctpat', criterion: '1.1', relation: 'related' }],
            }),
          )
          .join(''),
      /the section leadership may need \d+ characters for its answers; its row holds 240000/,
    ],
    [
      'a card that Teams would refuse',
      LEAD,
      (text) =>
        text +
        [...Array(6).keys()]
          .map((index) =>
            extra({
              id: `extra${index}`,
              type: 'longText',
              maxLength: 4000,
              asksAbout: [{ program: 'ctpat', criterion: '1.1', relation: 'related' }],
            }),
          )
          .join(''),
      /the section leadership has a card of up to \d+ bytes; Teams takes 28000/,
    ],
    [
      'too many questions for a type',
      'questions/incidents.yaml',
      (text) => text + [...Array(20).keys()].map((index) => extra({ id: `extra${index}` })).join(''),
      /security-vision\.yaml:\d+: logisticsProvider is asked 20\d questions; 190 is the most/,
    ],
  ])('%s', (_name, file, change, problem) => {
    expect(lintContent(changed(file, change)).problems).toContainEqual(expect.stringMatching(problem));
  });

  it('what the loader refuses', () => {
    const folder = changed(LEAD, (text) => text.replace('type: yesPartlyNo', 'type: maybe'));
    const { problems, placed } = lintContent(folder);
    expect(problems).toEqual([expect.stringMatching(/^questions\/leadership\.yaml:10: leadershipStatement, type: /)]);
    expect(placed).toBeUndefined();
  });
});

describe('what the linter tells', () => {
  it('measures how hard a text is', () => {
    expect(lix('')).toBe(0);
    expect(lix('We do it. You do it.')).toBe(3);
    expect(lix('Who is in charge?')).toBeLessThan(10);
    expect(lix(HARD)).toBeGreaterThan(80);
    expect(lix('¿Quién está a cargo?')).toBeLessThan(10);
  });

  it('measures how alike two texts are, by the words that matter', () => {
    expect(likeness('Are gates watched?', 'The gate is watched')).toBe(1);
    expect(likeness('Are gates watched?', 'Seals are counted')).toBe(0);
    expect(likeness('', 'Seals')).toBe(0);
  });

  it('counts questions and minutes of every type', () => {
    const table = lengthTable(content, pack);
    expect(table.length).toBe(24);
    expect(table[3]).toMatch(/^Foreign manufacturer +\d+ +\d+ +\d+ +\d+ +\d+$/);
  });

  it('lists what is to be checked, with its basis', () => {
    const text = toBeCheckedList(pack).join('\n');
    expect(text).toContain(
      '6.4 (must) Air cargo that is not in an air container (ULD) is protected\n    Not confirmed',
    );
    expect(text).toMatch(/\n1\.1 .*\n {4}Documented for: Importer, .*\n {4}To be checked for: Exporter/);
    expect(text).not.toMatch(/^12\.5 /m);
  });

  it('has an exit code and says which file it wrote', () => {
    const out = path.join(mkdtempSync(path.join(tmpdir(), 'content-out-')), 'pack.csv');
    folders.push(path.dirname(out));
    const root = path.resolve(__dirname, '../..');
    const built = path.join(root, 'dist/content-lint/main.js');
    const run = (...args: string[]) => spawnSync(process.execPath, [built, ...args], { cwd: root, encoding: 'utf8' });
    expect(run('lint')).toMatchObject({ status: 0, stdout: expect.stringContaining('No problems.') });
    const small = copies.small();
    expect(run('lint', '--content', small)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(
        /\nquestions\/atThisSite\.yaml:\d+: siteDriverList has no help: [\s\S]*\n\n\d+ problems\.\n$/,
      ),
    });
    const of = (...args: string[]) => run(...args, '--content', small);
    expect(of('lint', '--to-be-checked').stdout).toContain('criteria have something to be checked');
    expect(of('export').status).toBe(1);
    expect(of('export', '--out', out)).toMatchObject({ status: 0, stdout: expect.stringContaining(out) });
    const loaded = loadContent(small);
    expect(readFileSync(out, 'utf8')).toBe(exportCsv(loaded, loaded.packs[0] ?? pack));
    const workbook = out.replace('.csv', '.xlsx');
    expect(of('export', '--out', workbook).status).toBe(0);
    expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK');
    expect(of('export', '--out', out.replace('.csv', '.pdf'))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('must end with .xlsx or .csv'),
    });
  });
});

describe('the spreadsheet for a specialist', () => {
  const text = exportCsv(content, pack);
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];

  it('has one row for every question, in the order they are asked, and room for a remark', () => {
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(rows.length).toBe(content.questions.length);
    expect(rows[0]).toMatchObject({ Asked: 'once', 'Question id': 'handlesCargo', 'Your remark': '' });
    expect(rows.at(-1)?.Asked).toBe('at every site');
  });

  it('says of each what it is about, what it counts and when it is asked', () => {
    const row = rows.find((each) => each['Question id'] === 'riskRouteShows');
    expect(row).toMatchObject({
      Criterion: '2.2 (complete)',
      Obligation: 'must',
      Counts: 'yes, alone',
      'Counts as met': 'met with 3 of: partners, transport, stops, partly met from 1',
      'Asked only if': 'riskRoute is answered with: yes, partly',
      'If not asked': 'does not apply',
      'Evidence wanted': 'yes',
      'Documented for': 'none',
    });
    expect(row?.Choices).toContain('Every place where cargo waits [stops]');
  });

  it('lets no text run as a formula', () => {
    const [first, ...others] = content.questions;
    if (!first) throw new Error('There is no question.');
    const evil = { ...first, text: { en: '=cmd()?' }, help: { en: '+1' } };
    const [row] = parse(exportCsv({ ...content, questions: [evil, ...others] }, pack), {
      bom: true,
      columns: true,
    }) as Record<string, string>[];
    expect(row).toMatchObject({ Question: "'=cmd()?", Help: "'+1" });
  });
});
