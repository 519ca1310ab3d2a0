import { makeStyles, Tab, TabList, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { NARROW } from '../components/hatch';

const TABS = [
  { id: 'overview', label: 'Overview', to: '/overview' },
  { id: 'partners', label: 'Partners', to: '/partners' },
  { id: 'requests', label: 'Requests', to: '/requests' },
  { id: 'campaigns', label: 'Campaigns', to: '/campaigns' },
  { id: 'program', label: 'Program', to: '/program' },
] as const;

const useStyles = makeStyles({
  nav: {
    position: 'sticky',
    top: 0,
    zIndex: 10,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    padding: '0 16px',
    [NARROW]: { padding: '0 4px' },
  },
  inner: { maxWidth: '1440px', margin: '0 auto', [NARROW]: { overflowX: 'auto' } },
  tab: {
    [NARROW]: {
      paddingLeft: '6px',
      paddingRight: '6px',
      '& .fui-Tab__content, & .fui-Tab__content--reserved-space': { fontSize: tokens.fontSizeBase200 },
      '::before, ::after': { left: '6px', right: '6px' },
    },
  },
  main: {
    flexGrow: 1,
    width: '100%',
    boxSizing: 'border-box',
    maxWidth: '1504px',
    margin: '0 auto',
    padding: '20px 32px 48px',
    minWidth: 0,
    [NARROW]: { padding: '12px 12px 32px' },
  },
});

interface Props {
  /** The tab under which the page stands. */
  readonly tab?: string;
  readonly onChoose?: (to: string) => void;
  /** How many requests of partners wait for this person. */
  readonly waiting?: number;
  readonly children: ReactNode;
}

/** The navigation on top and the page below it. Teams has a rail already, so there is no other. */
export function PageFrame({ tab = 'overview', onChoose, waiting = 0, children }: Props) {
  const styles = useStyles();
  return (
    <>
      <nav className={styles.nav} aria-label="Trustlane">
        <TabList
          className={styles.inner}
          selectedValue={tab}
          onTabSelect={(_, { value }) => {
            const chosen = TABS.find(({ id }) => id === value);
            if (chosen) onChoose?.(chosen.to);
          }}
        >
          {TABS.map(({ id, label }) => (
            <Tab key={id} value={id} id={`tab-${id}`} aria-controls="page" className={styles.tab}>
              {id === 'requests' && waiting > 0 ? `${label} (${waiting})` : label}
            </Tab>
          ))}
        </TabList>
      </nav>
      <main className={styles.main} id="page">
        {children}
      </main>
    </>
  );
}
