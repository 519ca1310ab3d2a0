import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Content, loadContent } from '../../src/content/load';

/**
 * A pack of 28 questions for tests that name questions, count them, or answer all of them. It does not change when the
 * shipped pack is edited; policy, texts and country figures are the shipped ones.
 */
export function smallPack(): Content {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustlane-pack-'));
  try {
    for (const part of ['policies', 'texts', 'threat'])
      cpSync(path.join(__dirname, '../../src/content', part), path.join(folder, part), { recursive: true });
    cpSync(path.join(__dirname, 'smallPack'), folder, { recursive: true });
    return loadContent(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
