import { useCallback, useEffect, useState } from 'react';
import type { PartnerSession } from '../../src/contracts/questionnaire';
import { ChooseQuestionnaire } from './ChooseQuestionnaire';
import { ConfirmBrowser } from './ConfirmBrowser';
import { EnterLink } from './EnterLink';
import { PageProblem, partnerApi } from './partnerApi';
import { QuestionnairePage } from './QuestionnairePage';

type State =
  | { readonly kind: 'opening' }
  | { readonly kind: 'noSession'; readonly problem?: PageProblem }
  | { readonly kind: 'open'; readonly session: PartnerSession }
  | { readonly kind: 'trouble'; readonly message: string };

/**
 * The partner's page from link to thank-you. A link's secret is exchanged once for a cookie; later visits on this
 * browser go on from the cookie.
 */
export function PartnerApp({ secret }: { secret: string | undefined }) {
  const [state, setState] = useState<State>({ kind: 'opening' });
  const [chosen, setChosen] = useState<string>();

  const enter = useCallback(
    async (open: () => Promise<PartnerSession>): Promise<void> => {
      try {
        setState({ kind: 'open', session: await open() });
      } catch (error) {
        if (!(error instanceof PageProblem) || error.status === 0 || error.status >= 500) {
          setState({
            kind: 'trouble',
            message: error instanceof PageProblem ? error.message : 'Something went wrong. Please try again.',
          });
        } else setState({ kind: 'noSession', problem: error.status === 401 && !secret ? undefined : error });
      }
    },
    [secret],
  );

  useEffect(() => {
    void enter(() => (secret ? partnerApi.open(secret) : partnerApi.session()));
  }, [enter, secret]);

  if (state.kind === 'opening') return <Skeleton />;
  if (state.kind === 'trouble') {
    return (
      <main className="column">
        <h1>The page could not be opened</h1>
        <p>{state.message}</p>
        <button type="button" className="primary" onClick={() => window.location.reload()}>
          Try again
        </button>
      </main>
    );
  }
  if (state.kind === 'noSession') {
    return <EnterLink problem={state.problem?.message} onCode={(code) => enter(() => partnerApi.open(code))} />;
  }
  const { session } = state;
  if (session.needsCode)
    return (
      <ConfirmBrowser session={session} onConfirmed={(confirmed) => setState({ kind: 'open', session: confirmed })} />
    );
  const only = session.assessments.length === 1 ? session.assessments[0]?.key : undefined;
  const key = chosen ?? only;
  if (!key) return <ChooseQuestionnaire session={session} onChoose={setChosen} />;
  return (
    <QuestionnairePage
      key={key}
      assessmentKey={key}
      onBack={only ? undefined : () => setChosen(undefined)}
      onSessionEnded={() => void enter(() => partnerApi.session())}
    />
  );
}

function Skeleton() {
  return (
    <main className="column" aria-busy="true">
      <p className="visuallyHidden" role="status">
        Opening your questionnaire
      </p>
      <div className="bone" style={{ width: '60%', height: 32 }} />
      <div className="bone" style={{ height: 96 }} />
      <div className="bone" style={{ height: 56 }} />
      <div className="bone" style={{ height: 56 }} />
      <div className="bone" style={{ height: 56 }} />
    </main>
  );
}
