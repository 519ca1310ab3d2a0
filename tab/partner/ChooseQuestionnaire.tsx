import type { PartnerSession } from '../../src/contracts/questionnaire';
import { Icon } from './Icon';
import { Plain } from './Plain';
import { countOf, dueWords } from './words';

type Assessment = PartnerSession['assessments'][number];

/** For a contact with several questionnaires, or none. */
export function ChooseQuestionnaire({
  session,
  onChoose,
}: {
  session: PartnerSession;
  onChoose: (key: string) => void;
}) {
  return (
    <Plain
      title={
        <>
          Hello <bdi>{session.contactName}</bdi>
        </>
      }
    >
      {session.assessments.length === 0 ? (
        <p>
          Nothing is open for you at the moment. You get a mail when <bdi>{session.customerName}</bdi> asks you
          something.
        </p>
      ) : (
        <>
          <p>
            <bdi>{session.customerName}</bdi> has asked you more than once. Choose a questionnaire.
          </p>
          <ul className="sections">
            {session.assessments.map((assessment) => (
              <li key={assessment.key}>
                <button type="button" onClick={() => onChoose(assessment.key)}>
                  <Mark assessment={assessment} />
                  <span className="sectionTitle">
                    <bdi>{assessment.title}</bdi>
                  </span>
                  <span className="subtle">{wordsFor(assessment)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Plain>
  );
}

function Mark({ assessment }: { assessment: Assessment }) {
  if (assessment.needsCode) return <Icon name="lock" className="mark" />;
  if (assessment.status === 'submitted') return <Icon name="done" className="mark done" />;
  return (assessment.answered ?? 0) > 0 ? (
    <Icon name="started" className="mark started" />
  ) : (
    <Icon name="open" className="mark" />
  );
}

function wordsFor({ status, dueOn, answered = 0, total = 0, needsCode }: Assessment): string {
  const lock = needsCode ? ' · opens with a code from your mail' : '';
  if (status === 'submitted') return `Sent${lock}`;
  const progress = answered > 0 ? `${answered} of ${countOf(total, 'question', 'questions')} answered` : 'not started';
  return `${dueWords(dueOn)} · ${progress}${lock}`;
}
