import type { QuestionnaireView, QuestionView, SaveResult, SectionView } from '../../../src/contracts/questionnaire';
import { DEFAULT_MAX_LENGTH } from '../../../src/domain/question';
import { AppError, messageFor } from '../../../src/errors';
import { conflictCard } from '../cards/conflictCard';
import { dayOfMoment } from '../cards/dueWords';
import { groupCard } from '../cards/groupCard';
import { laterCard } from '../cards/laterCard';
import { moreCard } from '../cards/moreCard';
import { shownAgain } from '../cards/plainText';
import type { Entered } from '../cards/questionInput';
import { receiptCard, type Receipt, savedSentence } from '../cards/receiptCard';
import { supersededCard } from '../cards/supersededCard';
import { afterSave, answerTo, groupAfter, groupAt, groupBefore, openGroupAfter, restOfTable } from '../outline';
import { lookPageOfGroup } from '../lookThrough';
import { sectionTitle } from '../places';
import { wordsInChat } from '../wordsInChat';
import type { SavingData } from './cardData';
import { answeringAs, type ChatContext, type ChatReply, type Mine, timeOf, todayOf } from './chat';
import { type EnteredAnswers, enteredAnswers } from './enteredAnswers';
import { lookAt } from './look';
import { entriesInWords, rawEntries } from './notSaved';
import { cardAt, type Opened, openQuestionnaire, sectionsAt } from './showQuestionnaire';

/** What cannot be taken as it is: with a sentence, or because a colleague answered meanwhile. */
interface Trouble {
  readonly problems: ReadonlyMap<string, string>;
  readonly open: readonly string[];
}

/**
 * Saves what was entered on a card and goes on, back, or leaves it for later. Whatever cannot be saved is shown again
 * with its reason; nothing that a person typed disappears without a word.
 */
export async function saveGroup(context: ChatContext, mine: Mine, data: SavingData): Promise<ChatReply> {
  const opened = await openQuestionnaire(context, mine);
  const section = opened.view.sections.find(({ id, siteId }) => id === data.sectionId && siteId === data.siteId);
  const questions = section?.questions ?? [];
  const typed = enteredAnswers(questions, data);
  const outOfDate = (reason: string): ChatReply => ({
    kind: 'card',
    card: supersededCard({
      reason,
      notSaved: section ? entriesInWords(questions, typed) : rawEntries(data),
      assessmentKey: data.assessmentKey,
    }),
  });
  if (opened.view.status === 'submitted') {
    const { submittedBy, submittedAt } = opened.view;
    const when = submittedAt ? ` on ${dayOfMoment(submittedAt, timeOf(context))}` : '';
    return outOfDate(
      `${submittedBy ?? 'A colleague'} sent these answers${when}, so they cannot be changed here any more.`,
    );
  }
  if (!section) {
    return outOfDate(
      opened.view.yourPlaces ? 'This part is not with you any more.' : 'These questions are not asked any more.',
    );
  }

  const { given, undecided } = decided(data, typed);
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
      return outOfDate(wordsInChat(messageFor(error)));
    }
  }
  const now: Opened = saved ? { ...opened, view: afterSave(opened.view, data, saved) } : opened;
  const trouble: Trouble = {
    problems: new Map([
      ...given.problems,
      ...(saved?.refused ?? []).map(({ questionId, problem }) => [questionId, wordsInChat(problem)] as const),
    ]),
    open: [...undecided, ...(saved?.conflicts ?? []).map(({ questionId }) => questionId)],
  };
  if (trouble.problems.size > 0 || trouble.open.length > 0) return showAgain(context, now, data, typed, given, trouble);
  const receipt: Receipt | undefined = saved && {
    assessmentKey: data.assessmentKey,
    place: { sectionId: data.sectionId, siteId: data.siteId, group: data.group },
    text: savedSentence(sectionTitle(section), given.answers.length),
    unexplained: given.answers.filter(({ questionId }) => isUnexplained(now.view, section, questionId)).length,
  };
  return goOn(context, data, now, receipt);
}

/** Whether the answer is "partly" or "no" and says nothing about what is missing. */
function isUnexplained(view: QuestionnaireView, { questions, siteId }: SectionView, questionId: string): boolean {
  const { value, comment = '' } = answerTo(view.answers, questionId, siteId) ?? {};
  const { type } = questions.find(({ id }) => id === questionId) ?? {};
  return type === 'yesPartlyNo' && (value === 'partly' || value === 'no') && comment === '';
}

/** Of a card that asks whose answers count: what the person decided for, and what is still to be decided. */
function decided(
  data: SavingData,
  typed: EnteredAnswers,
): { readonly given: EnteredAnswers; readonly undecided: readonly string[] } {
  if (data.verb !== 'decide') return { given: typed, undecided: [] };
  const now = data.only === undefined ? data.open : data.open.filter((id) => id === data.only);
  const undecided = data.open.filter((id) => !now.includes(id));
  const isLeftOut = (id: string): boolean => undecided.includes(id) || (data.use === 'theirs' && now.includes(id));
  return {
    given: {
      answers: typed.answers.filter(({ questionId }) => !isLeftOut(questionId)),
      entered: typed.entered,
      problems: new Map([...typed.problems].filter(([questionId]) => !isLeftOut(questionId))),
    },
    undecided,
  };
}

/** What is not saved once more, as it was typed. Its base is the newest revision, so what is decided now holds. */
function showAgain(
  context: ChatContext,
  opened: Opened,
  data: SavingData,
  typed: EnteredAnswers,
  given: EnteredAnswers,
  { problems, open }: Trouble,
): ChatReply {
  const placed = groupAt(opened.view, data);
  if (!placed) return { kind: 'card', card: cardAt(context, opened, groupAfter(opened.view, data)) };
  const isMarked = (questionId: string): boolean => problems.has(questionId) || open.includes(questionId);
  const entered = new Map(
    [...typed.entered]
      .filter(([questionId]) => isMarked(questionId))
      .map(([id, what]) => [id, problems.has(id) ? ofCardSize(what, placed.section.questions, id) : what]),
  );
  const time = timeOf(context);
  // A colleague's answer may have closed the gate of what could not be saved: it has no card to stand on any more.
  if (!placed.questions.some(({ id }) => isMarked(id))) {
    const reason = 'Some of these questions are not asked any more, because another answer was changed meanwhile.';
    const notSaved = entriesInWords(placed.section.questions, { ...typed, entered });
    return { kind: 'card', card: supersededCard({ reason, notSaved, assessmentKey: data.assessmentKey }) };
  }
  if (placed.questions.some(({ id }) => open.includes(id)))
    return {
      kind: 'card',
      card: conflictCard({ ...opened, placed, entered, problems, open, after: data.after, time }),
    };
  const saved = given.answers.length - given.answers.filter(({ questionId }) => isMarked(questionId)).length;
  const notice =
    saved > 0
      ? 'The other answers are saved. Please look at what is marked.'
      : 'Please look at what is marked; it is not saved yet.';
  return { kind: 'card', card: groupCard({ ...opened, placed, entered, problems, notice, after: data.after, time }) };
}

/** What was refused may be longer than a card may be. */
function ofCardSize(what: Entered, questions: readonly QuestionView[], questionId: string): Entered {
  const { type, maxLength } = questions.find(({ id }) => id === questionId) ?? {};
  const limit = maxLength ?? (type === 'longText' || type === 'shortText' ? DEFAULT_MAX_LENGTH[type] : 0);
  const { value, reason, rows } = what;
  return {
    ...(value !== undefined && { value: shownAgain(value, limit) }),
    ...(reason !== undefined && { reason: shownAgain(reason, 0) }),
    ...(rows && { rows: Object.fromEntries(Object.entries(rows).map(([id, each]) => [id, shownAgain(each, 0)])) }),
  };
}

function goOn(context: ChatContext, data: SavingData, opened: Opened, receipt: Receipt | undefined): ChatReply {
  const kept = receipt && { receipt: receiptCard(receipt) };
  const { view, pageUrl } = opened;
  const isFromLook = data.after === 'look' && (data.verb === 'save' || data.verb === 'back' || data.verb === 'decide');
  const rest = isFromLook && data.verb !== 'back' ? restOfTable(view, data) : undefined;
  if (rest)
    return {
      kind: 'card',
      card: cardAt(context, opened, rest, { receipt, isChosen: true, after: data.after }),
      ...kept,
    };
  if (isFromLook) return { kind: 'card', card: lookAt(context, opened, lookPageOfGroup(view, data), receipt), ...kept };
  switch (data.verb) {
    case 'later': {
      const { assessmentKey, dueOn, remindOn } = view;
      const today = todayOf(context);
      return {
        kind: 'card',
        card: laterCard({ assessmentKey, dueOn, remindOn, today, pageUrl, saved: receipt?.text }),
        ...kept,
      };
    }
    case 'more': {
      const { assessmentKey, sectionId, siteId, group } = data;
      const origin = { assessmentKey, sectionId, ...(siteId && { siteId }), group };
      return { kind: 'card', card: moreCard({ view, origin, receipt, pageUrl }), ...kept };
    }
    case 'menu':
      return { kind: 'card', card: sectionsAt(context, opened, { receipt }), ...kept };
    case 'back':
      return {
        kind: 'card',
        card: cardAt(context, opened, groupBefore(view, data) ?? groupAt(view, data), { receipt, isChosen: true }),
        ...kept,
      };
    default: {
      // Who pressed without a change sees the next card; who answers is led to what has no answer yet.
      const isAnswering = receipt !== undefined || data.verb === 'decide';
      const next = isAnswering ? openGroupAfter(view, data) : groupAfter(view, data);
      const isSamePlace = next?.section.siteId === data.siteId;
      return { kind: 'card', card: cardAt(context, opened, next, { receipt, isChosen: isSamePlace }), ...kept };
    }
  }
}
