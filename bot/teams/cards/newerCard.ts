import type { OutboundCard } from '../../../src/useCases/ports';
import { buttons, card, execute, split, subtle } from './elements';

/**
 * The one line that is left of a card when another one goes on with its questionnaire.
 * @param isBelow `false` when somebody went on in a card further up
 */
export function newerCard({ assessmentKey, isBelow }: { assessmentKey: string; isBelow: boolean }): OutboundCard {
  const words = isBelow ? 'Go on in the newer card below.' : 'You went on in another card of this chat.';
  return card(words, [
    split([subtle(words)], [buttons([execute('Go on here', 'start', { assessmentKey }, { inputs: 'none' })])]),
  ]);
}
