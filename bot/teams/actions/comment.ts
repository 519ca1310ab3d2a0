import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import { COMMENT_MAX_LENGTH } from '../../../src/domain/answer';
import { commentCard, commentId } from '../cards/commentCard';
import { shownAgain } from '../cards/plainText';
import { fingerprint } from '../cards/questionInput';
import { resultCard } from '../cards/resultCard';
import { answerTo, groupAt, type PlacedGroup } from '../outline';
import { sectionTitle } from '../places';
import { wordsInChat } from '../wordsInChat';
import type { DataOf } from './cardData';
import { answeringAs, type ChatContext, type ChatReply, type Mine } from './chat';
import { acting } from './sendingForm';
import { cardAt, openQuestionnaire } from './showQuestionnaire';

/** The comments on one card's questions. */
export async function showCommentForm(
  context: ChatContext,
  mine: Mine,
  data: DataOf<'commentForm'>,
): Promise<ChatReply> {
  const opened = await openQuestionnaire(context, mine);
  const placed = opened.view.status === 'open' ? groupAt(opened.view, data) : undefined;
  return { kind: 'card', card: placed ? commentCard({ ...opened, placed }) : cardAt(context, opened, undefined) };
}

/**
 * Saves the comments that were changed, each with the answer that it stands beside as that is stored now. A comment that
 * somebody else changed since the form was opened is shown with the own words kept.
 */
export async function saveComments(context: ChatContext, mine: Mine, data: DataOf<'comment'>): Promise<ChatReply> {
  const opened = await openQuestionnaire(context, mine);
  const { view, pageUrl } = opened;
  const placed = view.status === 'open' ? groupAt(view, data) : undefined;
  if (!placed) return { kind: 'card', card: cardAt(context, opened, undefined) };
  const changed = changedComments(view, placed, data);
  const problems = new Map<string, string>();
  for (const [id, text] of changed) {
    const theirs = answerTo(view.answers, id, placed.section.siteId);
    const stored = theirs?.comment ?? '';
    if (fingerprint(stored) !== data.was[id] && stored !== text)
      problems.set(id, `Somebody wrote meanwhile: “${stored}”. Below is yours. Save again to keep yours.`);
  }
  const ready = [...changed].filter(([id]) => !problems.has(id));
  if (ready.length > 0) {
    const saved = await acting(
      context.useCases.saveAnswers(
        answeringAs(mine),
        { assessmentKey: data.assessmentKey, sectionId: data.sectionId, siteId: data.siteId },
        {
          baseRevision: placed.section.revision,
          answers: ready.map(([questionId, comment]) => {
            const { value = null, naReason } = answerTo(view.answers, questionId, placed.section.siteId) ?? {};
            return { questionId, value, ...(naReason !== undefined && { naReason }), comment };
          }),
        },
      ),
    );
    for (const { questionId, problem } of saved.refused) problems.set(questionId, wordsInChat(problem));
    for (const { questionId, by } of saved.conflicts)
      problems.set(
        questionId,
        `${by} changed this answer just now. Please open the questions and look, then comment again.`,
      );
  }
  if (problems.size > 0) {
    const entered = new Map(
      [...changed].filter(([id]) => problems.has(id)).map(([id, text]) => [id, shownAgain(text, COMMENT_MAX_LENGTH)]),
    );
    return { kind: 'card', card: commentCard({ view, placed, pageUrl, entered, problems }) };
  }
  const taken = ready.filter(([, text]) => text === '').length;
  const kept = ready.length - taken;
  const words = [
    ...(kept > 0 ? [kept === 1 ? '1 comment is saved.' : `${kept} comments are saved.`] : []),
    ...(taken > 0 ? [taken === 1 ? '1 comment is taken out.' : `${taken} comments are taken out.`] : []),
  ];
  return {
    kind: 'card',
    card: resultCard({
      title: ready.length === 0 ? 'Nothing was changed' : 'Comments saved',
      sentences: [`${sectionTitle(placed.section)}: ${words.join(' ') || 'the comments stay as they were.'}`],
      // What is answered is not looked at once more: the way on is to what is missing.
      origin: isAnsweredWhole(view, placed) ? { assessmentKey: data.assessmentKey } : data,
      pageUrl,
    }),
  };
}

const isAnsweredWhole = (view: QuestionnaireView, { section, questions }: PlacedGroup): boolean =>
  questions.every(({ id }) => answerTo(view.answers, id, section.siteId) !== undefined);

/** Clients leave out empty fields, so a field that held a comment and is not sent was emptied. */
function changedComments(
  { answers }: QuestionnaireView,
  { questions, section }: PlacedGroup,
  data: DataOf<'comment'>,
): ReadonlyMap<string, string> {
  const inputs: Readonly<Record<string, unknown>> = data;
  const changed = new Map<string, string>();
  for (const { id } of questions) {
    const was = Object.hasOwn(data.was, id) ? data.was[id] : undefined;
    if (was === undefined) continue;
    const sent = inputs[commentId(id)];
    const text = typeof sent === 'string' ? sent.trim() : '';
    const stored = answerTo(answers, id, section.siteId)?.comment ?? '';
    if (fingerprint(text) !== was && text !== stored) changed.set(id, text);
  }
  return changed;
}
