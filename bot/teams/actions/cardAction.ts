import { AppError, messageFor } from '../../../src/errors';
import type { OutboundCard } from '../../../src/useCases/ports';
import { supersededCard } from '../cards/supersededCard';
import { wordsInChat } from '../wordsInChat';
import { type CardData, parseCardData } from './cardData';
import { type ChatContext, type ChatPerson, type ChatReply, type Mine, minesOf } from './chat';
import { narrow, widen } from './colleagueAccess';
import { saveComments, showCommentForm } from './comment';
import { rawEntries } from './notSaved';
import { goOnWithCurrent, showHelp, showStatus } from './overview';
import {
  finish,
  handOver,
  notMe,
  showColleagues,
  showFinishForm,
  showHandOverForm,
  showHandOverTo,
  showNotMeForm,
  takeBack,
} from './handOver';
import { ask, askAgain, showAskForm } from './help';
import { remind, showLater } from './later';
import { showLook } from './look';
import { saveGroup } from './saveGroup';
import { showCurrent, showPlace, showQuestion, showSections, showSubmitForm, showSummary } from './showQuestionnaire';
import {
  addSite,
  copySite,
  removeSite,
  renameSite,
  showAddSiteForm,
  showSite,
  showSiteNameForm,
  showSites,
} from './sites';
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
    return failed(error.code === 'unavailable' || error.code === 'tooMany' ? 503 : 400, wordsInChat(messageFor(error)));
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
  return mine ? onOwn(context, mine, data) : notYours(context, data);
}

async function onOwn(context: ChatContext, mine: Mine, data: CardData): Promise<ChatReply> {
  switch (data.verb) {
    case 'save':
    case 'back':
    case 'menu':
    case 'later':
    case 'more':
    case 'decide':
      return saveGroup(context, mine, data);
    case 'commentForm':
      return showCommentForm(context, mine, data);
    case 'comment':
      return saveComments(context, mine, data);
    case 'submit':
      return submit(context, mine, data);
    default:
      return shown(await cardFor(context, mine, data));
  }
}

/** Acts that always end in a card. */
function cardFor(context: ChatContext, mine: Mine, data: CardData): Promise<OutboundCard> {
  switch (data.verb) {
    case 'open':
      return showPlace(context, mine, data);
    case 'look':
      return showLook(context, mine, data);
    case 'sections':
      return showSections(context, mine, data.page);
    case 'summary':
      return showSummary(context, mine);
    case 'submitForm':
      return showSubmitForm(context, mine);
    case 'jump':
      return showQuestion(context, mine, data.jump);
    case 'laterForm':
      return showLater(context, mine);
    case 'remind':
      return remind(context, mine, data);
    case 'askForm':
      return showAskForm(context, mine, data);
    case 'ask':
      return ask(context, mine, data);
    case 'askAgain':
      return askAgain(context, mine, data);
    case 'handOverForm':
      return showHandOverForm(context, mine, data);
    case 'handOverTo':
      return showHandOverTo(context, mine, data);
    case 'handOver':
      return handOver(context, mine, data);
    case 'takeBack':
      return takeBack(context, mine, data);
    case 'widen':
      return widen(context, mine, data);
    case 'narrow':
      return narrow(context, mine, data);
    case 'notMeForm':
      return showNotMeForm(context, mine, data);
    case 'notMe':
    case 'notMeUnknown':
      return notMe(context, mine, data);
    case 'colleagues':
      return showColleagues(context, mine);
    case 'finishForm':
      return showFinishForm(context, mine);
    case 'finish':
      return finish(context, mine, data);
    case 'sites':
      return showSites(context, mine);
    case 'siteForm':
      return showSite(context, mine, data);
    case 'addSiteForm':
      return showAddSiteForm(context, mine);
    case 'addSite':
      return addSite(context, mine, data);
    case 'siteNameForm':
      return showSiteNameForm(context, mine, data);
    case 'renameSite':
      return renameSite(context, mine, data);
    case 'removeSite':
      return removeSite(context, mine, data);
    case 'copySite':
      return copySite(context, mine, data);
    default:
      return showCurrent(context, mine);
  }
}

const shown = (card: OutboundCard): ChatReply => ({ kind: 'card', card });
const failed = (status: 400 | 403 | 503, message: string): ChatReply => ({ kind: 'failed', status, message });

/** What was typed is shown once more as it came, because the questions behind it may not be read by this person. */
function notYours(context: ChatContext, data: CardData): ChatReply {
  context.log.warn({ verb: data.verb }, 'A card named a questionnaire that is not open to its person');
  return shown(supersededCard({ reason: NOT_YOURS, notSaved: rawEntries(data) }));
}
