import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { answeredSites, siteTitle } from '../places';
import { buttons, card, type Element, execute, heading, openUrl, paragraph, split, subtle } from './elements';
import { backTo, type Origin, originData } from './formParts';
import { type Receipt, receiptLine } from './receiptCard';

export interface MoreCardInput {
  readonly view: QuestionnaireView;
  readonly origin: Origin;
  /** What was saved just before. */
  readonly receipt?: Receipt;
  readonly pageUrl: string;
}

/** What is wanted now and then, each with what it does. */
export function moreCard({ view, origin, receipt, pageUrl }: MoreCardInput): OutboundCard {
  const { assessmentKey, customerName } = view;
  const section = view.sections.find(({ id, siteId }) => id === origin.sectionId && siteId === origin.siteId);
  const isPart = view.yourPlaces !== undefined;
  const others = origin.siteId === undefined ? [] : answeredSites(view, origin.siteId);
  const isShared = (view.colleagues?.length ?? 0) > 1 || (view.delegations?.length ?? 0) > 0 || hasNamed(view);
  const act = (title: string, words: string, button: string, verb: string, data = originData(origin)): Element =>
    split(
      [paragraph(title), subtle(words, { spacing: 'None' })],
      [buttons([execute(button, verb, data, { inputs: 'none', tooltip: title })])],
      { separator: true, spacing: 'Small' },
    );
  return card(
    'What else you can do',
    [
      ...(receipt ? [receiptLine(receipt)] : []),
      heading('What else you can do'),
      ...(section
        ? [subtle(section.siteName ? `${section.title}, ${section.siteName}` : section.title, { spacing: 'None' })]
        : []),
      act(
        'Ask for help',
        `Somebody at ${customerName} reads your question. The answer comes into this chat.`,
        'Ask',
        'askForm',
      ),
      ...(origin.sectionId === undefined
        ? []
        : [act('Comment on an answer', 'What the reader should know beside the answer.', 'Comment', 'commentForm')]),
      ...(isPart
        ? []
        : [
            act(
              'Hand over to a colleague',
              'They get a message of their own. You can still answer too.',
              'Hand over',
              'handOverForm',
            ),
          ]),
      act('Somebody else should be asked', 'Name the right person. What is answered stays.', 'Not me', 'notMeForm'),
      ...(others.length > 0 && origin.siteId !== undefined
        ? [
            act(
              others.length === 1 ? `Same as ${others[0]?.name}` : 'Same as another site',
              'Take over those answers, then change what is different.',
              'Same as …',
              'siteForm',
              { assessmentKey, site: origin.siteId },
            ),
          ]
        : []),
      ...(isPart ? [] : [act('Your sites', `${placesInWords(view)} Each site has its own answers.`, 'Sites', 'sites')]),
      ...(isShared
        ? [act('Who answers what', 'Colleagues, and what was handed over.', 'Colleagues', 'colleagues')]
        : []),
    ],
    [backTo(origin, 'Back to the questions', { isPrimary: true }), openUrl('Answer on one page', pageUrl)],
    { assessmentKey },
  );
}

const hasNamed = ({ named = [] }: QuestionnaireView): boolean => named.some(({ state }) => state === 'open');

function placesInWords({ sites = [] }: QuestionnaireView): string {
  if (sites.length < 2) return 'Add a second plant, yard or office.';
  return `${sites.map(siteTitle).slice(0, 3).join(', ')}${sites.length > 3 ? ' and others' : ''}.`;
}
