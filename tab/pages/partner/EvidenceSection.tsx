import { makeStyles } from '@fluentui/react-components';
import { useSearchParams } from 'react-router';
import type { AssessmentView, EvidenceView, PartnerDetail } from '../../../src/contracts/partners';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { day } from '../../words/dates';
import { counted, fileSize } from '../../words/numbers';
import { plainName } from '../../words/plainName';
import { REVIEW } from '../../words/status';
import { EvidenceDrawer } from './EvidenceDrawer';
import { evidenceAddress } from './evidenceAddress';

const useStyles = makeStyles({ name: { overflowWrap: 'anywhere' } });
const ORDER: Readonly<Record<EvidenceView['reviewState'], number>> = { toReview: 0, rejected: 1, accepted: 2 };

/** All files of the questionnaire, those to review first; each opens beside its question and answer. */
export function EvidenceSection({
  assessment,
  may,
}: {
  readonly assessment: AssessmentView;
  readonly may: PartnerDetail['may'];
}) {
  const styles = useStyles();
  const [params, setParams] = useSearchParams();
  const items = assessment.sections
    .flatMap(({ answers }) => answers.flatMap((answer) => answer.evidence.map((evidence) => ({ answer, evidence }))))
    .toSorted((a, b) => ORDER[a.evidence.reviewState] - ORDER[b.evidence.reviewState]);
  const toReview = items.filter(({ evidence }) => evidence.reviewState === 'toReview').length;
  const open = items.find(({ evidence }) => evidence.key === params.get('evidence'));
  const close = () =>
    setParams(
      (before) => {
        before.delete('evidence');
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <Section
      title="Evidence"
      anchor="evidence"
      isFlush={items.length > 0}
      note={toReview > 0 ? `${counted(toReview, 'file')} to review` : undefined}
    >
      {items.length === 0 ? (
        <EmptyState>
          No file has been sent. Partners add proofs on their page; accepted proofs turn "says so" into "shown".
        </EmptyState>
      ) : (
        <DataTable
          label="Files sent as evidence"
          isFlush
          step={60}
          rows={items}
          rowKey={({ evidence }) => evidence.key}
          columns={[
            {
              id: 'name',
              header: 'File',
              minWidth: 150,
              cell: ({ evidence }) => (
                <PageLink to={evidenceAddress(evidence.key)} replace preventScrollReset className={styles.name}>
                  <bdi>{plainName(evidence.name)}</bdi>
                </PageLink>
              ),
            },
            {
              id: 'question',
              header: 'For',
              hide: 'onPhone',
              cell: ({ answer: { question, siteName } }) => (
                <>
                  {question}
                  {siteName && (
                    <>
                      {' '}
                      (<bdi>{siteName}</bdi>)
                    </>
                  )}
                </>
              ),
            },
            {
              id: 'state',
              header: 'Review',
              isTight: true,
              cell: ({ evidence }) => (
                <StatusMark tone={REVIEW[evidence.reviewState].tone}>{REVIEW[evidence.reviewState].word}</StatusMark>
              ),
            },
            {
              id: 'until',
              header: 'Good until',
              isTight: true,
              hide: 'onMedium',
              cell: ({ evidence }) =>
                evidence.validUntil ? day(evidence.validUntil) : evidence.reviewState === 'accepted' ? 'no end' : '',
            },
            {
              id: 'size',
              header: 'Size',
              isNumber: true,
              isTight: true,
              hide: 'onPhone',
              cell: ({ evidence }) => fileSize(evidence.size),
            },
          ]}
        />
      )}
      {open && (
        <EvidenceDrawer
          key={open.evidence.key}
          answer={open.answer}
          evidence={open.evidence}
          mayReview={may.review}
          onClose={close}
        />
      )}
    </Section>
  );
}
