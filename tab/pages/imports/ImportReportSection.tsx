import { Button, Dropdown, makeStyles, Option } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ImportReport } from '../../../src/contracts/imports';
import { service } from '../../api/service';
import { SectionBones } from '../../components/Bones';
import { EmptyState } from '../../components/EmptyState';
import { ErrorBar } from '../../components/ErrorBar';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { saveAs } from '../../components/saveAs';
import { useAct } from '../../hooks/useAct';
import { RESULT, ReportTable } from './ReportTable';

type Result = ImportReport['rows'][number]['result'];

const useStyles = makeStyles({
  acts: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  choice: { minWidth: '150px' },
  error: { padding: '0 16px 12px' },
});
const isResult = (value: string | undefined): value is Result => value !== undefined && value in RESULT;

/** What came of every row, to look at or to take away as a file. */
export function ImportReportSection({ importKey }: { readonly importKey: string }) {
  const styles = useStyles();
  const [only, setOnly] = useState<Result>();
  const query = useQuery({
    queryKey: ['importReport', importKey],
    queryFn: () => service.importReport(importKey),
    staleTime: 60_000,
  });
  const save = useAct({
    mutationFn: () => service.importReportCsv(importKey),
    onSuccess: (blob) => saveAs(blob, 'import-report.csv'),
  });
  const present = useMemo(() => [...new Set(query.data?.rows.map(({ result }) => result))], [query.data]);
  const rows = useMemo(
    () => query.data?.rows.filter(({ result }) => !only || result === only) ?? [],
    [query.data, only],
  );
  return (
    <Loaded query={query} skeleton={<SectionBones lines={8} />}>
      {() => (
        <Section
          title="Report"
          isFlush
          action={
            <div className={styles.acts}>
              <Dropdown
                className={styles.choice}
                aria-label="Which rows"
                value={only ? RESULT[only].word : 'All rows'}
                selectedOptions={[only ?? '']}
                onOptionSelect={(_, { optionValue }) => setOnly(isResult(optionValue) ? optionValue : undefined)}
              >
                <Option value="">All rows</Option>
                {present.map((result) => (
                  <Option key={result} value={result}>
                    {RESULT[result].word}
                  </Option>
                ))}
              </Dropdown>
              <Button
                icon={<ArrowDownload20Regular />}
                disabledFocusable={save.isPending}
                onClick={() => !save.isPending && save.mutate()}
              >
                Download CSV
              </Button>
            </div>
          }
        >
          {save.error && (
            <div className={styles.error}>
              <ErrorBar error={save.error} />
            </div>
          )}
          {rows.length === 0 ? (
            <EmptyState>No rows.</EmptyState>
          ) : (
            <ReportTable label="Report" rows={rows} height={Math.min(480, rows.length * 40)} />
          )}
        </Section>
      )}
    </Loaded>
  );
}
