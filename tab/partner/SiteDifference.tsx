import type { QuestionnaireView, QuestionView } from '../../src/contracts/questionnaire';
import { draftOf } from './answerSaver';
import { answerWords } from './answerWords';
import { siteWords } from './places';
import { type Draft, type Drafts, draftKey, isGiven } from './shownQuestions';

/** A choice is the same however its ids are ordered. */
const plain = ({ value, naReason }: Draft): string =>
  JSON.stringify([Array.isArray(value) ? [...value].map(String).sort() : value, naReason || null]);

const nameOf = (view: QuestionnaireView, siteId: string | undefined): string =>
  siteWords(view.sections.find((section) => section.siteId === siteId)?.siteName);

/** Under a site's answer: "as at Monterrey" while it is a copy, or what the first site says where it differs. */
export function SiteDifference({
  view,
  question,
  drafts,
}: {
  view: QuestionnaireView;
  question: QuestionView;
  drafts: Drafts;
}) {
  const { siteId } = question;
  if (siteId === undefined) return null;
  const key = draftKey(question.id, siteId);
  const here = drafts[key];
  if (!here || !isGiven(here)) return null;
  const stored = view.answers.find((each) => draftKey(each.questionId, each.siteId) === key);
  if (stored?.copiedFrom !== undefined && plain(draftOf(stored)) === plain(here)) {
    return (
      <p className="subtle">
        As at <bdi>{nameOf(view, stored.copiedFrom)}</bdi>
      </p>
    );
  }
  const first = view.sections.find((section) => section.siteId !== undefined)?.siteId;
  if (first === siteId) return null;
  const there = drafts[draftKey(question.id, first)];
  if (!there || !isGiven(there) || plain(there) === plain(here)) return null;
  return (
    <p className="subtle">
      <bdi>{nameOf(view, first)}</bdi>: <bdi>{answerWords(question, there)}</bdi>
    </p>
  );
}
