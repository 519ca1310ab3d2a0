import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { isSame, type RowEdits } from '../../hooks/rowEdits';
import { cellText, type ListView, type RowView } from '../../sharePoint';

interface Props {
  readonly list: ListView;
  readonly edits: RowEdits;
  /** The row as somebody else has saved it. */
  readonly theirs: RowView;
  readonly isBusy: boolean;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** The columns that both have changed, each to another value. */
export const clashesOf = ({ changes, begun }: RowEdits, theirs: RowView): readonly string[] =>
  Object.keys(changes).filter(
    (column) =>
      !isSame(theirs.fields[column], begun?.fields[column]) && !isSame(theirs.fields[column], changes[column]),
  );

/** SharePoint's save conflict: both values of each column, and the question which are to stay. */
export function RowClash({ list, edits, theirs, isBusy, onKeepMine, onTakeTheirs }: Props) {
  const keepMine = useRef<HTMLButtonElement>(null);
  useEffect(() => keepMine.current?.focus(), []);
  const clashes = clashesOf(edits, theirs);
  const nameOf = (column: string): string => list.columns.find(({ name }) => name === column)?.displayName ?? column;
  return (
    <MessageBar intent="warning" layout="multiline" className="row-clash" role="alert">
      <MessageBarBody>
        <MessageBarTitle>Save conflict</MessageBarTitle>
        <bdi>{theirs.modifiedBy}</bdi> has saved this row since you began. Nothing of yours is saved yet.
        {clashes.length === 0 && ' No column was changed by both of you.'}
        {clashes.map((column) => (
          <dl key={column} className="changes">
            <div>
              <dt>{nameOf(column)}, yours</dt>
              <dd>{shown(edits.changes[column])}</dd>
            </div>
            <div>
              <dt>
                {nameOf(column)}, <bdi>{theirs.modifiedBy}</bdi>
              </dt>
              <dd>{shown(theirs.fields[column])}</dd>
            </div>
          </dl>
        ))}
      </MessageBarBody>
      <MessageBarActions>
        <Button ref={keepMine} disabledFocusable={isBusy} onClick={onKeepMine}>
          {clashes.length === 0 ? 'Save mine too' : 'Keep mine'}
        </Button>
        <Button disabledFocusable={isBusy} onClick={onTakeTheirs}>
          {clashes.length === 0 ? 'Drop mine' : 'Take theirs'}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

const shown = (value: unknown) => (cellText(value) === '' ? <em>empty</em> : cellText(value).slice(0, 300));
