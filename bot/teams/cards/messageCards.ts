import type { MessageCards } from '../../../src/useCases/messages';
import { codeCard } from './codeCard';
import { decidedCard } from './decidedCard';
import { handedBackCard } from './handedBackCard';
import { invitationCard } from './invitationCard';
import { reminderCard } from './reminderCard';
import { replyCard } from './replyCard';

/** The cards of messages that the service sends by itself. */
export const messageCards: MessageCards = {
  invitation: invitationCard,
  reminder: reminderCard,
  reply: replyCard,
  handedBack: handedBackCard,
  decided: decidedCard,
  code: codeCard,
};
