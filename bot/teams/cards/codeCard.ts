import type { CodeView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, heading, paragraph, subtle } from './elements';

/** A one-time code for the questionnaire's page. The code is not in the notification: it may show on a locked screen. */
export const codeCard = ({ customerName, contactName, code, validMinutes }: CodeView): OutboundCard =>
  card(`Your code for the questions from ${customerName}`, [
    heading('Your code'),
    paragraph(
      `Hello ${contactName}, somebody opened your page with the questions from ${customerName} on a new browser. If it was you, type in this code:`,
    ),
    paragraph([{ bold: code }], { size: 'Large' }),
    subtle(
      `It works for ${validMinutes} minutes. If it was not you, do nothing: without the code your answers stay hidden.`,
    ),
  ]);
