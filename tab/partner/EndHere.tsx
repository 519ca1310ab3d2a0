import { useState } from 'react';
import { forgetDrafts } from './keptDrafts';
import { sentenceOf } from './pageProblem';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';

/** For a device that others use: ends the visit and leaves nothing of it behind. What was saved stays saved. */
export function EndHere() {
  const { flush } = usePage();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [isUnsaved, setIsUnsaved] = useState(false);

  const end = async (isSure: boolean): Promise<void> => {
    setProblem(undefined);
    setIsBusy(true);
    try {
      const isSaved = await flush();
      setIsUnsaved(!isSaved);
      if (!isSaved && !isSure) return;
      await partnerApi.endSession();
      forgetDrafts();
      window.location.reload();
    } catch (error) {
      setProblem(sentenceOf(error, 'Something went wrong. Please try again.'));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <section aria-label="On this device">
      <p className="subtle">Do others use this device? Nothing of your answers stays on it when you end here.</p>
      {(problem !== undefined || isUnsaved) && (
        <p role="alert" className="fieldProblem">
          {problem ?? 'Not everything is saved yet. Wait for the line, or end and lose what is not saved.'}
        </p>
      )}
      <div className="buttons noPrint">
        <button type="button" disabled={isBusy} onClick={() => void end(isUnsaved)}>
          {isUnsaved ? 'End all the same' : 'End on this device'}
        </button>
      </div>
    </section>
  );
}
