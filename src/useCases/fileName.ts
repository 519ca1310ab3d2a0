import { cleanLine } from '../domain/cleanText';

const LONGEST = 120;

/**
 * A file's name from somebody's device, fit to be shown: no path, nothing invisible or that turns the reading order, not
 * too long, and with the extension of what the file really is. Never used as a path.
 */
export function displayName(name: string, extension: string): string {
  const base = cleanLine(name.replace(/^.*[\\/]/s, '')).replace(/[<>:"|?*]/g, '_');
  const stem = base.replace(/\.[^.]{1,10}$/, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const short = [...stem]
    .slice(0, LONGEST - extension.length - 1)
    .join('')
    .trim();
  return `${short === '' ? 'file' : short}.${extension}`;
}
