import type { Requirement } from './requirement';
import { type Band, bandOf, type Rating, type Risk, type RiskPolicy } from './risk';
import type { RequirementRef, Sensitivity } from './sensitivity';
import { isMissed, isUnproven, type View } from './vulnerability';

const refOf = ({ criterion, part }: Requirement): RequirementRef =>
  part === undefined ? { criterion } : { criterion, part };

const ORDER: readonly Band[] = ['low', 'medium', 'high'];
const isBetter = (band: Band, than: Band): boolean => ORDER.indexOf(band) < ORDER.indexOf(than);

/**
 * The fewest findings whose closing moves the risk to a better band. The worst category decides and every missed must
 * keeps its category at the worst rating, so the set is exact: all missed musts or, where that is not enough, everything
 * missed. `undefined` when the band cannot get better, or when there is nothing to close, answer or prove.
 * A risk that is not rated is measured from its worst case, and moves by answering and proving alone where that is enough.
 */
export function findSensitivity(
  requirements: readonly Requirement[],
  risk: Risk,
  threat: Rating,
  policy: RiskPolicy,
  view: View,
): Sensitivity | undefined {
  const { allMet, shouldMissed } = policy.vulnerability;
  const missed = requirements.filter(isMissed);
  const musts = missed.filter(({ obligation }) => obligation === 'must');
  const answer = requirements.filter(({ outcome }) => outcome === 'unanswered').map(refOf);
  const prove = view === 'evidenced' ? requirements.filter(isUnproven).map(refOf) : [];
  const from = risk.band;

  if (from === 'notRated') {
    const close: RequirementRef[] = [];
    return answer.length + prove.length > 0 ? { from, to: risk.best, close, answer, prove } : undefined;
  }
  const steps: readonly { rating: Rating; close: readonly Requirement[] }[] = [
    { rating: missed.length > musts.length ? shouldMissed : allMet, close: musts },
    { rating: allMet, close: missed },
  ];
  const enough = steps.find(({ rating, close }) => close.length > 0 && isBetter(bandOf(policy, threat * rating), from));
  if (!enough) return undefined;
  return { from, to: bandOf(policy, threat * enough.rating), close: enough.close.map(refOf), answer, prove };
}
