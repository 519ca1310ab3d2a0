import type { RequestView } from '../../../src/contracts/collaboration';
import { counted } from '../../words/numbers';
import type { Word } from '../../words/status';

/** How things stand with a request, as a mark. */
export function requestMark({
  state,
  kind,
  over,
  isClosed,
}: Pick<RequestView, 'state' | 'kind' | 'over' | 'isClosed'>): Word {
  switch (state) {
    case 'open':
      if (over) return { tone: 'neutral', word: 'Can be closed' };
      return { tone: 'warning', word: kind === 'help' ? 'Waits for an answer' : 'Waits for a decision' };
    case 'answered':
      return { tone: 'success', word: 'Answered' };
    case 'agreed':
      return { tone: 'success', word: 'Agreed' };
    case 'refused':
      return { tone: 'neutral', word: isClosed ? 'Closed' : 'Not agreed' };
  }
}

/** What somebody wants, as one line. */
export function requestTitle({ kind, about, colleague, reason, contactName }: RequestView): string {
  if (kind === 'help') return about ? `About “${about}”` : 'About the questionnaire as a whole';
  if (!colleague) return `${contactName} should not be asked any more`;
  if (reason === 'notMe') return `${colleague.name} instead of ${contactName}`;
  if (reason === 'whole') return `${colleague.name} to answer everything`;
  return `${colleague.name} to answer ${about ? `“${about}”` : 'some parts'}`;
}

/** Whether a request holds all the words that are looked for, in any order and without accents. */
export function isFound(request: RequestView, q: string): boolean {
  const { partnerName, contactName, about, colleague, why, note, messages } = request;
  const texts = [partnerName, contactName, about, colleague?.name, colleague?.email, why, note];
  const all = plain([...texts, ...messages.map(({ text }) => text)].filter(Boolean).join(' '));
  return plain(q)
    .split(/\s+/)
    .every((word) => all.includes(word));
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** The newest time at which the partner's side said something. */
export const askedAt = ({ at, messages }: RequestView): string =>
  messages.findLast(({ isPartner }) => isPartner)?.at ?? at;

/** Whether the person who looks may do something about it. */
export const isForYou = ({ state, mayReply, mayDecide }: RequestView): boolean =>
  state === 'open' && (mayReply || mayDecide === true);

/** "2 partners wait for an answer: 1 question and 1 change of contact." */
export function requestsSentence(rows: readonly RequestView[]): string {
  const open = rows.filter(({ state }) => state === 'open');
  if (open.length === 0) return 'No partner waits for an answer.';
  const partners = new Set(open.map(({ partnerKey }) => partnerKey)).size;
  const questions = open.filter(({ kind }) => kind === 'help').length;
  const parts = [
    ...(questions > 0 ? [counted(questions, 'question')] : []),
    ...(open.length > questions ? [counted(open.length - questions, 'change of contact', 'changes of contact')] : []),
  ];
  return `${counted(partners, 'partner waits', 'partners wait')} for an answer: ${parts.join(' and ')}.`;
}
