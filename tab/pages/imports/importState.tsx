import type { ImportStatus } from '../../../src/contracts/imports';
import { StatusMark } from '../../components/StatusMark';
import type { Word } from '../../words/status';

const STATE: Readonly<Record<ImportStatus['state'], Word>> = {
  staged: { tone: 'unknown', word: 'Read, not started' },
  running: { tone: 'neutral', word: 'Running' },
  finished: { tone: 'success', word: 'Finished' },
  cancelled: { tone: 'warning', word: 'Stopped' },
};

export function ImportStateMark({ state }: { readonly state: ImportStatus['state'] }) {
  return <StatusMark tone={STATE[state].tone}>{STATE[state].word}</StatusMark>;
}
