import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Icon } from './Icon';
import type { SectionCount } from './shownQuestions';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  /** One for each of the view's sections. */
  readonly counts: readonly SectionCount[];
  /** Position of the section that is open, or of the one to go on with: its place is unfolded. Without one all are. */
  readonly current: number | undefined;
  /** Marks the current section as the one that is shown. */
  readonly isCurrentShown?: boolean;
  readonly onPlace: (position: number) => void;
}

interface Row {
  readonly position: number;
  readonly count: SectionCount;
}

/**
 * The sections with their marks, by place: the company, then each site, folded where there is nothing to do next.
 * Sections that ask nothing (yet) are left out.
 */
export function SectionGroups({ view, counts, current, isCurrentShown = false, onPlace }: Props) {
  const places = new Map<string | undefined, Row[]>();
  for (const [position, { siteId }] of view.sections.entries()) {
    const count = counts[position];
    if (!count || count.shown === 0) continue;
    places.set(siteId, [...(places.get(siteId) ?? []), { position, count }]);
  }
  const list = (rows: readonly Row[]) => (
    <ol className="sections">
      {rows.map(({ position, count }) => {
        const section = view.sections[position];
        const mark = section?.blocked === undefined ? markOf(count) : ON_HOLD;
        return (
          <li key={position}>
            <button
              type="button"
              aria-current={isCurrentShown && position === current ? 'step' : undefined}
              onClick={() => onPlace(position)}
            >
              <Icon name={mark.icon} className={`mark ${mark.icon}`} />
              <span className="sectionTitle">{section?.title}</span>
              <span className="subtle">{mark.words}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
  if (places.size < 2) return list([...places.values()].flat());
  return [...places].map(([siteId, rows]) => {
    const siteName = view.sections.find((section) => section.siteId === siteId)?.siteName;
    const done = rows.filter(
      ({ position, count }) => count.given >= count.asked && view.sections[position]?.blocked === undefined,
    ).length;
    return (
      <details
        key={siteId ?? ''}
        className="place"
        open={current === undefined || rows.some(({ position }) => position === current)}
      >
        <summary>
          <bdi>{siteId === undefined ? 'Your company' : (siteName ?? 'Your site')}</bdi>
          <span className="subtle">
            {done} of {rows.length} done
          </span>
        </summary>
        {list(rows)}
      </details>
    );
  });
}

/** Nothing can be saved there now; the part itself says why. */
const ON_HOLD = { icon: 'lock', words: 'On hold' } as const;

function markOf({ given, asked }: SectionCount): { icon: 'done' | 'started' | 'open'; words: string } {
  if (given >= asked) return { icon: 'done', words: 'Done' };
  if (given > 0) return { icon: 'started', words: `${asked - given} left` };
  return { icon: 'open', words: countOf(asked, 'question', 'questions') };
}
