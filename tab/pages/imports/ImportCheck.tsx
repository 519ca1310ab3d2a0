import { makeStyles } from '@fluentui/react-components';
import type { ImportPreview } from '../../../src/contracts/imports';
import { CountryName } from '../../components/CountryName';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { Facts } from '../../components/Facts';
import { Section } from '../../components/Section';
import { counted, duration, figure } from '../../words/numbers';
import { RESULT, ReportTable } from './ReportTable';

const useStyles = makeStyles({ all: { display: 'grid', gap: '16px' } });

/** What would be added and what would not, before anything is. */
export function ImportCheck({ preview }: { readonly preview: ImportPreview }) {
  const styles = useStyles();
  const { counts } = preview;
  const left = counts.rows - counts.toCreate;
  return (
    <div className={styles.all}>
      <Section title="In all">
        <Facts
          facts={[
            ['Rows in the file', figure(counts.rows)],
            ['Would be added', counted(counts.toCreate, 'partner')],
            ['Twice in the file', counts.duplicateInFile > 0 ? counted(counts.duplicateInFile, 'row') : undefined],
            ['Already here', counts.alreadyHere > 0 ? counted(counts.alreadyHere, 'row') : undefined],
            ['Cannot be added', counts.refused > 0 ? counted(counts.refused, 'row') : undefined],
            ['Takes', counts.toCreate > 0 ? `${duration(preview.seconds)}. ${preview.limit}` : undefined],
          ]}
        />
      </Section>
      <Section title="The first rows as they would be kept" isFlush={preview.sample.length > 0}>
        {preview.sample.length === 0 ? (
          <EmptyState>No row can be added with these columns. Go back and choose others.</EmptyState>
        ) : (
          <DataTable
            label="First rows"
            isFlush
            rows={preview.sample}
            rowKey={({ row }) => String(row)}
            columns={[
              { id: 'row', header: 'Row', isNumber: true, isTight: true, cell: ({ row }) => figure(row) },
              { id: 'name', header: 'Name', cell: ({ name }) => <bdi>{name}</bdi> },
              { id: 'country', header: 'Country', cell: ({ country }) => <CountryName code={country} /> },
              { id: 'city', header: 'City', hide: 'onPhone', cell: ({ city }) => <bdi>{city}</bdi> },
              { id: 'result', header: 'Result', hide: 'onPhone', cell: ({ result }) => RESULT[result].word },
            ]}
          />
        )}
      </Section>
      {preview.problems.length > 0 && (
        <Section
          title="Rows that would be left out"
          isFlush
          note={
            left > preview.problems.length
              ? `the first ${preview.problems.length} of ${figure(left)}; all are in the report`
              : undefined
          }
        >
          <ReportTable
            label="Rows that would be left out"
            rows={preview.problems}
            height={Math.min(400, preview.problems.length * 40)}
          />
        </Section>
      )}
    </div>
  );
}
