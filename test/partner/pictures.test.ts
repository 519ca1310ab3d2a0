import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createPictureViews } from '../../src/useCases/pictureViews';
import { pictureRoutes } from '../../bot/api/pictures';
import type { ApiDeps } from '../../bot/api/deps';
import type { HttpRequest } from '../../bot/api/http';
import { textIn } from '../../src/domain/text';
import { wholePack } from './support/stubQuestionnaire';

const FOLDER = path.resolve('src/content/pictures');
const { pictures, questions } = wholePack();
const all = [...pictures.values()];

const get = async (file: string, v?: string) => {
  const [route] = pictureRoutes({ pictures } as unknown as ApiDeps);
  const request = { params: { file }, query: v === undefined ? {} : { v } } as unknown as HttpRequest;
  const answer = await route!.run({ kind: 'anybody' }, request);
  if (!('file' in answer)) throw new Error('not a file');
  const parts: Buffer[] = [];
  if (typeof answer.file !== 'string') for await (const part of answer.file) parts.push(part as Buffer);
  return { headers: answer.headers, body: typeof answer.file === 'string' ? answer.file : Buffer.concat(parts) };
};

it('the pictures for cards were drawn from the drawings as they are now (else run node infra/renderPictures.mjs)', () => {
  const rendered = JSON.parse(readFileSync(path.join(FOLDER, 'rendered.json'), 'utf8')) as Record<string, string>;
  for (const { id, svg } of all)
    expect([id, rendered[`${id}.svg`]]).toEqual([id, createHash('sha256').update(svg).digest('hex')]);
});

it('Teams can show them: PNG, at most 1,024 by 1,024 pixels and 1 MB', () => {
  for (const { png } of all) {
    expect(png?.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(Math.max(png!.readUInt32BE(16), png!.readUInt32BE(20))).toBeLessThanOrEqual(1024);
    expect(png!.length).toBeLessThan(1024 * 1024);
  }
});

// What somebody hears who cannot see the drawing: every number of it, and what it stands for.
it.each([
  ['highSecuritySeal', 4, /bolt.*letter H.*1 look.*2 compare.*3 pull.*4 twist/],
  ['sevenPoints', 7, /1 outside.*2 doors.*3 right.*4 left.*5 front.*6 ceiling.*7 floor/],
  ['seventeenPoints', 17, /1 bumper.*7 roof.*8 fifth wheel.*17 underneath/],
  ['fenceAndLight', 5, /1 a fence.*2 a top.*3 a closed gate.*4 lamps.*5 clear ground/],
])('%s is told in words, point by point up to %i', (id, points, words) => {
  const alt = textIn(pictures.get(id)!.alt);
  expect(alt).toMatch(words);
  for (let point = 1; point <= points; point += 1) expect(alt).toMatch(new RegExp(`\\b${point} [a-z]`));
  const svg = pictures.get(id)!.svg.toString('utf8');
  const numbers = new Set([...svg.matchAll(/<text [^>]*>(\d{1,2})<\/text>/g)].map((match) => Number(match[1])));
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: points }, (_, n) => n + 1));
});

it('each is shown where words fail', () => {
  const shown = Object.fromEntries(all.map(({ id }) => [id, questions.filter(({ picture }) => picture === id).length]));
  for (const { id } of all) expect([id, (shown[id] ?? 0) > 0]).toEqual([id, true]);
});

it('no drawing holds a script, a link or anything from elsewhere', () => {
  for (const { svg } of all)
    expect(svg.toString('utf8')).not.toMatch(/<script|<foreignObject|\son\w+=|href=|url\(|@import/i);
});

it('the address of a drawing holds its version and may be kept for ever; another version is asked for again', async () => {
  const view = createPictureViews(pictures, 'https://trust.example')('sevenPoints')!;
  expect(view.url).toMatch(/^https:\/\/trust\.example\/pictures\/sevenPoints\.png\?v=[0-9a-f]{12}$/);
  const version = view.url.split('=')[1];
  const png = await get('sevenPoints.png', version);
  expect(png.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect(pictures.get('sevenPoints')!.png!.equals(png.body as Buffer)).toBe(true);
  const svg = await get('sevenPoints.svg', 'older');
  expect(svg.headers).toMatchObject({ 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=300' });
  expect(svg.headers['content-security-policy']).toContain("default-src 'none'");
});

it.each(['../load.ts', 'pictures.yaml', 'nothing.svg', 'sevenPoints.gif', '__proto__.svg', 'sevenPoints.svg/x'])(
  'there is nothing at %s',
  async (file) => {
    await expect(get(file)).rejects.toMatchObject({ name: 'AppError' });
  },
);
