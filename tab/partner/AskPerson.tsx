import { useId, useRef, useState } from 'react';
import type { HelpThread } from '../../src/contracts/collaboration';
import { CharactersLeft } from './CharactersLeft';
import { newKey } from './newKey';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';
import { FieldProblem } from './TextField';
import { useAct } from './useAct';
import { momentWords } from './words';

const LIMIT = 2000;

/**
 * A quiet button that opens a text field: a question to the customer's person, or one more word to a question that is
 * there. Stands inside the form of the questions, so it is no form itself.
 */
export function AskPerson({
  person,
  about,
  place,
  thread,
}: {
  person: string;
  /** What the question is about, for readers of the screen. */
  about: string | undefined;
  place?: { sectionId: string; siteId?: string; questionId?: string };
  thread?: HelpThread;
}) {
  const page = usePage();
  const act = useAct();
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [requestId, setRequestId] = useState(newKey);
  const close = (): void => {
    setIsOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const send = async (): Promise<void> => {
    const words = text.trim();
    if (words === '' || [...words].length > LIMIT) {
      act.setProblem(words === '' ? 'Write what you would like to know.' : 'Use at most 2,000 characters.');
      field.current?.focus();
      return;
    }
    const isDone = await act.run(async () => {
      if (thread) await partnerApi.addToHelp(page.assessmentKey, thread.key, { requestId, text: words });
      else await partnerApi.askForHelp(page.assessmentKey, { requestId, text: words, ...(place ? { place } : {}) });
      setText('');
      setRequestId(newKey());
      await page.reload();
      page.tell(`Sent to ${person}. The answer comes to you as a message, and stands here.`);
    });
    if (isDone) close();
    else field.current?.focus();
  };
  const label = thread ? 'Add a word' : `Ask ${person}`;
  if (!isOpen) {
    return (
      <button
        ref={opener}
        type="button"
        className="link"
        onClick={() => {
          setIsOpen(true);
          requestAnimationFrame(() => field.current?.focus());
        }}
      >
        {label}
        {about && <span className="visuallyHidden"> about: {about}</span>}
      </button>
    );
  }
  return (
    <div className="ask">
      <label htmlFor={id}>
        {thread ? 'Your message to ' : 'Your question to '}
        <bdi>{person}</bdi>
        {about && <span className="visuallyHidden"> about: {about}</span>}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        dir="auto"
        value={text}
        aria-invalid={act.problem !== undefined || undefined}
        aria-describedby={act.problem ? `${id}-problem` : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      <CharactersLeft text={text} limit={LIMIT} />
      {act.problem && <FieldProblem id={`${id}-problem`} text={act.problem} />}
      <div className="buttons">
        <button type="button" disabled={act.isBusy} onClick={() => void send()}>
          {act.isBusy ? 'Sending …' : 'Send'}
        </button>
        <button type="button" className="link" onClick={close}>
          Cancel
        </button>
      </div>
    </div>
  );
}

/** A question to the customer and what was said about it, oldest first. */
export function Thread({ thread, person }: { thread: HelpThread; person: string }) {
  return (
    <div className="thread">
      <ol>
        {thread.messages.map(({ by, isYou, at, text }) => (
          <li key={`${at}${text}`} className={isYou ? undefined : 'theirs'}>
            <p className="subtle">
              {isYou ? 'You' : <bdi>{by}</bdi>}, {momentWords(at)}
            </p>
            <p className="said" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ol>
      {thread.state === 'open' && <p className="subtle">Waiting for an answer.</p>}
      <AskPerson person={person} about={thread.about} thread={thread} />
    </div>
  );
}
