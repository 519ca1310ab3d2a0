import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Figure, round } from './figures';

/** What a browser loads before it shows the page: the document, and the scripts and styles that it names. */
export function firstLoad(folder: string): number {
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const base = path.basename(folder) === 'partner' ? '/answer/' : `/${path.basename(folder)}/`;
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  const files = new Set(named.map((address) => address.replace(base, '')));
  const bytes = [
    gzipSync(html).length,
    ...[...files].map((file) => gzipSync(readFileSync(path.join(folder, file))).length),
  ];
  return bytes.reduce((sum, each) => sum + each, 0) / 1024;
}

export const pageFigures = (): Figure[] => [
  { name: 'tab: first load', value: round(firstLoad('dist/tab'), 0), unit: 'KB gzip', goal: 250 },
  { name: 'partner page: first load', value: round(firstLoad('dist/partner'), 0), unit: 'KB gzip', goal: 150 },
];
