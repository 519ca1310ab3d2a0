import { askSentence } from '../../../src/useCases/messageSentences';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, openUrl, paragraph, subtle } from './elements';

export interface HelpCardInput {
  readonly title: string;
  readonly lead: string;
  readonly askedBy?: { readonly name: string; readonly email: string };
  readonly pageUrl: string;
  readonly canContinue: boolean;
}

/** What one can do here, and whom to ask. Also the reply to words that are not understood. */
export const helpCard = ({ title, lead, askedBy, pageUrl, canContinue }: HelpCardInput): OutboundCard =>
  card(
    title,
    [
      heading(title),
      paragraph(lead),
      paragraph([{ bold: 'continue' }, ' goes on with your questionnaire where you stopped.']),
      paragraph([{ bold: 'sections' }, ' lists the parts of your questionnaire, to answer them in any order.'], {
        spacing: 'Small',
      }),
      paragraph([{ bold: 'status' }, ' shows what is answered and what is missing.'], { spacing: 'Small' }),
      paragraph([{ bold: 'later' }, ' keeps everything and reminds you on a day that you choose.'], {
        spacing: 'Small',
      }),
      paragraph([{ bold: 'colleagues' }, ' shows who answers what, and hands parts over.'], { spacing: 'Small' }),
      paragraph([{ bold: 'sites' }, ' lists your places, and adds one.'], { spacing: 'Small' }),
      paragraph([{ bold: 'not me' }, ' names the person who should be asked instead.'], { spacing: 'Small' }),
      paragraph([{ bold: 'send' }, ' shows what is still missing, and sends your answers.'], { spacing: 'Small' }),
      paragraph([{ bold: 'help' }, ' shows this card.'], { spacing: 'Small' }),
      subtle(
        'Files are added on the page, which shows the same questions. What you save in one place is there in the other.',
        { spacing: 'Default' },
      ),
      ...(askedBy ? [subtle(askSentence(askedBy))] : []),
    ],
    [
      canContinue ? execute('Continue', 'continue', {}, { isPrimary: true, inputs: 'none' }) : undefined,
      execute('Status', 'status', {}, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
  );
