import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { checkFile, MAX_FILE_BYTES } from '../../src/useCases/fileCheck';
import { displayName } from '../../src/useCases/fileName';
import { aFilm, aHeic, aPdf, aPng, aZip, filmPart, ftyp } from './files';

const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const check = (bytes: Buffer, name = 'file') => checkFile(Readable.from([bytes]), name, folder);
const office = (part: string, ...more: Parameters<typeof aZip>[0]) =>
  aZip([{ name: '[Content_Types].xml' }, { name: part }, ...more]);
const text = (words: string) => Buffer.from(words);

it.each([
  ['a PDF', aPdf, 'Seal log.PDF', 'pdf'],
  ['a PDF whose name ends with nothing that means a kind', aPdf, 'ISO 28000 rev. 3', 'pdf'],
  ['a PDF with two endings', aPdf, 'seals.xlsx.pdf', 'pdf'],
  ['a photo with the other ending of its kind', Buffer.from('ffd8ffe000104a46494600010100', 'hex'), 'gate.JPEG', 'jpg'],
  ['text of a kind of its own', text('seal 4711 broken'), 'gate.log', 'txt'],
  ['a PNG', aPng, 'x', 'png'],
  ['a Word file', office('word/document.xml'), 'a.docx', 'docx'],
  ['an Excel file', office('xl/workbook.xml'), 'a.xlsx', 'xlsx'],
  ['a PowerPoint file', office('ppt/presentation.xml'), 'a.pptx', 'pptx'],
  ['text', text('Nos sellos, años 2020–2026\r\n\tISO 17712'), 'notes.txt', 'txt'],
  ['a CSV list', text('seal,date\n1,2026-01-01\n'), 'SEALS.CSV', 'csv'],
  ['an iPhone photo', aHeic(), 'IMG_0012.HEIC', 'heic'],
  ['a photo of another phone', aHeic(ftyp('mif1', 'mif1', 'heic', 'miaf')), '20260503.heif', 'heic'],
  ['a photo with ten bits per colour', aHeic(ftyp('heix', 'mif1', 'heix')), 'photo', 'heic'],
  [
    'WebP',
    Buffer.concat([text('RIFF'), Buffer.from([36, 0, 0, 0]), text('WEBPVP8 '), Buffer.alloc(30)]),
    'a.webp',
    'webp',
  ],
])('takes %s by its content', async (_what, bytes, name, extension) => {
  const file = await check(bytes, name);
  expect(file).toMatchObject({ extension, size: bytes.length });
  expect(readFileSync(file.path).equals(bytes)).toBe(true);
  await file.dispose();
});

it.each([
  ['nothing', Buffer.alloc(0), 'empty'],
  ['a program', Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), 'not accepted'],
  ['an archive', aZip([{ name: 'a.txt' }]), 'Archives'],
  ['an archive that calls itself a Word file', aZip([{ name: 'word.docx' }]), 'Archives'],
  ['a Word file with macros', office('word/document.xml', { name: 'word/vbaProject.bin' }), 'macros'],
  ['an Excel file with old macros', office('xl/workbook.xml', { name: 'xl/macrosheets/sheet1.xml' }), 'macros'],
  ['a locked Word file', office('word/document.xml', { name: 'x', isEncrypted: true }), 'password'],
  [
    'an old or locked Office file',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    'password',
  ],
  ['a bomb', office('word/document.xml', { name: 'x', size: 4_000_000_000 }), 'unpacks'],
  ['half a Word file', office('word/document.xml').subarray(0, 90), 'damaged'],
  ['a web page', text(' <!DOCTYPE html><p>hello'), 'not accepted'],
  ['a drawing that runs scripts', text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), 'not accepted'],
  ['a film', aFilm(), 'Films are not accepted'],
  ['an iPhone film', aFilm(ftyp('qt  ', 'qt  ')), 'Films are not accepted'],
  ['a film that calls itself a photo', aFilm(ftyp('heic', 'mif1', 'heic')), 'Films are not accepted'],
  ['a photo with a film behind it', aHeic(undefined, 'pict', [filmPart]), 'Films are not accepted'],
  ['a photo without a description', Buffer.concat([ftyp('heic', 'mif1'), Buffer.alloc(100)]), 'damaged'],
  ['a photo described as a film', aHeic(undefined, 'vide'), 'damaged'],
  ['half a photo', aHeic().subarray(0, 200), 'damaged'],
  ['a photo with a part of no size', Buffer.concat([ftyp('heic'), Buffer.from([0, 0, 0, 3]), text('meta')]), 'damaged'],
  [
    'a photo of a thousand parts',
    Buffer.concat([ftyp('heic'), ...Array(1000).fill(Buffer.from('\0\0\0\x08free'))]),
    'damaged',
  ],
  ['pictures that nobody here can open', aHeic(ftyp('mif1', 'mif1', 'avif')), 'not accepted'],
  ['text with zero bytes', text('seal\0list'), 'not accepted'],
  ['text that is not UTF-8', Buffer.from('años', 'latin1'), 'not accepted'],
])('refuses %s with a sentence and keeps nothing', async (_what, bytes, words) => {
  await expect(check(bytes, 'proof')).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(words),
  });
  expect(readdirSync(folder)).toEqual([]);
});

const jpeg = Buffer.from('ffd8ffe000104a46494600010100', 'hex');
const word = office('word/document.xml');
it.each([
  ['a Word file', word, 'seals.pdf', 'ends with .pdf, but it is a Word file. Give it a name that ends with .docx'],
  ['a photo', jpeg, 'gate.png', 'ends with .png, but it is a JPEG photo. Give it a name that ends with .jpg'],
  [
    'a photo',
    aHeic(),
    'IMG_0012.MOV',
    'ends with .mov, but it is a HEIC photo. Give it a name that ends with .heic and',
  ],
  [
    'a PDF',
    aPdf,
    'photo.jpg',
    'but it is a PDF. Give it a name that ends with .pdf, or save it again as a JPEG photo,',
  ],
  ['a PDF', aPdf, 'seals.pdf.exe', 'ends with .exe, but it is a PDF. Give it a name that ends with .pdf and send'],
  ['a PDF', aPdf, 'seals.pdf. .DOCX ..', 'ends with .docx, but it is a PDF.'],
  ['a PDF', aPdf, 'seals\u202Efdp.docx', 'ends with .docx, but it is a PDF.'],
  ['text', text('seal 4711'), 'seals.pdf', 'ends with .pdf, but it is plain text. Give it a name that ends with .txt'],
  ['text', text('seal 4711'), 'seals.txt.docx', 'ends with .docx, but it is plain text.'],
  ['text', text('alert(1)'), 'seals.js', 'ends with .js, but it is plain text.'],
  [
    'a web page',
    text('\uFEFF<!-- saved --><html>'),
    'seals.txt',
    'Web pages and drawings made of text are not accepted.',
  ],
  ['a web page', text('<p>seal 4711</p>'), 'seals.pdf', 'Save it as a PDF and send that.'],
  [
    'a damaged PDF',
    Buffer.from('\0\0%PDF', 'latin1'),
    'seals.pdf',
    'not a PDF, or it is damaged. Open it on your device',
  ],
  ['nothing', Buffer.alloc(0), 'seals.pdf', 'This file is empty. Choose it again.'],
  ['a spreadsheet', office('xl/workbook.xml'), 'seals.csv', 'ends with .csv, but it is an Excel file.'],
])('refuses %s (%#) whose name says something else, and says what to do', async (_what, bytes, name, words) => {
  await expect(check(bytes, name)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(words) });
  await expect(check(bytes, name)).rejects.toThrow(/ Nothing was stored\.$/);
  expect(readdirSync(folder)).toEqual([]);
});

it('stops receiving at 25 MB', async () => {
  let given = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        given += 1024 * 1024;
        yield Buffer.alloc(1024 * 1024, 65);
      }
    })(),
  );
  await expect(checkFile(endless, 'a.txt', folder)).rejects.toMatchObject({ code: 'tooLarge' });
  expect(given).toBeLessThan(MAX_FILE_BYTES + 20 * 1024 * 1024);
  expect(readdirSync(folder)).toEqual([]);
});

it('a connection that breaks leaves nothing', async () => {
  const broken = Readable.from(
    (async function* () {
      yield aPdf;
      throw new Error('connection lost');
    })(),
  );
  await expect(checkFile(broken, 'a.pdf', folder)).rejects.toThrow('connection lost');
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\temp\\Seals.PDF', 'Seals.pdf'],
  ['a\u202egpj.exe', 'agpj.pdf'],
  ['  .  ', 'file.pdf'],
  ['a\u0000b\nc.pdf', 'ab c.pdf'],
  ['<img src=x onerror=alert(1)>.pdf', '_img src=x onerror=alert(1)_.pdf'],
  ['إقرار.pdf', 'إقرار.pdf'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(116)}.pdf`],
])('the name %s is shown as %s', (name, shown) => {
  expect(displayName(name, 'pdf')).toBe(shown);
});
