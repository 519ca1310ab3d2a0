import type { PartnerSession } from '../../src/contracts/questionnaire';
import { dueWords, longDate } from './words';

/** For a contact with several questionnaires, or none. */
export function ChooseQuestionnaire({
  session,
  onChoose,
}: {
  session: PartnerSession;
  onChoose: (key: string) => void;
}) {
  return (
    <main className="column">
      <h1>Hello {session.contactName}</h1>
      {session.assessments.length === 0 ? (
        <p>
          Nothing is open for you at the moment. You will get a mail when {session.customerName} asks you something.
        </p>
      ) : (
        <>
          <p>{session.customerName} has asked you more than one questionnaire. Choose one.</p>
          <ul className="sections">
            {session.assessments.map((assessment) => (
              <li key={assessment.key}>
                <button type="button" onClick={() => onChoose(assessment.key)}>
                  <span className="sectionTitle">
                    <bdi>{assessment.title}</bdi>
                  </span>
                  <span className="subtle">
                    {assessment.status === 'submitted'
                      ? 'Sent'
                      : `Due ${longDate(assessment.dueOn)}, ${dueWords(assessment.dueOn)} · ${Math.round(assessment.percent)} % answered`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
}
