import type { ReactNode } from 'react';
import { Dialog } from './Dialog';
import { FieldProblem } from './TextField';
import { useAct } from './useAct';

interface Props {
  readonly title: ReactNode;
  /** What happens, and what stays. */
  readonly children: ReactNode;
  readonly action: string;
  readonly act: () => Promise<void>;
  readonly onClosed: () => void;
}

/** Says what will happen before it happens. */
export function Confirm({ title, children, action, act, onClosed }: Props) {
  const { isBusy, problem, run } = useAct();
  return (
    <Dialog title={title} onClosed={onClosed}>
      {(close) => (
        <>
          {children}
          {problem && <FieldProblem text={problem} />}
          <div className="buttons">
            <button
              type="button"
              className="primary"
              disabled={isBusy}
              onClick={() => void run(act).then((isDone) => isDone && close())}
            >
              {isBusy ? 'One moment …' : action}
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
