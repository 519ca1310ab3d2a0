import path from 'node:path';
import { type Content, loadContent } from '../../../src/content/load';
import type { SaveResult, SaveSection } from '../../../src/contracts/questionnaire';
import type { Answer, AnswerInput } from '../../../src/domain/answer';
import { answerText } from '../../../src/domain/answerText';
import type { SectionAnswers } from '../../../src/domain/assessment';
import type { Evidence } from '../../../src/domain/evidence';
import { mergeAnswers } from '../../../src/domain/mergeAnswers';
import { answersByKey, composeQuestionnaire, type Questionnaire } from '../../../src/domain/questionnaire';
import type { AnsweringScope } from '../../../src/useCases/access';
import { beforeAnswering } from '../../../src/useCases/beforeAnswering';
import { createPictureViews } from '../../../src/useCases/pictureViews';
import { currentAnswer, progressView, questionnaireView } from '../../../src/useCases/questionnaireView';
import { createSay } from '../../../src/useCases/sentences';
import { smallPack } from '../../support/smallPack';

const small = smallPack();
/** The whole pack, with its drawings; read when it is first asked for. */
let whole: Content | undefined;
export const wholePack = (): Content => {
  whole ??= loadContent(path.resolve('src/content'));
  return whole;
};

export interface StubNames {
  readonly customer: string;
  readonly partner: string;
  readonly contact: string;
  readonly askedBy: string;
  readonly why: string;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  /** All that the product ships, instead of the small pack that tests know by heart. */
  readonly isWhole?: boolean;
}

export const PLAIN_NAMES: StubNames = {
  customer: 'Northgate Trading Ltd',
  partner: 'Aceros del Norte S.A. de C.V.',
  contact: 'Guadalupe Hernández',
  askedBy: 'Maya Okafor',
  why: 'Northgate Trading Ltd has to show the customs authority that the companies it works with look after security. Your answers are part of that.',
  sites: [{ id: 'apodaca', name: 'Planta Apodaca' }],
};

export interface Who {
  readonly id: string;
  readonly name: string;
}

export const GUADALUPE: Who = { id: 'contact:lupe', name: 'Guadalupe Hernández' };

/** The true questions and rules over answers in memory: what the page would get from the service. */
export class StubQuestionnaire {
  questionnaire: Questionnaire;
  rows = new Map<string, SectionAnswers>();
  evidence: Evidence[] = [];
  submitted: { at: string; by: string } | undefined;
  dueOn = '2099-06-30';

  constructor(readonly names: StubNames) {
    this.questionnaire = this.compose(names.sites);
  }

  /** Asks about these sites from now on. */
  compose(sites: StubNames['sites']): Questionnaire {
    const content = this.names.isWhole ? wholePack() : small;
    this.questionnaire = composeQuestionnaire({
      sections: content.sections,
      questions: content.questions,
      pack: content.packs[0]!,
      partnerTypes: ['foreignManufacturer'],
      sites,
    });
    return this.questionnaire;
  }

  private section(sectionId: string, siteId: string | undefined) {
    const found = this.questionnaire.sections.find((each) => each.id === sectionId && each.siteId === siteId);
    if (!found) throw new Error(`There is no section ${sectionId} ${siteId ?? ''}.`);
    return found;
  }

  save(
    who: Who,
    sectionId: string,
    siteId: string | undefined,
    input: SaveSection,
    source: 'page' | 'card' = 'page',
  ): SaveResult {
    const section = this.section(sectionId, siteId);
    const rowKey = `${sectionId}|${siteId ?? '-'}`;
    const stored = this.rows.get(rowKey);
    const revision = (stored?.revision ?? 0) + 1;
    const at = new Date().toISOString();
    const saving = {
      by: who,
      at,
      source,
      today: at.slice(0, 10),
      hasFile: (questionId: string) =>
        this.evidence.some((file) => file.questionId === questionId && file.siteId === siteId),
    };
    const merged = mergeAnswers(
      section,
      answersByKey(stored?.answers ?? []),
      input.answers as (AnswerInput & { questionId: string })[],
      input.baseRevision,
      revision,
      saving,
    );
    if (merged.isChanged) {
      const place = siteId === undefined ? {} : { siteId };
      const row = { key: rowKey, assessmentKey: 'c1|p1', sectionId, ...place, revision, outcomes: {} };
      this.rows.set(rowKey, { ...row, updatedAt: at, updatedBy: who.id, answers: merged.answers });
    }
    const now = this.rows.get(rowKey);
    const textOf = (answer: Answer): string =>
      answerText(section.questions.find(({ id }) => id === answer.questionId)!, answer);
    return {
      revision: now?.revision ?? 0,
      savedAt: now?.updatedAt ?? at,
      refused: [...merged.refused],
      conflicts: merged.conflicts.map((theirs) => ({
        questionId: theirs.questionId,
        theirs: currentAnswer(theirs).value,
        theirsText: textOf(theirs),
        by: theirs.by.name,
        at: theirs.at,
      })),
      answers: (now?.answers ?? []).map(currentAnswer),
      progress: progressView(this.questionnaire, this.answers()),
    };
  }

  /** Gives an answer as somebody, as if they had sat at another page. */
  answer(questionId: string, value: unknown, who: Who = GUADALUPE, more: object = {}): void {
    for (const { id, siteId, questions } of this.questionnaire.sections) {
      if (!questions.some((question) => question.id === questionId)) continue;
      const baseRevision = this.rows.get(`${id}|${siteId ?? '-'}`)?.revision ?? 0;
      this.save(who, id, siteId, { baseRevision, answers: [{ questionId, value, ...more }] });
    }
  }

  /** Somebody makes nonsense of a part's row in SharePoint, or mends it. */
  block(sectionId: string, isBlocked = true): void {
    const { siteId } = this.questionnaire.sections.find(({ id }) => id === sectionId) ?? {};
    const key = `${sectionId}|${siteId ?? '-'}`;
    const place = siteId === undefined ? {} : { siteId };
    const empty = { key, assessmentKey: 'c1|p1', sectionId, ...place, revision: 0, outcomes: {}, answers: [] };
    const known: SectionAnswers = this.rows.get(key) ?? { ...empty, updatedAt: '', updatedBy: '' };
    const { blocked: _, ...row } = known;
    this.rows.set(key, isBlocked ? { ...row, blocked: 'Nonsense.' } : row);
  }

  /** As the service does after a file came or went, where files are the answer. */
  sayFiles(questionId: string, siteId: string | undefined): void {
    for (const section of this.questionnaire.sections) {
      const isIt = section.questions.some(({ id, type }) => id === questionId && type === 'evidence');
      if (!isIt || section.siteId !== siteId) continue;
      const isThere = this.evidence.some((file) => file.questionId === questionId && file.siteId === siteId);
      const input = { baseRevision: 1_000_000, answers: [{ questionId, value: isThere ? 'attached' : null }] };
      this.save(GUADALUPE, section.id, siteId, input);
    }
  }

  /** A good answer to every question that is asked; leaves out those in `except`. */
  answerAll(except: readonly string[] = []): void {
    const value = (question: Content['questions'][number]): unknown => {
      switch (question.type) {
        case 'multipleChoice':
          return question.choices?.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
        case 'singleChoice':
          return question.choices?.[0]?.id;
        case 'table':
          return Object.fromEntries((question.rows ?? []).map(({ id }) => [id, question.choices?.[0]?.id]));
        case 'acceptDocument':
          return 'accepted';
        case 'evidence':
          return 'cannot';
        case 'number':
          return 30;
        case 'date':
          return '2026-05-04';
        case 'shortText':
        case 'longText':
          return 'Rosa Delgado, plant manager';
        default:
          return 'yes';
      }
    };
    for (const { questions } of this.questionnaire.sections) {
      for (const question of questions) if (!except.includes(question.id)) this.answer(question.id, value(question));
    }
  }

  answers() {
    return answersByKey([...this.rows.values()].flatMap(({ answers }) => answers));
  }

  view() {
    const { names } = this;
    const stored = <Value>(value: Value) => ({ value, version: '1' });
    const scope = {
      assessment: stored({
        key: 'c1|p1',
        status: this.submitted ? 'submitted' : 'open',
        submittedAt: this.submitted?.at,
        submittedBy: this.submitted?.by,
      }),
      campaign: stored({
        askedBy: { name: names.askedBy, email: 'maya@northgate.example' },
        why: names.why,
        dueOn: this.dueOn,
      }),
      partner: stored({ name: names.partner, sites: names.sites }),
      contact: { name: names.contact },
    } as unknown as AnsweringScope;
    return questionnaireView({
      scope,
      customerName: names.customer,
      whoSees: `Your answers and files are seen by the people at ${names.customer} who look after supply chain security.`,
      before: beforeAnswering({
        say: createSay(small.texts),
        customerName: names.customer,
        personName: names.askedBy,
        sections: this.questionnaire.sections.map(({ id }) => id),
      }),
      pictureOf: names.isWhole ? createPictureViews(wholePack().pictures, 'http://elsewhere.example') : undefined,
      basisNote:
        'Some of these questions follow published summaries of the requirements and are still to be checked with the authority’s text.',
      questionnaire: this.questionnaire,
      rows: [...this.rows.values()],
      answers: this.answers(),
      evidence: this.evidence,
    });
  }
}
