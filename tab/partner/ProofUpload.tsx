import { useRef, useState } from 'react';
import type { EvidenceItem, QuestionnaireView, QuestionView } from '../../src/contracts/questionnaire';
import { PageProblem, partnerApi } from './partnerApi';
import { sizeWords } from './words';

const KINDS = '.pdf,.jpg,.jpeg,.png,.heic,.heif,.webp,.docx,.xlsx,.pptx,.txt,.csv';
const LIMIT = 25 * 1024 * 1024;

const STATES: Readonly<Record<EvidenceItem['state'], string>> = {
  toReview: 'received, not looked at yet',
  accepted: 'accepted',
  rejected: 'not accepted',
};

interface Props {
  readonly view: QuestionnaireView;
  readonly question: QuestionView;
  readonly onEvidence: (change: (items: readonly EvidenceItem[]) => EvidenceItem[]) => void;
}

/** Files that prove one answer: choose or photograph, watch it go, take it back while nobody has looked at it. */
export function ProofUpload({ view, question, onEvidence }: Props) {
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const items = view.evidence.filter((item) => item.questionId === question.id && item.siteId === question.siteId);

  const send = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    setProblem(undefined);
    if (chosen.size > LIMIT) {
      setProblem(
        `This file is ${sizeWords(chosen.size)}. Please send one of at most 25 MB, for example a photo in a smaller size.`,
      );
      return;
    }
    setShare(0);
    try {
      const item = await partnerApi.addProof(view.assessmentKey, question.id, question.siteId, chosen, setShare);
      onEvidence((all) => [...all.filter(({ key }) => key !== item.key), item]);
    } catch (error) {
      setProblem(
        error instanceof PageProblem ? error.message : 'Something went wrong. Nothing was stored. Please try again.',
      );
    } finally {
      setShare(undefined);
      if (file.current) file.current.value = '';
      if (camera.current) camera.current.value = '';
    }
  };
  const withdraw = async (item: EvidenceItem): Promise<void> => {
    setProblem(undefined);
    try {
      await partnerApi.withdraw(view.assessmentKey, item.key);
      onEvidence((all) => all.filter(({ key }) => key !== item.key));
    } catch (error) {
      setProblem(error instanceof PageProblem ? error.message : 'Something went wrong. The file is still here.');
    }
  };

  return (
    <div className="proof">
      {items.map((item) => (
        <p key={item.key} className="proofItem">
          <bdi>{item.name}</bdi>{' '}
          <span className="subtle">
            {sizeWords(item.size)} · {STATES[item.state]}
            {item.note ? ` · ${item.note}` : ''}
          </span>
          {item.state === 'toReview' && (
            <button type="button" className="link" onClick={() => void withdraw(item)}>
              Remove<span className="visuallyHidden"> {item.name}</span>
            </button>
          )}
        </p>
      ))}
      {share !== undefined ? (
        <p role="status" className="subtle">
          Sending the file, {Math.round(share * 100)} %
        </p>
      ) : (
        <div className="buttons">
          <button type="button" onClick={() => file.current?.click()}>
            {items.length > 0 ? 'Add another file' : 'Add proof'}
            <span className="visuallyHidden"> for: {question.text}</span>
          </button>
          <button type="button" className="onlyTouch" onClick={() => camera.current?.click()}>
            Take a photo
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
        onChange={(event) => void send(event.target.files?.[0])}
      />
      {problem && (
        <p className="fieldProblem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
