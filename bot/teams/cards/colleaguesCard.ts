import type { ColleagueView, DelegationView } from '../../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import { openInWords, openQuestionsAt } from '../../../src/contracts/openQuestions';
import type { OutboundCard } from '../../../src/useCases/ports';
import { listInWords, partTitle } from '../places';
import { type CardTime, dayOfMoment } from './dueWords';
import { buttons, card, type Element, execute, heading, openUrl, paragraph, split, subtle } from './elements';
import { shortened } from './plainText';

const LISTED = 12;

export interface ColleaguesCardInput {
  readonly view: QuestionnaireView;
  readonly pageUrl: string;
  readonly time: CardTime;
}

/** Who of the partner answers too, what was handed over to whom, and who waits for the customer's agreement. */
export function colleaguesCard({ view, pageUrl, time }: ColleaguesCardInput): OutboundCard {
  const { assessmentKey, partnerName, customerName } = view;
  const data = { assessmentKey };
  const colleagues = view.colleagues ?? [];
  const handedOver = (view.delegations ?? []).filter(({ state }) => state !== 'withdrawn');
  const waiting = (view.named ?? []).filter(({ state }) => state !== 'agreed');
  const title = 'Who answers what';
  return card(
    `${title} for ${partnerName}`,
    [
      heading(title),
      subtle(partnerName, { spacing: 'None' }),
      ...colleagues.slice(0, LISTED).flatMap((each) => person(view, each)),
      ...(handedOver.length > 0 ? [paragraph([{ bold: 'Handed over' }], { spacing: 'Medium' })] : []),
      ...handedOver.slice(-LISTED).map((each) => row(view, each, time)),
      ...waiting
        .slice(-LISTED)
        .map(({ name, state, note }) =>
          subtle(
            state === 'open'
              ? name === undefined
                ? `${customerName} looks for somebody else to ask in your place.`
                : `${name} waits for the agreement of ${customerName}.`
              : `${name === undefined ? `${customerName} asks you to answer all the same.` : `${customerName} did not agree to ${name}.`}${note ? ` They write: “${shortened(note, 200)}”` : ''}`,
          ),
        ),
      ...(colleagues.length < 2 && handedOver.length === 0
        ? [subtle('You answer alone so far. Parts that a colleague knows better can be handed over.')]
        : []),
    ],
    [
      execute('Go on', 'start', data, { isPrimary: true, inputs: 'none' }),
      view.yourPlaces ? undefined : execute('Hand over parts', 'handOverForm', data, { inputs: 'none' }),
      execute('Not me', 'notMeForm', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}

/** Who it is and what they answer; whoever answers the whole can ask them for everything, and take that back. */
function person(
  view: QuestionnaireView,
  { contactKey, name, jobTitle, isYou, access, isWidened }: ColleagueView,
): readonly Element[] {
  const isPart = access === 'delegated';
  const words = [
    paragraph([{ bold: isYou ? `${name} (you)` : name }, jobTitle ? `, ${jobTitle}` : ''], { spacing: 'Small' }),
    subtle(isPart ? partInWords(view, contactKey) : 'answers everything', { spacing: 'None' }),
  ];
  const mayChange = !isYou && !view.yourPlaces && view.status === 'open' && (access === 'delegated' || isWidened);
  if (!mayChange) return words;
  const data = { assessmentKey: view.assessmentKey, contact: contactKey };
  const act =
    access === 'delegated'
      ? execute('Ask for everything', 'widen', data, { inputs: 'none', tooltip: `Ask for everything: ${name}` })
      : execute('Only parts again', 'narrow', data, { inputs: 'none', tooltip: `Only parts again: ${name}` });
  return [split(words, [buttons([act])], { spacing: 'Small' })];
}

/** Whoever has parts sees only what concerns them, so of others no more can be said. */
const partInWords = ({ delegations = [], yourPlaces }: QuestionnaireView, contactKey: string): string =>
  yourPlaces || delegations.some(({ to, state }) => to.contactKey === contactKey && state !== 'withdrawn')
    ? 'answers what was handed over'
    : 'has no part at the moment';

/** A part can be given back with questions open; then nobody takes it for done. */
function doneInWords(who: string, open: number): string {
  const [is, says] = who === 'You' ? ['You are', 'You said'] : [`${who} is`, `${who} says`];
  return open === 0 ? `✓ ${is} done` : `${says} it is done, ${openInWords(open)}`;
}

function row(
  view: QuestionnaireView,
  { key, places, to, by, at, state, note }: DelegationView,
  time: CardTime,
): Element {
  const you = view.colleagues?.find(({ isYou }) => isYou)?.contactKey;
  const titles = places.flatMap((place) => partTitle(view, place) ?? []);
  const who = to.contactKey === you ? 'with you' : `with ${to.name}`;
  const since = `${who} since ${dayOfMoment(at, time)}${by.contactKey === you ? '' : `, from ${by.name}`}`;
  const words =
    state === 'done' ? doneInWords(to.contactKey === you ? 'You' : to.name, openQuestionsAt(view, places)) : since;
  return split(
    [
      paragraph(titles.length === 0 ? 'Parts that are not asked any more' : listInWords(titles)),
      subtle(words, { spacing: 'None' }),
      ...(note ? [subtle(`“${shortened(note, 200)}”`, { spacing: 'None' })] : []),
    ],
    state === 'open' && by.contactKey === you
      ? [
          buttons([
            execute(
              'Take back',
              'takeBack',
              { assessmentKey: view.assessmentKey, delegation: key },
              { inputs: 'none' },
            ),
          ]),
        ]
      : [],
    { separator: true, spacing: 'Small' },
  );
}
