import { useId } from 'react';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { placeKey, placeOf, siteWords } from './places';
import type { SectionCount } from './shownQuestions';
import { FieldProblem } from './TextField';
import { countOf } from './words';

interface Props {
  readonly view: QuestionnaireView;
  readonly counts: readonly SectionCount[];
  /** Place keys. */
  readonly chosen: ReadonlySet<string>;
  /** Place keys of parts that are with somebody, and with whom. */
  readonly taken: ReadonlyMap<string, string>;
  readonly problem: string | undefined;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** The parts of the questionnaire as checkboxes, by place: the company, then each site. */
export function PartChoice({ view, counts, chosen, taken, problem, onChange }: Props) {
  const problemId = useId();
  const places = new Map<string | undefined, { key: string; title: string; isDone: boolean; isToCome: boolean }[]>();
  for (const [position, section] of view.sections.entries()) {
    const count = counts[position];
    if (!count || (count.shown === 0 && !count.isToCome)) continue;
    const { isToCome } = count;
    const isDone = !isToCome && count.given >= count.asked;
    const row = { key: placeKey(placeOf(section)), title: section.title, isDone, isToCome };
    places.set(section.siteId, [...(places.get(section.siteId) ?? []), row]);
  }
  const toggle = (keys: readonly string[], isOn: boolean): void =>
    onChange(new Set(isOn ? [...chosen, ...keys] : [...chosen].filter((key) => !keys.includes(key))));
  const only = places.size < 2;
  return (
    <fieldset className="group" aria-describedby={problem ? problemId : undefined}>
      <legend>Which parts?</legend>
      {problem && <FieldProblem id={problemId} text={problem} />}
      {[...places].map(([siteId, rows], at) => {
        const siteName = view.sections.find((section) => section.siteId === siteId)?.siteName;
        const keys = rows.map(({ key }) => key);
        const count = keys.filter((key) => chosen.has(key)).length;
        const all = (
          <label className="choice">
            <input
              type="checkbox"
              checked={count === keys.length}
              aria-invalid={(problem !== undefined && at === 0) || undefined}
              onChange={(event) => toggle(keys, event.target.checked)}
            />
            <span>All of these</span>
          </label>
        );
        const list = rows.map(({ key, title, isDone, isToCome }) => (
          <label key={key} className="choice">
            <input
              type="checkbox"
              checked={chosen.has(key)}
              onChange={(event) => toggle([key], event.target.checked)}
            />
            <span>
              {title}
              {(isDone || isToCome || taken.has(key)) && (
                <span className="subtle choiceState">
                  {isDone ? 'All answered' : isToCome ? 'Comes up after other answers' : ''}
                  {taken.has(key) && (
                    <>
                      {isDone || isToCome ? ' · with ' : 'With '}
                      <bdi>{taken.get(key)}</bdi>
                    </>
                  )}
                </span>
              )}
            </span>
          </label>
        ));
        if (only)
          return (
            <div key={siteId ?? ''}>
              {all}
              {list}
            </div>
          );
        return (
          <details key={siteId ?? ''} className="place" open={count > 0 || (at === 0 && chosen.size === 0)}>
            <summary>
              <bdi>{siteId === undefined ? 'Your company' : siteWords(siteName)}</bdi>
              <span className="subtle">{count > 0 ? `${count} chosen` : countOf(keys.length, 'part', 'parts')}</span>
            </summary>
            {all}
            {list}
          </details>
        );
      })}
    </fieldset>
  );
}
