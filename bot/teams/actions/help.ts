import { createHash } from 'node:crypto';
import { helpInput, replyInput } from '../../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { ABOUT_ALL, ABOUT_PART, askHelpCard } from '../cards/askHelpCard';
import type { Origin } from '../cards/formParts';
import { resultCard } from '../cards/resultCard';
import { groupAt } from '../outline';
import type { DataOf } from './cardData';
import { answeringAs, type ChatContext, type Mine, pageUrlOf } from './chat';
import { acting, checked } from './sendingForm';
import { showOnOpen } from './showQuestionnaire';

const questionsAt = (view: QuestionnaireView, { sectionId, siteId, group }: Origin) =>
  sectionId === undefined || group === undefined ? [] : (groupAt(view, { sectionId, siteId, group })?.questions ?? []);

/** The form for a question to the customer. */
export const showAskForm = (context: ChatContext, mine: Mine, origin: Origin): Promise<OutboundCard> =>
  showOnOpen(context, mine, ({ view, pageUrl }) =>
    askHelpCard({ view, origin, questions: questionsAt(view, origin), requestId: context.newKey(), pageUrl }),
  );

/** Sends the question. It is acknowledged only when it is kept. */
export async function ask(context: ChatContext, mine: Mine, data: DataOf<'ask'>): Promise<OutboundCard> {
  const { assessmentKey, sectionId, siteId, about } = data;
  const place =
    sectionId === undefined || about === ABOUT_ALL
      ? undefined
      : { sectionId, ...(siteId && { siteId }), ...(about && about !== ABOUT_PART && { questionId: about }) };
  const input = checked(helpInput, { requestId: data.requestId, text: data.text ?? '', ...(place && { place }) });
  const [pageUrl] = await Promise.all([
    pageUrlOf(context, mine.contact),
    acting(context.useCases.askForHelp(answeringAs(mine), assessmentKey, input)),
  ]);
  return resultCard({ ...ASKED(context), origin: data, pageUrl });
}

/** The same words to the same answer are one message, however often the button is pressed: its key follows from them. */
function keyOfWords(...words: readonly string[]): string {
  const digits = BigInt(`0x${createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 32)}`);
  return Array.from({ length: 26 }, (_, place) => ALPHABET[Number((digits >> BigInt(5 * (25 - place))) & 31n)]).join(
    '',
  );
}
/** Of keys: Crockford's, in lower case. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** One more word to a question that was answered. */
export async function askAgain(context: ChatContext, mine: Mine, data: DataOf<'askAgain'>): Promise<OutboundCard> {
  const { assessmentKey, thread } = data;
  const input = checked(replyInput.extend({ text: helpInput.shape.text }), {
    requestId: keyOfWords(thread, data.after ?? '', data.text ?? ''),
    text: data.text ?? '',
  });
  const [pageUrl] = await Promise.all([
    pageUrlOf(context, mine.contact),
    acting(context.useCases.addToHelp(answeringAs(mine), assessmentKey, thread, input)),
  ]);
  return resultCard({ ...ASKED(context), origin: { assessmentKey }, pageUrl });
}

const ASKED = ({ customerName }: ChatContext) => ({
  title: 'Your question is sent',
  sentences: [
    `Somebody at ${customerName} gets it by mail. The answer comes into this chat.`,
    'You can go on meanwhile.',
  ],
});
