import { TeamsInfo, type TurnContext } from 'botbuilder';

const TAB = 'open the Trustlane tab at the top of this chat';

/**
 * The reply to somebody who is no contact of any partner. Teams says whether they are a guest; when it does not, the
 * sentence serves both.
 */
export async function strangerReply(context: TurnContext, memberId: string, customerName: string): Promise<string> {
  const role = await TeamsInfo.getMember(context, memberId).then(
    (member) => String((member as { userRole?: unknown }).userRole ?? ''),
    () => '',
  );
  const guest = `There are no questions for you here. If you expected some, please ask the person at ${customerName} who told you about them; they can add you as a contact.`;
  const staff = `This chat is for the contacts of partners, who answer questions here. If you work on partners' security at ${customerName}, ${TAB}.`;
  if (role === 'guest') return guest;
  return role === 'user' ? staff : `${guest} If you work at ${customerName}, ${TAB}.`;
}
