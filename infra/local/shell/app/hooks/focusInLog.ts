import { type RefObject, useEffect, useRef } from 'react';
import { focusCard } from '../components/chat/focusCard';

/**
 * A message that the bot takes away takes the focus with it: then the focus goes on in the newest card, or to the chat
 * itself. Whoever has left the chat by themselves is left alone.
 */
export function useFocusInLog(log: RefObject<HTMLElement | null>): void {
  const held = useRef<HTMLElement>(null);
  useEffect(() => {
    const frame = log.current;
    if (!frame) return;
    if (held.current && !held.current.isConnected && document.activeElement === document.body) {
      held.current = null;
      focusCard([...frame.querySelectorAll<HTMLElement>('.card')].at(-1) ?? frame);
    }
    const enter = ({ target }: FocusEvent): void => {
      held.current = target as HTMLElement;
    };
    const leave = ({ target }: FocusEvent): void => {
      const left = target as HTMLElement;
      // What is taken away, or waits for an answer, has not been left.
      setTimeout(() => {
        if (held.current === left && left.isConnected && !left.closest('[inert]')) held.current = null;
      });
    };
    frame.addEventListener('focusin', enter);
    frame.addEventListener('focusout', leave);
    return () => {
      frame.removeEventListener('focusin', enter);
      frame.removeEventListener('focusout', leave);
    };
  });
}
