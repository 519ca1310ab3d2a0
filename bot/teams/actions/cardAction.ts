import { AppError, messageFor } from '../../../src/errors';
import type { OutboundCard } from '../../../src/useCases/ports';
import { supersededCard } from '../cards/supersededCard';
import { type CardData, parseCardData } from './cardData';
import { type ChatContext, type ChatPerson, type ChatReply, type Mine, minesOf } from './chat';
import { goOnWithCurrent, showHelp, showStatus } from './overview';
import { saveGroup } from './saveGroup';
import { showCurrent, showPlace, showQuestion, showSections, showSubmitForm, showSummary } from './showQuestionnaire';
import { submit } from './submit';

const NOT_YOURS = 'This questionnaire is closed, or it is not one of yours.';

/**
 * Carries out what a card's button asks for. Who the person is comes from the verified activity; what they may touch is
 * looked up from that. A key of somebody else's questionnaire is answered exactly like one that does not exist.
 */
export async function cardAction(
  context: ChatContext,
  person: ChatPerson,
  value: unknown,
  isInvoke: boolean,
): Promise<ChatReply> {
  const data = parseCardData(value, isInvoke);
  if (!data) return failed(400, 'This card cannot be used any more. Type “continue” to get the current one.');
  try {
    return await carryOut(context, person, data);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'notFound' || error.code === 'forbidden') return notYours(context, data);
    return failed(error.code === 'unavailable' || error.code === 'tooMany' ? 503 : 400, messageFor(error));
  }
}

async function carryOut(context: ChatContext, person: ChatPerson, data: CardData): Promise<ChatReply> {
  const mines = minesOf(context, person);
  switch (data.verb) {
    case 'status':
      return shown(await showStatus(context, mines));
    case 'help':
      return shown(await showHelp(context, mines));
    case 'continue':
      return shown(await goOnWithCurrent(context, mines));
    case 'pick':
      if (data.assessmentKey === undefined) return shown(await showStatus(context, mines, 'Which questionnaire?'));
  }
  const mine = mines.find(({ assessment }) => assessment.key === data.assessmentKey);
  return mine ? onOwn(context, person, mine, data) : notYours(context, data);
}

async function onOwn(context: ChatContext, person: ChatPerson, mine: Mine, data: CardData): Promise<ChatReply> {
  switch (data.verb) {
    case 'save':
    case 'back':
    case 'menu':
    case 'later':
      return saveGroup(context, person, mine, data);
    case 'open':
      return shown(await showPlace(context, mine, data));
    case 'sections':
      return shown(await showSections(context, mine, data.page));
    case 'summary':
      return shown(await showSummary(context, mine));
    case 'submitForm':
      return shown(await showSubmitForm(context, mine));
    case 'jump':
      return shown(await showQuestion(context, mine, data.jump));
    case 'submit':
      return submit(context, mine, data);
    default:
      return shown(await showCurrent(context, mine));
  }
}

const shown = (card: OutboundCard): ChatReply => ({ kind: 'card', card });
const failed = (status: 400 | 403 | 503, message: string): ChatReply => ({ kind: 'failed', status, message });

/** What was typed is shown once more as it came, because the questions behind it may not be read by this person. */
function notYours(context: ChatContext, data: CardData): ChatReply {
  context.log.warn({ verb: data.verb }, 'A card named a questionnaire that is not open to its person');
  const notSaved = Object.entries(data)
    .filter(([name, value]) => name.startsWith('a.') && typeof value === 'string' && value !== '')
    .slice(0, 6)
    .map(([, value]) => ({ question: 'You entered:', answer: String(value) }));
  return shown(supersededCard({ reason: NOT_YOURS, notSaved }));
}
