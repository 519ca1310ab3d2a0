import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { AssessmentView, ScoreView } from '../../../src/contracts/partners';
import { CountryName } from '../../components/CountryName';
import { type Column, DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { answerWords, moment } from '../../words/dates';
import { counted, figure } from '../../words/numbers';
import { type CategoryVulnerability, LEVEL, OUTCOME, RISK, VULNERABILITY } from '../../words/status';
import { answerAnchor, sectionAddress } from './useJumpTo';

const useStyles = makeStyles({
  lead: { display: 'flex', flexWrap: 'wrap', gap: '8px 24px', marginBottom: '8px' },
  pair: { display: 'flex', alignItems: 'center', gap: '8px' },
  why: { margin: '0 0 12px', paddingInlineStart: '20px', maxWidth: '80ch', '& li': { marginBottom: '2px' } },
  title: { margin: '16px 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  note: { margin: '4px 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, maxWidth: '90ch' },
  accordion: { marginTop: '12px', marginInlineStart: '-12px' },
  panel: { paddingInlineStart: '12px', margin: 0 },
});

type Category = ScoreView['categories'][number];
type Factor = ScoreView['threat']['factors'][number];
type Line = ScoreView['receipt'][number];

/** "Musts open", or between which two it will end while answers are missing. */
function VulnerabilityMark({
  value,
  best,
  worst,
}: {
  readonly value: CategoryVulnerability;
  readonly best: number;
  readonly worst: number;
}) {
  const word = VULNERABILITY[value];
  const bound = (level: number) => VULNERABILITY[String(level) as '1' | '2' | '3']?.word.toLowerCase() ?? level;
  return (
    <span>
      <StatusMark tone={word.tone}>{word.word}</StatusMark>
      {value === 'notRated' && (
        <>
          {' '}
          <small>{best === worst ? `will be: ${bound(best)}` : `between ${bound(best)} and ${bound(worst)}`}</small>
        </>
      )}
    </span>
  );
}

const CATEGORY_COLUMNS: readonly Column<Category>[] = [
  { id: 'title', header: 'Category', cell: ({ title }) => title },
  {
    id: 'declared',
    header: 'As declared',
    hide: 'onPhone',
    cell: ({ declared, best, worst }) => <VulnerabilityMark value={declared} best={best} worst={worst} />,
  },
  {
    id: 'evidenced',
    header: 'As proven',
    cell: ({ evidenced, best, worst }) => <VulnerabilityMark value={evidenced} best={best} worst={worst} />,
  },
  { id: 'open', header: 'Open musts', isNumber: true, hide: 'onPhone', cell: ({ openMusts }) => figure(openMusts) },
  { id: 'unproven', header: 'Unproven', isNumber: true, hide: 'onPhone', cell: ({ unproven }) => figure(unproven) },
  {
    id: 'met',
    header: 'Met so far',
    isNumber: true,
    hide: 'onMedium',
    cell: ({ conformity, answered, total }) =>
      conformity === undefined ? 'none applies' : `${Math.round(conformity)} of 100, ${answered} of ${total} answered`,
  },
];

const FACTOR_COLUMNS: readonly Column<Factor>[] = [
  { id: 'title', header: 'Factor', cell: ({ title }) => title },
  {
    id: 'level',
    header: 'Threat',
    isTight: true,
    cell: ({ level }) => <StatusMark tone={LEVEL[level].tone}>{LEVEL[level].word}</StatusMark>,
  },
  { id: 'proxy', header: 'Estimated from', hide: 'onPhone', cell: ({ proxy }) => proxy },
  {
    id: 'percentile',
    header: 'Percentile',
    isNumber: true,
    cell: ({ percentile }) => (percentile === undefined ? 'no figure' : figure(Math.round(percentile))),
  },
  { id: 'year', header: 'Year', isNumber: true, isTight: true, hide: 'onPhone', cell: ({ year }) => year ?? '' },
];

const RECEIPT_COLUMNS: readonly Column<Line>[] = [
  {
    id: 'question',
    header: 'Question',
    cell: (line) => (
      <>
        <PageLink to={sectionAddress('answers', answerAnchor(line))} replace>
          {line.question}
        </PageLink>
        {line.siteName && (
          <>
            {' '}
            (<bdi>{line.siteName}</bdi>)
          </>
        )}
      </>
    ),
  },
  { id: 'answer', header: 'Answer', hide: 'onPhone', cell: ({ answer }) => <bdi>{answerWords(answer)}</bdi> },
  { id: 'proof', header: 'Proof', hide: 'onMedium', cell: ({ proof }) => proof },
  {
    id: 'outcome',
    header: 'Counts as',
    isTight: true,
    cell: ({ outcome, counts }) =>
      counts === false && outcome === 'met' ? (
        <StatusMark tone="neutral">Answered</StatusMark>
      ) : (
        <StatusMark tone={OUTCOME[outcome].tone}>{OUTCOME[outcome].word}</StatusMark>
      ),
  },
  {
    id: 'criterion',
    header: 'Criterion',
    isTight: true,
    hide: 'onPhone',
    cell: ({ criterion, obligation }) => `${criterion} ${obligation}`,
  },
  { id: 'effect', header: 'What it did', hide: 'onPhone', cell: ({ effect }) => effect },
];

function ScoreContent({ score }: { readonly score: ScoreView }) {
  const styles = useStyles();
  const { figures } = score;
  return (
    <>
      <div className={styles.lead}>
        <span className={styles.pair}>
          Risk as proven{' '}
          <StatusMark tone={RISK[figures.riskEvidenced].tone}>{RISK[figures.riskEvidenced].word}</StatusMark>
        </span>
        <span className={styles.pair}>
          as declared <StatusMark tone={RISK[figures.riskDeclared].tone}>{RISK[figures.riskDeclared].word}</StatusMark>
        </span>
        <span className={styles.pair}>
          threat <StatusMark tone={LEVEL[figures.threat].tone}>{LEVEL[figures.threat].word}</StatusMark>
        </span>
      </div>
      <ol className={styles.why}>
        {score.explanation.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {score.sensitivity && (
        <p>
          <strong>What would change it:</strong> {score.sensitivity}
        </p>
      )}
      <h3 className={styles.title}>By category</h3>
      <DataTable
        label="Vulnerability by category"
        rows={score.categories}
        columns={CATEGORY_COLUMNS}
        rowKey={({ id }) => id}
      />
      <h3 className={styles.title}>
        Threat in <CountryName code={score.threat.country} />
      </h3>
      <DataTable
        label="Threat by factor"
        rows={score.threat.factors}
        columns={FACTOR_COLUMNS}
        rowKey={({ id }) => id}
      />
      <p className={styles.note}>
        The figures stand in for what nobody measures; a person may replace them with better knowledge.{' '}
        {score.threat.attribution}
      </p>
      <Accordion collapsible className={styles.accordion}>
        <AccordionItem value="receipt">
          <AccordionHeader as="h3">How every answer counted ({counted(score.receipt.length, 'line')})</AccordionHeader>
          <AccordionPanel className={styles.panel}>
            <DataTable
              label="How every answer counted"
              step={250}
              rows={score.receipt}
              columns={RECEIPT_COLUMNS}
              rowKey={(line) => `${line.questionId} ${line.siteName ?? ''} ${line.criterion}`}
            />
          </AccordionPanel>
        </AccordionItem>
        {score.basis.length > 0 && (
          <AccordionItem value="basis">
            <AccordionHeader as="h3">To be checked with the authority's text ({score.basis.length})</AccordionHeader>
            <AccordionPanel className={styles.panel}>
              <ul className={styles.why}>
                {score.basis.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </AccordionPanel>
          </AccordionItem>
        )}
      </Accordion>
    </>
  );
}

/** How the risk came about: the sentences, the categories, the threat, and the line for every answer. */
export function ScoreSection({ assessment }: { readonly assessment: AssessmentView }) {
  const { score } = assessment;
  return (
    <Section title="Score" anchor="score" note={score ? `worked out ${moment(score.figures.scoredAt)}` : undefined}>
      {score ? (
        <ScoreContent score={score} />
      ) : (
        <EmptyState>
          Not rated yet. The risk is worked out when the partner submits its answers; what is missing is never counted
          as low.
        </EmptyState>
      )}
    </Section>
  );
}
