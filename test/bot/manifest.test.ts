import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { inflateSync } from 'node:zlib';
import { parse } from 'yaml';

const folder = path.resolve('appPackage');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const VALUES: Readonly<Record<string, string>> = {
  TEAMS_APP_ID: '45444444-0000-4000-8000-000000000001',
  BOT_APP_ID: '45444444-0000-4000-8000-000000000002',
  CLIENT_ID: '45444444-0000-4000-8000-000000000003',
  PUBLIC_URL: 'https://trustlane.example',
  PUBLIC_HOST: 'trustlane.example',
  DEVELOPER_NAME: 'Northgate Trading Ltd',
  DEVELOPER_WEBSITE_URL: 'https://northgate.example',
  DEVELOPER_PRIVACY_URL: 'https://northgate.example/privacy',
  DEVELOPER_TERMS_URL: 'https://northgate.example/terms',
};
const filled = (text: string): string =>
  text.replace(/\$\{\{(\w+)\}\}/g, (placeholder, name: string) => VALUES[name] ?? placeholder);
const manifest = JSON.parse(filled(read('manifest.json'))) as Record<string, unknown>;
const translations = ['fr.json', 'es.json'].map((file) => JSON.parse(read(file)) as Record<string, string>);

it('is valid by Microsoft’s own schemas, translations too', () => {
  const input = JSON.stringify({ manifest, translations });
  const script = path.resolve('test/bot/support/validateManifest.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script], { input, encoding: 'utf8' });
  expect(stdout || stderr).toBe(JSON.stringify({ manifest: [], translations: [[], []] }));
  expect(input).not.toContain('${{');
});

it.each([0, 1])('translates only what is in the manifest (file %d)', (index) => {
  const translation = translations[index] ?? {};
  for (const place of Object.keys(translation).filter((key) => key !== '$schema')) {
    const found = place
      .split(/[.[\]]+/)
      .filter(Boolean)
      .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], manifest);
    expect([place, typeof found]).toEqual([place, 'string']);
  }
});

/** Width, height and pixels (RGB or RGBA) of a PNG of 8 bits without interlacing. */
function png(name: string): { width: number; height: number; channels: number; rows: Buffer[] } {
  const bytes = readFileSync(path.join(folder, name));
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const channels = bytes[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const size = width * channels;
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (size + 1)];
    const row = Buffer.from(raw.subarray(y * (size + 1) + 1, (y + 1) * (size + 1)));
    for (let x = 0; x < size; x += 1) {
      const left = row[x - channels] ?? 0;
      const up = rows[y - 1]?.[x] ?? 0;
      const corner = x >= channels ? (rows[y - 1]?.[x - channels] ?? 0) : 0;
      row[x] = (row[x] ?? 0) + predicted(filter ?? 0, left, up, corner);
    }
    rows.push(row);
  }
  return { width, height, channels, rows };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return Math.floor((left + up) / 2);
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

it('has a colour icon of 192 by 192', () => {
  expect(png('color.png')).toMatchObject({ width: 192, height: 192 });
});

it('has an outline icon of 32 by 32, white on nothing', () => {
  const { width, height, channels, rows } = png('outline.png');
  expect([width, height, channels]).toEqual([32, 32, 4]);
  const pixels = rows.flatMap((row) => Array.from({ length: 32 }, (_, x) => [...row.subarray(x * 4, x * 4 + 4)]));
  const shown = pixels.filter((pixel) => pixel[3] !== 0);
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.length).toBeLessThan(700);
  expect(shown.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
});

it('is packed by a file that names what is there', () => {
  const project = parse(readFileSync('teamsapp.yml', 'utf8')) as {
    provision: { uses: string; with: { manifestPath: string } }[];
  };
  expect(project.provision.map(({ uses }) => uses)).toEqual(['teamsApp/validateManifest', 'teamsApp/zipAppPackage']);
  for (const step of project.provision) expect(() => readFileSync(step.with.manifestPath)).not.toThrow();
});
