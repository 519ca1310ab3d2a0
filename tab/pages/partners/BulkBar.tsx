import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { LinkButton } from '../../components/LinkButton';
import { counted } from '../../words/numbers';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 12px',
    marginTop: '12px',
    padding: '8px 16px',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorBrandStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  words: { fontWeight: tokens.fontWeightSemibold, marginInlineEnd: 'auto' },
});

/** What can be done with the chosen partners. */
export function BulkBar({
  selected,
  onClear,
}: {
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
}) {
  const styles = useStyles();
  return (
    <section className={styles.root} aria-label="Chosen partners">
      <span className={styles.words} role="status">
        {counted(selected.size, 'partner')} chosen
      </span>
      <LinkButton to="/campaigns/new" state={{ partnerKeys: [...selected] }}>
        Open campaign
      </LinkButton>
      <Button appearance="subtle" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
