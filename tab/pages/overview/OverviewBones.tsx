import { makeStyles } from '@fluentui/react-components';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { MEDIUM } from '../../components/hatch';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    gap: '12px',
    marginBottom: '16px',
    [MEDIUM]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: '16px',
    [MEDIUM]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** The overview while it loads. */
export function OverviewBones() {
  const styles = useStyles();
  return (
    <>
      <HeaderBones />
      <div className={styles.tiles}>
        {['a', 'b', 'c', 'd'].map((tile) => (
          <SectionBones key={tile} lines={1} />
        ))}
      </div>
      <div className={styles.columns}>
        <SectionBones lines={7} height={280} />
        <SectionBones lines={7} height={280} />
        <SectionBones lines={2} />
        <SectionBones lines={4} />
      </div>
    </>
  );
}
