import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadContent } from '../../src/content/load';
import { openContent } from '../../src/content/openContent';

const SOURCE = path.resolve(__dirname, '../../src/content');
let dir: string;
let now: Date;
const notKept: unknown[] = [];
const inContent = (file: string) => path.join(dir, 'content', file);
const open = () =>
  openContent({
    folder: path.join(dir, 'content'),
    shippedFolder: path.join(dir, 'shipped'),
    keptIn: path.join(dir, 'state/content'),
    now: () => now,
    onNotKept: (error) => notKept.push(error),
  });
const spoil = (file: string, from: string | RegExp, to: string) => {
  const text = readFileSync(inContent(file), 'utf8');
  const spoiled = text.replace(from, to);
  if (spoiled === text) throw new Error(`${file} has no ${String(from)}.`);
  writeFileSync(inContent(file), spoiled);
};
const spoilQuestions = () => spoil('questions/leadership.yaml', /^ {4}type: \w+$/m, '    type: riddle');

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'trustlane-open-'));
  now = new Date('2026-11-20T08:00:00Z');
  for (const part of ['policies', 'texts', 'threat', 'pictures'])
    cpSync(path.join(SOURCE, part), inContent(part), { recursive: true });
  cpSync(path.resolve(__dirname, '../support/smallPack'), path.join(dir, 'content'), { recursive: true });
  cpSync(path.join(dir, 'content'), path.join(dir, 'shipped'), { recursive: true });
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
  expect(notKept.splice(0)).toEqual([]);
});

it('without a fault it is the content as it is loaded', () => {
  const content = open();
  expect(content.fault).toBeUndefined();
  expect(content.frozen).toBe(loadContent(path.join(dir, 'content')).frozen);
});

it('a faulty question file is named with its line, and the last good questions stand in', () => {
  const good = open();
  now = new Date('2026-11-25T08:00:00Z');
  spoilQuestions();
  const content = open();
  expect(content.hash).toBe(good.hash);
  expect(content.fault).toMatchObject({
    isUsable: true,
    sentence: expect.stringMatching(
      /^The question file questions\/leadership\.yaml has an error in line \d+: \w+, type: here stands "riddle", and allowed are: .+\.$/,
    ),
    consequence: 'New campaigns use the questions of 20 November 2026.',
  });
});

it('without last good questions there are none for new campaigns, and all else is there', () => {
  spoilQuestions();
  const content = open();
  expect(content).toMatchObject({ packs: [], questions: [], fault: { isUsable: false } });
  expect(content.fault?.consequence).toBe(
    'No new campaign can be opened until it is corrected; running campaigns go on.',
  );
  expect(content.countries.all.length).toBeGreaterThan(200);
  expect(Object.keys(content.texts).length).toBeGreaterThan(10);
});

it.each([
  ['texts/partner.yaml', /^ {2}en:/m, '  de:', 'Messages use the texts'],
  ['policies/default.yaml', /^version: .*$/m, 'version: new', 'New campaigns use the risk policy'],
  ['threat/wgi-2023.csv', /^MX,/m, 'mexico,', 'New campaigns use the country figures'],
])('%s: the last good one stands in, else the one that came with the product', (file, from, to, consequence) => {
  spoil(file, from, to);
  const shipped = open();
  expect(shipped.fault).toMatchObject({ isUsable: true, consequence: `${consequence} that came with Trustlane.` });
  expect(shipped.frozen).toBe(loadContent(path.join(dir, 'shipped')).frozen);
  cpSync(path.join(dir, 'shipped'), path.join(dir, 'content'), { recursive: true });
  expect(open().fault).toBeUndefined();
  spoil(file, from, to);
  expect(open().fault?.consequence).toBe(`${consequence} of 20 November 2026.`);
});

it('texts that can be had from nowhere stop the start, with file and line', () => {
  spoil('texts/partner.yaml', /^ {2}en:/m, '  de:');
  cpSync(path.join(dir, 'content'), path.join(dir, 'shipped'), { recursive: true });
  expect(open).toThrow(/texts\/partner\.yaml:\d+/);
});

it('a missing file, a missing folder and a file that is no text are faults like others', () => {
  open();
  rmSync(inContent('programs/ctpat/pack.yaml'));
  expect(open().fault?.problems[0]).toBe('programs/ctpat/pack.yaml:1: is not there');
  rmSync(inContent('questions'), { recursive: true });
  expect(open().fault?.problems).toContain('questions:1: is not there');
  writeFileSync(inContent('policies/default.yaml'), Buffer.from([0, 255, 254, 1, 2]));
  expect(open().fault?.problems.join()).toMatch(/policies\/default\.yaml:1/);
});

it('a faulty list of pictures leaves the questions as they are, without pictures', () => {
  const good = open();
  spoil('pictures/pictures.yaml', /^- id: /m, '- name: ');
  const content = open();
  expect(content.hash).toBe(good.hash);
  expect(content.pictures.size).toBe(0);
  expect(content.fault).toMatchObject({ isUsable: true, consequence: 'Questions are shown without pictures.' });
});

describe('a kept copy', () => {
  const copy = () => path.join(dir, 'state/content/questions.json');
  it.each<[string, (json: string) => string]>([
    ['cut off', (json) => json.slice(0, 5_000)],
    ['changed', (json) => json.replace('must', 'should')],
    ['of another shape', () => '{"schemaVersion":2}'],
    ['that the checks of today refuse', () => '[]'],
  ])('%s is not used', (_name, change) => {
    open();
    writeFileSync(copy(), change(readFileSync(copy(), 'utf8')));
    spoilQuestions();
    expect(open().fault?.isUsable).toBe(false);
  });

  it('keeps the day on which these files came into use', () => {
    open();
    now = new Date('2026-12-01T00:00:00Z');
    open();
    spoilQuestions();
    expect(open().fault?.consequence).toContain('20 November 2026');
  });

  it('that cannot be written is told, and the service goes on', () => {
    writeFileSync(path.join(dir, 'state'), 'a file where the folder should be');
    expect(open().fault).toBeUndefined();
    expect(notKept.splice(0).length).toBeGreaterThan(0);
  });
});
