import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { timeInWords } from '../../src/contracts/timeInWords';

/** Who asks, why, how long it takes, who sees it: the same facts that the message gave. */
export function Introduction({ view }: { view: QuestionnaireView }) {
  return (
    <div className="notice">
      <p>
        Hello <bdi>{view.contactName}</bdi>,
      </p>
      <p>
        <bdi>{view.why}</bdi>
      </p>
      <dl className="facts">
        <div>
          <dt>Who asks</dt>
          <dd>
            <bdi>{view.askedBy.name}</bdi>, <bdi>{view.customerName}</bdi>
          </dd>
        </div>
        <div>
          <dt>Time needed</dt>
          <dd>
            {view.progress.answered > 0 ? 'Still' : 'It takes'} {timeInWords(view.progress)}. Every answer is saved as
            you give it. You can stop at any time and go on later with the same link.
          </dd>
        </div>
        {view.yourPlaces === undefined && (
          <div>
            <dt>Sharing the work</dt>
            <dd>Hand parts of it to colleagues: each gets a link of their own, and you see each other's answers.</dd>
          </div>
        )}
        {view.before && <Listed title="Have at hand" lines={view.before.atHand} />}
        {view.whoSees && (
          <div>
            <dt>Who sees it</dt>
            <dd>
              <bdi>{view.whoSees}</bdi> {view.before && <bdi>{view.before.keptFor}</bdi>}
            </dd>
          </div>
        )}
        {view.before && <Listed title="Please leave out" lines={view.before.leaveOut} />}
      </dl>
    </div>
  );
}

function Listed({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <ul className="short">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </dd>
    </div>
  );
}
