import type { QuestionnaireView, QuestionView } from '../../src/contracts/questionnaire';
import { otherSiteToTell } from '../../src/domain/siteDifferences';
import { answerWords } from './answerWords';
import { siteWords } from './places';
import { type Draft, type Drafts, draftKey, isShown } from './shownQuestions';

/** The sites in the order of the questionnaire, with their names. */
const sitesOf = ({ sections }: QuestionnaireView): ReadonlyMap<string, string> =>
  new Map(sections.flatMap(({ siteId, siteName }) => (siteId === undefined ? [] : [[siteId, siteWords(siteName)]])));

/** Under a site's answer: "As at Monterrey" while it is a copy, or what the other site says where it differs. */
export function SiteDifference({
  view,
  question,
  drafts,
}: {
  view: QuestionnaireView;
  question: QuestionView;
  drafts: Drafts;
}) {
  const { id, siteId } = question;
  if (siteId === undefined) return null;
  const sites = sitesOf(view);
  const stored = view.answers.find((each) => each.questionId === id && each.siteId === siteId);
  const saidAt = (site: string): Draft | undefined =>
    isShown(view, { ...question, siteId: site }, drafts) ? drafts[draftKey(id, site)] : undefined;
  const other = otherSiteToTell({ siteId, siteIds: [...sites.keys()], saidAt, copiedFrom: stored?.copiedFrom });
  const there = other && saidAt(other.siteId);
  if (!there) return null;
  const name = <bdi>{sites.get(other.siteId)}</bdi>;
  return (
    <p className="subtle">
      {other.kind === 'sameAs' ? (
        <>As at {name}</>
      ) : (
        <>
          {name}: <bdi>{answerWords(question, there)}</bdi>
        </>
      )}
    </p>
  );
}
