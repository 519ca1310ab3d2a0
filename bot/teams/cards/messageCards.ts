import type { MessageCards } from '../../../src/useCases/messages';
import { codeCard } from './codeCard';
import { invitationCard } from './invitationCard';
import { reminderCard } from './reminderCard';

/** The cards of messages that the service sends by itself. */
export const messageCards: MessageCards = { invitation: invitationCard, reminder: reminderCard, code: codeCard };
