import { useState } from 'react';
import type { NamingResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Confirm } from './Confirm';
import { handedToYou } from './HandedToYou';
import { newKey } from './newKey';
import { usePage } from './pageContext';
import { unsavedProblem } from './pageProblem';
import { partnerApi } from './partnerApi';

/** For somebody who answers parts only: they go back to whoever handed them over. */
export function GiveBack({
  view,
  onLeft,
  onClosed,
}: {
  view: QuestionnaireView;
  onLeft: (result: NamingResult) => void;
  onClosed: () => void;
}) {
  const page = usePage();
  const [requestId] = useState(() => newKey());
  const name = handedToYou(view).at(-1)?.by.name ?? 'Your colleague';
  return (
    <Confirm
      title="I am not the right person"
      action="Give it back"
      act={async () => {
        if (!(await page.flush())) throw unsavedProblem('nothing was changed');
        onLeft(await partnerApi.notMe(page.assessmentKey, { requestId }));
      }}
      onClosed={onClosed}
    >
      <p>
        What happens: <bdi>{name}</bdi> sees that this part is not yours, and answers it or hands it to somebody else.
        What you have answered stays. You cannot open it any more.
      </p>
    </Confirm>
  );
}
