import type { QuestionnaireView, QuestionView, SectionView } from '../../src/contracts/questionnaire';

/** An answer as the page holds it while somebody types; what is stored is the server's to say. */
export interface Draft {
  readonly value: unknown;
  /** Empty: "does not apply" was chosen, and its reason not yet. */
  readonly naReason?: string;
  /** Empty takes a stored comment away; absent leaves it. */
  readonly comment?: string;
}

/** By `questionId` or `questionId@siteId`. */
export type Drafts = Readonly<Record<string, Draft>>;

export const draftKey = (questionId: string, siteId?: string): string =>
  siteId ? `${questionId}@${siteId}` : questionId;

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows of a table that have an answer. */
export const answeredRows = (question: QuestionView, value: unknown): Readonly<Record<string, string>> =>
  isTable(value)
    ? Object.fromEntries(
        (question.rows ?? []).flatMap(({ id }) => (Object.hasOwn(value, id) ? [[id, String(value[id])]] : [])),
      )
    : {};

/** Whether something was answered, be it in part. */
export const isGiven = (draft: Draft | undefined): boolean =>
  draft !== undefined &&
  (Boolean(draft.naReason) ||
    (draft.value !== null &&
      draft.value !== undefined &&
      draft.value !== '' &&
      !(Array.isArray(draft.value) && draft.value.length === 0) &&
      !(isTable(draft.value) && Object.keys(draft.value).length === 0)));

/** Files that are attached to a question now. */
export const filesAt = ({ evidence }: Pick<QuestionnaireView, 'evidence'>, { id, siteId }: QuestionView): number =>
  evidence.filter((item) => item.questionId === id && item.siteId === siteId).length;

/** Whether the question needs nothing more: of a table every line, of evidence a file or the word that there is none. */
export function isAnswered(view: QuestionnaireView, question: QuestionView, draft: Draft | undefined): boolean {
  if (question.type === 'evidence' && filesAt(view, question) > 0) return true;
  if (!isGiven(draft) || (question.type === 'evidence' && draft?.value === 'attached')) return false;
  if (question.type !== 'table' || draft?.naReason) return true;
  return Object.keys(answeredRows(question, draft?.value)).length === question.rows?.length;
}

const byId = new WeakMap<readonly SectionView[], ReadonlyMap<string, readonly QuestionView[]>>();

/** The question at all its places. Looked up hundreds of times for each answer, so it is kept with the sections. */
function placesOf({ sections }: QuestionnaireView, questionId: string): readonly QuestionView[] {
  let known = byId.get(sections);
  if (!known) {
    const places = new Map<string, QuestionView[]>();
    for (const { questions } of sections)
      for (const each of questions) places.set(each.id, [...(places.get(each.id) ?? []), each]);
    known = places;
    byId.set(sections, known);
  }
  return known.get(questionId) ?? [];
}

/**
 * Whether a question is asked now, by its gate. The server decides in the end; the page follows at once.
 * @param whenOpen what holds while the gate has no answer
 */
export function isShown(view: QuestionnaireView, question: QuestionView, drafts: Drafts, whenOpen = false): boolean {
  const { gate } = question;
  if (!gate) return true;
  const places = placesOf(view, gate.question);
  const place =
    places.find((each) => each.siteId === question.siteId) ?? places.find((each) => each.siteId === undefined);
  if (!place) return true;
  if (!isShown(view, place, drafts, whenOpen)) return false;
  const draft = drafts[draftKey(place.id, place.siteId)];
  if (!isGiven(draft)) return whenOpen;
  const value = draft?.value;
  const values = Array.isArray(value) ? value : [value];
  return values.some((each) => gate.in.includes(String(each)));
}

export interface SectionCount {
  /** Questions that are there to be answered now, also those that expect no answer. */
  readonly shown: number;
  /** Nothing is asked now, and something may be after an answer that is still open. */
  readonly isToCome: boolean;
  readonly given: number;
  /** Questions that expect an answer. */
  readonly asked: number;
  /** Required questions without an answer. */
  readonly missingMusts: number;
}

/** How far a section is, of the questions that are asked now; optional ones are not counted. */
export function countSection(view: QuestionnaireView, section: SectionView, drafts: Drafts): SectionCount {
  const shown = section.questions.filter((question) => isShown(view, question, drafts));
  const asked = shown.filter(({ required }) => required !== false);
  const open = asked.filter((each) => !isAnswered(view, each, drafts[draftKey(each.id, each.siteId)]));
  return {
    shown: shown.length,
    isToCome: shown.length === 0 && section.questions.some((question) => isShown(view, question, drafts, true)),
    asked: asked.length,
    given: asked.length - open.length,
    missingMusts: open.filter(({ isMust }) => isMust).length,
  };
}
