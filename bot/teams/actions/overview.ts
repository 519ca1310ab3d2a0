import { AppError } from '../../../src/errors';
import type { OutboundCard } from '../../../src/useCases/ports';
import { helpCard } from '../cards/helpCard';
import { statusCard } from '../cards/statusCard';
import { answeringAs, type ChatContext, type ChatPerson, type Mine, minesOf, pageUrlOf, todayOf } from './chat';
import { showCurrent, showSections } from './showQuestionnaire';

/** How the person's questionnaires stand. */
export async function showStatus(
  context: ChatContext,
  mines: readonly Mine[],
  title = 'Your questionnaires',
  lead?: string,
): Promise<OutboundCard> {
  return statusCard({
    title,
    lead: lead ?? (mines.length === 0 ? 'Nothing is asked of you at the moment.' : undefined),
    assessments: mines.map(({ assessment }) => assessment),
    pageUrl: await pageOf(context, mines),
    today: todayOf(context),
  });
}

/** Goes on where the person stopped; with several open questionnaires they choose. */
export const goOnWithCurrent = (context: ChatContext, mines: readonly Mine[]): Promise<OutboundCard> =>
  onTheOnlyOne(context, mines, (only) => showCurrent(context, only));

/** The parts of the only open questionnaire; with several open ones they choose. */
export const showCurrentSections = (context: ChatContext, mines: readonly Mine[]): Promise<OutboundCard> =>
  onTheOnlyOne(context, mines, (only) => showSections(context, only));

/** A card about the only open questionnaire; with several open ones they choose first. */
export async function onTheOnlyOne(
  context: ChatContext,
  mines: readonly Mine[],
  show: (only: Mine) => Promise<OutboundCard>,
): Promise<OutboundCard> {
  const open = mines.filter(({ assessment }) => assessment.status === 'open');
  const [only] = open;
  if (only && open.length === 1) return show(only);
  if (open.length > 1) return showStatus(context, mines, 'Which questionnaire?');
  return showStatus(context, mines, 'Nothing is open', mines.length > 0 ? allSentInWords(mines) : undefined);
}

/** A colleague may have sent it: then their name stands here, or with each questionnaire when there are several. */
function allSentInWords(mines: readonly Mine[]): string {
  const senders = new Set(
    mines.map(({ contact, assessment: { submittedBy = contact.name } }) =>
      submittedBy === contact.name ? 'You' : submittedBy,
    ),
  );
  const [sender] = senders;
  if (senders.size !== 1) return 'Everything that was asked of you is sent.';
  return sender === 'You'
    ? 'You have sent everything that was asked of you.'
    : `${sender} has sent everything that was asked of you.`;
}

/** What one can do here. @param heard words that were not understood */
export async function showHelp(
  context: ChatContext,
  mines: readonly Mine[],
  { isUnknown = false, isWelcome = false } = {},
): Promise<OutboundCard> {
  const open = mines.find(({ assessment }) => assessment.status === 'open');
  const [askedBy, pageUrl] = await Promise.all([askedByOf(context, open ?? mines[0]), pageOf(context, mines)]);
  const customer = context.customerName;
  const lead = isUnknown
    ? 'I only know a few words, and nobody reads this chat. These work here; for anything else, write to the person below.'
    : `Here you answer the security questions of ${customer}, one card at a time. What you save is kept, and you can stop at any time.`;
  const title = isUnknown ? 'I did not understand that' : isWelcome ? 'Welcome' : 'What you can do here';
  return helpCard({
    title,
    lead: isUnknown && !askedBy ? lead.replace('the person below', `your contact at ${customer}`) : lead,
    askedBy,
    pageUrl,
    canContinue: open !== undefined,
  });
}

/** The person to write to. Help must work also when SharePoint does not, so a failure leaves it out. */
async function askedByOf(
  context: ChatContext,
  mine: Mine | undefined,
): Promise<{ name: string; email: string } | undefined> {
  if (!mine) return undefined;
  try {
    return (await context.useCases.questionnaire(answeringAs(mine), mine.assessment.key)).askedBy;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

const pageOf = async (context: ChatContext, mines: readonly Mine[]): Promise<string> =>
  mines[0] ? pageUrlOf(context, mines[0].contact) : context.plainPageUrl;

/** The person's questionnaires, or `undefined` when the directory's person is no contact of any partner. */
export function minesOrNone(context: ChatContext, person: ChatPerson): readonly Mine[] | undefined {
  const isContact = context.useCases.contactsOf(person).some(({ status }) => status === 'active');
  return isContact ? minesOf(context, person) : undefined;
}
