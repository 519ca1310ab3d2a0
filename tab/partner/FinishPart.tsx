import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Footer } from './Footer';
import { handedToYou } from './HandedToYou';
import { Heading } from './Heading';
import { Icon } from './Icon';
import { MissingList } from './MissingList';
import { usePage } from './pageContext';
import { unsavedProblem } from './pageProblem';
import { partnerApi } from './partnerApi';
import { FieldProblem } from './TextField';
import { useAct } from './useAct';
import type { Place } from './usePlace';

const namesOf = (view: QuestionnaireView): string => {
  const names = [...new Set(handedToYou(view).map(({ by }) => by.name))];
  return names.length > 0 ? names.join(' and ') : 'Your colleague';
};

/** The last step of somebody who answers parts only: what is missing in them, and "my part is done". */
export function FinishPart({
  view,
  isArrival,
  onOpen,
  onFinished,
}: {
  view: QuestionnaireView;
  isArrival: boolean;
  onOpen: (place: Place, questionId?: string) => void;
  onFinished: () => void;
}) {
  const page = usePage();
  const act = useAct();
  const isMissing = view.progress.missing.length > 0;
  const finish = async (): Promise<void> => {
    const isDone = await act.run(async () => {
      if (!(await page.flush())) throw unsavedProblem('nobody was told');
      await partnerApi.finishPart(page.assessmentKey);
      await page.reload();
    });
    if (isDone) onFinished();
  };
  return (
    <>
      <button type="button" className="link backLink" onClick={() => onOpen('start')}>
        <Icon name="back" /> All sections
      </button>
      <Heading isArrival={isArrival}>Your part</Heading>
      <MissingList view={view} isPart onOpen={onOpen} />
      <p>
        <bdi>{namesOf(view)}</bdi> is told that your part is done. You can still change your answers afterwards, until
        the whole questionnaire is sent.
      </p>
      {act.problem && <FieldProblem text={act.problem} />}
      <div className="buttons">
        <button type="button" className="primary" disabled={act.isBusy} onClick={() => void finish()}>
          {act.isBusy ? 'One moment …' : isMissing ? 'My part is done as it is' : 'My part is done'}
        </button>
        <button type="button" onClick={() => onOpen('start')}>
          Back
        </button>
      </div>
    </>
  );
}

/** After it: thanks, and the way back to the answers while the whole is not sent. */
export function PartDonePage({
  view,
  isArrival,
  onChange,
}: {
  view: QuestionnaireView;
  isArrival: boolean;
  onChange: () => void;
}) {
  return (
    <div className="column">
      <main>
        <Heading isArrival={isArrival}>Thank you</Heading>
        <p className="notice good">
          <Icon name="done" className="done" /> Your part is done, and <bdi>{namesOf(view)}</bdi> knows. Nothing more is
          needed from you.
        </p>
        <p>
          Your answers are saved. They go to <bdi>{view.customerName}</bdi> when the whole questionnaire is sent. Until
          then you can change them with the same link.
        </p>
        <div className="buttons">
          <button type="button" onClick={onChange}>
            Change something still
          </button>
        </div>
      </main>
      <Footer view={view} />
    </div>
  );
}

/** The part was taken back while the page was open, or before. */
export function NothingWithYou({ view }: { view: QuestionnaireView }) {
  return (
    <div className="column">
      <main>
        <Heading isArrival={false}>Nothing is with you at the moment</Heading>
        <p>
          The part that was handed to you was taken back, or its questions are not asked at the moment. The answers you
          gave are kept. When there is something to answer again, you get a message.
        </p>
      </main>
      <Footer view={view} />
    </div>
  );
}
