import type { HelpThread } from '../../../src/contracts/collaboration';
import type { QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, choiceSet, container, type Element, execute, heading, openUrl, paragraph, subtle } from './elements';
import { backTo, type Origin, originData, textInput } from './formParts';
import { shortened } from './plainText';

export interface AskHelpInput {
  readonly view: QuestionnaireView;
  readonly origin: Origin;
  /** Questions to choose from: those of the card that the form was opened on. */
  readonly questions: readonly QuestionView[];
  readonly requestId: string;
  readonly pageUrl: string;
}

/** The choice for the whole part, and for nothing in particular. */
export const ABOUT_PART = 'part';
export const ABOUT_ALL = 'all';

const SHOWN_THREADS = 2;

/** A question to the customer's person, about something on the card it was opened on. */
export function askHelpCard({ view, origin, questions, requestId, pageUrl }: AskHelpInput): OutboundCard {
  const section = view.sections.find(({ id, siteId }) => id === origin.sectionId && siteId === origin.siteId);
  const choices = [
    ...questions.map(({ id, text }) => ({ title: shortened(text, 140), value: id })),
    ...(section ? [{ title: `All of “${section.title}”`, value: ABOUT_PART }] : []),
    { title: 'Something else', value: ABOUT_ALL },
  ];
  const title = 'Ask for help';
  return card(
    title,
    [
      heading(title),
      paragraph(
        `${view.askedBy.name} of ${view.customerName} gets your question by mail. The answer comes into this chat. You can go on meanwhile.`,
      ),
      ...threads(view.help ?? [], origin),
      ...(choices.length > 1
        ? [
            choiceSet('about', 'What is it about?', choices, {
              style: 'compact',
              value: questions.length === 1 ? questions[0]?.id : section ? ABOUT_PART : ABOUT_ALL,
            }),
          ]
        : []),
      textInput('text', 'Your question', 2000, {
        isMultiline: true,
        isRequired: true,
        errorMessage: 'Write what you would like to know.',
      }),
    ],
    [
      execute('Send the question', 'ask', { ...originData(origin), requestId }, { isPrimary: true }),
      backTo(origin),
      openUrl('Answer on one page', pageUrl),
    ],
    { assessmentKey: view.assessmentKey },
  );
}

/** What was asked here before, so that nobody asks twice. */
function threads(help: readonly HelpThread[], { sectionId, siteId }: Origin): readonly Element[] {
  const here = help.filter(
    ({ place }) => sectionId === undefined || (place?.sectionId === sectionId && place.siteId === siteId),
  );
  return here.slice(-SHOWN_THREADS).map(({ about, messages, state }) => {
    const last = messages.at(-1);
    return container(
      [
        subtle(about ? `Asked before: ${shortened(about, 140)}` : 'Asked before', { spacing: 'None' }),
        ...(last ? [paragraph([{ bold: `${last.isYou ? 'You' : last.by}: ` }, shortened(last.text, 400)])] : []),
        ...(state === 'open' ? [subtle('Not answered yet.')] : []),
      ],
      'emphasis',
      { spacing: 'Small' },
    );
  });
}
