import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { ImportStatus, StagedImport } from '../../../src/contracts/imports';
import { service } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { EmptyState } from '../../components/EmptyState';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { Steps } from '../../components/Steps';
import { counted, figure } from '../../words/numbers';
import { MissingPage } from '../MissingPage';
import { ImportProgress } from './ImportProgress';
import { ImportReportSection } from './ImportReportSection';
import { ImportSetup } from './ImportSetup';
import { IMPORT_STEPS } from './importSteps';

const isOver = ({ state }: ImportStatus): boolean => state === 'finished' || state === 'cancelled';

/** One import after its file was read: columns and check, then progress, then the report. */
export function ImportPage() {
  const { importKey = '' } = useParams();
  const queries = useQueryClient();
  const staged = queries.getQueryData<StagedImport>(['staged', importKey]);
  const query = useQuery({
    queryKey: ['import', importKey],
    queryFn: () => service.importStatus(importKey),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  });
  return (
    <Loaded
      query={query}
      missing={<MissingPage what="import" />}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={10} height={360} />
        </>
      }
    >
      {(status) => {
        if (status.state === 'staged') {
          if (staged)
            return (
              <ImportSetup
                key={importKey}
                staged={staged}
                onStarted={(started) => queries.setQueryData(['import', importKey], started)}
              />
            );
          return <StagedElsewhere status={status} />;
        }
        return (
          <>
            <PageHeader
              title={status.fileName}
              back={{ to: '/partners/imports', label: 'Imports' }}
              state={sentenceOf(status)}
              actions={
                isOver(status) && (
                  <LinkButton to="/partners" appearance="primary">
                    Go to partners
                  </LinkButton>
                )
              }
            />
            <Steps names={IMPORT_STEPS} current={3} />
            <ImportProgress status={status} />
            {isOver(status) && <ImportReportSection importKey={importKey} />}
          </>
        );
      }}
    </Loaded>
  );
}

function sentenceOf({ state, created, counts, failed }: ImportStatus): string {
  if (state === 'running')
    return `${figure(created)} of ${counted(counts.toCreate, 'partner')} added. You can leave this page; it goes on by itself.`;
  const left = counts.duplicateInFile + counts.alreadyHere + counts.refused + failed;
  const rest = left > 0 ? ` ${counted(left, 'row')} left out; the report says why.` : ' No row was left out.';
  return `${state === 'cancelled' ? 'Stopped. ' : ''}${counted(created, 'partner')} added.${rest}`;
}

/** The columns are known only on the page that read the file. */
function StagedElsewhere({ status }: { readonly status: ImportStatus }) {
  return (
    <>
      <PageHeader
        title={status.fileName}
        back={{ to: '/partners/imports', label: 'Imports' }}
        state="Read, not started."
      />
      <EmptyState
        isPage
        acts={
          <LinkButton to="/partners/imports/new" appearance="primary">
            Choose the file again
          </LinkButton>
        }
      >
        This file was read, but its import was not started before the page was closed. Nothing was added. Choose the
        file again to go on.
      </EmptyState>
    </>
  );
}
