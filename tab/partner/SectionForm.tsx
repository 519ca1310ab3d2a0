import { useEffect, useState } from 'react';
import type { EvidenceItem, QuestionnaireView, SectionView } from '../../src/contracts/questionnaire';
import { type AnswerSaver, draftOf, type SaverSnapshot } from './answerSaver';
import { BlockedNote } from './BlockedNote';
import { ConflictChoice } from './ConflictChoice';
import { Heading } from './Heading';
import { HelpAtQuestion } from './HelpList';
import { Icon } from './Icon';
import { ProofUpload } from './ProofUpload';
import { usePage } from './pageContext';
import { QuestionField } from './QuestionField';
import { SectionWork } from './SectionWork';
import { SiteDifference } from './SiteDifference';
import { type Draft, type Drafts, draftKey, filesAt, isShown, type SectionCount } from './shownQuestions';
import { ToBeCheckedNote } from './ToBeChecked';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly section: SectionView;
  /** Place among the sections that ask something now, from 1. */
  readonly number: number;
  readonly sectionCount: number;
  readonly isLast: boolean;
  readonly drafts: Drafts;
  /** One for each of the view's sections. */
  readonly counts: readonly SectionCount[];
  readonly saver: AnswerSaver;
  readonly problems: SaverSnapshot['problems'];
  readonly conflicts: SaverSnapshot['conflicts'];
  /** How often the reader moved; the same question can be asked for again. */
  readonly moves: number;
  /** Id of a question to go to, when somebody came for it. */
  readonly target: string | undefined;
  readonly onChange: (questionId: string, draft: Draft) => void;
  readonly onEvidence: (change: (items: readonly EvidenceItem[]) => EvidenceItem[]) => void;
  /** To another section; before the first is the list, behind the last is the check. */
  readonly onGo: (to: 'next' | 'before' | 'list') => void;
}

/** To the question, once what is to be said about it is drawn. */
const goTo = (questionId: string): void => {
  requestAnimationFrame(() => {
    const field = document.getElementById(`question-${questionId}`);
    const input =
      field?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      field?.querySelector<HTMLElement>('.notice button, input:checked, input, textarea');
    (input ?? field)?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: 'start' });
  });
};

/** One section: its questions, saved as they are answered. "Save and next" waits until all is saved, or says why not. */
export function SectionForm(props: Props) {
  const { view, section, drafts, saver, problems, conflicts, target, moves, onChange, onGo } = props;
  const [isLeaving, setIsLeaving] = useState(false);
  const [stay, setStay] = useState<string>();
  const { siteId } = section;
  const page = usePage();

  useEffect(() => {
    if (target && moves > 0) goTo(target);
  }, [target, moves]);

  const shown = section.questions.filter((question) => isShown(view, question, drafts));

  const saveAndNext = async (): Promise<void> => {
    setIsLeaving(true);
    setStay(undefined);
    const isSaved = await saver.flush(true);
    setIsLeaving(false);
    const now = saver.snapshot();
    const open = shown.filter(({ id }) => {
      const key = draftKey(id, siteId);
      return key in now.problems || key in now.conflicts;
    });
    const first = open[0];
    if (first) {
      setStay(`${countOf(open.length, 'answer needs', 'answers need')} another look. The others are saved.`);
      goTo(first.id);
    } else if (isSaved || section.blocked !== undefined || !saver.hasPending(section)) onGo('next');
    else setStay('Not everything is saved yet; the reason stands at the top. What you typed stays here.');
  };

  return (
    <>
      <button type="button" className="link backLink noPrint" onClick={() => onGo('list')}>
        <Icon name="back" /> All sections
      </button>
      <Heading isArrival={moves > 0 && !target}>
        {section.title}
        {section.siteName !== undefined && (
          <span className="siteName">
            <bdi>{section.siteName}</bdi>
          </span>
        )}
      </Heading>
      <p className="subtle">
        Section {props.number} of {props.sectionCount}
      </p>
      {section.intro && <p>{section.intro}</p>}
      <BlockedNote view={view} section={section} />
      <SectionWork view={view} section={section} counts={props.counts} drafts={drafts} />
      <ToBeCheckedNote questions={shown} />
      {shown.some(({ evidenceWanted }) => evidenceWanted) && (
        <p className="subtle">
          Under some questions you can add a file that proves the answer: a photo, a scan, a PDF or an Office file, up
          to 25 MB. You can also do that later.
        </p>
      )}
      <form onSubmit={(event) => event.preventDefault()} noValidate>
        <fieldset className="bare" disabled={section.blocked !== undefined}>
          {shown.map((question) => {
            const key = draftKey(question.id, siteId);
            const conflict = conflicts[key];
            return (
              <QuestionField
                key={key}
                question={question}
                draft={drafts[key]}
                problem={problems[key]}
                onChange={(draft) => onChange(question.id, draft)}
                files={filesAt(view, question)}
                note={<SiteDifference view={view} question={question} drafts={drafts} />}
                conflict={
                  conflict && (
                    <ConflictChoice
                      conflict={conflict}
                      isOwn={conflict.by === view.contactName}
                      onTheirs={() => {
                        const theirs = view.answers.find((each) => draftKey(each.questionId, each.siteId) === key);
                        saver.settle(key);
                        onChange(question.id, theirs ? draftOf(theirs) : { value: conflict.theirs });
                      }}
                      onMine={() => {
                        saver.settle(key);
                        onChange(question.id, drafts[key] ?? { value: null });
                      }}
                    />
                  )
                }
              >
                {question.evidenceWanted && (
                  <ProofUpload
                    view={view}
                    question={question}
                    saver={saver}
                    onEvidence={(alter) => {
                      props.onEvidence(alter);
                      // The service has answered the question with the file, or taken that answer back.
                      if (question.type === 'evidence') void page.reload();
                    }}
                  />
                )}
                <HelpAtQuestion
                  view={view}
                  sectionId={section.id}
                  siteId={siteId}
                  questionId={question.id}
                  text={question.text}
                />
              </QuestionField>
            );
          })}
        </fieldset>
      </form>
      {stay && (
        <p role="alert" className="fieldProblem">
          <Icon name="missing" /> {stay}
        </p>
      )}
      <div className="buttons">
        <button type="button" className="primary" disabled={isLeaving} onClick={() => void saveAndNext()}>
          {isLeaving
            ? 'Saving …'
            : section.blocked !== undefined
              ? 'Next'
              : props.isLast
                ? 'Save and check'
                : 'Save and next'}
        </button>
        <button type="button" disabled={isLeaving} onClick={() => onGo('before')}>
          Back
        </button>
      </div>
    </>
  );
}
