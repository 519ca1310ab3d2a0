import type { QuestionnaireView, QuestionView, SubmitResult } from '../../src/contracts/questionnaire';
import { draftOf } from './answerSaver';
import { answerWords } from './answerWords';
import { CopyLinks } from './CopyLinks';
import { Footer } from './Footer';
import { Heading } from './Heading';
import { Icon } from './Icon';
import { ProofItem } from './ProofItem';
import { type Draft, type Drafts, draftKey, isShown } from './shownQuestions';
import { dayWords, momentWords } from './words';

interface Props {
  readonly view: QuestionnaireView;
  /** What the server said to sending just now; absent on a later visit. */
  readonly sent: SubmitResult | undefined;
}

/** After sending: thanks, what happens next and when, and the answers as a copy to print or keep. */
export function SentPage({ view, sent }: Props) {
  // The copy shows what the server has, never what is only on this page.
  const drafts: Drafts = Object.fromEntries(
    view.answers.map((answer) => [draftKey(answer.questionId, answer.siteId), draftOf(answer)]),
  );
  const at = sent?.submittedAt ?? view.submittedAt;
  const by = sent?.submittedBy ?? view.submittedBy;
  const isAgain = sent !== undefined && !sent.isNew;
  return (
    <div className="column">
      <main>
        <Heading isArrival={sent !== undefined}>Thank you</Heading>
        <p className="notice good" role="status">
          <Icon name="done" className="done" />{' '}
          {isAgain && 'The answers had been sent before, and nothing was changed. '}
          The answers of <bdi>{view.partnerName}</bdi> were sent to <bdi>{view.customerName}</bdi>
          {by && (
            <>
              {' '}
              by <bdi>{by}</bdi>
            </>
          )}
          {at && ` on ${momentWords(at)}`}.
        </p>
        <h2>What happens next</h2>
        <ul>
          {(
            sent?.next ?? [
              `${view.askedBy.name} and colleagues read the answers and look at the files.`,
              'If a point is open, you get a message that says what to close, by when, and which proof closes it.',
            ]
          ).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <CopyLinks />
        <h2>The answers you sent{at ? ` on ${dayWords(at)}` : ''}</h2>
        {view.sections.map((section) => (
          <section key={`${section.id}@${section.siteId ?? ''}`}>
            <h3>
              {section.title}
              {section.siteName !== undefined && (
                <span className="siteName">
                  <bdi>{section.siteName}</bdi>
                </span>
              )}
            </h3>
            <dl className="answers">
              {section.questions
                .filter((question) => isShown(view, question, drafts))
                .map((question) => (
                  <SentAnswer
                    key={question.id}
                    view={view}
                    question={question}
                    draft={drafts[draftKey(question.id, question.siteId)]}
                  />
                ))}
            </dl>
          </section>
        ))}
      </main>
      <Footer view={view} />
    </div>
  );
}

function SentAnswer({ view, question, draft }: { view: QuestionnaireView; question: QuestionView; draft?: Draft }) {
  const files = view.evidence.filter((item) => item.questionId === question.id && item.siteId === question.siteId);
  return (
    <div>
      <dt>{question.text}</dt>
      <dd>
        <bdi>{answerWords(question, draft)}</bdi>
        {draft?.comment && (
          <p className="comment">
            Comment: <bdi>{draft.comment}</bdi>
          </p>
        )}
        {files.length > 0 && (
          <ul className="proofItems">
            {files.map((item) => (
              <ProofItem key={item.key} item={item} />
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}
