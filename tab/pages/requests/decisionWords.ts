import type { RequestView } from '../../../src/contracts/collaboration';

export type Decision = 'agree' | 'refuse';

export interface DecisionWords {
  readonly button: string;
  readonly title: string;
  readonly confirm: string;
  /** What follows, a sentence each. */
  readonly follows: readonly string[];
  readonly done: string;
  /** Whether the contact is told, and so may read a note. */
  readonly isTold: boolean;
}

/** The decisions that can be made now, the more usual first. Of one that was made, what would change it. */
export function decisionsFor({ state, over, mayDecide, mayChange }: RequestView): readonly Decision[] {
  if (!mayDecide) return [];
  if (state === 'open') return over ? ['refuse'] : ['agree', 'refuse'];
  return mayChange ? [state === 'agreed' ? 'refuse' : 'agree'] : [];
}

/** What a decision is called and what follows from it, to be read before it is made. */
export function decisionWords(request: RequestView, decision: Decision): DecisionWords {
  if (request.over) return closing(request);
  const words = decision === 'agree' ? agreeing(request) : refusing(request);
  if (request.state === 'open') return words;
  return decision === 'agree'
    ? { ...words, button: request.colleague ? 'Agree after all' : words.button }
    : { ...words, ...takingBack(request) };
}

const told = (contactName: string): string => `${contactName} gets a message that says so, with your note.`;

function closing({ over = '', colleague }: RequestView): DecisionWords {
  return {
    button: 'Close request',
    title: 'Close this request?',
    confirm: 'Close request',
    follows: [
      over.replace(/ Close this request:.*$/, ''),
      `Nobody is written to${colleague ? `, and ${colleague.name} sees nothing` : ''}.`,
    ],
    done: 'The request is closed.',
    isTold: false,
  };
}

function agreeing({ contactName, colleague, reason, about, partnerName }: RequestView): DecisionWords {
  if (!colleague)
    return {
      button: `Do not ask ${contactName} any more`,
      title: `Ask ${contactName} no more?`,
      confirm: 'Do not ask any more',
      follows: [
        `${contactName} gets a last message, and an open link stops working. Saved answers stay.`,
        'The other contacts of this partner go on. If there is none yet, add the right person under Contacts first.',
      ],
      done: `${contactName} is not asked any more.`,
      isTold: true,
    };
  const { name, email } = colleague;
  const joins = `${name} becomes a contact of ${partnerName} and gets a message with a link of their own at ${email}.`;
  const words = { button: 'Agree', confirm: 'Agree', isTold: true };
  if (reason === 'notMe')
    return {
      ...words,
      title: `Ask ${name} instead of ${contactName}?`,
      follows: [
        `${joins} They see everything that was answered so far.`,
        `${contactName} gets a last message and is not asked any more; an open link stops working. Saved answers stay.`,
      ],
      done: `${name} is asked from now on.`,
    };
  if (reason === 'whole')
    return {
      ...words,
      title: `Let ${name} answer everything?`,
      follows: [
        `${name} sees and answers everything of ${partnerName}, may send it, and gets a message at ${email}.`,
        told(contactName),
      ],
      done: `${name} was asked to answer everything.`,
    };
  return {
    ...words,
    title: `Let ${name} answer too?`,
    follows: [
      joins,
      `${name} sees and answers ${about ? `only “${about}”` : 'only the parts that were handed over'}. ${contactName} goes on with the rest and sends it all.`,
      told(contactName),
    ],
    done: `${name} was asked to answer.`,
  };
}

function refusing({ contactName, colleague, reason }: RequestView): DecisionWords {
  if (!colleague)
    return {
      button: `Go on asking ${contactName}`,
      title: `Go on asking ${contactName}?`,
      confirm: 'Go on asking',
      follows: [`${contactName} stays the contact and gets reminders as before.`, told(contactName)],
      done: `${contactName} stays the contact.`,
      isTold: true,
    };
  const { name } = colleague;
  const stays = {
    notMe: `${contactName} stays the contact.`,
    delegate: `${contactName} stays the contact and keeps these parts.`,
    whole: `${name} still answers only the parts that were handed over.`,
  }[reason ?? 'delegate'];
  return {
    button: 'Do not agree',
    title: reason === 'whole' ? `Leave ${name} with the parts?` : `Do not ask ${name}?`,
    confirm: 'Do not agree',
    follows: [...(reason === 'whole' ? [] : [`${name} gets no message and sees nothing.`]), stays, told(contactName)],
    done: `Not agreed: ${contactName} goes on answering.`,
    isTold: true,
  };
}

function takingBack({
  contactName,
  colleague,
  reason,
}: RequestView): Pick<DecisionWords, 'button' | 'title' | 'confirm' | 'follows' | 'done'> {
  const name = colleague?.name ?? 'The colleague';
  return {
    button: 'Take back',
    title: `Take back from ${name}?`,
    confirm: 'Take back',
    follows: [
      reason === 'whole'
        ? `${name} sees and answers only the handed-over parts again. What they answered stays.`
        : `${name} can no longer see or answer these parts. What they answered stays.`,
      told(contactName),
    ],
    done: `Taken back from ${name}.`,
  };
}
