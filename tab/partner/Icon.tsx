import type { ReactNode } from 'react';

const SHAPES = {
  done: (
    <>
      <circle cx="10" cy="10" r="8.5" fill="currentColor" stroke="none" />
      <path d="m6 10.3 2.7 2.7L14 7.6" stroke="var(--surface)" />
    </>
  ),
  started: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M10 2a8 8 0 0 1 0 16Z" fill="currentColor" stroke="none" />
    </>
  ),
  open: <circle cx="10" cy="10" r="8" />,
  missing: (
    <>
      <path d="M10 2.5 18.5 17h-17Z" />
      <path d="M10 8v4M10 14.4v.2" />
    </>
  ),
  lock: (
    <>
      <rect x="4" y="9" width="12" height="8.5" rx="1.5" />
      <path d="M6.8 9V6.2a3.2 3.2 0 0 1 6.4 0V9" />
    </>
  ),
  file: (
    <>
      <path d="M5 2.5h6.5L15.5 6.5V17.5H5Z" />
      <path d="M11.5 2.5V6.5h4" />
    </>
  ),
  camera: (
    <>
      <path d="M2.5 6.5h3.5L7.5 4h5L14 6.5h3.5V16H2.5Z" />
      <circle cx="10" cy="11" r="2.8" />
    </>
  ),
  waiting: (
    <>
      <circle cx="10" cy="10" r="8" />
      <path d="M10 5.5V10l3 2" />
    </>
  ),
  back: <path d="M12.5 4 6.5 10l6 6" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** A mark beside a word; the word says it, so readers of the screen skip the drawing. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
