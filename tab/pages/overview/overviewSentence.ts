import type { Overview } from '../../../src/contracts/overview';
import { counted, figure } from '../../words/numbers';

/** "48 of 52 partners asked have been reached; 31 have answered. 3 need a call." */
export function overviewSentence({ asked, groups, partners, tiles, toCall }: Overview): string {
  if (asked === 0) return `${counted(partners, 'partner')}; none of them has been asked yet.`;
  const reached = groups.done + groups.reached;
  const have = reached === 1 ? 'has' : 'have';
  const parts = [
    `${figure(reached)} of ${counted(asked, 'partner')} asked ${have} been reached; ${figure(groups.done)} ${groups.done === 1 ? 'has' : 'have'} answered.`,
  ];
  if (toCall > 0) parts.push(`${figure(toCall)} ${toCall === 1 ? 'needs' : 'need'} a call.`);
  if (tiles.toReview > 0) parts.push(`${counted(tiles.toReview, 'file')} to review.`);
  return parts.join(' ');
}
