import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Footer } from './Footer';
import { Heading } from './Heading';

/** Somebody else answers from now on: nothing more is asked of this reader, whose link has ended. */
export function LeftPage({ view, result }: { view: QuestionnaireView; result: NamingResult }) {
  return (
    <div className="column">
      <main>
        <Heading isArrival>Thank you for telling us</Heading>
        <p className="notice good">{result.message}</p>
        <p>
          Nothing more is needed from you
          {view.yourPlaces === undefined && '. This link no longer works'}, so you can close this page. The answers that
          were given so far are kept.
        </p>
      </main>
      <Footer view={view} />
    </div>
  );
}
