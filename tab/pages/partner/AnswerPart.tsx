import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'react-router';
import type { AnswerView, AssessmentView, PartnerDetail } from '../../../src/contracts/partners';
import { counted } from '../../words/numbers';
import { AnswerRow } from './AnswerRow';
import { answerAnchor } from './useJumpTo';

const useStyles = makeStyles({
  part: {
    // Inline, so that the words wrap beside the mark of an open or folded part, not below it.
    display: 'inline',
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  summary: { cursor: 'pointer', padding: '10px 0' },
  note: { marginLeft: '8px', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
});

function partNote(answers: readonly AnswerView[]): string {
  const answered = answers.filter(({ outcome, naState }) => outcome !== 'unanswered' || naState === 'proposed').length;
  const missed = answers.filter(({ outcome }) => outcome === 'notMet').length;
  const toDecide = answers.filter(({ naState }) => naState === 'proposed').length;
  const files = answers
    .flatMap(({ evidence }) => evidence)
    .filter(({ reviewState }) => reviewState === 'toReview').length;
  return [
    `${answered} of ${answers.length}`,
    ...(missed > 0 ? [`${missed} not met`] : []),
    ...(toDecide > 0 ? [`${toDecide} to decide`] : []),
    ...(files > 0 ? [counted(files, 'file to review', 'files to review')] : []),
  ].join(' · ');
}

const namesInWords = (names: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(names);

/** Who of the partner's own people named the site while answering. */
const AddedBy = ({ name }: { readonly name: string | undefined }) =>
  name ? (
    <>
      , added by <bdi>{name}</bdi>
    </>
  ) : null;

interface Props {
  readonly section: AssessmentView['sections'][number];
  readonly assessmentKey: string;
  readonly partner: PartnerDetail['partner'];
  readonly may: PartnerDetail['may'];
  readonly isOpenAtFirst: boolean;
  /** The answer that the address asks for, wherever it stands. */
  readonly asked: string | null;
}

/** One part of the answers. Its rows exist only while it is open: a partner with fifty sites has thousands of them. */
export function AnswerPart({ section, assessmentKey, partner, may, isOpenAtFirst, asked }: Props) {
  const styles = useStyles();
  const { key } = useLocation();
  const visit = `${key} ${asked}`;
  const isAskedHere = asked !== null && section.answers.some((answer) => answerAnchor(answer) === asked);
  const [isOpen, setIsOpen] = useState(isOpenAtFirst || isAskedHere);
  // Each link to an answer in here opens the part, also one that was folded by hand.
  const [lastVisit, setLastVisit] = useState(visit);
  if (visit !== lastVisit) {
    setLastVisit(visit);
    if (isAskedHere) setIsOpen(true);
  }
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={styles.summary}>
        <h3 className={styles.part}>
          {section.title}
          {section.siteName && (
            <span className={styles.note}>
              <bdi>{section.siteName}</bdi>
              <AddedBy name={partner.sites.find(({ id }) => id === section.siteId)?.addedBy} />
            </span>
          )}
          <span className={styles.note}>{partNote(section.answers)}</span>
          {section.handedTo && (
            <span className={styles.note}>
              handed over to <bdi>{namesInWords(section.handedTo)}</bdi>
            </span>
          )}
        </h3>
      </summary>
      {isOpen && (
        <ul className={styles.list}>
          {section.answers.map((answer) => (
            <AnswerRow
              key={answerAnchor(answer)}
              answer={answer}
              assessmentKey={assessmentKey}
              may={may}
              isAsked={asked === answerAnchor(answer)}
            />
          ))}
        </ul>
      )}
    </details>
  );
}
