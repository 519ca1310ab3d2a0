import type { ContentFault } from '../content/load';
import type { SetApplicabilityInput } from '../contracts/program';
import { type ApplicabilityDecision, applicabilityKey, withDecisions } from '../domain/applicability';
import { cleanLine, cleanParagraphs } from '../domain/cleanText';
import { composeQuestionnaire } from '../domain/composeQuestionnaire';
import type { Criterion } from '../domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../domain/partner';
import type { Person } from '../domain/person';
import { criterionOf, type ProgramPack } from '../domain/program';
import { AppError } from '../errors';
import { actorOf, demand } from './access';
import type { FrozenContent, FrozenContents } from './frozenContent';
import type { Journal } from './journal';
import type { KeyedQueue } from './keyedQueue';
import type { People } from './people';
import type { Changes, Clock, Stored, Stores } from './ports';
import { programView } from './programView';
import type { UseCases } from './useCases';

interface Deps {
  readonly stores: Stores;
  readonly changes: Pick<Changes, 'revision'>;
  readonly clock: Clock;
  readonly contents: FrozenContents;
  readonly journal: Journal;
  readonly people: People;
  readonly queue: KeyedQueue;
  readonly contentFault?: ContentFault;
}

const names = (types: readonly PartnerType[]): string => types.map((type) => PARTNER_TYPES[type]).join(', ');

/** Throws `invalid` when no question would count for the criterion: it would stay unanswered for ever. */
function demandQuestions(
  content: FrozenContent,
  pack: ProgramPack,
  criterion: Criterion,
  types: readonly PartnerType[],
) {
  const parts = criterion.parts?.map(({ id }) => id) ?? [undefined];
  const without = types.filter((type) => {
    const { sections, questions } = content;
    const asked = composeQuestionnaire({ sections, questions, pack, partnerTypes: [type], sites: [] });
    const asks = asked.sections.flatMap((section) => section.questions.flatMap(({ asksAbout }) => asksAbout));
    return !parts.every((part) =>
      asks.some((each) => each.criterion === criterion.id && each.part === part && each.relation !== 'related'),
    );
  });
  if (without.length === 0) return;
  throw new AppError(
    'invalid',
    `There is no question about ${criterion.id} for ${names(without)}, so it would stay unanswered for ever. Have a question written first. Nothing was changed.`,
  );
}

/** What partners are assessed against, and to whom each criterion applies by the customer's decision. */
export function createApplicability(deps: Deps): Pick<UseCases, 'viewProgram' | 'setApplicability'> {
  const { stores, contents, clock, journal, people, queue } = deps;

  const packNow = (): ProgramPack => {
    const [pack] = contents.current.packs;
    if (pack) return pack;
    contents.forNewCampaigns();
    throw new AppError('notFound', 'There is no program.');
  };

  const decisionOf = (
    by: Person,
    pack: ProgramPack,
    input: SetApplicabilityInput,
    partnerType: PartnerType,
  ): ApplicabilityDecision => ({
    key: applicabilityKey(pack.id, input.criterionId, partnerType),
    programId: pack.id,
    criterionId: input.criterionId,
    partnerType,
    state: input.state,
    ...(input.state === 'takenBack' ? {} : { documentKey: input.documentKey, page: cleanLine(input.page ?? '') }),
    ...(input.note ? { note: cleanParagraphs(input.note) } : {}),
    decidedBy: actorOf(by),
    decidedAt: clock.now().toISOString(),
  });

  const isSame = (there: ApplicabilityDecision | undefined, wanted: ApplicabilityDecision): boolean =>
    (there?.state ?? 'takenBack') === wanted.state &&
    there?.documentKey === wanted.documentKey &&
    there?.page === wanted.page &&
    there?.note === wanted.note;

  /** A repeated call finds its rows there, and its entry too unless the service was killed between the two. */
  const tellJournal = async (pack: ProgramPack, wanted: readonly ApplicabilityDecision[]): Promise<void> => {
    const [first] = wanted;
    if (!first) return;
    const stored = wanted.flatMap(({ key }) => stores.applicability.get(key)?.value ?? []);
    const at = stored.map(({ decidedAt }) => decidedAt).sort()[0];
    const { criterionId, state, documentKey = '-', page = '' } = first;
    const types = wanted.map(({ partnerType }) => partnerType).sort();
    const detail = [criterionId, state, types.join(','), documentKey, page].join(' ').trim();
    const aggregate = `program-${pack.id}`;
    const isTold = stores.journal
      .by('aggregate', aggregate)
      .some(({ value }) => value.detail === detail && at !== undefined && value.at >= at);
    if (isTold || at === undefined) return;
    const actorId = first.decidedBy.id;
    await journal.append(aggregate, { seq: 0, hash: '' }, { act: 'applicabilitySet', actorId, detail });
  };

  const write = async (
    wanted: ApplicabilityDecision,
    stored: Stored<ApplicabilityDecision> | undefined,
  ): Promise<void> => {
    if (stored) return void (await stores.applicability.update(wanted, stored.version));
    try {
      await stores.applicability.create(wanted);
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') await stores.applicability.refresh(wanted.key);
      throw error;
    }
  };

  return {
    viewProgram(by) {
      demand(by, 'read');
      return programView({
        revision: deps.changes.revision,
        pack: packNow(),
        decisions: stores.applicability.all(),
        documents: stores.authorityDocuments.all().map(({ value }) => value),
      });
    },

    async setApplicability(by, input) {
      demand(by, 'setApplicability');
      people.learn(by);
      const pack = packNow();
      const criterion = criterionOf(pack, input.criterionId);
      if (!criterion)
        throw new AppError('notFound', 'This criterion is not in the program any more. Nothing was changed.');
      if (input.state !== 'takenBack' && !stores.authorityDocuments.get(input.documentKey ?? ''))
        throw new AppError('invalid', 'This document is not here any more. Choose another one; nothing was changed.');
      await queue.run(`applicability ${pack.id}`, async () => {
        const wanted = input.types.map(({ type, version }) => {
          const decision = decisionOf(by, pack, input, type);
          return { decision, version, stored: stores.applicability.get(decision.key) };
        });
        const open = wanted.filter(({ decision, stored }) => !isSame(stored?.value, decision));
        const clash = open.find(({ stored, version }) => stored?.version !== version);
        if (clash) {
          const who = clash.stored?.value.decidedBy.name ?? 'Somebody';
          const what = PARTNER_TYPES[clash.decision.partnerType];
          throw new AppError(
            'conflict',
            `${who} decided about ${input.criterionId} and ${what} meanwhile, so nothing was changed. Look at it again.`,
          );
        }
        if (input.state === 'applies') {
          const all = [
            ...stores.applicability.all().map(({ value }) => value),
            ...open.map(({ decision }) => decision),
          ];
          const types = open.map(({ decision }) => decision.partnerType);
          demandQuestions(contents.current, withDecisions(pack, all), criterion, types);
        }
        for (const { decision, stored } of open) await write(decision, stored);
        await tellJournal(
          pack,
          wanted.map(({ decision }) => decision),
        );
      });
    },
  };
}
