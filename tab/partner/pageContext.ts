import { createContext, useContext } from 'react';
import type { PageProblem } from './pageProblem';

/** What the parts of the page share, whichever questionnaire is on it. */
export interface PageContext {
  readonly assessmentKey: string;
  /** False while the door is shut or a code is typed: dialogs step aside then and keep what was typed. */
  readonly isVisible: boolean;
  /** Saves what is typed. False when not everything could be saved. */
  readonly flush: () => Promise<boolean>;
  /** Looks again at what the server has. */
  readonly reload: () => Promise<void>;
  readonly onShut: (problem: PageProblem) => void;
  /** The server wants the code from the mail before it does this. */
  readonly onProve: () => void;
  /** Says something that happened, also to readers of the screen. */
  readonly tell: (words: string) => void;
}

const context = createContext<PageContext | undefined>(undefined);
export const PageProvider = context.Provider;

export function usePage(): PageContext {
  const page = useContext(context);
  if (!page) throw new Error('This part stands outside a questionnaire.');
  return page;
}
