import { makeStyles, tokens } from '@fluentui/react-components';
import { ChevronLeft16Regular } from '@fluentui/react-icons';
import { PageLink } from './PageLink';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    fontSize: tokens.fontSizeBase200,
    marginBottom: '2px',
    marginLeft: '-4px',
  },
});

export function BackLink({ to, label }: { readonly to: string; readonly label: string }) {
  const styles = useStyles();
  return (
    <PageLink to={to} className={styles.root} isQuiet>
      <ChevronLeft16Regular aria-hidden />
      {label}
    </PageLink>
  );
}
