import type { QuestionnaireView, QuestionView, SubmitResult } from '../../src/contracts/questionnaire';
import { type Draft, type Drafts, draftKey, isGiven, isShown } from './shownQuestions';
import { longDate, momentWords } from './words';

/** After sending: thanks, what happens next and when, and the answers as a copy to print or keep. */
export function SentPage({
  view,
  drafts,
  sent,
}: {
  view: QuestionnaireView;
  drafts: Drafts;
  sent: SubmitResult | undefined;
}) {
  const at = sent?.submittedAt ?? view.submittedAt;
  const by = sent?.submittedBy ?? view.submittedBy;
  return (
    <main className="column">
      <h1>Thank you</h1>
      <p className="notice good" role="status">
        {sent && !sent.isNew ? 'The answers had been sent before, and nothing was changed. ' : ''}
        The answers of <bdi>{view.partnerName}</bdi> were sent{by ? ` by ${by}` : ''}
        {at ? ` on ${momentWords(at)}` : ''}.
      </p>
      <h2>What happens next</h2>
      <ul>
        {(
          sent?.next ?? [
            `${view.askedBy.name} and colleagues read the answers and look at the files.`,
            'If a file needs to be replaced or a point to be closed, you get a message that says what and by when.',
          ]
        ).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div className="buttons noPrint">
        <button type="button" className="primary" onClick={() => window.print()}>
          Print or save a copy
        </button>
      </div>
      <h2>The answers you sent{at ? ` on ${longDate(at.slice(0, 10))}` : ''}</h2>
      {view.sections.map((section) => (
        <section key={`${section.id}@${section.siteId ?? ''}`}>
          <h3>
            {section.title}
            {section.siteName ? ` · ${section.siteName}` : ''}
          </h3>
          <dl>
            {section.questions
              .filter((question) => isShown(view, question, drafts))
              .map((question) => {
                const draft = drafts[draftKey(question.id, question.siteId)];
                const files = view.evidence.filter(
                  ({ questionId, siteId }) => questionId === question.id && siteId === question.siteId,
                );
                return (
                  <div key={question.id}>
                    <dt>{question.text}</dt>
                    <dd>
                      <bdi>{answerWords(question, draft)}</bdi>
                      {draft?.comment && (
                        <>
                          {' · '}
                          <bdi>{draft.comment}</bdi>
                        </>
                      )}
                      {files.length > 0 && (
                        <span className="subtle"> · files: {files.map(({ name }) => name).join(', ')}</span>
                      )}
                    </dd>
                  </div>
                );
              })}
          </dl>
        </section>
      ))}
      <footer className="subtle">
        Questions? Write to <bdi>{view.askedBy.name}</bdi>,{' '}
        <a href={`mailto:${view.askedBy.email}`}>{view.askedBy.email}</a>. {view.basisNote}
      </footer>
    </main>
  );
}

function answerWords(question: QuestionView, draft: Draft | undefined): string {
  if (!isGiven(draft)) return 'Not answered';
  if (draft?.naReason)
    return `Does not apply: ${question.naReasons?.find(({ id }) => id === draft.naReason)?.text ?? draft.naReason}`;
  const values = Array.isArray(draft?.value) ? draft.value : [draft?.value];
  const words = values.map(
    (value) => question.choices?.find(({ id }) => id === value)?.text ?? YES_NO[String(value)] ?? String(value),
  );
  return `${words.join(', ')}${question.unit ? ` ${question.unit}` : ''}`;
}

const YES_NO: Readonly<Record<string, string>> = { yes: 'Yes', partly: 'Partly', no: 'No' };
