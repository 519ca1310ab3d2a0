import type { RequestView } from '../../../src/contracts/collaboration';
import { counted } from '../../words/numbers';
import type { Word } from '../../words/status';

/** How things stand with a request, as a mark. */
export function requestMark({ state, kind }: Pick<RequestView, 'state' | 'kind'>): Word {
  switch (state) {
    case 'open':
      return { tone: 'warning', word: kind === 'help' ? 'Waits for an answer' : 'Waits for a decision' };
    case 'answered':
      return { tone: 'success', word: 'Answered' };
    case 'agreed':
      return { tone: 'success', word: 'Agreed' };
    case 'refused':
      return { tone: 'neutral', word: 'Not agreed' };
  }
}

/** What somebody wants, as one line. */
export function requestTitle({ kind, about, colleague, reason, contactName }: RequestView): string {
  if (kind === 'help') return about ? `About “${about}”` : 'About the questionnaire as a whole';
  if (!colleague) return `${contactName} should not be asked any more`;
  return reason === 'notMe'
    ? `${colleague.name} instead of ${contactName}`
    : `${colleague.name} to answer ${about ? `“${about}”` : 'some parts'}`;
}

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

export type Decision = 'agree' | 'refuse';

interface DecisionWords {
  readonly button: string;
  readonly title: string;
  readonly confirm: string;
  /** What follows, a sentence each. */
  readonly follows: readonly string[];
  readonly done: string;
}

/** What a decision is called and what follows from it, to be read before it is made. */
export function decisionWords(request: RequestView, decision: Decision): DecisionWords {
  const { contactName, colleague, reason, about, partnerName } = request;
  const isAgreed = decision === 'agree';
  if (!colleague)
    return isAgreed
      ? {
          button: `Do not ask ${contactName} any more`,
          title: `Ask ${contactName} no more?`,
          confirm: 'Do not ask any more',
          follows: [
            `${contactName} gets no more messages about ${partnerName}, and an open link stops working. Saved answers stay.`,
            'The other contacts of this partner go on. If there is none yet, add the right person under Contacts first.',
          ],
          done: `${contactName} is not asked any more.`,
        }
      : {
          button: `Go on asking ${contactName}`,
          title: `Go on asking ${contactName}?`,
          confirm: 'Go on asking',
          follows: [
            `${contactName} stays the contact and gets reminders as before.`,
            `Your note, if you write one, stands in ${contactName}'s questionnaire.`,
          ],
          done: `${contactName} stays the contact.`,
        };
  const { name, email } = colleague;
  if (!isAgreed)
    return {
      button: 'Do not agree',
      title: `Do not ask ${name}?`,
      confirm: 'Do not agree',
      follows: [
        `${name} gets no message and sees nothing.`,
        `${contactName} stays the contact${reason === 'delegate' ? ' and keeps these parts' : ''}, and sees this with your note in the questionnaire.`,
      ],
      done: `Not agreed: ${contactName} goes on answering.`,
    };
  return reason === 'notMe'
    ? {
        button: 'Agree',
        title: `Ask ${name} instead of ${contactName}?`,
        confirm: 'Agree',
        follows: [
          `${name} becomes a contact of ${partnerName} and gets a message with a link of their own at ${email}. They see everything that was answered so far.`,
          `${contactName} is not asked any more, and an open link stops working. Saved answers stay.`,
        ],
        done: `${name} is asked from now on.`,
      }
    : {
        button: 'Agree',
        title: `Let ${name} answer too?`,
        confirm: 'Agree',
        follows: [
          `${name} becomes a contact of ${partnerName} and gets a message with a link of their own at ${email}.`,
          `${name} sees and answers ${about ? `only “${about}”` : 'only the parts that were handed over'}. ${contactName} goes on with the rest and sends it all.`,
        ],
        done: `${name} was asked to answer.`,
      };
}
