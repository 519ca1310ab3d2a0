import type { HelpThread } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { AskPerson, Thread } from './AskPerson';
import { positionOf } from './places';
import type { Place } from './usePlace';
import { countOf } from './words';

/** Everything that was asked of the customer, the newest first, each with the way to its question. */
export function HelpList({
  view,
  onPlace,
}: {
  view: QuestionnaireView;
  onPlace: (place: Place, questionId?: string) => void;
}) {
  const threads = view.help ?? [];
  const person = view.askedBy.name;
  if (threads.length === 0) return null;
  return (
    <section>
      <h2>Your questions to {person}</h2>
      {[...threads].reverse().map((thread) => (
        <details key={thread.key} className="place">
          <summary>
            <bdi>{titleOf(thread)}</bdi>
            <span className="subtle">{stateOf(thread)}</span>
          </summary>
          <WayThere view={view} thread={thread} onPlace={onPlace} />
          <Thread thread={thread} person={person} />
        </details>
      ))}
    </section>
  );
}

const titleOf = ({ about, messages }: HelpThread): string => {
  const text = about ?? messages[0]?.text ?? 'A question';
  return text.length > 90 ? `${text.slice(0, 88).trimEnd()} …` : text;
};

const stateOf = ({ state, messages }: HelpThread): string => {
  const replies = messages.filter(({ isYou }) => !isYou).length;
  if (state === 'open') return 'waiting for an answer';
  return countOf(replies, 'answer', 'answers');
};

function WayThere({
  view,
  thread,
  onPlace,
}: {
  view: QuestionnaireView;
  thread: HelpThread;
  onPlace: (place: Place, questionId?: string) => void;
}) {
  const { place } = thread;
  const position = place ? positionOf(view, place) : -1;
  if (position < 0) return null;
  return (
    <button type="button" className="link" onClick={() => onPlace(position, place?.questionId)}>
      Go to this {place?.questionId ? 'question' : 'part'}
    </button>
  );
}

/** Under a question: what was asked about it, and the way to ask. */
export function HelpAtQuestion({
  view,
  sectionId,
  siteId,
  questionId,
  text,
}: {
  view: QuestionnaireView;
  sectionId: string;
  siteId: string | undefined;
  questionId: string;
  text: string;
}) {
  const person = view.askedBy.name;
  const here = (view.help ?? []).filter(
    ({ place }) => place?.questionId === questionId && place.sectionId === sectionId && place.siteId === siteId,
  );
  return (
    <div className="helpHere">
      {here.map((thread) => (
        <Thread key={thread.key} thread={thread} person={person} />
      ))}
      {here.length === 0 && (
        <AskPerson
          person={person}
          about={text}
          place={{ sectionId, questionId, ...(siteId === undefined ? {} : { siteId }) }}
        />
      )}
    </div>
  );
}
