import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { freezeContent } from '../../src/content/freezeContent';
import { type ApplicabilityDecision, applicabilityKey } from '../../src/domain/applicability';
import type { ComposeInput } from '../../src/domain/composeQuestionnaire';
import type { PartnerType } from '../../src/domain/partner';
import { canonicalJson } from '../../src/domain/submission';
import { createFrozenContents } from '../../src/useCases/frozenContent';
import { aPolicy } from './builders';
import { compositions, RUNS } from './generatedQuestionnaires';

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A start of the service with this content and these decisions, on what was stored before. */
function serviceWith(
  input: ComposeInput,
  decisions: readonly ApplicabilityDecision[],
  library: Map<string, string>,
  asked: readonly PartnerType[],
) {
  const used = {
    packs: [input.pack],
    sections: input.sections,
    questions: input.questions,
    policy: aPolicy(),
    wgi: { attribution: 'World Bank', byCountry: new Map() },
  };
  const frozen = freezeContent(used);
  const rows = decisions.map((value) => ({ value, version: value.decidedAt }));
  return createFrozenContents({
    stores: {
      frozenContents: {
        create: async (name, json) => {
          if (library.has(name)) return 'exists';
          library.set(name, json);
          return 'created';
        },
        read: async (name) => library.get(name),
      },
      applicability: { all: () => rows } as never,
      assessments: { get: () => ({ value: { partnerTypes: asked }, version: '1' }) } as never,
    },
    crypto: { sha256Hex },
    log,
    content: { ...used, frozen, hash: sha256Hex(frozen) },
  });
}

const decisions = fc.array(
  fc.record({
    criterionId: fc.constantFrom('1.1', '2.1', '2.2'),
    partnerType: fc.constantFrom<PartnerType>('importer', 'foreignManufacturer', 'warehouse'),
    state: fc.constantFrom<ApplicabilityDecision['state']>('applies', 'doesNotApply', 'takenBack'),
    at: fc.nat({ max: 9 }),
  }),
  { maxLength: 4 },
);
type Drafts = typeof decisions extends fc.Arbitrary<infer Value> ? Value : never;
const decided = (drafts: Drafts): ApplicabilityDecision[] =>
  drafts.map(({ at, ...rest }) => ({
    ...rest,
    key: applicabilityKey('ctpat', rest.criterionId, rest.partnerType),
    programId: 'ctpat',
    decidedBy: { id: 'oid:maya', name: 'Maya' },
    decidedAt: `2026-06-0${at}`,
  }));

it('what a campaign asks stays as it was opened, whatever becomes of content, decisions and types; a new site is the one change', async () => {
  await fc.assert(
    fc.asyncProperty(compositions, compositions, decisions, decisions, async (opened, later, before, after) => {
      const library = new Map<string, string>();
      const atFirst = serviceWith(opened, decided(before), library, opened.partnerTypes);
      const campaign = {
        contentHash: await atFirst.freeze(),
        key: 'c1',
        programId: 'ctpat' as const,
        openedAt: '2026-06-01T10:00:00.000Z',
      };
      const partner = { key: 'p1', types: opened.partnerTypes, sites: opened.sites };
      const asked = atFirst.questionnaire(await atFirst.of(campaign), campaign, partner);

      // The same process after somebody decided, and another one with other files.
      const decidedLater = serviceWith(opened, decided([...before, ...after]), library, opened.partnerTypes);
      const restarted = serviceWith(later, decided(after), library, opened.partnerTypes);
      for (const service of [decidedLater, restarted]) {
        await service.freeze();
        // Somebody may have given the partner other types as well.
        const now = { ...partner, types: later.partnerTypes };
        const still = service.questionnaire(await service.of(campaign), campaign, now);
        expect(canonicalJson(still)).toBe(canonicalJson(asked));
      }

      if (opened.sites.length === 0) return;
      const sites = [...opened.sites, { id: 'added', name: 'Added' }];
      const grown = restarted.questionnaire(await restarted.of(campaign), campaign, { ...partner, sites });
      const others = grown.sections.filter(({ siteId }) => siteId !== 'added');
      expect(canonicalJson(others)).toBe(canonicalJson(asked.sections));
    }),
    { numRuns: RUNS },
  );
});
