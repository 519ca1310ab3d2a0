import { makeStyles } from '@fluentui/react-components';
import { DocumentText48Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ImportStatus } from '../../../src/contracts/imports';
import { service } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { type Column, DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { moment } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { plainName } from '../../words/plainName';
import { ImportStateMark } from './importState';

const useStyles = makeStyles({ file: { overflowWrap: 'anywhere' } });

function FileName({ of }: { readonly of: ImportStatus }) {
  const styles = useStyles();
  return (
    <PageLink to={`/partners/imports/${of.key}`} className={styles.file}>
      <bdi>{plainName(of.fileName)}</bdi>
    </PageLink>
  );
}

const COLUMNS: readonly Column<ImportStatus>[] = [
  { id: 'file', header: 'File', cell: (row) => <FileName of={row} /> },
  { id: 'state', header: 'State', isTight: true, cell: ({ state }) => <ImportStateMark state={state} /> },
  {
    id: 'created',
    header: 'Added',
    isNumber: true,
    cell: ({ created, counts }) => `${figure(created)} of ${figure(counts.toCreate)}`,
  },
  {
    id: 'skipped',
    header: 'Left out',
    isNumber: true,
    hide: 'onPhone',
    cell: ({ counts, failed }) => figure(counts.duplicateInFile + counts.alreadyHere + counts.refused + failed),
  },
  { id: 'when', header: 'Started', isTight: true, hide: 'onPhone', cell: ({ createdAt }) => moment(createdAt) },
  { id: 'who', header: 'By', hide: 'onMedium', cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
];

/** All imports with their state. */
export function ImportsPage() {
  const query = useQuery({
    queryKey: ['imports'],
    queryFn: service.imports,
    refetchInterval: ({ state }) => (state.data?.imports.some((one) => one.state === 'running') ? 1_500 : false),
  });
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={6} />
        </>
      }
    >
      {({ imports }) => (
        <>
          <PageHeader
            title="Imports"
            back={{ to: '/partners', label: 'Partners' }}
            state={imports.length === 0 ? 'Nothing has been imported yet.' : sentenceOf(imports)}
            actions={
              <LinkButton to="/partners/imports/new" appearance="primary">
                Import a list
              </LinkButton>
            }
          />
          {imports.length === 0 ? (
            <EmptyState isPage icon={<DocumentText48Regular />}>
              Lists that you import show here, with a report for every row. Choose "Import a list" to bring in the
              first.
            </EmptyState>
          ) : (
            <Section title="All imports" isFlush>
              <DataTable label="Imports" isFlush rows={imports} columns={COLUMNS} rowKey={({ key }) => key} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  );
}

function sentenceOf(imports: readonly ImportStatus[]): string {
  const running = imports.filter(({ state }) => state === 'running').length;
  const added = imports.reduce((sum, { created }) => sum + created, 0);
  return `${counted(added, 'partner')} added by ${counted(imports.length, 'import')}${running > 0 ? `; ${running} still running` : ''}.`;
}
