import type { Figures } from '../contracts/common';
import type { Overview, RankedPartner } from '../contracts/overview';
import type { ReachGroup } from '../domain/delivery';
import type { Partner } from '../domain/partner';
import type { Person } from '../domain/person';
import { byUrgency } from '../domain/ranking';
import { bandOf } from '../domain/risk';
import { demand } from './access';
import { createCountryThreat } from './countryThreat';
import type { FrozenContents } from './frozenContent';
import type { People } from './people';
import type { Changes, Clock, Stores } from './ports';
import { type ReadIndex, scopeOf } from './readIndex';
import { recentChanges } from './recentChanges';
import type { Standings } from './standings';
import type { UseCases } from './useCases';

const CALL_FIRST = 20;
const RECENT = 12;
const RATINGS = [3, 2, 1] as const;
const VULNERABILITIES = [1, 2, 3, 'notRated'] as const;

/** Something is open that a word with the partner may close, and the risk is not low. */
const needsCall = ({ riskEvidenced, openMusts, unproven, unanswered }: Figures): boolean =>
  riskEvidenced !== 'low' && openMusts + unproven + unanswered > 0;

const noGroups = (): Record<ReachGroup, number> => ({ done: 0, reached: 0, waiting: 0, notReached: 0 });

/** The state of things, within what the person may see. From memory alone; made once per change. */
export function createOverview(deps: {
  stores: Stores;
  changes: Pick<Changes, 'revision'>;
  clock: Clock;
  contents: FrozenContents;
  index: ReadIndex;
  people: People;
  standings: Standings;
  feedStatus?: () => { readonly asOf?: string; readonly trouble?: string };
}): UseCases['overview'] {
  const { stores, changes, clock, contents, index, people, standings } = deps;
  const threatIn = createCountryThreat({ contents });

  const matrixOf = (counts: ReadonlyMap<string, number>): Overview['matrix'] =>
    RATINGS.map((threat) => ({
      threat,
      cells: VULNERABILITIES.map((vulnerability) => ({
        vulnerability,
        risk:
          vulnerability === 'notRated'
            ? ('notRated' as const)
            : bandOf(contents.current.policy, threat * vulnerability),
        count: counts.get(`${threat} ${vulnerability}`) ?? 0,
      })),
    }));

  const make = (by: Person): Omit<Overview, 'asOf' | 'trouble'> => {
    const partners = index.partnersOf(by);
    const visible = new Set(partners.map(({ key }) => key));
    const groups = noGroups();
    const groupIn = (partnerKey: string, campaignKey: string): ReachGroup | undefined => {
      const partner = stores.partners.get(partnerKey)?.value;
      return partner && standings.of(partner).groups.get(campaignKey);
    };
    const groupOf: { partnerKey: string; group: ReachGroup }[] = [];
    const cells = new Map<string, number>();
    const ranked: (RankedPartner & { exposure: Partner['exposure'] })[] = [];
    const tiles = { openMusts: 0, unproven: 0, highRisk: 0, notReached: 0, toReview: 0, notRated: 0 };
    for (const partner of partners) {
      const standing = standings.of(partner);
      const { asked, figures } = standing;
      if (asked) {
        const group = standing.groups.get(asked.campaign.key) ?? 'waiting';
        groups[group] += 1;
        groupOf.push({ partnerKey: partner.key, group });
      }
      const cell = `${figures?.threat ?? threatIn(partner.country)} ${figures?.vulnerabilityEvidenced ?? 'notRated'}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
      if (!figures || figures.riskEvidenced === 'notRated') tiles.notRated += 1;
      if (!figures) continue;
      tiles.openMusts += figures.openMusts;
      tiles.unproven += figures.unproven;
      if (figures.riskEvidenced === 'high') tiles.highRisk += 1;
      ranked.push({
        partnerKey: partner.key,
        name: partner.name,
        country: partner.country,
        figures,
        isSoleSource: partner.exposure.isSoleSource ?? false,
        exposure: partner.exposure,
      });
    }
    tiles.notReached = groups.notReached;
    for (const { value } of stores.evidence.all())
      if (value.reviewState === 'toReview' && visible.has(value.partnerKey)) tiles.toReview += 1;
    const waiting = stores.partnerRequests
      .by('state', 'open')
      .flatMap(({ value }) => (visible.has(value.partnerKey) ? [value.partnerKey] : []));
    const toCall = ranked.filter(({ figures }) => needsCall(figures)).sort(byUrgency);
    const callFirst = toCall.slice(0, CALL_FIRST).map(({ exposure: _ranks, ...shown }) => shown);
    return {
      revision: changes.revision,
      partners: partners.length,
      asked: groupOf.length,
      groups,
      tiles,
      matrix: matrixOf(cells),
      callFirst,
      toCall: toCall.length,
      asking: { requests: waiting.length, partners: new Set(waiting).size },
      recent: recentChanges({ stores, people }, visible, RECENT),
      campaigns: stores.campaigns
        .all()
        .filter(({ value }) => value.status !== 'closed')
        .sort((a, b) => (a.value.openedAt < b.value.openedAt ? 1 : -1))
        .map(({ value }) => {
          const asked = value.partnerKeys.filter((key) => visible.has(key));
          const done = asked.filter((key) => groupIn(key, value.key) === 'done');
          return { key: value.key, title: value.title, dueOn: value.dueOn, asked: asked.length, done: done.length };
        })
        .filter(({ asked }) => asked > 0),
      groupOf,
    };
  };

  return (by) => {
    demand(by, 'read');
    const status = deps.feedStatus?.() ?? {};
    return {
      ...index.once(`overview ${scopeOf(by)}`, () => make(by)),
      asOf: status.asOf ?? clock.now().toISOString(),
      ...(status.trouble ? { trouble: status.trouble } : {}),
    };
  };
}
