import { useCallback, useEffect, useState } from 'react';
import type { PartnerSession } from '../../src/contracts/questionnaire';
import { ChooseQuestionnaire } from './ChooseQuestionnaire';
import { ConfirmBrowser } from './ConfirmBrowser';
import { EnterLink } from './EnterLink';
import { countKeptDrafts, forgetDrafts } from './keptDrafts';
import { Plain } from './Plain';
import { PageProblem, sentenceOf } from './pageProblem';
import { partnerApi } from './partnerApi';
import { QuestionnairePage } from './QuestionnairePage';
import { Skeleton } from './Skeleton';
import { takeSecret } from './takeSecret';
import { countOf } from './words';

type Door =
  | { readonly kind: 'opening' }
  | { readonly kind: 'trouble'; readonly message: string }
  | { readonly kind: 'shut'; readonly problem?: PageProblem }
  | { readonly kind: 'open'; readonly session: PartnerSession };

/** Pages of an older service say no key; then the name has to do. */
const contactOf = ({ contactKey, contactName }: PartnerSession): string => contactKey ?? contactName;

function KeptNote() {
  const count = countKeptDrafts();
  if (count === 0) return null;
  return (
    <p>
      {countOf(count, 'answer that you typed is', 'answers that you typed are')} kept on this device, and saved as soon
      as the page opens again.
    </p>
  );
}

/**
 * The partner's page from link to thank-you. A link's secret is exchanged once for a cookie; later visits on this
 * browser go on from the cookie. When the session ends in the middle, what was typed waits behind the door.
 */
export function PartnerApp({ first }: { first: string | undefined }) {
  const [door, setDoor] = useState<Door>({ kind: 'opening' });
  const [chosen, setChosen] = useState<string>();
  /** The questionnaire that is on the page, seen or behind the door. */
  const [opened, setOpened] = useState<string>();
  /** Whose it is, also while the door is shut. */
  const [owner, setOwner] = useState('');
  /** Counts up whenever the door was opened, so that the questionnaire looks again at what is there. */
  const [visit, setVisit] = useState(0);

  /** A code is asked for before somebody else is let in; the questionnaire waits behind it. */
  const [isProving, setIsProving] = useState(false);

  const letIn = useCallback((session: PartnerSession): void => {
    setIsProving(false);
    // Somebody else's link on this device: what was typed here before is not theirs.
    forgetDrafts(contactOf(session));
    setDoor({ kind: 'open', session });
    setVisit((count) => count + 1);
  }, []);
  const enter = useCallback(
    async (secret: string | undefined): Promise<void> => {
      try {
        letIn(await (secret === undefined ? partnerApi.session() : partnerApi.open(secret)));
      } catch (error) {
        const problem = error instanceof PageProblem ? error : undefined;
        if (!problem || problem.status === 0 || problem.status >= 500) {
          setDoor({ kind: 'trouble', message: sentenceOf(error, 'Something went wrong. Please try again.') });
        } else if (problem.status === 401 && secret === undefined) setDoor({ kind: 'shut' });
        else setDoor({ kind: 'shut', problem });
      }
    },
    [letIn],
  );
  useEffect(() => void enter(first), [enter, first]);
  const isTrouble = door.kind === 'trouble';
  useEffect(() => {
    if (!isTrouble) return;
    const again = (): void => void enter(opened ? undefined : first);
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [isTrouble, enter, opened, first]);
  useEffect(() => {
    // The link opened once more in this tab changes only what stands after the #, and loads nothing.
    const onHash = (): void => {
      const secret = takeSecret();
      if (secret !== undefined) void enter(secret);
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [enter]);

  const onShut = useCallback(
    (problem: PageProblem): void => {
      if (problem.code === 'codeNeeded') void enter(undefined);
      else setDoor({ kind: 'shut', problem });
    },
    [enter],
  );

  const onProve = useCallback((): void => setIsProving(true), []);

  const session = door.kind === 'open' ? door.session : undefined;
  const only = session?.assessments.length === 1 ? session.assessments[0]?.key : undefined;
  const wanted = session?.assessments.find(({ key }) => key === (chosen ?? only));
  const isLocked = wanted !== undefined && (isProving || (wanted.needsCode ?? session?.needsCode ?? false));
  const shown = wanted && !isLocked ? wanted.key : undefined;
  if (shown !== undefined && shown !== opened) setOpened(shown);
  const now = session && contactOf(session);
  if (now !== undefined && now !== owner) setOwner(now);
  // Somebody else's link was opened in this tab: nothing of the one before stays.
  const isForeign = session !== undefined && !session.assessments.some(({ key }) => key === opened);
  if (opened !== undefined && isForeign && shown === undefined) setOpened(undefined);

  return (
    <>
      {door.kind === 'opening' && <Skeleton />}
      {door.kind === 'trouble' && (
        <Plain title="The page could not be opened">
          <p role="alert">{door.message}</p>
          <KeptNote />
          <div className="buttons">
            <button type="button" className="primary" onClick={() => void enter(opened ? undefined : first)}>
              Try again
            </button>
          </div>
        </Plain>
      )}
      {door.kind === 'shut' && <EnterLink problem={door.problem} hasUnsaved={opened !== undefined} onCode={enter} />}
      {session && isLocked && (
        <ConfirmBrowser
          session={session}
          why={isProving ? 'naming' : 'reading'}
          onConfirmed={letIn}
          onCancel={isProving ? () => setIsProving(false) : undefined}
        />
      )}
      {session && !wanted && <ChooseQuestionnaire session={session} onChoose={setChosen} />}
      {opened !== undefined && (
        <QuestionnairePage
          key={`${opened} ${owner}`}
          contactKey={owner}
          assessmentKey={opened}
          isVisible={shown === opened}
          visit={visit}
          onBack={only ? undefined : () => setChosen(undefined)}
          onShut={onShut}
          onProve={onProve}
        />
      )}
    </>
  );
}
