import type { DocumentView } from '../../../src/contracts/program';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { Section } from '../../components/Section';
import { day } from '../../words/dates';
import { counted, fileSize } from '../../words/numbers';
import { DocumentLink } from './DocumentLink';

/** The authority's documents by which the company decided. */
export function DocumentsSection({ documents }: { readonly documents: readonly DocumentView[] }) {
  return (
    <Section title="Documents of the authority" isFlush={documents.length > 0}>
      {documents.length === 0 ? (
        <EmptyState>
          None yet. A manager adds the authority’s document when deciding to whom a criterion applies.
        </EmptyState>
      ) : (
        <DataTable
          label="Documents of the authority"
          isFlush
          rows={documents}
          rowKey={({ key }) => key}
          columns={[
            { id: 'name', header: 'Document', cell: ({ key, name }) => <DocumentLink documentKey={key} name={name} /> },
            {
              id: 'used',
              header: 'Decides about',
              isTight: true,
              cell: ({ criteria }) => (criteria > 0 ? counted(criteria, 'criterion', 'criteria') : 'nothing yet'),
            },
            {
              id: 'size',
              header: 'Size',
              isNumber: true,
              isTight: true,
              hide: 'onPhone',
              cell: ({ size }) => fileSize(size),
            },
            {
              id: 'added',
              header: 'Added',
              hide: 'onPhone',
              cell: ({ addedBy, addedAt }) => (
                <>
                  {day(addedAt)}, <bdi>{addedBy}</bdi>
                </>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
