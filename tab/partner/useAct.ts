import { useRef, useState } from 'react';
import { usePage } from './pageContext';
import { PageProblem, sentenceOf } from './pageProblem';

export const CODE_FIRST =
  'Nothing has happened yet. When you have confirmed with the code from your mail that it is you, press the button once more.';

export interface Act {
  readonly isBusy: boolean;
  /** Why it did not work, as a sentence. */
  readonly problem: string | undefined;
  readonly setProblem: (problem: string | undefined) => void;
  /** Runs one call at a time. Resolves to false when it was refused or one is under way. */
  run(act: () => Promise<void>): Promise<boolean>;
}

/** One act of the reader: busy while it runs, a sentence when it is refused, the code when the server asks for it. */
export function useAct(): Act {
  const page = usePage();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isUnderWay = useRef(false);
  const run = async (act: () => Promise<void>): Promise<boolean> => {
    if (isUnderWay.current) return false;
    isUnderWay.current = true;
    setIsBusy(true);
    setProblem(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof PageProblem && error.code === 'codeNeeded') {
        setProblem(CODE_FIRST);
        page.onProve();
      } else if (error instanceof PageProblem && error.status === 401) page.onShut(error);
      else setProblem(wordsOf(error));
      return false;
    } finally {
      isUnderWay.current = false;
      setIsBusy(false);
    }
  };
  return { isBusy, problem, setProblem, run };
}

const wordsOf = (error: unknown): string =>
  error instanceof PageProblem && error.status === 0
    ? 'No connection, so we do not know yet whether this arrived. What you typed stays here. Press the button again when the line is back; nothing is done twice.'
    : sentenceOf(error, 'Something went wrong. What you typed stays here. Please try again.');
