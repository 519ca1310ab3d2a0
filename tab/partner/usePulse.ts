import { useEffect, useRef } from 'react';
import type { Pulse } from '../../src/contracts/collaboration';
import { PageProblem } from './pageProblem';
import { partnerApi } from './partnerApi';

const EVERY_MS = 15_000;
const IDLE_EVERY_MS = 60_000;
const IDLE_AFTER_MS = 5 * 60_000;
/** Somebody who typed this recently is not interrupted; their own save finds what others answered. */
const TYPING_MS = 8_000;
const TYPING_AGAIN_MS = 5_000;

interface Options {
  readonly isActive: boolean;
  /** What is different from what the page holds. Resolves to what must happen next. */
  readonly onPulse: (pulse: Pulse, isTyping: boolean) => Promise<'seen' | 'later'>;
  /** The session ended, or may not see this any more. */
  readonly onRefused: (problem: PageProblem) => void;
}

/**
 * Asks every 15 seconds what others did, every minute after 5 idle minutes, and not at all while the page is hidden:
 * then once more as soon as it is shown again.
 */
export function usePulse(assessmentKey: string, { isActive, onPulse, onRefused }: Options): void {
  const now = useRef({ onPulse, onRefused });
  useEffect(() => {
    now.current = { onPulse, onRefused };
  });
  useEffect(() => {
    if (!isActive) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let isAsking = false;
    let lastAct = Date.now();
    let lastKey = 0;
    const wait = (ms: number): void => {
      clearTimeout(timer);
      if (!isOver && !document.hidden) timer = setTimeout(() => void ask(), ms);
    };
    const pause = (): number => (Date.now() - lastAct < IDLE_AFTER_MS ? EVERY_MS : IDLE_EVERY_MS);
    const ask = async (): Promise<void> => {
      if (isAsking) return;
      isAsking = true;
      let next = pause();
      try {
        const pulse = await partnerApi.pulse(assessmentKey);
        const isTyping = Date.now() - lastKey < TYPING_MS;
        if (!isOver && (await now.current.onPulse(pulse, isTyping)) === 'later') next = TYPING_AGAIN_MS;
      } catch (error) {
        // A line that is down is told where something is to be saved; here it is only tried again.
        if (!isOver && error instanceof PageProblem && error.status >= 400 && error.status < 500) {
          next = IDLE_EVERY_MS;
          if (error.status !== 429) now.current.onRefused(error);
        }
      } finally {
        isAsking = false;
      }
      wait(next);
    };
    const onAct = (): void => {
      const wasIdle = Date.now() - lastAct >= IDLE_AFTER_MS;
      lastAct = Date.now();
      if (wasIdle) void ask();
    };
    const onInput = (): void => {
      lastKey = Date.now();
    };
    const onVisibility = (): void => {
      if (document.hidden) clearTimeout(timer);
      else void ask();
    };
    document.addEventListener('visibilitychange', onVisibility);
    document.addEventListener('pointerdown', onAct);
    document.addEventListener('keydown', onAct);
    document.addEventListener('input', onInput);
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
      document.removeEventListener('pointerdown', onAct);
      document.removeEventListener('keydown', onAct);
      document.removeEventListener('input', onInput);
    };
  }, [assessmentKey, isActive]);
}
