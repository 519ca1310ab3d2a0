import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Icon } from './Icon';
import type { Place } from './usePlace';
import { countOf } from './words';

type Missing = QuestionnaireView['progress']['missing'][number];

/** More than this are told by section, each a way to its first. */
const TOLD_ONE_BY_ONE = 12;

/** What has no answer yet, the required first, each a way to its question. */
export function MissingList({
  view,
  isPart = false,
  onOpen,
}: {
  view: QuestionnaireView;
  /** For somebody who answers parts only, and sends nothing. */
  isPart?: boolean;
  onOpen: (place: Place, questionId: string) => void;
}) {
  const { missing, answered } = view.progress;
  if (missing.length === 0) {
    return (
      <p className="notice good">
        <Icon name="done" className="done" /> Everything is answered.
      </p>
    );
  }
  const musts = missing.filter(({ isMust }) => isMust);
  const others = missing.filter(({ isMust }) => !isMust);
  const isFirst = (item: Missing, at: number, all: readonly Missing[]): boolean =>
    all.findIndex(({ sectionId, siteId }) => sectionId === item.sectionId && siteId === item.siteId) === at;
  const list = (items: readonly Missing[]) => (
    <ul className="missing">
      {(items.length > TOLD_ONE_BY_ONE ? items.filter(isFirst) : items).map((item) => {
        const position = view.sections.findIndex(({ id, siteId }) => id === item.sectionId && siteId === item.siteId);
        const section = view.sections[position];
        return (
          <li key={`${item.questionId}@${item.siteId ?? ''}`}>
            <button type="button" className="link" onClick={() => onOpen(Math.max(0, position), item.questionId)}>
              {items.length > TOLD_ONE_BY_ONE ? section?.title : item.text}
            </button>
            <span className="subtle">
              {items.length > TOLD_ONE_BY_ONE
                ? countOf(
                    items.filter((each) => each.sectionId === item.sectionId && each.siteId === item.siteId).length,
                    'question',
                    'questions',
                  )
                : section?.title}
              {section?.siteName !== undefined && (
                <>
                  {' · '}
                  <bdi>{section.siteName}</bdi>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
  return (
    <>
      <p className="notice warning">
        <Icon name="missing" /> {countOf(missing.length, 'question is', 'questions are')} still open.{' '}
        {isPart
          ? 'Please answer what you can, or leave it to your colleague.'
          : answered === 0
            ? 'Please answer the questions first; there is nothing to send yet.'
            : musts.length > 0
              ? 'Please answer them if you can. You can also send what you have and say why the required ones are open.'
              : 'None of them is required. You can answer them, or send what you have.'}
      </p>
      {musts.length > 0 && (
        <>
          <h2>{countOf(musts.length, 'required question', 'required questions')}</h2>
          {list(musts)}
        </>
      )}
      {others.length > 0 && (
        <>
          <h2>{countOf(others.length, 'question that is good to have', 'questions that are good to have')}</h2>
          {list(others)}
        </>
      )}
    </>
  );
}
