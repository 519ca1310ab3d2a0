import type { ContentFault } from './load';

/** A part of the content that could not be read, and what stands in for it. Neither date nor `isShipped`: nothing does. */
export interface UsedInstead {
  readonly part: string;
  readonly problems: readonly string[];
  /** Since when the last good files had been in use: ISO date and time. */
  readonly since?: string;
  readonly isShipped?: boolean;
}

const FILES: Readonly<Record<string, string>> = {
  questions: 'question file',
  programs: 'program file',
  policies: 'policy file',
  texts: 'file of texts',
  threat: 'file of country figures',
  pictures: 'list of pictures',
};
const PARTS: Readonly<Record<string, string>> = {
  questions: 'the questions',
  policy: 'the risk policy',
  texts: 'the texts',
  threat: 'the country figures',
};

/** `questions/seals.yaml:12: too long` as people say it. */
function sentenceOf(problem: string): string {
  const [, file, line, what] = /^([^\s:]+):(\d+): (.*)$/s.exec(problem) ?? [];
  if (file === undefined) return `The content has an error: ${ended(problem)}`;
  const kind = FILES[file.split('/')[0] ?? ''] ?? 'file';
  return `The ${kind} ${file} has an error in line ${line}: ${ended(what ?? '')}`;
}

const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function consequenceOf({ part, since, isShipped }: UsedInstead): string {
  if (part === 'pictures') return 'Questions are shown without pictures.';
  if (part === 'questions' && since === undefined)
    return 'No new campaign can be opened until it is corrected; running campaigns go on.';
  const what = PARTS[part] ?? 'the content';
  const which = isShipped ? 'that came with Trustlane' : `of ${date.format(new Date(since ?? 0))}`;
  return part === 'texts' ? `Messages use ${what} ${which}.` : `New campaigns use ${what} ${which}.`;
}

/** What is wrong and what is done about it, in words. @param isUsable whether a new campaign can be opened */
export function contentFault(instead: readonly UsedInstead[], isUsable: boolean): ContentFault {
  const problems = instead.flatMap((each) => each.problems);
  const others = problems.length - 1;
  const more = others > 0 ? ` There ${others === 1 ? 'is 1 more error' : `are ${others} more errors`}.` : '';
  return {
    problems,
    sentence: `${sentenceOf(problems[0] ?? '')}${more}`,
    consequence: instead.map(consequenceOf).join(' '),
    isUsable,
  };
}
