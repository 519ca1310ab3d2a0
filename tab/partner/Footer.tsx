import type { QuestionnaireView } from '../../src/contracts/questionnaire';

/** A human to turn to, and what this page never asks for. */
export function Footer({ view }: { view: QuestionnaireView }) {
  const { name, email } = view.askedBy;
  return (
    <footer>
      <p>
        Questions? Write to <bdi>{name}</bdi> of <bdi>{view.customerName}</bdi>:{' '}
        <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>
      </p>
      <p className="subtle">This page never asks for a password, a payment or bank details. {view.basisNote}</p>
    </footer>
  );
}
