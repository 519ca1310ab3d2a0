import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import { type AskedSection, withWhom } from '../outline';
import type { TextLook } from './cardTypes';
import { type CardTime, dayOfMoment } from './dueWords';

/** How a part stands, with a mark, in words, and in a colour that says the same. */
export interface SectionState {
  readonly words: string;
  readonly look: TextLook;
  /** What its button says. */
  readonly act: 'Look' | 'Go on' | 'Answer';
}

/** What a person sees of a part at a glance: it cannot be saved, is done, is with a colleague, or has so much left. */
export function sectionState(view: QuestionnaireView, each: AskedSection, time: CardTime): SectionState {
  const { section, asked, left } = each;
  if (section.blocked !== undefined)
    return { words: '⚠ Nothing can be saved here now', look: { color: 'Attention' }, act: 'Look' };
  const isUntouched = left === asked;
  const by = handedOver(view, each, time);
  if (left === 0) return { words: ['✓ Done', ...by.done].join(' · '), look: { color: 'Good' }, act: 'Look' };
  const act = isUntouched ? 'Answer' : 'Go on';
  if (by.open.length > 0)
    return { words: [`→ ${by.open[0]}`, leftInWords(each)].join(' · '), look: { color: 'Accent' }, act };
  const mark = isUntouched ? '○' : '◐';
  return {
    words: [`${mark} ${leftInWords(each)}`, ...by.done].join(' · '),
    look: isUntouched ? { isSubtle: true } : {},
    act,
  };
}

/** "3 of 8 left, 2 required", "1 of 8 left, required", "8 questions". */
function leftInWords({ asked, left, musts }: AskedSection): string {
  if (left === asked) return asked === 1 ? '1 question' : `${asked} questions`;
  const required = musts === 0 ? '' : musts === left ? ', required' : `, ${musts} required`;
  return `${left} of ${asked} left${required}`;
}

/** "With Ana Ruiz since 3 May", or that she is done; nothing of what somebody handed to the person who looks. */
function handedOver(
  view: QuestionnaireView,
  { section, left }: AskedSection,
  time: CardTime,
): { readonly open: readonly string[]; readonly done: readonly string[] } {
  const { delegations = [], colleagues = [] } = view;
  const you = colleagues.find(({ isYou }) => isYou)?.contactKey;
  const own = delegations.filter(
    ({ state, to, places }) =>
      state !== 'withdrawn' &&
      to.contactKey !== you &&
      places.some(({ sectionId, siteId }) => sectionId === section.id && siteId === section.siteId),
  );
  const newest = own.at(-1);
  if (withWhom(view, section) !== undefined) {
    const open = own.findLast(({ state }) => state === 'open');
    return open ? { open: [`With ${open.to.name} since ${dayOfMoment(open.at, time)}`], done: [] } : NOBODY;
  }
  if (newest?.state !== 'done') return NOBODY;
  return { open: [], done: [left === 0 ? `${newest.to.name} is done with it` : `${newest.to.name} says it is done`] };
}

const NOBODY = { open: [], done: [] } as const;

/** "2 sections are with colleagues. Nothing can be saved in 1 section now.": what waits for others, when anything does. */
export function waitingInWords(view: QuestionnaireView, sections: readonly AskedSection[]): string | undefined {
  const count = (number: number): string => (number === 1 ? '1 section' : `${number} sections`);
  const blocked = sections.filter(({ section }) => section.blocked !== undefined);
  const away = sections.filter(
    ({ section, left }) => left > 0 && section.blocked === undefined && withWhom(view, section) !== undefined,
  );
  const names = [...new Set(away.map(({ section }) => withWhom(view, section)))];
  const sentences = [
    ...(away.length > 0
      ? [
          `${count(away.length)} ${away.length === 1 ? 'is' : 'are'} with ${names.length === 1 ? names[0] : 'colleagues'}.`,
        ]
      : []),
    ...(blocked.length > 0 ? [`Nothing can be saved in ${count(blocked.length)} now; open it to read why.`] : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
