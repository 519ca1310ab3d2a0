import type { Overview } from '../../../src/contracts/overview';
import type { PartnerRow } from '../../../src/contracts/partners';
import { keyOf } from './samplePartners';

const isHigh = ({ figures }: PartnerRow): boolean => figures?.riskEvidenced === 'high';

/** The overview that belongs to these partners: its counts are their counts. */
export function sampleOverview(rows: readonly PartnerRow[], revision: number): Overview {
  const inGroup = (group: PartnerRow['group']) => rows.filter((row) => row.group === group).length;
  const groups = {
    done: inGroup('done'),
    reached: inGroup('reached'),
    waiting: inGroup('waiting'),
    notReached: inGroup('notReached'),
  };
  const rated = rows.flatMap((row) => (row.figures ? [{ row, figures: row.figures }] : []));
  const toCall = rated
    .filter(({ figures }) => figures.riskEvidenced !== 'low' && figures.openMusts + figures.unproven > 0)
    .toSorted((a, b) => Number(isHigh(b.row)) - Number(isHigh(a.row)) || b.figures.openMusts - a.figures.openMusts);
  const band = (product: number) => (product >= 6 ? 'high' : product >= 3 ? 'medium' : 'low');
  return {
    revision,
    partners: rows.length,
    asked: rows.length,
    groups,
    tiles: {
      openMusts: rated.reduce((sum, { figures }) => sum + figures.openMusts, 0),
      unproven: rated.reduce((sum, { figures }) => sum + figures.unproven, 0),
      highRisk: rows.filter(isHigh).length,
      notReached: groups.notReached,
      toReview: rows.length > 0 ? 2 : 0,
      notRated: rows.length - rated.length,
    },
    matrix: ([3, 2, 1] as const).map((threat) => ({
      threat,
      cells: ([1, 2, 3, 'notRated'] as const).map((vulnerability) => ({
        vulnerability,
        risk: vulnerability === 'notRated' ? 'notRated' : band(threat * vulnerability),
        count:
          vulnerability === 'notRated'
            ? rows.filter((row) => !row.figures && row.threat === threat).length
            : rated.filter(
                ({ figures }) => figures.threat === threat && figures.vulnerabilityEvidenced === vulnerability,
              ).length,
      })),
    })),
    toCall: toCall.length,
    callFirst: toCall.slice(0, 20).map(({ row, figures }, index) => ({
      partnerKey: row.key,
      name: row.name,
      country: row.country,
      figures,
      isSoleSource: index === 0,
    })),
    asking: rows.length > 0 ? { requests: 3, partners: 2 } : { requests: 0, partners: 0 },
    recent: rows.slice(0, 5).map((row, index) => ({
      at: new Date(Date.parse('2026-11-20T16:10:00Z') - index * 9_000_000).toISOString(),
      partnerKey: row.key,
      partnerName: row.name,
      text:
        [
          'seal log accepted',
          'answers submitted',
          'risk rose from medium to high: 3 musts open',
          'mail refused by the receiving server',
          'started to answer',
        ][index] ?? '',
    })),
    campaigns:
      rows.length > 0
        ? [
            {
              key: keyOf('c', 1),
              title: 'Supply chain security 2026',
              dueOn: '2026-12-15',
              asked: rows.length,
              done: groups.done,
            },
          ]
        : [],
    asOf: '2026-11-22T16:10:00Z',
  };
}
