import type { StepId } from '../../../src/domain/campaign';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, openUrl, paragraph, subtle } from './elements';
import { human } from './invitationCard';

/** Calm on purpose: a message that presses looks like a fraud, and the date says enough. */
const OPENINGS: Readonly<Record<StepId, (view: MessageView) => string>> = {
  invitation: (view) => `${view.askedBy.name} of ${view.customerName} asks for your answers about ${view.partnerName}.`,
  before3: (view) =>
    `A reminder that ${view.askedBy.name} of ${view.customerName} asked for your answers about ${view.partnerName}.`,
  dueDay: (view) =>
    `Today is the day ${view.askedBy.name} of ${view.customerName} hoped to have your answers about ${view.partnerName}.`,
  after3: (view) =>
    `${view.askedBy.name} of ${view.customerName} is still glad to have your answers about ${view.partnerName}. You can answer as before.`,
};

const progress = ({ answered, total, minutesLeft }: MessageView): string => {
  const minutes = Math.max(1, Math.round(minutesLeft));
  if (answered === 0) return `${total} questions, about ${minutes} minutes.`;
  if (answered >= total) return 'Everything is answered. What is left is to send it.';
  return `${answered} of ${total} questions are answered; about ${minutes} minutes are left.`;
};

/** What reminds a contact: three days before, on the day, three days after. */
export function reminderCard(view: MessageView): OutboundCard {
  const { assessmentKey, askedBy, partnerName, link } = view;
  const title = `Security questions for ${partnerName}`;
  return card(
    `${title}: ${view.dueSentence}.`,
    [
      heading(title),
      paragraph(`Hello ${view.contactName},`),
      paragraph(OPENINGS[view.step](view), { spacing: 'Small' }),
      paragraph([{ bold: 'When: ' }, `${view.dueSentence}.`]),
      paragraph(progress(view), { spacing: 'Small' }),
      subtle(`${human(askedBy)} ${view.whoSees}`),
    ],
    [
      execute(view.answered === 0 ? 'Start' : 'Continue', 'start', { assessmentKey }, { isPrimary: true }),
      openUrl('Answer on one page', link.url),
    ],
  );
}
