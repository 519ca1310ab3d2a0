import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: '12px',
    padding: '24px 16px',
    color: tokens.colorNeutralForeground2,
  },
  page: { padding: '72px 16px' },
  icon: { color: tokens.colorNeutralForeground3, display: 'flex' },
  words: { margin: 0, maxWidth: '52ch', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  title: {
    margin: 0,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px', justifyContent: 'center' },
});

interface Props {
  readonly icon?: ReactNode;
  readonly title?: string;
  /** One sentence: what belongs here and how it gets here. */
  readonly children: ReactNode;
  readonly acts?: ReactNode;
  readonly isPage?: boolean;
}

/** Nothing here yet: one sentence and the one act that fills it. */
export function EmptyState({ icon, title, children, acts, isPage }: Props) {
  const styles = useStyles();
  return (
    <div className={isPage ? `${styles.root} ${styles.page}` : styles.root}>
      {icon && <span className={styles.icon}>{icon}</span>}
      {title && <h2 className={styles.title}>{title}</h2>}
      <p className={styles.words}>{children}</p>
      {acts && <div className={styles.acts}>{acts}</div>}
    </div>
  );
}
