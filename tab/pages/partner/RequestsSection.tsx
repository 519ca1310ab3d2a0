import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RequestView } from '../../../src/contracts/collaboration';
import type { AssessmentView } from '../../../src/contracts/partners';
import { LeaveGuard } from '../../components/LeaveGuard';
import { Section } from '../../components/Section';
import { RequestThread } from '../requests/RequestThread';
import { useDrafts } from '../requests/useDrafts';
import { answerAnchor, jumpTo, sectionAddress } from './useJumpTo';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: {
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopColor: 'transparent', paddingTop: 0 },
    ':last-child': { paddingBottom: 0 },
  },
  summary: { cursor: 'pointer', padding: '8px 0', color: tokens.colorNeutralForeground2 },
});

/** Where the answer stands that a question is about, on this page; nothing when it is about another questionnaire. */
function answerAddress(request: RequestView, assessment: AssessmentView | undefined): string | undefined {
  const { questionId, siteId } = request;
  if (!questionId || assessment?.key !== request.assessmentKey) return undefined;
  const answer = assessment.sections
    .flatMap(({ answers }) => answers)
    .find((each) => each.questionId === questionId && each.siteId === siteId);
  return answer && sectionAddress('answers', answerAnchor(answer));
}

interface Props {
  /** Of this partner, open ones first. */
  readonly requests: readonly RequestView[];
  readonly assessment: AssessmentView | undefined;
}

/** What the partner's people ask, with what was answered. What was open when the page came stays where it is. */
export function RequestsSection({ requests, assessment }: Props) {
  const styles = useStyles();
  const drafts = useDrafts();
  const [params] = useSearchParams();
  const asked = params.get('section') === 'requests' ? params.get('at') : undefined;
  const [seenOpen, setSeenOpen] = useState<readonly string[]>([]);
  const fresh = requests.filter(({ key, state }) => state === 'open' && !seenOpen.includes(key)).map(({ key }) => key);
  if (fresh.length > 0) setSeenOpen([...seenOpen, ...fresh]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, because the page has looked for this before it was here
  useEffect(() => {
    if (asked !== undefined) jumpTo('requests', asked);
  }, []);
  const shown = seenOpen.flatMap((key) => requests.filter((each) => each.key === key));
  const done = requests.filter(({ key, state }) => state !== 'open' && !seenOpen.includes(key));
  const open = requests.filter(({ state }) => state === 'open').length;
  const list = (rows: readonly RequestView[]) => (
    <ul className={styles.list}>
      {rows.map((request) => (
        <li key={request.key} className={styles.item}>
          <RequestThread
            request={request}
            answerAddress={answerAddress(request, assessment)}
            draft={drafts.of(request.key)}
            onDraft={(text) => drafts.write(request.key, text)}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <Section title="Questions from the partner" anchor="requests" note={open > 0 ? `${open} open` : 'none open'}>
      <LeaveGuard isDirty={drafts.isAny} />
      {shown.length > 0 && list(shown)}
      {done.length > 0 && (
        <details open={done.some(({ key }) => key === asked) || undefined}>
          <summary className={styles.summary}>Earlier ({done.length})</summary>
          {list(done)}
        </details>
      )}
    </Section>
  );
}
