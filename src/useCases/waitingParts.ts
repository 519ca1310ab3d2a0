import { isSamePlace, type SectionPlace } from '../domain/delegation';
import { type Answers, answerKey, type Questionnaire } from '../domain/questionnaire';
import { textIn } from '../domain/text';
import { type PlacedQuestion, placedQuestions } from '../domain/visibleQuestions';
import { placeInWords } from './placeWords';

/** A part in which questions come up, or may, only after answers that stand in other parts. */
export interface WaitingPart {
  /** "Computers, Saltillo" */
  readonly title: string;
  /** Nothing is asked in it yet. */
  readonly isEmpty: boolean;
  /** The questions of other parts that it waits for, in their order; empty when what was answered there closes it. */
  readonly gates: readonly { readonly text: string; readonly place: SectionPlace }[];
}

/** Said by name; more read like none. */
const MOST_GATES = 2;

const placeOf = ({ section, siteId }: PlacedQuestion): SectionPlace => ({
  sectionId: section.id,
  ...(siteId === undefined ? {} : { siteId }),
});

/** What the given parts wait for outside of them. Parts that wait for nothing are left out. */
export function waitingParts(
  questionnaire: Questionnaire,
  answers: Answers,
  places: readonly SectionPlace[],
): WaitingPart[] {
  const placed = placedQuestions(questionnaire, answers);
  const byKey = new Map(placed.map((each) => [each.key, each]));

  /** The question up the chain of gates that is asked now: its answer closes, or its missing answer leaves undecided. */
  const rootOf = (from: PlacedQuestion): PlacedQuestion | undefined => {
    let each: PlacedQuestion | undefined = from;
    for (let steps = 0; each && each.gate !== 'open' && each.question.gate && steps < 50; steps++) {
      const id: string = each.question.gate.question;
      each = byKey.get(answerKey(id, each.siteId)) ?? byKey.get(answerKey(id));
    }
    return each?.gate === 'open' ? each : undefined;
  };
  const isOutside = (each: PlacedQuestion): boolean => !places.some((own) => isSamePlace(own, placeOf(each)));

  return places.flatMap((place): WaitingPart[] => {
    const title = placeInWords(questionnaire, place);
    const here = placed.filter((each) => isSamePlace(placeOf(each), place));
    if (title === undefined || here.length === 0) return [];
    const isEmpty = here.every(({ gate }) => gate !== 'open');
    const rootsOf = (gate: PlacedQuestion['gate']): ReadonlySet<PlacedQuestion> =>
      new Set(here.filter((each) => each.gate === gate).flatMap((each) => rootOf(each) ?? []));
    const waited = rootsOf('undecided');
    const outside = placed.filter((each) => waited.has(each) && isOutside(each));
    // What the reader's own answers open or have closed needs no word.
    const isClosedElsewhere = isEmpty && waited.size === 0 && [...rootsOf('closed')].some(isOutside);
    if (outside.length === 0 && !isClosedElsewhere) return [];
    return [
      { title, isEmpty, gates: outside.map((each) => ({ text: textIn(each.question.text), place: placeOf(each) })) },
    ];
  });
}

/**
 * The same as a sentence.
 * @param who answers the gates, such as "you" or a name
 */
export function waitingSentence({ title, isEmpty, gates }: WaitingPart, who: string): string {
  if (gates.length === 0)
    return `Nothing in “${title}” applies at the moment, by what was answered elsewhere. Nothing need be done there.`;
  const named = gates.slice(0, MOST_GATES).map(({ text }) => `“${text}”`);
  const more = gates.length - named.length;
  const list = `${named.join(' and ')}${more > 0 ? ` and ${more} more` : ''}`;
  const start = isEmpty ? `“${title}” opens` : `More may come up in “${title}”`;
  return `${start} when ${list} ${gates.length === 1 ? 'is' : 'are'} answered by ${who}.`;
}
