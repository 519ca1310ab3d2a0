import { type RefObject, useRef, useState } from 'react';
import type { Pulse } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { newsOf, savedElsewhere } from './newsOf';
import { usePulse } from './usePulse';

/**
 * Looks at what others do while the page is open, loads it, and says it in a sentence. Somebody who is typing is not
 * interrupted: their own save meets what others answered, and asks.
 */
export function useNews(options: {
  readonly assessmentKey: string;
  readonly isActive: boolean;
  /** What the page shows now, also right after `load`. */
  readonly latest: RefObject<QuestionnaireView | undefined>;
  readonly load: () => Promise<void>;
}): { readonly words: string; readonly tell: (words: string) => void } {
  const { assessmentKey, isActive, latest, load } = options;
  const [words, tell] = useState('');
  const collaboration = useRef<number>(undefined);

  const look = async (pulse: Pulse, isTyping: boolean): Promise<'seen' | 'later'> => {
    const before = latest.current;
    if (!before) return 'seen';
    const changed = savedElsewhere(before, pulse);
    const isOther = collaboration.current !== undefined && collaboration.current !== pulse.collaboration;
    const isSent = pulse.status !== before.status;
    if (changed.length === 0 && !isOther && !isSent) {
      collaboration.current = pulse.collaboration;
      return 'seen';
    }
    if (isTyping) return 'later';
    await load();
    const after = latest.current;
    // Nothing came: the line is down, or the door is shut. The next look finds it again.
    if (!after || after === before) return 'seen';
    collaboration.current = pulse.collaboration;
    const news = newsOf(before, after, changed);
    if (news.length > 0) tell(news.join(' '));
    return 'seen';
  };
  usePulse(assessmentKey, {
    isActive,
    onPulse: look,
    onRefused: ({ status }) => {
      if (status === 401 || status === 403 || status === 404) void load();
    },
  });
  return { words, tell };
}
