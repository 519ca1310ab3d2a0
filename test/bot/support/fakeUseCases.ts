import type { CurrentAnswer, QuestionnaireView, QuestionView } from '../../../src/contracts/questionnaire';
import { checkAnswerInput } from '../../../src/domain/answer';
import type { Contact } from '../../../src/domain/contact';
import { type ConversationReference, withLiveCard } from '../../../src/domain/link';
import type { Question } from '../../../src/domain/question';
import { AppError } from '../../../src/errors';
import type { UseCases } from '../../../src/useCases/useCases';
import { SECTIONS } from './fakeQuestions';
import { valueInWords } from '../../../bot/teams/valueInWords';

export const TENANT = '11111111-aaaa-4bbb-8ccc-000000000001';
const CAMPAIGN = '01hzzzzzzzzzzzzzzzzzzzzzz1';
export const keyOf = (partner: string): string => `${CAMPAIGN}|01hzzzzzzzzzzzzzzzzzzzz${partner}`;
export const OWN = keyOf('aaa');
export const SECOND = keyOf('bbb');
export const FOREIGN = keyOf('ccc');

export const LUPE = '22222222-0000-4000-8000-000000000011';
export const MINH = '22222222-0000-4000-8000-000000000012';

export interface FakeUseCases {
  readonly useCases: UseCases;
  /** Names of the acts that would have asked SharePoint, in order. */
  readonly calls: string[];
  readonly conversations: Map<string, ConversationReference>;
  answers(assessmentKey?: string): readonly CurrentAnswer[];
  /** What the acts of working together were called with, in order. */
  readonly acts: { readonly name: string; readonly input: unknown }[];
  /** Merged into what the questionnaire shows. */
  more: Partial<QuestionnaireView>;
  /** The next act of working together fails. */
  refuse: Error | undefined;
  /** A colleague saves on the page. */
  answerAs(by: string, questionId: string, value: CurrentAnswer['value'], siteId?: string): void;
  /** The next acts that need SharePoint fail. */
  breakSharePoint(error: Error | undefined): void;
  submitted: { at: string; by: string } | undefined;
  bindSecond(): void;
}

/** In memory, with the product's own check of answers: enough to play through the cards. */
export function fakeUseCases(today = '2026-11-22'): FakeUseCases {
  const calls: string[] = [];
  const acts: { name: string; input: unknown }[] = [];
  const conversations = new Map<string, ConversationReference>();
  const stored: (CurrentAnswer & { revision: number })[] = [];
  const revisions = new Map<string, number>();
  let failure: Error | undefined;
  const contact = (key: string, partner: string, oid: string, name: string): Contact => ({
    key: `01hzzzzzzzzzzzzzzzzzzzzz${key}`,
    partnerKey: `01hzzzzzzzzzzzzzzzzzzzz${partner}`,
    name,
    language: 'en',
    status: 'active',
    jobTitle: 'Yard manager',
    teams: { oid, tid: TENANT, boundBy: 'maya', boundAt: '2026-01-01' },
  });
  const contacts = [contact('11', 'aaa', LUPE, 'Guadalupe Hernández'), contact('22', 'ccc', MINH, 'Nguyễn Văn Minh')];
  const called = (name: string): void => {
    calls.push(name);
    if (failure) throw failure;
  };
  const questionOf = (id: string) => SECTIONS.flatMap(({ questions }) => questions).find((each) => each.id === id);
  const asDomain = (view: QuestionView): Question => {
    const en = (text: string) => ({ en: text });
    return {
      ...view,
      version: 1,
      level: 'company',
      section: 'x',
      asksAbout: [],
      text: en(view.text),
      help: undefined,
      goodPractice: undefined,
      proof: undefined,
      unit: undefined,
      choices: view.choices?.map(({ id, text }) => ({ id, text: en(text) })),
      naReasons: view.naReasons?.map(({ id, text }) => ({ id, text: en(text) })),
    } as Question;
  };
  const isAsked = ({ gate }: QuestionView): boolean =>
    !gate || stored.some(({ questionId, value }) => questionId === gate.question && gate.in.includes(String(value)));
  const progress = (): QuestionnaireView['progress'] => {
    const all = SECTIONS.flatMap((section) =>
      section.questions.filter(isAsked).map((question) => ({ section, question })),
    );
    const missing = all.filter(
      ({ question }) =>
        question.isMust &&
        !stored.some((each) => each.questionId === question.id && (each.value !== null || each.naReason !== undefined)),
    );
    return {
      answered: all.length - missing.length,
      total: all.length,
      percent: (100 * (all.length - missing.length)) / all.length,
      minutesLeft: missing.length * 1.5,
      missing: missing.map(({ section, question }) => ({
        sectionId: section.id,
        questionId: question.id,
        ...(section.siteId && { siteId: section.siteId }),
        text: question.text,
        isMust: question.isMust,
      })),
    };
  };
  const sectionKey = (id: string, siteId?: string): string => `${id}|${siteId ?? '-'}`;
  const view = (assessmentKey: string): QuestionnaireView => ({
    assessmentKey,
    partnerName: 'Aceros del Norte [S.A.]',
    customerName: 'Northgate Trading Ltd',
    askedBy: { name: 'Maya Okafor', email: 'maya@northgate.example' },
    why: 'Our own certification needs it.',
    dueOn: '2026-12-04',
    status: fake.submitted ? 'submitted' : 'open',
    submittedAt: fake.submitted?.at,
    submittedBy: fake.submitted?.by,
    contactName: 'Guadalupe Hernández',
    basisNote: 'The wording is to be checked with the authority’s text.',
    sections: SECTIONS.map((section) => ({
      ...section,
      revision: revisions.get(sectionKey(section.id, section.siteId)) ?? 0,
    })),
    answers: stored.map(({ revision: _, ...answer }) => answer),
    evidence: [],
    progress: progress(),
    ...fake.more,
  });
  const act = (name: string, input: unknown): void => {
    called(name);
    acts.push({ name, input });
    const { refuse } = fake;
    fake.refuse = undefined;
    if (refuse) throw refuse;
  };
  const naming = { outcome: 'done' as const, message: 'Ana Ruiz gets a message of her own.' };
  const put = (answer: CurrentAnswer, sectionId: string): void => {
    const at = stored.findIndex(
      ({ questionId, siteId }) => questionId === answer.questionId && siteId === answer.siteId,
    );
    const revision = revisions.get(sectionKey(sectionId, answer.siteId)) ?? 0;
    if (at >= 0) stored.splice(at, 1);
    stored.push({ ...answer, revision });
  };

  const known: Partial<UseCases> = {
    contactsOf: ({ oid, tid }) => contacts.filter(({ teams }) => teams?.oid === oid && teams.tid === tid),
    assessmentsOf: ({ partnerKey }) => [
      {
        key: `${CAMPAIGN}|${partnerKey}`,
        title: `Security 2026, ${partnerKey.slice(-3)}`,
        dueOn: '2026-12-04',
        status: fake.submitted ? 'submitted' : 'open',
        ...(fake.submitted
          ? { percent: 100, submittedBy: fake.submitted.by }
          : { percent: progress().percent, answered: progress().answered, total: progress().total }),
      },
    ],
    async linkFor() {
      return { url: 'http://localhost:3978/answer/#secret', code: 'ABCD-EFGH', expiresAt: '2027-01-01' };
    },
    async questionnaire(_by, key) {
      called('questionnaire');
      return view(key);
    },
    async saveAnswers(by, at, input) {
      called('saveAnswers');
      if (fake.submitted) throw new AppError('conflict', 'These answers were sent already.');
      const section = SECTIONS.find(({ id, siteId }) => id === at.sectionId && siteId === at.siteId);
      if (!section) throw new AppError('notFound', 'Not asked.');
      const key = sectionKey(at.sectionId, at.siteId);
      const refused: { questionId: string; problem: string }[] = [];
      const conflicts: Awaited<ReturnType<UseCases['saveAnswers']>>['conflicts'] = [];
      const accepted: CurrentAnswer[] = [];
      for (const answer of input.answers) {
        const question = section.questions.find(({ id }) => id === answer.questionId);
        if (!question) {
          refused.push({ questionId: answer.questionId, problem: 'This question is not asked.' });
          continue;
        }
        const theirs = stored.find(({ questionId, siteId }) => questionId === question.id && siteId === at.siteId);
        if (theirs && theirs.revision > input.baseRevision) {
          conflicts.push({
            questionId: question.id,
            theirs: theirs.value,
            theirsText: valueInWords(question, theirs.value),
            by: theirs.by,
            at: theirs.at,
          });
          continue;
        }
        const checked = checkAnswerInput(asDomain(question), answer, today);
        if (!checked.ok) refused.push({ questionId: question.id, problem: checked.problem });
        else
          accepted.push({
            questionId: question.id,
            ...(at.siteId && { siteId: at.siteId }),
            value: checked.value as CurrentAnswer['value'],
            naReason: checked.naReason,
            comment: answer.comment ?? theirs?.comment,
            by: by.contact.name,
            at: '2026-11-22T10:00:00Z',
          });
      }
      if (accepted.length > 0) revisions.set(key, (revisions.get(key) ?? 0) + 1);
      for (const answer of accepted) put(answer, at.sectionId);
      const revision = revisions.get(key) ?? 0;
      const answers = view(at.assessmentKey).answers.filter(({ questionId }) =>
        section.questions.some(({ id }) => id === questionId),
      );
      return { revision, savedAt: '2026-11-22T10:00:00Z', refused, conflicts, answers, progress: progress() };
    },
    async submitAssessment(_by, _key, input) {
      called('submitAssessment');
      if (fake.submitted)
        return { submittedAt: fake.submitted.at, submittedBy: fake.submitted.by, isNew: false, next: [] };
      if (progress().missing.length > 0 && !input.openMustsReason) {
        throw new AppError('invalid', 'Say why the required answers are missing.');
      }
      fake.submitted = { at: '2026-11-22T10:05:00Z', by: input.name };
      return {
        submittedAt: fake.submitted.at,
        submittedBy: input.name,
        isNew: true,
        next: ['Maya Okafor reads your answers.'],
      };
    },
    async rememberConversation({ oid, tid, ...rest }) {
      called('rememberConversation');
      conversations.set(`${tid}|${oid}`, { key: `${tid}|${oid}`, oid, tid, ...rest });
    },
    liveCardsOf({ oid, tid }, key) {
      const noted = conversations.get(`${tid}|${oid}`)?.liveCards?.[key]?.activityId;
      return noted === undefined ? [] : [noted];
    },
    async noteLiveCard({ oid, tid }, assessmentKey, activityId) {
      called('noteLiveCard');
      const chat = conversations.get(`${tid}|${oid}`);
      const at = new Date().toISOString();
      if (chat) conversations.set(chat.key, withLiveCard(chat, assessmentKey, { activityId, at }));
    },
    remindOn: async (_by, _key, input) => act('remindOn', input),
    async askForHelp(_by, _key, input) {
      act('askForHelp', input);
      return { key: input.requestId };
    },
    addToHelp: async (_by, _key, thread, input) => act('addToHelp', { thread, ...input }),
    async delegate(_by, _key, input) {
      act('delegate', input);
      return naming;
    },
    withdrawDelegation: async (_by, _key, delegation) => act('withdrawDelegation', delegation),
    async widenColleague(_by, _key, input) {
      act('widenColleague', input);
      return naming;
    },
    narrowColleague: async (_by, _key, contactKey) => act('narrowColleague', contactKey),
    finishDelegation: async (_by, key) => act('finishDelegation', key),
    async notMe(_by, _key, input) {
      act('notMe', input);
      return input.colleague ? naming : { outcome: 'told', message: 'Maya Okafor is told.' };
    },
    async addSite(_by, _key, input) {
      act('addSite', input);
      return { siteId: 's1' };
    },
    renameSite: async (_by, _key, siteId, input) => act('renameSite', { siteId, ...input }),
    removeSite: async (_by, _key, siteId) => act('removeSite', siteId),
    async copySite(_by, _key, siteId, input) {
      act('copySite', { siteId, ...input });
      return { copied: 3, kept: 1, saved: [] };
    },
  };
  const useCases = new Proxy(known, {
    get(target, name) {
      const act = Reflect.get(target, name) as unknown;
      if (act === undefined) throw new Error(`The bot called ${String(name)}, which these tests do not expect.`);
      return act;
    },
  }) as UseCases;

  const fake: FakeUseCases = {
    useCases,
    calls,
    conversations,
    acts,
    more: {},
    refuse: undefined,
    submitted: undefined,
    answers: () => view(OWN).answers,
    answerAs(by, questionId, value, siteId) {
      const section = SECTIONS.find(({ questions }) => questions.some(({ id }) => id === questionId));
      if (!section || !questionOf(questionId)) throw new Error(`No question ${questionId}`);
      const key = sectionKey(section.id, siteId);
      revisions.set(key, (revisions.get(key) ?? 0) + 1);
      put({ questionId, ...(siteId && { siteId }), value, by, at: '2026-11-21T09:00:00Z' }, section.id);
    },
    breakSharePoint(error) {
      failure = error;
    },
    bindSecond() {
      contacts.push(contact('33', 'bbb', LUPE, 'Guadalupe Hernández'));
    },
  };
  return fake;
}
