import type { SaveResult } from '../../../src/contracts/questionnaire';
import { AppError, messageFor } from '../../../src/errors';
import { dayInWords } from '../cards/dueWords';
import { groupCard } from '../cards/groupCard';
import { receiptCard, type Receipt, savedSentence } from '../cards/receiptCard';
import { statusCard } from '../cards/statusCard';
import { supersededCard } from '../cards/supersededCard';
import { afterSave, groupAfter, groupAt, groupBefore, openGroupAfter } from '../outline';
import { valueInWords } from '../valueInWords';
import type { SavingData } from './cardData';
import { answeringAs, type ChatContext, type ChatPerson, type ChatReply, type Mine, minesOf, todayOf } from './chat';
import { type EnteredAnswers, enteredAnswers } from './enteredAnswers';
import { cardAt, type Opened, openQuestionnaire, sectionsAt } from './showQuestionnaire';

/**
 * Saves what was entered on a card and goes on, back, or leaves it for later. Whatever cannot be saved is shown again
 * with its reason; nothing that a person typed disappears without a word.
 */
export async function saveGroup(
  context: ChatContext,
  person: ChatPerson,
  mine: Mine,
  data: SavingData,
): Promise<ChatReply> {
  const opened = await openQuestionnaire(context, mine);
  const section = opened.view.sections.find(({ id, siteId }) => id === data.sectionId && siteId === data.siteId);
  const questions = section?.questions ?? [];
  const given = enteredAnswers(questions, data);
  const outOfDate = (reason: string): ChatReply => ({
    kind: 'card',
    card: supersededCard({ reason, notSaved: asWords(questions, given), assessmentKey: data.assessmentKey }),
  });
  if (opened.view.status === 'submitted') {
    const { submittedBy, submittedAt } = opened.view;
    const when = submittedAt ? ` on ${dayInWords(submittedAt, todayOf(context))}` : '';
    return outOfDate(
      `${submittedBy ?? 'A colleague'} sent these answers${when}, so they cannot be changed here any more.`,
    );
  }
  if (!section) return outOfDate('These questions are not asked any more.');

  if (given.answers.length === 0 && given.problems.size === 0) return goOn(context, person, mine, data, opened);
  let saved: SaveResult | undefined;
  if (given.answers.length > 0) {
    try {
      saved = await context.useCases.saveAnswers(
        answeringAs(mine),
        { assessmentKey: data.assessmentKey, sectionId: data.sectionId, siteId: data.siteId },
        { baseRevision: data.baseRevision, answers: given.answers },
      );
    } catch (error) {
      // When the platform did not answer, the card stays as it is: what was typed is safest there.
      if (!(error instanceof AppError) || error.code === 'unavailable' || error.code === 'tooMany') throw error;
      return outOfDate(messageFor(error));
    }
  }
  const now: Opened = saved ? { ...opened, view: afterSave(opened.view, data, saved) } : opened;
  const problems = new Map([...given.problems, ...problemsOf(saved, todayOf(context))]);
  if (problems.size > 0) return showAgain(context, now, data, given, problems);
  const receipt: Receipt = {
    assessmentKey: data.assessmentKey,
    place: { sectionId: data.sectionId, siteId: data.siteId, group: data.group },
    text: savedSentence(
      section.siteName ? `${section.title}, ${section.siteName}` : section.title,
      given.answers.length,
    ),
  };
  return goOn(context, person, mine, data, now, receipt);
}

function problemsOf(saved: SaveResult | undefined, today: string): ReadonlyMap<string, string> {
  const problems = new Map((saved?.refused ?? []).map(({ questionId, problem }) => [questionId, problem]));
  for (const { questionId, theirsText, by, at } of saved?.conflicts ?? []) {
    problems.set(
      questionId,
      `${by} answered “${theirsText}” on ${dayInWords(at, today)}, after you opened this card. Below is yours. Save again to use yours, or choose theirs.`,
    );
  }
  return problems;
}

/** The same card once more, with what was typed kept. Its base is the newest revision, so saving again decides a conflict. */
function showAgain(
  context: ChatContext,
  opened: Opened,
  data: SavingData,
  given: EnteredAnswers,
  problems: ReadonlyMap<string, string>,
): ChatReply {
  const placed = groupAt(opened.view, data);
  if (!placed) return { kind: 'card', card: cardAt(context, opened, groupAfter(opened.view, data)) };
  const entered = new Map([...given.entered].filter(([questionId]) => problems.has(questionId)));
  const saved = given.answers.length - given.answers.filter(({ questionId }) => problems.has(questionId)).length;
  const notice =
    saved > 0
      ? 'The other answers are saved. Please look at what is marked.'
      : 'Please look at what is marked; it is not saved yet.';
  return { kind: 'card', card: groupCard({ ...opened, placed, entered, problems, notice }) };
}

function goOn(
  context: ChatContext,
  person: ChatPerson,
  mine: Mine,
  data: SavingData,
  opened: Opened,
  receipt?: Receipt,
): ChatReply {
  const kept = receipt && { receipt: receiptCard(receipt) };
  if (data.verb === 'later') {
    const assessments = minesOf(context, person).map(({ assessment }) =>
      assessment.key === mine.assessment.key ? { ...assessment, percent: opened.view.progress.percent } : assessment,
    );
    const lead = `${receipt ? `${receipt.text}. ` : ''}You can go on whenever you like: press Continue or type “continue”.`;
    const card = statusCard({
      title: 'Kept for later',
      lead,
      assessments,
      pageUrl: opened.pageUrl,
      today: todayOf(context),
    });
    return { kind: 'card', card, ...kept };
  }
  if (data.verb === 'menu') return { kind: 'card', card: sectionsAt(context, opened, { receipt }), ...kept };
  // Who only looks through sees every card; who answers is led to what has no answer yet.
  const next =
    data.verb === 'back'
      ? (groupBefore(opened.view, data) ?? groupAt(opened.view, data))
      : receipt
        ? openGroupAfter(opened.view, data)
        : groupAfter(opened.view, data);
  return { kind: 'card', card: cardAt(context, opened, next, receipt), ...kept };
}

const asWords = (questions: Parameters<typeof enteredAnswers>[0], { entered }: EnteredAnswers) =>
  questions.flatMap((question) => {
    const { value, reason } = entered.get(question.id) ?? {};
    return value === undefined && reason === undefined
      ? []
      : [
          {
            question: question.text,
            answer: valueInWords(
              question,
              value,
              value === undefined || value === 'notApplicable' ? reason : undefined,
            ),
          },
        ];
  });
