import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { NARROW } from './hatch';

const useStyles = makeStyles({
  root: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: '12px 16px 16px',
    minWidth: 0,
    scrollMarginTop: '56px',
    [NARROW]: { padding: '12px 12px 12px' },
  },
  flush: {
    paddingLeft: 0,
    paddingRight: 0,
    paddingBottom: '4px',
    overflow: 'hidden',
    [NARROW]: { paddingLeft: 0, paddingRight: 0, paddingBottom: '4px' },
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    flexWrap: 'wrap',
    gap: '4px 12px',
    minHeight: '32px',
    marginBottom: '8px',
  },
  headFlush: { paddingLeft: '16px', paddingRight: '16px', [NARROW]: { paddingLeft: '12px', paddingRight: '12px' } },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  note: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
  },
});

interface Props {
  readonly title: string;
  /** A few words beside the title. */
  readonly note?: ReactNode;
  readonly action?: ReactNode;
  /** For links to this section. */
  readonly anchor?: string;
  /** The content (a table) reaches the edges. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One part of a page, with its heading. */
export function Section({ title, note, action, anchor, isFlush, className, children }: Props) {
  const styles = useStyles();
  const id = useId();
  return (
    <section
      className={mergeClasses(styles.root, isFlush && styles.flush, className)}
      aria-labelledby={id}
      data-section={anchor}
    >
      <div className={mergeClasses(styles.head, isFlush && styles.headFlush)}>
        <h2 className={styles.title} id={id} tabIndex={anchor ? -1 : undefined}>
          {title}
        </h2>
        {note && <span className={styles.note}>{note}</span>}
        {action}
      </div>
      {children}
    </section>
  );
}
