import type { QuestionView } from '../../src/contracts/questionnaire';

/** Words that somebody reads in a minute, with care. */
const WORDS_A_MINUTE = 180;

/** The document that a question asks to accept, opened in place. */
export function DocumentText({ document }: { document: NonNullable<QuestionView['document']> }) {
  const words = document.paragraphs.join(' ').split(/\s+/).length;
  const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
  return (
    <details className="document">
      <summary>
        Read: {document.title}{' '}
        <span className="subtle">
          version {document.version}, {minutes === 1 ? 'about a minute' : `about ${minutes} minutes`}
        </span>
      </summary>
      <div className="documentText">
        {document.paragraphs.map((paragraph, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a document never changes while it is shown
          <p key={index}>{paragraph}</p>
        ))}
      </div>
    </details>
  );
}
