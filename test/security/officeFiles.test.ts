import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { checkFile } from '../../src/useCases/fileCheck';
import { officeFile } from './support/officeFile';

const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-office-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const check = (bytes: Buffer) => checkFile(Readable.from([bytes]), 'a.docx', folder);

const PLAIN =
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>';
const VBA = '<Override PartName="/word/theme.bin" ContentType="application/vnd.ms-office.vbaProject"/>';
const types = (inside: string): [string, string] => [
  '[Content_Types].xml',
  `<?xml version="1.0"?><Types>${inside}</Types>`,
];
const text: [string, string] = ['word/document.xml', '<w:document/>'];
const related = (kind: string, target: string): [string, string] => [
  'word/_rels/settings.xml.rels',
  `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" TargetMode="External"/></Relationships>`,
];

it.each<[string, [string, string | Buffer][], string]>([
  ['a macro under another name', [types(PLAIN + VBA), text, ['word/theme.bin', 'x']], 'macros'],
  ['a macro whose kind is spelt in numbers', [types(VBA.replace('vba', 'vb&#x61;')), text], 'macros'],
  ['a document of the kind with macros', [types(PLAIN.replace('.main+', '.macroEnabled.main+')), text], 'macros'],
  ['a macro announced by a reference', [types(PLAIN), text, related('vbaProject', 'theme.bin')], 'macros'],
  [
    'a template from the web',
    [types(PLAIN), text, related('attachedTemplate', 'http://evil.example/t.dotm')],
    'another place',
  ],
  ['an object from a file share', [types(PLAIN), text, related('oleObject', '\\\\evil.example\\x')], 'another place'],
  [
    'a template from a share, as an address',
    [types(PLAIN), text, related('attachedTemplate', 'file://evil/x')],
    'another place',
  ],
  ['letters hidden in entities', [types(`<!DOCTYPE x [<!ENTITY v "vba">]>${PLAIN}`), text], 'damaged'],
  ['a description in UTF-16', [[types('')[0], Buffer.from('\ufeff<Types/>', 'utf16le')], text], 'damaged'],
  ['a description that unpacks without end', [[types('')[0], Buffer.alloc(3_000_000, 32)], text], 'damaged'],
])('%s is refused and leaves nothing behind', async (_what, parts, words) => {
  await expect(check(officeFile(parts))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(words),
  });
  expect(readdirSync(folder)).toEqual([]);
});

it.each<[string, [string, string][]]>([
  ['a plain document', [types(PLAIN), text]],
  [
    'a template on the writer’s own drive',
    [types(PLAIN), text, related('attachedTemplate', 'file:///C:\\Users\\ana\\Normal.dotm')],
  ],
  ['a link to a web page', [types(PLAIN), text, related('hyperlink', 'https://www.cbp.gov/?a=1&amp;b=2')]],
])('%s is taken', async (_what, parts) => {
  const file = await check(officeFile(parts));
  expect(file.extension).toBe('docx');
  await file.dispose();
});
