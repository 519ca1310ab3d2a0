import { type FormEvent, useId, useRef, useState } from 'react';
import type { CopySiteResult } from '../../src/contracts/collaboration';
import type { QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { Dialog } from './Dialog';
import { usePage } from './pageContext';
import { unsavedProblem } from './pageProblem';
import { partnerApi } from './partnerApi';
import { siteWords } from './places';
import { type Drafts, draftKey, isGiven, isShown } from './shownQuestions';
import { FieldProblem } from './TextField';
import { useAct } from './useAct';
import { countOf } from './words';

/** The other sites that are asked the same part, in the order of the questionnaire. */
export const sitesLike = (view: QuestionnaireView, section: SectionView): readonly SectionView[] =>
  section.siteId === undefined
    ? []
    : view.sections.filter(({ id, siteId }) => id === section.id && siteId !== undefined && siteId !== section.siteId);

interface Props {
  readonly view: QuestionnaireView;
  readonly section: SectionView;
  readonly drafts: Drafts;
}

/** "Same as": takes over the answers of another site, for this part or for all parts. */
export function SameAs({ view, section, drafts }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  // A site without a single answer has nothing to take over.
  const isAnswered = ({ siteId }: SectionView): boolean =>
    view.answers.some((answer) => answer.siteId === siteId && (answer.value !== null || answer.naReason !== undefined));
  const others = sitesLike(view, section).filter(isAnswered);
  const [first] = others;
  if (!first) return null;
  return (
    <>
      <button type="button" className="link" onClick={() => setIsOpen(true)}>
        {others.length === 1 ? (
          <>
            Same as <bdi>{siteWords(first.siteName)}</bdi>
          </>
        ) : (
          'Same as another site'
        )}
      </button>
      {isOpen && (
        <SameAsDialog view={view} section={section} others={others} drafts={drafts} onClosed={() => setIsOpen(false)} />
      )}
    </>
  );
}

function SameAsDialog({
  view,
  section,
  others,
  drafts,
  onClosed,
}: Props & { others: readonly SectionView[]; onClosed: () => void }) {
  const page = usePage();
  const act = useAct();
  const selectId = useId();
  const radios = useId();
  const form = useRef<HTMLFormElement>(null);
  const [fromSiteId, setFrom] = useState(others[0]?.siteId ?? '');
  const [isWhole, setIsWhole] = useState(false);
  const [mode, setMode] = useState<'missing' | 'all'>('missing');
  const [result, setResult] = useState<CopySiteResult>();
  const fromName = siteWords(others.find(({ siteId }) => siteId === fromSiteId)?.siteName);
  const hereName = siteWords(section.siteName);
  const given = view.sections
    .filter(({ id, siteId }) => siteId === section.siteId && (isWhole || id === section.id))
    .flatMap(({ questions }) => questions)
    .filter((each) => isShown(view, each, drafts) && isGiven(drafts[draftKey(each.id, each.siteId)])).length;

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await act.run(async () => {
      if (!(await page.flush())) throw unsavedProblem('nothing was taken over');
      try {
        const done = await partnerApi.copySite(page.assessmentKey, section.siteId ?? '', {
          fromSiteId,
          ...(isWhole ? {} : { sectionId: section.id }),
          mode,
        });
        setResult(done);
      } finally {
        // Also after a refusal: a part of it may have been taken over.
        await page.reload();
      }
    });
  };
  const radio = (name: string, isOn: boolean, words: string, onChoose: () => void) => (
    <label className="choice">
      <input type="radio" name={`${radios}-${name}`} checked={isOn} onChange={onChoose} />
      <span>
        <bdi>{words}</bdi>
      </span>
    </label>
  );

  return (
    <Dialog
      title={
        result ? (
          'Taken over'
        ) : (
          <>
            Same as <bdi>{fromName}</bdi>
          </>
        )
      }
      step={result && 'done'}
      onClosed={onClosed}
    >
      {(close) =>
        result ? (
          <>
            <p>
              {result.copied === 0
                ? 'There was nothing to take over.'
                : `${countOf(result.copied, 'answer was', 'answers were')} taken over from `}
              {result.copied > 0 && (
                <>
                  <bdi>{fromName}</bdi>.
                </>
              )}{' '}
              {result.kept > 0 &&
                `${countOf(result.kept, 'answer that was', 'answers that were')} here already stayed as ${result.kept === 1 ? 'it was' : 'they were'}. `}
              {result.copied > 0 &&
                'Please look through them, and change what is different here. Files are not taken over.'}
            </p>
            <div className="buttons">
              <button type="button" className="primary" onClick={close}>
                Close
              </button>
            </div>
          </>
        ) : (
          <form ref={form} onSubmit={(event) => void send(event)} noValidate>
            <p>
              The answers of the other site are copied to <bdi>{hereName}</bdi>, and marked until you change them. Files
              and comments are not copied.
            </p>
            {others.length > 1 && (
              <div className="field">
                <label htmlFor={selectId}>Which site?</label>
                <select id={selectId} value={fromSiteId} onChange={(event) => setFrom(event.target.value)}>
                  {others.map(({ siteId, siteName }) => (
                    <option key={siteId} value={siteId}>
                      {siteWords(siteName)}
                    </option>
                  ))}
                </select>
              </div>
            )}
            <fieldset className="group">
              <legend>What?</legend>
              {radio('part', !isWhole, `This part only: ${section.title}`, () => setIsWhole(false))}
              {radio('part', isWhole, `All parts of ${hereName}`, () => setIsWhole(true))}
            </fieldset>
            <fieldset className="group">
              <legend>What about answers that are here already?</legend>
              {radio('mode', mode === 'missing', 'Keep them, and fill in only what is missing', () =>
                setMode('missing'),
              )}
              {radio('mode', mode === 'all', 'Replace them too', () => setMode('all'))}
            </fieldset>
            {mode === 'all' && given > 0 && (
              <p className="notice warning" role="status">
                {countOf(given, 'answer that is', 'answers that are')} here now will be replaced where the other site
                has one. This cannot be undone.
              </p>
            )}
            {act.problem && <FieldProblem text={act.problem} />}
            <div className="buttons">
              <button type="submit" className="primary" disabled={act.isBusy}>
                {act.isBusy ? 'Taking over …' : mode === 'all' && given > 0 ? 'Replace and take over' : 'Take over'}
              </button>
              <button type="button" onClick={close}>
                Cancel
              </button>
            </div>
          </form>
        )
      }
    </Dialog>
  );
}
