import { useEffect, useRef, useState } from 'react';
import type { EvidenceItem, QuestionnaireView, QuestionView } from '../../src/contracts/questionnaire';
import type { AnswerSaver } from './answerSaver';
import { Icon } from './Icon';
import { ProofItem } from './ProofItem';
import { PageProblem, sentenceOf } from './pageProblem';
import { partnerApi } from './partnerApi';
import { sizeWords } from './words';

const KINDS = '.pdf,.jpg,.jpeg,.png,.heic,.heif,image/heic,image/heif,.webp,.docx,.xlsx,.pptx,.txt,.csv';
const LIMIT = 25 * 1024 * 1024;

interface Props {
  readonly view: QuestionnaireView;
  readonly question: QuestionView;
  readonly saver: AnswerSaver;
  readonly onEvidence: (change: (items: readonly EvidenceItem[]) => EvidenceItem[]) => void;
}

interface Sending {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
}

/** Files that prove one answer: choose or photograph, watch it go, take it back while nobody has looked at it. */
export function ProofUpload({ view, question, saver, onEvidence }: Props) {
  const [sending, setSending] = useState<Sending>();
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<string>();
  /** A file that the line lost on its way: it need not be looked for again. */
  const [lost, setLost] = useState<File>();
  const file = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const stop = useRef<AbortController>(undefined);
  const hintId = `proof-${question.id}`;
  const items = view.evidence.filter((item) => item.questionId === question.id && item.siteId === question.siteId);

  const isSending = sending !== undefined;
  useEffect(() => {
    if (!isSending) return;
    const onLeave = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, [isSending]);

  const send = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    setProblem(undefined);
    setLost(undefined);
    setSaid('');
    if (chosen.size > LIMIT) {
      setProblem(
        `This file has ${sizeWords(chosen.size)}. Please send one of at most 25 MB, for example a photo in a smaller size. Nothing was stored.`,
      );
      return;
    }
    stop.current = new AbortController();
    setSending({ name: chosen.name, share: 0 });
    try {
      // A question behind a gate takes files only after the gate's answer is stored.
      await saver.flush();
      const item = await partnerApi.addProof(view.assessmentKey, question.id, question.siteId, chosen, {
        onProgress: (share) => setSending({ name: chosen.name, share }),
        signal: stop.current.signal,
      });
      onEvidence((all) => [...all.filter(({ key }) => key !== item.key), item]);
      setSaid('The file was received.');
    } catch (error) {
      setProblem(sentenceOf(error, 'Something went wrong. Nothing was stored. Please try again.'));
      if (error instanceof PageProblem && (error.code === 'offline' || error.status >= 500)) setLost(chosen);
    } finally {
      setSending(undefined);
      if (file.current) file.current.value = '';
      if (camera.current) camera.current.value = '';
      requestAnimationFrame(() => add.current?.focus({ preventScroll: true }));
    }
  };
  const withdraw = async (item: EvidenceItem): Promise<void> => {
    setProblem(undefined);
    try {
      await partnerApi.withdraw(view.assessmentKey, item.key);
      onEvidence((all) => all.filter(({ key }) => key !== item.key));
      setSaid('The file was removed.');
      add.current?.focus();
    } catch (error) {
      setProblem(sentenceOf(error, 'Something went wrong. The file is still here.'));
    }
  };

  return (
    <div className="proof">
      <p className="proofTitle">Proof</p>
      {question.proof && (
        <p id={hintId} className="help">
          {question.proof}
        </p>
      )}
      {items.length > 0 && (
        <ul className="proofItems">
          {items.map((item) => (
            <ProofItem key={item.key} item={item} onRemove={() => withdraw(item)} />
          ))}
        </ul>
      )}
      {sending ? (
        <Progress sending={sending} onStop={() => stop.current?.abort()} />
      ) : (
        <div className="buttons">
          <button type="button" className="onlyTouch" onClick={() => camera.current?.click()}>
            <Icon name="camera" /> Take a photo
          </button>
          <button
            ref={add}
            type="button"
            aria-describedby={question.proof ? hintId : undefined}
            onClick={() => file.current?.click()}
          >
            <Icon name="file" /> {items.length > 0 ? 'Add another file' : 'Add a file'}
            <span className="visuallyHidden"> as proof for: {question.text}</span>
          </button>
        </div>
      )}
      <p role="status" className="visuallyHidden">
        {said}
      </p>
      {problem && (
        <p className="fieldProblem" role="alert">
          <Icon name="missing" /> {problem}
        </p>
      )}
      {lost && !sending && (
        <div className="buttons">
          <button type="button" onClick={() => void send(lost)}>
            Send <bdi>{lost.name}</bdi> again
          </button>
        </div>
      )}
      <input
        ref={file}
        type="file"
        hidden
        accept={KINDS}
        aria-label={`Proof for: ${question.text}`}
        onChange={(event) => void send(event.target.files?.[0])}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={`Photo as proof for: ${question.text}`}
        onChange={(event) => void send(event.target.files?.[0])}
      />
    </div>
  );
}

function Progress({ sending, onStop }: { sending: Sending; onStop: () => void }) {
  const percent = Math.round(sending.share * 100);
  const words = percent >= 100 ? 'Sent. The file is being checked …' : `Sending the file, ${percent} % …`;
  return (
    <>
      <p>
        <bdi>{sending.name}</bdi>
        <br />
        <span className="subtle">{words}</span>
      </p>
      <div
        className="progress"
        role="progressbar"
        aria-label={`Sending ${sending.name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div style={{ width: `${percent}%` }} />
      </div>
      <div className="buttons">
        <button type="button" onClick={onStop}>
          Stop
        </button>
      </div>
    </>
  );
}
