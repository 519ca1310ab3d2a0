import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CARD_BYTES } from '../../infra/contentLint/checkCards';
import { LONGEST } from '../../infra/contentLint/checkReach';
import { QUESTIONS_AT_MOST } from '../../infra/contentLint/checkSections';
import { LIX_AT_MOST, WORDS_AT_MOST } from '../../infra/contentLint/checkTexts';
import { lintContent } from '../../infra/contentLint/lintContent';
import { MAX_INPUTS } from '../../src/domain/questionnaire';

const ROOT = path.resolve(__dirname, '../..');
const DOCUMENT = path.join(ROOT, 'docs/content.md');

/** The YAML blocks of the document, by the file name in their first line. */
function blocks(): Map<string, string> {
  const found = readFileSync(DOCUMENT, 'utf8').matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g);
  return new Map([...found].map(([, name = '', text = '']) => [name, text]));
}

describe('the example of docs/content.md', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'content-docs-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('loads and has nothing that the linter would name', () => {
    for (const name of ['policies', 'texts', 'threat']) {
      cpSync(path.join(ROOT, 'src/content', name), path.join(folder, name), { recursive: true });
    }
    const files = blocks();
    expect([...files.keys()]).toEqual([
      'programs/example/pack.yaml',
      'programs/example/gates.yaml',
      'questions/gates.yaml',
      'programs/example/rounds.yaml',
      'documents/nightRules.yaml',
      'questions/rounds.yaml',
    ]);
    for (const [name, text] of files) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const { problems, placed } = lintContent(folder);
    expect(problems).toEqual([]);
    expect(placed?.content.questions.map(({ id }) => id)).toEqual([
      'siteGates',
      'siteGatesWatched',
      'siteKeysCounted',
      'siteRoundParts',
      'siteNightRules',
      'siteRoundBook',
    ]);
    expect(placed?.content.frozen).toContain('Nobody is alone at the site at night.');
    expect(placed?.content.packs[0]?.criteria[0]).toMatchObject({
      appliesTo: ['warehouse'],
      appliesToToBeChecked: ['terminalOperator'],
    });
  });

  it('tells the limits that the linter has, and every field that a question can have', () => {
    const text = readFileSync(DOCUMENT, 'utf8');
    for (const name of [
      'picture',
      'rows',
      'document',
      'naReasons',
      'counts',
      'asksAbout',
      'evidenceWanted',
      'required',
      'gate',
    ]) {
      expect(text).toContain(`\`${name}`);
    }
    expect(text).toContain(`at most ${WORDS_AT_MOST} words`);
    expect(text).toContain(`at most ${LIX_AT_MOST} (`);
    expect(text).toContain(`at most ${QUESTIONS_AT_MOST} questions, order`);
    expect(text).toContain(`at most ${MAX_INPUTS} inputs and ${CARD_BYTES.toLocaleString('en')} bytes`);
    expect(text).toContain(`at most ${LONGEST.questions} questions and ${LONGEST.minutes} minutes`);
  });
});
