import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', gap: '8px', marginBottom: '20px' },
  box: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    padding: '16px',
    display: 'flex',
    flexDirection: 'column',
    gap: '14px',
    boxSizing: 'border-box',
    minWidth: 0,
  },
});

/** The header of a page that is still loading. */
export function HeaderBones() {
  const styles = useStyles();
  return (
    <Skeleton className={styles.head} aria-label="Loading" data-skeleton>
      <SkeletonItem size={28} style={{ width: 'min(280px, 60%)' }} />
      <SkeletonItem size={16} style={{ width: 'min(560px, 90%)' }} />
    </Skeleton>
  );
}

/** A section that is still loading, with so many lines. */
export function SectionBones({ lines, height }: { readonly lines: number; readonly height?: number }) {
  const styles = useStyles();
  return (
    <Skeleton className={styles.box} aria-hidden style={{ minHeight: height }}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <SkeletonItem key={line} size={16} style={{ width: `${line === 0 ? 40 : 96 - ((line * 17) % 40)}%` }} />
      ))}
    </Skeleton>
  );
}
