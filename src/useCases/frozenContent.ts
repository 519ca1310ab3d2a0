import { freezeContent, type FrozenContent as UsedContent, thawContent } from '../content/freezeContent';
import type { ContentFault } from '../content/load';
import { withDecisions } from '../domain/applicability';
import { assessmentKey } from '../domain/assessment';
import type { Campaign } from '../domain/campaign';
import type { Partner } from '../domain/partner';
import type { ProgramPack } from '../domain/program';
import { composeQuestionnaire, type Questionnaire } from '../domain/questionnaire';
import { AppError } from '../errors';
import type { Crypto, Log, Stores } from './ports';

/** Content as it was when a campaign was opened; it never changes, and its hash is its name. */
export interface FrozenContent extends UsedContent {
  readonly hash: string;
}

export interface FrozenContents {
  /** The content as its files say it: for figures and policy outside of campaigns. Without questions while they are faulty. */
  readonly current: FrozenContent;
  /** What new campaigns use: the files with the customer's decisions. Throws `conflict` while there are no questions. */
  forNewCampaigns(): FrozenContent;
  /** Stores what new campaigns use under its hash, if it is not there yet. Returns the hash. Throws like `forNewCampaigns`. */
  freeze(): Promise<string>;
  /** The content of a campaign; one Graph call at the first use in this process. Throws `unavailable`. */
  of(campaign: Pick<Campaign, 'contentHash'>): Promise<FrozenContent>;
  /** The same when it is at hand; otherwise starts to load it and says `undefined`. */
  peek(campaign: Pick<Campaign, 'contentHash'>): FrozenContent | undefined;
  /**
   * What a partner is asked in a campaign: by the types that it had when the campaign was opened, whatever they are now.
   * Kept, because the same types and sites give the same questionnaire.
   */
  questionnaire(
    content: FrozenContent,
    campaign: Pick<Campaign, 'key' | 'programId' | 'openedAt'>,
    partner: Pick<Partner, 'key' | 'types' | 'sites'>,
  ): Questionnaire;
  packOf(content: FrozenContent, programId: string): ProgramPack;
}

const MAX_KEPT_QUESTIONNAIRES = 2_000;

/** While the question files are faulty and no good ones were kept. */
const noQuestions = (fault: ContentFault | undefined): AppError =>
  new AppError(
    'conflict',
    `${fault?.sentence ?? 'There are no questions.'} New campaigns have no questions until it is corrected, so nothing was opened or changed. Running campaigns go on.`,
  );

export function createFrozenContents(deps: {
  stores: Pick<Stores, 'frozenContents' | 'applicability' | 'assessments'>;
  crypto: Pick<Crypto, 'sha256Hex'>;
  log: Log;
  content: UsedContent & { readonly frozen: string; readonly hash: string; readonly fault?: ContentFault };
}): FrozenContents {
  const { stores, crypto, log, content } = deps;
  const current: FrozenContent = content;
  const kept = new Map<string, FrozenContent>([[current.hash, current]]);
  const loading = new Map<string, Promise<FrozenContent>>();
  const questionnaires = new Map<string, Questionnaire>();
  const frozenHashes = new Set<string>();
  let decided: { readonly basis: string; readonly content: FrozenContent; readonly text: string } | undefined;

  /** Made anew only when a decision changed: freezing hundreds of questions takes a moment. */
  const decide = () => {
    if (content.packs.length === 0) throw noQuestions(content.fault);
    const rows = stores.applicability.all();
    const basis = rows.map(({ value, version }) => `${value.key} ${version}`).join('\n');
    if (decided?.basis === basis) return decided;
    const decisions = rows.map(({ value }) => value);
    const packs = content.packs.map((pack) => withDecisions(pack, decisions));
    const { sections, questions, policy, wgi } = content;
    const text = freezeContent({ packs, sections, questions, policy, wgi });
    const hash = crypto.sha256Hex(text);
    // What nobody opened a campaign with is not needed any more.
    if (decided && decided.content.hash !== current.hash && !frozenHashes.has(decided.content.hash))
      kept.delete(decided.content.hash);
    const made = { packs, sections, questions, policy, wgi, hash };
    if (!kept.has(hash)) kept.set(hash, made);
    decided = { basis, content: made, text };
    return decided;
  };

  const load = async (hash: string): Promise<FrozenContent> => {
    const json = await stores.frozenContents.read(`${hash}.json`);
    if (json === undefined || crypto.sha256Hex(json) !== hash) {
      log.error(
        { contentHash: hash, isThere: json !== undefined },
        'the frozen content of a campaign is missing or was changed',
      );
      throw new AppError(
        'unavailable',
        'The questions of this campaign cannot be read just now. Nothing is lost. Ask your administrator to look at the log.',
      );
    }
    const frozen = { ...thawContent(json), hash };
    kept.set(hash, frozen);
    return frozen;
  };

  const of = (campaign: Pick<Campaign, 'contentHash'>): Promise<FrozenContent> => {
    const hash = campaign.contentHash;
    const found = kept.get(hash);
    if (found) return Promise.resolve(found);
    let promise = loading.get(hash);
    if (!promise) {
      promise = load(hash).finally(() => loading.delete(hash));
      loading.set(hash, promise);
    }
    return promise;
  };

  const packOf = (frozen: FrozenContent, programId: string): ProgramPack => {
    const pack = frozen.packs.find(({ id }) => id === programId);
    if (!pack) throw new RangeError(`There is no program ${programId} in the content ${frozen.hash}.`);
    return pack;
  };

  return {
    current,
    forNewCampaigns: () => decide().content,
    async freeze() {
      const { content: next, text } = decide();
      if (!frozenHashes.has(next.hash)) await stores.frozenContents.create(`${next.hash}.json`, text);
      frozenHashes.add(next.hash);
      return next.hash;
    },
    of,
    peek(campaign) {
      const found = kept.get(campaign.contentHash);
      // A failure is reported by whoever needs the content; here it only means "not at hand".
      if (!found) of(campaign).catch(() => undefined);
      return found;
    },
    questionnaire(frozen, campaign, partner) {
      const asOf = campaign.openedAt.slice(0, 10);
      const assessment = stores.assessments.get(assessmentKey(campaign.key, partner.key))?.value;
      const types = assessment?.partnerTypes ?? partner.types;
      const key = JSON.stringify([frozen.hash, campaign.programId, asOf, types, partner.sites]);
      const found = questionnaires.get(key);
      if (found) return found;
      if (questionnaires.size >= MAX_KEPT_QUESTIONNAIRES) questionnaires.clear();
      const composed = composeQuestionnaire({
        sections: frozen.sections,
        questions: frozen.questions,
        pack: packOf(frozen, campaign.programId),
        partnerTypes: types,
        sites: partner.sites,
        asOf,
      });
      questionnaires.set(key, composed);
      return composed;
    },
    packOf,
  };
}
