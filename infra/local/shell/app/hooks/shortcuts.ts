import { useEffect, useRef } from 'react';

/** Keys with Ctrl (or Command): alone they would take letters from screen readers and from what people write. */
export interface Shortcuts {
  readonly onSwitchPerson: () => void;
  /** Ctrl+Shift+1 and so on, as in Teams; counts from 0. */
  readonly onRoom: (index: number) => void;
  readonly onHelp: () => void;
}

/** Listens for the shell's keys while it is open. Keys pressed inside the app's frame go to the app. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
      if (!event.shiftKey && event.key.toLowerCase() === 'k') current.current.onSwitchPerson();
      else if (!event.shiftKey && event.key === '.') current.current.onHelp();
      else if (event.shiftKey && digit) current.current.onRoom(Number(digit) - 1);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
