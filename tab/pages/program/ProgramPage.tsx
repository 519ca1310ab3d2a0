import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { ProgramView } from '../../../src/contracts/program';
import { PARTNER_TYPES } from '../../../src/domain/partner';
import { live } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { EmptyState } from '../../components/EmptyState';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { Section } from '../../components/Section';
import { useLive } from '../../hooks/useLive';
import { useMay } from '../../hooks/useMe';
import { counted, figure } from '../../words/numbers';
import { applicabilityFor } from './applicabilityWords';
import { CategorySection } from './CategorySection';
import { CriterionDrawer } from './CriterionDrawer';
import { DocumentsSection } from './DocumentsSection';
import { ProgramFilterBar } from './ProgramFilterBar';
import { isShown, type ProgramFilter, useProgramFilter } from './programFilter';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  words: { margin: 0, maxWidth: '90ch', color: tokens.colorNeutralForeground2 },
});

/** How it stands, for all types or for the chosen one. */
function stateOf({ criteria }: ProgramView, { type }: ProgramFilter): string {
  if (type) {
    const states = criteria.map((criterion) => applicabilityFor(criterion, type));
    const count = (state: string) => figure(states.filter((each) => each === state).length);
    return `${PARTNER_TYPES[type]}: ${count('applies')} of ${counted(criteria.length, 'criterion', 'criteria')} apply, ${count('toBeChecked')} are to be checked, ${count('doesNotApply')} do not apply.`;
  }
  const open = criteria.filter(({ toBeChecked }) => toBeChecked.length > 0).length;
  const decided = criteria.filter(({ decisions }) => decisions.some(({ state }) => state !== 'takenBack')).length;
  const what =
    open === 0
      ? 'it is checked for all of them to whom they apply'
      : `for ${figure(open)} it is still to be checked to whom they apply`;
  return `${counted(criteria.length, 'criterion', 'criteria')}; ${what}.${decided > 0 ? ` You decided about ${figure(decided)}.` : ''}`;
}

/** What partners are assessed against, and to whom each criterion applies. Decisions hold for campaigns opened later. */
export function ProgramPage() {
  const query = useLive(live.program);
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={10} />
        </>
      }
    >
      {(program) => <Program program={program} />}
    </Loaded>
  );
}

/** A manager must know what is asked meanwhile, and what a decision changes. */
function WhatToBeCheckedMeans() {
  const styles = useStyles();
  const { setApplicability } = useMay();
  return (
    <p className={styles.words}>
      <strong>To be checked</strong> means: partners of that type are asked, but nobody has compared the criterion with
      the authority’s text for them yet. {setApplicability ? 'Open a criterion to decide' : 'A manager decides'} by the
      authority’s document. A decision counts in campaigns opened afterwards; running campaigns stay as they are.
    </p>
  );
}

function Program({ program }: { readonly program: ProgramView }) {
  const styles = useStyles();
  const { filter, open, change, addressOf } = useProgramFilter();
  const shown = useMemo(() => program.criteria.filter((each) => isShown(each, filter)), [program, filter]);
  const opened = program.criteria.find(({ id }) => id === open);
  const total = counted(program.criteria.length, 'criterion', 'criteria');
  return (
    <>
      <PageHeader title="Program" state={`${program.title}. ${stateOf(program, filter)}`} />
      <div className={styles.all}>
        <WhatToBeCheckedMeans />
        <ProgramFilterBar
          program={program}
          filter={filter}
          onChange={change}
          count={shown.length === program.criteria.length ? total : `${figure(shown.length)} of ${total}`}
        />
        {shown.length === 0 && (
          <Section title="Criteria">
            <EmptyState>No criterion fits what you chose. Choose another state or type, or show all.</EmptyState>
          </Section>
        )}
        {program.categories.map(({ id, title }) => {
          const criteria = shown.filter(({ category }) => category === id);
          return criteria.length === 0 ? null : (
            <CategorySection
              key={id}
              title={`${id}. ${title}`}
              criteria={criteria}
              type={filter.type}
              addressOf={addressOf}
            />
          );
        })}
        <DocumentsSection documents={program.documents} />
        <Section title="Where this comes from" note={`version ${program.version}`}>
          <p className={styles.words}>
            {program.authority}. {program.basis}
          </p>
        </Section>
      </div>
      {opened && (
        <CriterionDrawer
          key={opened.id}
          criterion={opened}
          program={program}
          type={filter.type}
          onClose={() => change({ criterion: undefined })}
        />
      )}
    </>
  );
}
