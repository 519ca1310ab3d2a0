import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useRef, useState } from 'react';
import type { RequestView } from '../../../src/contracts/collaboration';
import { PageLink } from '../../components/PageLink';
import { StatusMark } from '../../components/StatusMark';
import { moment } from '../../words/dates';
import { DecideColleague } from './DecideColleague';
import { ReplyForm } from './ReplyForm';
import { requestMark, requestTitle } from './requestWords';

const useStyles = makeStyles({
  root: { overflowWrap: 'anywhere', borderRadius: tokens.borderRadiusMedium },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: '4px 12px' },
  title: {
    margin: 0,
    flex: '1 1 200px',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  words: { margin: '4px 0 0', whiteSpace: 'pre-wrap' },
  quiet: { margin: '4px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  list: { listStyleType: 'none', margin: '8px 0 0', padding: 0, display: 'grid', gap: '8px' },
  message: { borderLeft: `3px solid ${tokens.colorNeutralStroke1}`, padding: '2px 0 2px 12px' },
  ours: { borderLeftColor: tokens.colorCompoundBrandStroke },
  text: { margin: 0, whiteSpace: 'pre-wrap' },
  again: { marginTop: '8px' },
  link: { display: 'inline-block', marginTop: '6px' },
});

/** Something written, with who wrote it and when. */
function Said({ by, at, text, isOurs }: { by: string; at: string; text: string; isOurs: boolean }) {
  const styles = useStyles();
  return (
    <li className={mergeClasses(styles.message, isOurs && styles.ours)}>
      <p className={styles.text}>
        <bdi>{text}</bdi>
      </p>
      <p className={styles.quiet}>
        <bdi>{by}</bdi>, <time dateTime={at}>{moment(at)}</time>
      </p>
    </li>
  );
}

/** Whom a contact named and why we are asked; then who decided what. */
function Named({ request }: { readonly request: RequestView }) {
  const styles = useStyles();
  const { colleague, why, note, decidedBy, decidedAt, decisionNote, contactName, at, over } = request;
  return (
    <>
      {why && <p className={styles.words}>{why}</p>}
      {over && <p className={styles.words}>{over}</p>}
      {colleague && (
        <p className={styles.quiet}>
          <bdi>{colleague.name}</bdi>
          {colleague.jobTitle && (
            <>
              , <bdi>{colleague.jobTitle}</bdi>
            </>
          )}
          , {colleague.email}
        </p>
      )}
      <ul className={styles.list}>
        {note ? (
          <Said by={contactName} at={at} text={note} isOurs={false} />
        ) : (
          <li className={styles.quiet}>
            <bdi>{contactName}</bdi>, <time dateTime={at}>{moment(at)}</time>
          </li>
        )}
        {decidedAt && (
          <Said
            by={decidedBy ?? 'Somebody'}
            at={decidedAt}
            text={[`${requestMark(request).word}.`, decisionNote].filter(Boolean).join(' ')}
            isOurs
          />
        )}
      </ul>
    </>
  );
}

interface Props {
  readonly request: RequestView;
  /** Where the answer stands that the question is about. */
  readonly answerAddress?: string;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
}

/** One request of a contact, whole: what was said, and what this person may say or decide. */
export function RequestThread({ request, answerAddress, draft, onDraft }: Props) {
  const styles = useStyles();
  const id = useId();
  const root = useRef<HTMLElement>(null);
  const [isMore, setIsMore] = useState(false);
  const { kind, state, messages, mayReply } = request;
  const mark = requestMark(request);
  const isWriting = state === 'open' || isMore || draft !== '';
  return (
    <article className={styles.root} ref={root} aria-labelledby={id} data-row={request.key} tabIndex={-1}>
      <div className={styles.head}>
        <h3 className={styles.title} id={id}>
          {requestTitle(request)}
        </h3>
        <StatusMark tone={mark.tone}>{mark.word}</StatusMark>
      </div>
      {answerAddress && (
        <PageLink to={answerAddress} className={styles.link}>
          See the answer
        </PageLink>
      )}
      {kind === 'colleague' ? (
        <Named request={request} />
      ) : (
        <ol className={styles.list}>
          {messages.map(({ by, at, text, isPartner }) => (
            <Said key={`${at} ${by}`} by={by} at={at} text={text} isOurs={!isPartner} />
          ))}
        </ol>
      )}
      {kind === 'help' && mayReply && isWriting && (
        <ReplyForm
          request={request}
          draft={draft}
          onDraft={onDraft}
          onSent={() => {
            setIsMore(false);
            root.current?.focus({ preventScroll: true });
          }}
        />
      )}
      {kind === 'help' && mayReply && !isWriting && (
        <Button size="small" className={styles.again} onClick={() => setIsMore(true)}>
          Write again
        </Button>
      )}
      {kind === 'colleague' && <DecideColleague request={request} />}
    </article>
  );
}
