import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { blockedSections } from './BlockedNote';
import { Icon } from './Icon';
import { placeKey, placeOf, positionOf, siteWords } from './places';
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
  const { answered } = view.progress;
  // What nobody can answer now is told about by itself.
  const held = new Set(blockedSections(view).map((section) => placeKey(placeOf(section))));
  const missing = view.progress.missing.filter((item) => !held.has(placeKey(item)));
  if (missing.length === 0) {
    return held.size > 0 ? (
      <p>Everything else is answered.</p>
    ) : (
      <p className="notice good">
        <Icon name="done" className="done" /> Everything is answered.
      </p>
    );
  }
  const musts = missing.filter(({ isMust }) => isMust);
  const others = missing.filter(({ isMust }) => !isMust);
  const list = (items: readonly Missing[]) =>
    items.length > TOLD_ONE_BY_ONE ? (
      <BySection view={view} items={items} onOpen={onOpen} />
    ) : (
      <ul className="missing">
        {items.map((item) => (
          <Row key={`${item.questionId}@${item.siteId ?? ''}`} view={view} item={item} onOpen={onOpen} />
        ))}
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
            : held.size > 0
              ? 'Please answer them if you can.'
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

interface RowProps {
  readonly view: QuestionnaireView;
  /** The question, or the first of those that are told together. */
  readonly item: Missing;
  /** How many are told by their section. */
  readonly count?: number;
  /** The list says of which site it is. */
  readonly isOfSite?: boolean;
  readonly onOpen: (place: Place, questionId: string) => void;
}

function Row({ view, item, count, isOfSite = false, onOpen }: RowProps) {
  const position = positionOf(view, item);
  const section = view.sections[position];
  return (
    <li>
      <button type="button" className="link" onClick={() => onOpen(Math.max(0, position), item.questionId)}>
        {count === undefined ? item.text : section?.title}
      </button>
      <span className="subtle">
        {count === undefined ? section?.title : countOf(count, 'question', 'questions')}
        {section?.siteName !== undefined && !isOfSite && (
          <>
            {' · '}
            <bdi>{section.siteName}</bdi>
          </>
        )}
      </span>
    </li>
  );
}

/** One line for each section; folded by site where there are several, so that fifty plants stay one page. */
function BySection({ view, items, onOpen }: Pick<RowProps, 'view' | 'onOpen'> & { items: readonly Missing[] }) {
  const sections = new Map<string, Missing[]>();
  for (const item of items) sections.set(placeKey(item), [...(sections.get(placeKey(item)) ?? []), item]);
  const sites = new Map<string | undefined, Missing[][]>();
  for (const each of sections.values()) {
    const siteId = each[0]?.siteId;
    sites.set(siteId, [...(sites.get(siteId) ?? []), each]);
  }
  const rows = (of: readonly Missing[][], isOfSite: boolean) => (
    <ul className="missing">
      {of.map((each) => {
        const [item] = each;
        return (
          item && (
            <Row key={placeKey(item)} view={view} item={item} count={each.length} isOfSite={isOfSite} onOpen={onOpen} />
          )
        );
      })}
    </ul>
  );
  if (sites.size < 3) return [...sites].map(([siteId, of]) => <div key={siteId ?? ''}>{rows(of, false)}</div>);
  return [...sites].map(([siteId, of], at) => (
    <details key={siteId ?? ''} className="place" open={at === 0}>
      <summary>
        <bdi>
          {siteId === undefined
            ? 'Your company'
            : siteWords(view.sections.find((section) => section.siteId === siteId)?.siteName)}
        </bdi>
        <span className="subtle">{countOf(of.flat().length, 'question', 'questions')}</span>
      </summary>
      {rows(of, true)}
    </details>
  ));
}
