import { ProgressBar } from '@fluentui/react-components';
import type { ShellState } from '../api';

/** What is under way and changes what one sees, such as the sample customer while it is being set up. */
export function AnnouncementBar({ announcement }: Pick<ShellState, 'announcement'>) {
  return (
    // Always there, so that screen readers hear what comes into it.
    <div role="status" className={announcement ? 'announcement' : 'visually-hidden'}>
      {announcement && (
        <>
          {announcement.text}
          {announcement.done !== undefined && <ProgressBar aria-hidden value={announcement.done} />}
        </>
      )}
    </div>
  );
}
