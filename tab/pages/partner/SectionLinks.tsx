import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { RequestView } from '../../../src/contracts/collaboration';
import type { AssessmentView } from '../../../src/contracts/partners';
import { PageLink } from '../../components/PageLink';
import { sectionAddress } from './useJumpTo';

const useStyles = makeStyles({
  nav: {
    position: 'sticky',
    top: '44px',
    zIndex: 5,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    marginBottom: '16px',
  },
  list: { display: 'flex', flexWrap: 'wrap', columnGap: '20px', listStyleType: 'none', margin: 0, padding: 0 },
  link: { display: 'inline-block', padding: '8px 2px' },
  here: {
    boxShadow: `inset 0 -2px 0 ${tokens.colorCompoundBrandStroke}`,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

interface Props {
  readonly assessment: AssessmentView | undefined;
  readonly contacts: number;
  readonly requests: readonly RequestView[];
}

/** Links to the sections of the page, with how much is in each. */
export function SectionLinks({ assessment, contacts, requests }: Props) {
  const styles = useStyles();
  const [params] = useSearchParams();
  const files = assessment?.sections.flatMap(({ answers }) => answers.flatMap(({ evidence }) => evidence)).length ?? 0;
  const open = requests.filter(({ state }) => state === 'open').length;
  const links: readonly (readonly [string, string])[] = [
    ...(requests.length > 0
      ? ([['requests', open > 0 ? `Their questions (${open})` : 'Their questions']] as const)
      : []),
    ['answers', 'Answers'],
    ...(assessment
      ? ([
          ['evidence', `Evidence (${files})`],
          ['score', 'Score'],
          ['messages', `Messages (${assessment.deliveries.length})`],
        ] as const)
      : []),
    ['contacts', `Contacts (${contacts})`],
    ['history', 'History'],
  ];
  return (
    <nav className={styles.nav} aria-label="Sections of this page">
      <ul className={styles.list}>
        {links.map(([id, words]) => {
          const isHere = (params.get('section') ?? links[0]?.[0]) === id;
          return (
            <li key={id}>
              <PageLink
                to={sectionAddress(id)}
                replace
                isQuiet
                className={mergeClasses(styles.link, isHere && styles.here)}
                aria-current={isHere ? 'location' : undefined}
              >
                {words}
              </PageLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
