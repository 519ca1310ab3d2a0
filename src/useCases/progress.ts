import type { Assessment, OutcomeLetter, SavedProgress, SectionHead } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import { isSamePlace, type SectionPlace } from '../domain/delegation';
import { type LetterProgress, progressOfLetters } from '../domain/outcomeLetters';
import type { Partner } from '../domain/partner';
import { type Answers, progressOf, type Questionnaire } from '../domain/questionnaire';
import type { FrozenContents } from './frozenContent';
import type { Stores } from './ports';

export interface AssessmentProgress {
  /** From the read model alone; `undefined` while the campaign's questions are not at hand. */
  of(assessment: Pick<Assessment, 'key'>, campaign: Campaign, partner: Partner): LetterProgress | undefined;
  /** The same for some parts alone, for somebody who answers only those. */
  ofPlaces(
    assessment: Pick<Assessment, 'key'>,
    campaign: Campaign,
    partner: Partner,
    places: readonly SectionPlace[],
  ): LetterProgress | undefined;
  /** Remembers how far all sections are, after somebody loaded or saved the answers. */
  learn(assessmentKey: string, progress: LetterProgress, questionnaire: Questionnaire): void;
  /** Calls back when an exact count replaced what rows alone tell. */
  onLearn(listener: (assessmentKey: string) => void): void;
}

interface Kept {
  /** What the figure was made from; another signature means count again. */
  readonly signature: string;
  readonly progress: LetterProgress;
}

/** What a section's row keeps of the whole questionnaire, so that progress needs no body. */
export function savedProgress(questionnaire: Questionnaire, answers: Answers): SavedProgress {
  const { answered, total, percent, minutesLeft, minutesAtMost } = progressOf(questionnaire, answers);
  return { answered, total, percent, minutesLeft, minutesAtMost, places: placesOf(questionnaire) };
}

/** What a count is about: another text now means that other questions are asked, such as those of a new site. */
const askedOf = ({ partnerTypes, sites }: Questionnaire): string =>
  `${partnerTypes.join()} ${sites.map(({ id }) => id).join()}`;

const placesOf = ({ sections }: Questionnaire): number =>
  sections.reduce((sum, { questions }) => sum + questions.length, 0);

/** How far every questionnaire is, counted once per change, so that a page of ten thousand costs nothing. */
export function createAssessmentProgress(deps: {
  stores: Pick<Stores, 'sections'>;
  contents: FrozenContents;
}): AssessmentProgress {
  const { stores, contents } = deps;
  const kept = new Map<string, Kept>();
  const listeners: ((assessmentKey: string) => void)[] = [];
  const exact = new Map<string, { versions: string; asked: string; progress: LetterProgress }>();
  const versionsOf = (assessmentKey: string): string =>
    stores.sections
      .heads(assessmentKey)
      .map(({ value }) => `${value.key}:${value.revision}`)
      .join(' ');
  return {
    of(assessment, campaign, partner) {
      const content = contents.peek(campaign);
      if (!content) return undefined;
      const versions = versionsOf(assessment.key);
      const questionnaire = contents.questionnaire(content, campaign, partner);
      const asked = askedOf(questionnaire);
      const known = exact.get(assessment.key);
      const isExact = known?.versions === versions && known.asked === asked;
      const signature = `${versions} ${asked} ${isExact}`;
      const found = kept.get(assessment.key);
      if (found?.signature === signature) return found.progress;
      const heads = stores.sections.heads(assessment.key).map(({ value }) => value);
      const progress = isExact
        ? known.progress
        : (keptIn(heads, questionnaire) ?? progressOfLetters(questionnaire, lettersOfHeads(heads)));
      kept.set(assessment.key, { signature, progress });
      return progress;
    },
    ofPlaces(assessment, campaign, partner, places) {
      const content = contents.peek(campaign);
      if (!content) return undefined;
      const whole = contents.questionnaire(content, campaign, partner);
      const sections = whole.sections.filter(({ id: sectionId, siteId }) =>
        places.some((place) => isSamePlace(place, { sectionId, siteId })),
      );
      const heads = stores.sections.heads(assessment.key).map(({ value }) => value);
      return progressOfLetters({ ...whole, sections }, lettersOfHeads(heads));
    },
    learn(assessmentKey, progress, questionnaire) {
      exact.set(assessmentKey, { versions: versionsOf(assessmentKey), asked: askedOf(questionnaire), progress });
      kept.delete(assessmentKey);
      for (const listener of listeners) listener(assessmentKey);
    },
    onLearn: (listener) => void listeners.push(listener),
  };
}

/** What the section saved last knew of all; nothing when something else is asked since. */
function keptIn(heads: readonly SectionHead[], questionnaire: Questionnaire): LetterProgress | undefined {
  const newest = heads.reduce<SectionHead | undefined>(
    (last, head) => (last && last.updatedAt >= head.updatedAt ? last : head),
    undefined,
  );
  // A site that was taken out may have been replaced by one with as many questions.
  const isAsked = ({ siteId }: SectionHead): boolean =>
    siteId === undefined || questionnaire.sites.some(({ id }) => id === siteId);
  const isSame = newest?.progress?.places === placesOf(questionnaire) && heads.every(isAsked);
  return isSame ? newest?.progress : undefined;
}

const lettersOfHeads = (
  heads: readonly { readonly outcomes: Readonly<Record<string, OutcomeLetter>> }[],
): ReadonlyMap<string, OutcomeLetter> => new Map(heads.flatMap(({ outcomes }) => Object.entries(outcomes)));
